"""Finds out how the characters of a text file are written, says so, and names the row where that fails.

UTF-8 and UTF-16 show themselves. What is not UTF-8 is read as Windows-1252, the habit of spreadsheets,
unless the file holds real UTF-8 too: then one of the two would be misread, and the person has to choose.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from screening.services.batch_rows import TableRefused

CHOICES = (
    "utf-8",
    "utf-16",
    *(f"windows-{number}" for number in range(1250, 1259)),
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "mac-roman",
)
_STEP = 1 << 20
_FIRST_LOOK = 4096
_RARE = 16
"""One zero byte in so many may be a slip in a cell; more are no text, or two bytes for each letter."""
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec, what people call it, and the bytes of its mark at the start of the file."""

    codec: str
    words: str
    mark: int = 0


_MARKS = (
    (codecs.BOM_UTF8, Encoding("utf-8", "UTF-8", 3)),
    (codecs.BOM_UTF16_LE, Encoding("utf-16-le", "UTF-16", 2)),
    (codecs.BOM_UTF16_BE, Encoding("utf-16-be", "UTF-16", 2)),
)
_WESTERN = Encoding("windows-1252", "Windows-1252")


def encoding_of(file: BinaryIO, chosen: str | None = None) -> Encoding:
    """How the file is to be read, after a look at every byte of it.

    Args:
        chosen: one of CHOICES; it wins over what the file looks like.
    Raises:
        TableRefused: some bytes are no characters, or the file mixes two encodings; names the row.
    """
    found = _chosen(file, chosen) if chosen else _seen(file)
    row = _first_bad_row(file, found)
    if row is not None:
        raise TableRefused(
            f"row {row} holds bytes that are no characters in {found.words}; "
            "save the file as UTF-8, or name its encoding with --encoding"
        )
    return found


def _chosen(file: BinaryIO, name: str) -> Encoding:
    marked = _marked(file)
    family = name.removesuffix("-8").removesuffix("-16")
    if marked is not None and family == "utf" and marked.codec.startswith(name):
        return marked
    words = name.upper() if family == "utf" else name.title().replace("Iso", "ISO")
    return Encoding("utf-16-le" if name == "utf-16" else name, words)


def _seen(file: BinaryIO) -> Encoding:
    marked = _marked(file)
    if marked is not None:
        return marked
    file.seek(0)
    start = file.read(_FIRST_LOOK)
    if start.count(0) * _RARE > len(start):
        raise TableRefused(
            "this is no text file, or UTF-16 without its mark; save it as UTF-8, or give --encoding utf-16"
        )
    utf8 = Encoding("utf-8", "UTF-8")
    foreign, beyond_ascii = _survey(file)
    if not foreign:
        return utf8
    if beyond_ascii:
        raise TableRefused(
            f"row {_first_bad_row(file, utf8)} is not UTF-8 though other rows are; "
            "save the file as UTF-8, or name its encoding with --encoding"
        )
    return _WESTERN


def _marked(file: BinaryIO) -> Encoding | None:
    file.seek(0)
    start = file.read(len(codecs.BOM_UTF8))
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)


def _survey(file: BinaryIO) -> tuple[bool, bool]:
    """Whether the file holds bytes that are not UTF-8, and whether it holds UTF-8 beyond ASCII."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    foreign = beyond = pending = False
    for step, is_last in _steps(file, 0):
        if step.isascii() and not pending:
            continue
        text = decoder.decode(step, is_last)
        pending = bool(decoder.getstate()[0])
        foreign = foreign or _NOT_UTF8.search(text) is not None
        beyond = beyond or _BEYOND_ASCII.search(text) is not None
    return foreign, beyond


def _first_bad_row(file: BinaryIO, encoding: Encoding) -> int | None:
    """The row, counted by lines, that holds the first byte that cannot be read."""
    lines = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding.codec)(), translate=True)
    row = 1
    for step, is_last in _steps(file, encoding.mark):
        try:
            row += lines.decode(step, is_last).count("\n")
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding.codec)
            return row + before.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    return None


def _steps(file: BinaryIO, start: int) -> Iterator[tuple[bytes, bool]]:
    """The file in pieces, the last one marked as such."""
    file.seek(start)
    step = file.read(_STEP)
    while step:
        following = file.read(_STEP)
        yield step, not following
        step = following
