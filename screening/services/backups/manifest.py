"""What stands beside a sealed copy: what it is of, when it was made, and what it must be when opened."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.services.backups.sealing import CannotUnseal

FORMAT = 1
MANIFEST, DATABASE = "manifest.json", "database.sealed"
TOMBSTONES = "tombstones.txt"
"""Beside the backups, not in them: who was erased after a backup was made is not in that backup."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Of one backup. Digests are SHA-256 in hexadecimal letters; sizes are in bytes.

    Args:
        made_at: ISO moment, UTC.
        schema: version of the tables.
        engine: sqlite or postgresql; a copy goes back into the same kind only.
        rulebooks: version and digest of every rulebook that kept results were made with.
        rows: of each table.
    """

    made_at: str
    program: str
    schema: str
    engine: str
    engine_version: str
    sealed_bytes: int
    sealed_digest: str
    plain_digest: str
    rulebooks: Mapping[str, str]
    rows: Mapping[str, int]
    format: int = FORMAT

    @property
    def made(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.made_at)


def write_manifest(folder: Path, manifest: Manifest, key: bytes) -> None:
    """Write it with a seal, so that nobody without the key can change it."""
    text = _text(dataclasses.asdict(manifest))
    seal = hmac.digest(key, text.encode(), "sha256").hex()
    file = folder / MANIFEST
    with file.open("x", encoding="ascii") as opened:
        file.chmod(0o600)
        json.dump({**dataclasses.asdict(manifest), "seal": seal}, opened, indent=1, sort_keys=True)
        opened.write("\n")


def read_manifest(folder: Path, keys: Sequence[bytes]) -> Manifest:
    """The manifest of a backup.

    Raises:
        CannotUnseal: there is none, it is half written or was changed, or none of the keys fits.
    """
    try:
        kept = json.loads((folder / MANIFEST).read_text(encoding="ascii"))
        seal, found = str(kept.pop("seal")), kept.get("format")
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        raise CannotUnseal(f"{folder.name} holds no whole backup: {MANIFEST} cannot be read") from None
    if found != FORMAT:
        raise CannotUnseal("this backup is of a kind that this program does not know")
    text = _text(kept).encode()
    if not any(hmac.compare_digest(hmac.digest(key, text, "sha256").hex(), seal) for key in keys):
        raise CannotUnseal(f"{MANIFEST} was changed, or the backup was made with another SECRET_KEY")
    return Manifest(**kept)


def _text(fields: Mapping[str, object]) -> str:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"))
