"""The names of reports in a folder, and the folder itself.

A name says which row, which athlete, and by twelve digits of a digest what is in it. So it cannot leave the
folder, two rows never share one, and a run that was cut short goes on where it stopped.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from screening import __version__
from screening.domain.answers import Answers
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Audience
from screening.services.batch_files import PART_PREFIX, PART_SUFFIX

LONGEST_SLUG = 40
DIGEST_DIGITS = 12
_END_MARK = b"%%EOF"
_TAIL = 32


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """One report to make."""

    row: int
    athlete_id: str
    athlete_name: str
    answers: Answers


def slug(text: str) -> str:
    """A text as a harmless part of a file name: at most 40 of a-z, 0-9 and "-"; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")


def report_name(order: ReportOrder, rulebook: Rulebook, audience: Audience, on: dt.date) -> str:
    """The name of the file: the same for the same report, another for every other.

    It starts with the number of the row, so that no name is one that a system keeps for a device.
    """
    what = (
        tuple(order.answers.items()),
        rulebook.digest,
        str(audience),
        on.isoformat(),
        order.athlete_id,
        order.athlete_name,
        __version__,
    )
    digest = hashlib.sha256(repr(what).encode()).hexdigest()[:DIGEST_DIGITS]
    who = slug(order.athlete_id) or slug(order.athlete_name) or "athlete"
    return f"{order.row:06d}-{who}-{digest}.pdf"


@contextlib.contextmanager
def held_folder(folder: Path) -> Iterator[Path]:
    """The folder, made if needed, held by this run alone and without the leavings of one that was cut short.

    Raises:
        BlockingIOError: another run is writing reports there.
        OSError: it cannot be made or used.
    """
    folder.mkdir(exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        # The system lets go of the lock however this process ends, kill -9 included.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for part in folder.glob(f"{PART_PREFIX}*{PART_SUFFIX}"):
            part.unlink(missing_ok=True)
        yield folder
    finally:
        os.close(handle)


def is_whole(path: Path) -> bool:
    """Whether a PDF is there, with its end."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - _TAIL, 0))
            return _END_MARK in file.read()
    except FileNotFoundError:
        return False


def write_report(target: Path, content: bytes) -> None:
    """Write a PDF so that it appears whole."""
    part = target.with_name(f"{PART_PREFIX}{target.name}{PART_SUFFIX}")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
