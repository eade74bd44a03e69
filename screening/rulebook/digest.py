"""The fingerprint of a rulebook, and the check that a published one has not been changed since."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from screening.domain.rulebook import Rulebook
from screening.rulebook.context import Context
from screening.rulebook.problems import Problems

RELEASED = "released.yaml"
_NO_RULES = frozenset({"scenarios"})
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def rule_files(folder: Path) -> list[str]:
    """Every rules file, by its path below the folder; scenarios test rules and are none themselves."""
    paths = (path.relative_to(folder) for path in folder.rglob("*.yaml"))
    return sorted(
        path.as_posix() for path in paths if path.parts[0] not in _NO_RULES and path.as_posix() != RELEASED
    )


def digest_of(folder: Path) -> str:
    """ "sha256:…" over the path and content of every rules file, in the order of the paths."""
    total = hashlib.sha256()
    for name in rule_files(folder):
        content = (folder / name).read_bytes()
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return f"sha256:{total.hexdigest()}"


def verify_released(rulebook: Rulebook, folder: Path) -> None:
    """Refuse a rulebook that bears the version of a published one and is not the same.

    Raises:
        RulebookError: rules were changed without a new version, or `released.yaml` is wrong.
    """
    problems = Problems()
    released = read_released(Context(folder, problems)) if (folder / RELEASED).is_file() else {}
    expected = released.get(rulebook.version, rulebook.digest)
    if expected != rulebook.digest:
        problems.add(
            "index.yaml",
            "version",
            f"{rulebook.version} was published as {expected[:19]}… and the files now give "
            f"{rulebook.digest[:19]}…",
            "take the published files back, or give the changed rules a new version",
        )
    problems.stop_if_any()


def read_released(context: Context) -> Mapping[str, str]:
    """The digest of every published version."""
    file = context.open(RELEASED)
    released: dict[str, str] = {}
    for block in file.blocks() if file else ():
        version, digest = block.text("version"), block.text("digest")
        block.text("released_on")
        if version in released:
            block.problem("version", f"{version!r} is there twice", "a version is published once")
        if digest and not _DIGEST.fullmatch(digest):
            block.problem("digest", "is not a digest", "copy the line `screening rules check` prints")
        released[version] = digest
    if file is not None:
        file.report_unread()
    return released
