"""Looks at the directory of an Excel file before anything is unpacked, and says why it is not opened."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from screening.imports.tables.limits import TABLE_LIMITS, WorkbookLimits

_SMALL = 10 << 20
_SHEETS = "xl/worksheets/"
_ENCRYPTED = 1
_EMBEDDED = (
    "xl/embeddings/",
    "xl/activex/",
    "xl/ctrlprops/",
    "xl/connections",
    "xl/querytables/",
    "xl/macrosheets/",
    "xl/dialogsheets/",
    "customui/",
)
_DEFINITIONS = b"<!doctype"
_MOST_RELATIONS = 4 << 20
_STEP = 1 << 18


def wrong_parts(file: BinaryIO, limits: WorkbookLimits = TABLE_LIMITS) -> list[str]:
    """Why the workbook is refused; empty where it may be opened."""
    try:
        with zipfile.ZipFile(file) as archive:
            problems = list(_problems(archive.infolist(), limits))
            if not problems and limits.is_plain:
                problems = list(_beyond_a_table(archive))
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, zlib.error):
        return ["the file is damaged or no Excel workbook; save it again as .xlsx, or as CSV"]
    return problems


def _problems(parts: list[zipfile.ZipInfo], limits: WorkbookLimits) -> Iterator[str]:
    names = {part.filename.lower() for part in parts}
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        yield "this is no Excel workbook; save it as .xlsx, or as CSV"
    if any(name.endswith("vbaproject.bin") for name in names):
        yield "the workbook holds macros; save it as .xlsx, without them"
    if any(name.startswith("xl/externallinks/") for name in names):
        yield "the workbook takes values from other workbooks; keep the values only and save it again"
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        yield "the workbook is protected by a password; save it without one"
    if len(parts) > limits.parts or len(names) < len(parts):
        yield "the workbook has too many parts, or one of them twice"
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked_bytes or any(_is_bomb(part, limits) for part in parts):
        yield "the workbook would unpack to far more than its size; it is not opened"


def _is_bomb(part: zipfile.ZipInfo, limits: WorkbookLimits) -> bool:
    if part.file_size > limits.whole_part_bytes and not part.filename.lower().startswith(_SHEETS):
        return True
    return part.file_size > _SMALL and part.file_size > limits.ratio * max(part.compress_size, 1)


def _beyond_a_table(archive: zipfile.ZipFile) -> Iterator[str]:
    """What only a hostile or an elaborate workbook holds. The directory has bounded what is unpacked here."""
    parts = archive.infolist()
    if any(part.filename.lower().startswith(_EMBEDDED) for part in parts):
        yield "the workbook holds other files, programs or connections; keep the table only and save it again"
    markup = [part for part in parts if part.filename.lower().endswith((".xml", ".rels", ".vml"))]
    if any(_holds_definitions(archive, part) for part in markup):
        yield "the workbook holds definitions that no spreadsheet program writes; save it as CSV"
    elif any(_points_outside(archive, part) for part in markup):
        yield "the workbook points to places outside it; copy the cells into a new one and save that"


def _holds_definitions(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Zero bytes are dropped before looking, so that two bytes for a letter hide nothing."""
    kept = b""
    with archive.open(part) as content:
        while step := content.read(_STEP):
            kept = kept[-len(_DEFINITIONS) :] + step.replace(b"\0", b"").lower()
            if _DEFINITIONS in kept:
                return True
    return False


def _points_outside(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Links in cells are no matter: spreadsheets make them of every address, and nobody follows them here."""
    if not part.filename.lower().endswith(".rels"):
        return False
    with archive.open(part) as content:
        text = content.read(_MOST_RELATIONS).replace(b"\0", b"").lower().replace(b"'", b'"')
    return any(
        b'"external"' in relation and b'/hyperlink"' not in relation
        for relation in text.split(b"<")
        if b"relationship " in relation
    )
