"""The published versions: a list with digests, and a kept copy of each that may never change."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from screening.domain.rulebook import Rulebook
from screening.rulebook.context import Context
from screening.rulebook.digest import RELEASED, RELEASES, kept_files
from screening.rulebook.index import VERSION
from screening.rulebook.problems import Problems
from screening.rulebook.reading import Block

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_SAME_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


@dataclass(frozen=True, slots=True)
class Release:
    """One published version.

    `digest` is that of its rules, `archive` that of the kept copy, byte for byte; `released_by` two people.
    """

    version: str
    released_on: str
    digest: str
    archive: str
    released_by: tuple[str, ...]


def archive_of(folder: Path, version: str) -> Path:
    """Where the kept copy of a version is."""
    return folder / RELEASES / f"{version}.zip"


def packed(folder: Path) -> bytes:
    """The rules of a folder with their scenarios, as one archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in kept_files(folder):
            entry = zipfile.ZipInfo(name, _SAME_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _READABLE
            archive.writestr(entry, (folder / name).read_bytes())
    return buffer.getvalue()


def digest_of_bytes(content: bytes) -> str:
    """ "sha256:…" over a kept copy as it is; nothing is unpacked."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def published(folder: Path, problems: Problems) -> Mapping[str, Release]:
    """Every published version of a rules folder, by number; none where nothing was published yet."""
    return read_released(Context(folder, problems)) if (folder / RELEASED).is_file() else {}


def read_released(context: Context) -> Mapping[str, Release]:
    """`released.yaml`: every published version in the order of publishing."""
    file = context.open(RELEASED)
    released: dict[str, Release] = {}
    for block in file.blocks() if file else ():
        release = Release(
            version=_version(block),
            released_on=block.text("released_on"),
            digest=_digest(block, "digest"),
            archive=_digest(block, "archive"),
            released_by=block.texts("released_by"),
        )
        if release.version in released:
            block.problem("version", f"{release.version!r} is there twice", "a version is published once")
        released[release.version] = release
    if file is not None:
        file.report_unread()
    return released


def _version(block: Block) -> str:
    version = block.text("version")
    if version and not VERSION.fullmatch(version):
        block.problem("version", f"{version!r} is not a version", "take the line back as it was written")
    return version


def _digest(block: Block, key: str) -> str:
    digest = block.text(key)
    if digest and not _DIGEST.fullmatch(digest):
        block.problem(key, "is not a digest", "take the line back that `screening rules release` wrote")
    return digest


def verify_released(rulebook: Rulebook, folder: Path) -> None:
    """Refuse rules that bear the version of published ones and are not the same, and any altered kept copy.

    Raises:
        RulebookError: rules were changed without a new version, a kept copy is not as it was published, or
            `released.yaml` is wrong.
    """
    problems = Problems()
    released = published(folder, problems)
    mine = released.get(rulebook.version)
    if mine is not None and mine.digest != rulebook.digest:
        problems.add(
            "index.yaml",
            "version",
            f"{rulebook.version} was published as {mine.digest[:19]}… and the files now give "
            f"{rulebook.digest[:19]}…",
            "take the published files back, or give the changed rules a new version",
        )
    problems.stop_if_any()  # with an unreadable list nothing can be said about the copies
    for release in released.values():
        _verify_copy(release, folder, problems)
    problems.stop_if_any()


def _verify_copy(release: Release, folder: Path, problems: Problems) -> None:
    path = archive_of(folder, release.version)
    name = path.relative_to(folder).as_posix()
    if not path.is_file():
        problems.add(name, "file", "is missing; it was published", "take the file back")
    elif digest_of_bytes(path.read_bytes()) != release.archive:
        problems.add(name, "file", "is not the copy that was published", "take the published file back")
