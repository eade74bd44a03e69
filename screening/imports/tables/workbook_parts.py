"""Looks at the directory of an Excel file before anything is unpacked, and says why it is not opened."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

MAX_PARTS = 5000
MAX_UNPACKED = 4 << 30
"""Sheets are read as a stream, so size costs time only; the most rows Excel has fit."""
MAX_WHOLE_PART = 256 << 20
"""Every part that is no sheet is held in memory as a whole."""
MAX_RATIO = 250
_SMALL = 10 << 20
_SHEETS = "xl/worksheets/"
_ENCRYPTED = 1


def wrong_parts(file: BinaryIO) -> list[str]:
    """Why the workbook is refused; empty where it may be opened."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        return ["the file is damaged or no Excel workbook; save it again as .xlsx, or as CSV"]
    return list(_problems(parts))


def _problems(parts: list[zipfile.ZipInfo]) -> Iterator[str]:
    names = {part.filename.lower() for part in parts}
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        yield "this is no Excel workbook; save it as .xlsx, or as CSV"
    if any(name.endswith("vbaproject.bin") for name in names):
        yield "the workbook holds macros; save it as .xlsx, without them"
    if any(name.startswith("xl/externallinks/") for name in names):
        yield "the workbook takes values from other workbooks; keep the values only and save it again"
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        yield "the workbook is protected by a password; save it without one"
    if len(parts) > MAX_PARTS or len(names) < len(parts):
        yield "the workbook has too many parts, or one of them twice"
    if any(_is_bomb(part) for part in parts) or sum(part.file_size for part in parts) > MAX_UNPACKED:
        yield "the workbook would unpack to far more than its size; it is not opened"


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    if part.file_size > MAX_WHOLE_PART and not part.filename.lower().startswith(_SHEETS):
        return True
    return part.file_size > _SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1)
