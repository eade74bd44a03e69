"""Publishing a version: everything is checked, the copy is kept, and the list gets one more entry."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from screening.domain.errors import RulebookError
from screening.rulebook.context import Context
from screening.rulebook.digest import RELEASED
from screening.rulebook.index import INDEX, Index, read_index
from screening.rulebook.load import load_rulebook
from screening.rulebook.problems import Problems
from screening.rulebook.released import Release, archive_of, digest_of_bytes, packed, published
from screening.rulebook.urgency_cases import check_urgencies

PEOPLE = 2
"""Whoever publishes rules does not do it alone."""
_HEAD = (
    "# Every published version of these rules. Entries are only added, by `screening rules release`.\n"
    "# `digest` is the fingerprint of the rules, `archive` that of the kept copy in releases/.\n"
)


def release_rules(folder: Path, released_by: Sequence[str], on: dt.date) -> Release:
    """Publish the rules of a folder under the version they bear.

    Args:
        released_by: the names of two different people.
        on: the day of publishing.
    Raises:
        RulebookError: the rules are not in order, a scenario does not end with its urgency, the version is
            not a new one, or it is due for review already; nothing was written then.
    """
    people = _agreed(folder, released_by, on)
    rulebook = load_rulebook(folder)
    problems = Problems()
    check_urgencies(folder, rulebook, problems)
    problems.stop_if_any()
    copy = packed(folder)
    release = Release(
        version=rulebook.version,
        released_on=on.isoformat(),
        digest=rulebook.digest,
        archive=digest_of_bytes(copy),
        released_by=people,
    )
    # The copy first: one that no entry names is never used, an entry without its copy stops the start.
    _write_whole(archive_of(folder, release.version), copy)
    _write_whole(folder / RELEASED, _with_entry(folder / RELEASED, release).encode())
    return release


def _agreed(folder: Path, released_by: Sequence[str], on: dt.date) -> tuple[str, ...]:
    """What needs no reading of the rules, first: the two people, a version that is new, a review to come."""
    problems = Problems()
    earlier = published(folder, problems)
    index = read_index(Context(folder, problems))
    problems.stop_if_any()
    people = _people(released_by, problems)
    _check_version(index, earlier, problems)
    _check_dates(index, on, problems)
    problems.stop_if_any()
    return people


def _people(names: Sequence[str], problems: Problems) -> tuple[str, ...]:
    people = tuple(" ".join(name.split()) for name in names)
    different = {name.casefold() for name in people if name}
    if len(people) != PEOPLE or len(different) != PEOPLE:
        problems.add(
            RELEASED, "released_by", "needs two different people", "give --by twice, once for each of them"
        )
    if not all(name.isprintable() for name in people):
        problems.add(RELEASED, "released_by", "has a name that cannot be printed", "write it in letters")
    return people


def _check_version(index: Index, earlier: Mapping[str, Release], problems: Problems) -> None:
    newest = max(map(_number, earlier), default=None)
    if newest is not None and _number(index.version) <= newest:
        last = ".".join(map(str, newest))
        problems.add(
            INDEX,
            "version",
            f"{index.version} is not newer than {last}, which was published",
            "give the rules a higher version",
        )


def _check_dates(index: Index, on: dt.date, problems: Problems) -> None:
    if dt.date.fromisoformat(index.review_by) <= on:
        problems.add(
            INDEX, "review_by", f"{index.review_by} is over already", "set the day of the next review"
        )


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _with_entry(path: Path, release: Release) -> str:
    """The list with one more entry; what stands there already is not touched."""
    before = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    people = ", ".join(_quoted(name) for name in release.released_by)
    entry = (
        f'- version: "{release.version}"\n'
        f'  released_on: "{release.released_on}"\n'
        f'  digest: "{release.digest}"\n'
        f'  archive: "{release.archive}"\n'
        f"  released_by: [{people}]\n"
    )
    return f"{before.rstrip()}\n{entry}"


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file so that there is either none, the old one or the whole new one."""
    try:
        path.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".release-", dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.chmod(0o644)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        problems = Problems()
        reason = (error.strerror or "the file system refused").lower()
        problems.add(path.name, "file", f"cannot be written: {reason}", "make the folder writable")
        raise RulebookError(problems.found) from None
