"""The fingerprint of a rulebook: which files count, and the digest over them."""

from __future__ import annotations

import hashlib
from pathlib import Path

RELEASED = "released.yaml"
RELEASES = "releases"
"""The folder of the kept copies of published versions."""
_NO_RULES = frozenset({"scenarios", RELEASES})


def rule_files(folder: Path) -> list[str]:
    """Every rules file, by its path below the folder; scenarios test rules and are none themselves."""
    paths = (path.relative_to(folder) for path in folder.rglob("*.yaml"))
    return sorted(
        path.as_posix() for path in paths if path.parts[0] not in _NO_RULES and path.as_posix() != RELEASED
    )


def kept_files(folder: Path) -> list[str]:
    """What a kept copy holds: every rules file, and the scenarios that were to be met."""
    tests = (path.relative_to(folder).as_posix() for path in (folder / "scenarios").rglob("*.yaml"))
    return sorted([*rule_files(folder), *tests])


def digest_of(folder: Path) -> str:
    """ "sha256:…" over the path and content of every rules file, in the order of the paths."""
    total = hashlib.sha256()
    for name in rule_files(folder):
        content = (folder / name).read_bytes()
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return f"sha256:{total.hexdigest()}"
