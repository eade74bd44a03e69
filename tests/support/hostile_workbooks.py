"""Workbooks that are meant to do harm, or that are none; built here, so that no such file lies about."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Mapping

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE s [<!ENTITY l0 "ha">{_LAUGHS}]>'


def good_parts() -> dict[str, bytes]:
    """The parts of a small roster."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Name", "Email"], ["Anna Abel", "anna@club.example"], ["Ben Brandt", "ben@club.example"]):
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    with zipfile.ZipFile(kept) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def with_parts(**parts: bytes) -> bytes:
    """The small roster with parts added or replaced; names are given as `of(...)`."""
    return packed({**good_parts(), **{_NAMES[name]: content for name, content in parts.items()}})


_NAMES = {"sheet": SHEET, "strings": STRINGS, "book": BOOK, "relations": SHEET_RELATIONS}


def added(name: str, content: bytes = b"x") -> bytes:
    """The small roster with one more part."""
    return packed({**good_parts(), name: content})


def sheet_of(rows: str, before: str = "") -> bytes:
    """The markup of a sheet."""
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return f'<?xml version="1.0"?>{before}{sheet}'.encode()


def text_cell(place: str, text: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


_HEADER = f'<row r="1">{text_cell("A1", "Name")}{text_cell("B1", "Email")}</row>'


def _rows(rows: str, before: str = "") -> bytes:
    return with_parts(sheet=sheet_of(_HEADER + rows, before))


def _in_front(name: str, markup: str) -> bytes:
    """A definition put in front of the markup of a part that was sound."""
    content = good_parts()[name]
    start = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
    return added(name, content[:start] + markup.encode() + content[start:])


def _relation(kind: str, target: str) -> bytes:
    return (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def _blurred_bomb() -> bytes:
    """Unpacks to more than is taken, without a telling ratio."""
    block = random.Random(7).randbytes(3000)  # noqa: S311 - filler
    return added("xl/theme/theme9.xml", block * 50_000)


def _lying_directory() -> bytes:
    """The directory says that a part is small, and it is not."""
    data = added("xl/theme/theme9.xml", b" " * 40_000_000)
    size = (40_000_000).to_bytes(4, "little")
    return data.replace(size, (4000).to_bytes(4, "little"))


def _twice() -> bytes:
    parts = good_parts()
    other = sheet_of(_HEADER)
    renamed = packed({**parts, "xl/worksheets/sheet2.xml": other})
    return renamed.replace(b"xl/worksheets/sheet2.xml", SHEET.encode())


def _locked() -> bytes:
    """Each part says that it is encrypted."""
    data = bytearray(packed(good_parts()))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def _other_office_file(folder: str) -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>", f"{folder}/document.xml": b"<x/>"})


def _whole() -> bytes:
    return packed(good_parts())


REFUSED: dict[str, Callable[[], bytes]] = {
    "a bomb in the sheet": lambda: with_parts(sheet=sheet_of(_HEADER + " " * 100_000_000)),
    "a bomb in the strings": lambda: with_parts(strings=b" " * 60_000_000),
    "a bomb beside the sheet": lambda: added("xl/media/image1.png", bytes(60_000_000)),
    "a bomb without a telling ratio": _blurred_bomb,
    "a bomb packed in another way": lambda: packed(
        {**good_parts(), "xl/media/a.bin": bytes(60_000_000)}, zipfile.ZIP_LZMA
    ),
    "a directory that lies about sizes": _lying_directory,
    "far too many parts": lambda: packed({**good_parts(), **{f"xl/media/{n}": b"" for n in range(600)}}),
    "a part twice": _twice,
    "laughs in the sheet": lambda: _rows(f'<row r="2">{text_cell("A2", "&l9;")}</row>', BOMB),
    "laughs in the strings": lambda: with_parts(
        strings=f'{BOMB}<sst xmlns="{_MAIN}"><si><t>&l9;</t></si></sst>'.encode()
    ),
    "laughs in the book": lambda: _in_front(BOOK, BOMB),
    "laughs in the styles": lambda: _in_front("xl/styles.xml", BOMB),
    "laughs in the list of parts": lambda: _in_front("[Content_Types].xml", BOMB),
    "laughs in the properties": lambda: _in_front("docProps/core.xml", BOMB),
    "one long entity many times": lambda: _rows(
        f'<row r="2">{text_cell("A2", "&a;" * 5000)}</row>', f'<!DOCTYPE s [<!ENTITY a "{"x" * 5000}">]>'
    ),
    "an entity from a file": lambda: _rows(
        f'<row r="2">{text_cell("A2", "&a;")}</row>',
        '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    ),
    "an entity from elsewhere": lambda: _in_front(SHEET, '<!DOCTYPE s SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "an entity of parameters": lambda: _in_front(
        SHEET, '<!DOCTYPE s [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x">%a;]>'
    ),
    "laughs in two bytes a letter": lambda: with_parts(
        sheet=sheet_of(_HEADER, BOMB).decode().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")
    ),
    "laughs after a long remark": lambda: _rows("", f"<!--{'-x' * 200_000}-->{BOMB}"),
    "macros": lambda: added("xl/vbaProject.bin"),
    "macros in capitals": lambda: added("XL/VBAPROJECT.BIN"),
    "macros of the old kind": lambda: added("xl/macrosheets/sheet1.xml"),
    "a window of the old kind": lambda: added("xl/dialogsheets/sheet1.xml"),
    "values of another workbook": lambda: added("xl/externalLinks/externalLink1.xml"),
    "a link that loads something": lambda: with_parts(relations=_relation("oleObject", "file:///c:/x.exe")),
    "a picture from elsewhere": lambda: with_parts(relations=_relation("image", "http://127.0.0.1:9/x.png")),
    "a connection to a database": lambda: added("xl/connections.xml"),
    "a query": lambda: added("xl/queryTables/queryTable1.xml"),
    "a control": lambda: added("xl/activeX/activeX1.bin"),
    "a ribbon with commands": lambda: added("customUI/customUI14.xml"),
    "an archive inside": lambda: added("xl/embeddings/Book1.xlsx", packed({"a": bytes(1_000_000)})),
    "a program inside": lambda: added("xl/embeddings/oleObject1.bin", b"MZ"),
    "a cell in the last row of all": lambda: _rows(f'<row r="1048576">{text_cell("A1048576", "x")}</row>'),
    "a header that never ends": lambda: with_parts(
        sheet=sheet_of(f'<row r="1">{text_cell("A1", "Name")}{text_cell("XFD1", "x")}</row>')
    ),
    "a cell in the last column of all": lambda: _rows(f'<row r="2">{text_cell("XFD2", "x")}</row>'),
    "a cell beyond every column": lambda: _rows(f'<row r="2">{text_cell("ZZZZZZ2", "x")}</row>'),
    "a row before the first": lambda: _rows(f'<row r="-4">{text_cell("A2", "x")}</row>'),
    "a row number without end": lambda: _rows(f'<row r="{"9" * 40}">{text_cell("A2", "x")}</row>'),
    "rows in no order": lambda: _rows(
        '<row r="9"/><row r="3"/>' + f'<row r="2">{text_cell("A2", "x")}</row>'
    ),
    "a string that is not there": lambda: _rows('<row r="2"><c r="A2" t="s"><v>999999</v></c></row>'),
    "elements without end": lambda: _rows("<row>" * 300_000),
    "cells without end": lambda: with_parts(
        sheet=sheet_of('<row r="1">' + "<c><v>1</v></c>" * 300_000 + "</row>")
    ),
    "cut in half": lambda: _whole()[: len(_whole()) // 2],
    "cut before its directory": lambda: _whole()[:-30],
    "the beginning only": lambda: b"PK\x03\x04" + bytes(2000),
    "an archive of nothing": lambda: packed({"a": b""}),
    "a sheet of nothing": lambda: with_parts(sheet=b""),
    "a workbook with a password": _locked,
    "the old format": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000),
    "a letter": lambda: _other_office_file("word"),
    "a table of another office": lambda: packed(
        {"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}
    ),
    "a page to print": lambda: b"%PDF-1.7\n" + bytes(4000),
    "a packed text": lambda: b"\x1f\x8b\x08\x00" + zlib.compress(bytes(100_000)),
    "a program": lambda: b"\x7fELF" + bytes(4000),
}
"""What must never be read, by what it is. All are smaller than a roster may be, so that size refuses none."""


HARMLESS: dict[str, Callable[[], bytes]] = {
    "a size that is not true": lambda: with_parts(
        sheet=good_parts()[SHEET].replace(b"A1:B3", b"A1:XFD1048576")
    ),
    "a name that climbs out": lambda: added("xl/media/../../../../tmp/x"),
    "addresses as links": lambda: with_parts(relations=_relation("hyperlink", "mailto:anna@club.example")),
    "a picture": lambda: added("xl/media/image1.png", random.Random(1).randbytes(50_000)),  # noqa: S311
}
"""What looks odd and is read all the same: the two athletes in it, and nothing else."""
