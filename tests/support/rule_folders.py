"""Copies of the shipped rules to publish, damage and change."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from screening.resources import rules_folder
from screening.rulebook.release import release_rules
from screening.rulebook.released import Release

RELEASE_DAY = dt.date(2026, 2, 1)
PEOPLE = ("Ada Physio", "Ben Doctor")


def copied_rules(place: Path, *, scenarios: str = "bases") -> Path:
    """The shipped rules at that place, without what was published of them.

    Args:
        scenarios: the name of the scenario files to keep; all of them would be replayed at each publishing.
    """
    folder = Path(shutil.copytree(rules_folder(), place))
    shutil.rmtree(folder / "releases", ignore_errors=True)
    (folder / "released.yaml").unlink(missing_ok=True)
    for path in (folder / "scenarios").rglob("*.yaml"):
        if path.stem not in {"bases", scenarios}:
            path.unlink()
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Put `new` where `old` stands first; the test is wrong where it stands nowhere."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def published_rules(place: Path) -> tuple[Path, Release]:
    """The shipped rules at that place, published by two people."""
    folder = copied_rules(place)
    return folder, release_rules(folder, PEOPLE, RELEASE_DAY)


def next_version(folder: Path, version: str = "1.1.0") -> None:
    """Give the working rules of a folder a new version."""
    edit(folder / "index.yaml", 'version: "1.0.0"', f'version: "{version}"')
