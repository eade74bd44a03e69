"""Files inside a report: what is attached, and how PDF readers are told what it is to the pages."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One text file that goes with a report, added by code and never from the document itself."""

    name: str
    description: str
    content: str
    made_on: str
    """An ISO date: the file says no time of the clock, so that the same report has the same bytes."""


def packed(html: str, files: Sequence[AttachedFile] = ()) -> bytes:
    """A document and its files as one message to the process that draws."""
    return json.dumps({"html": html, "files": [asdict(one) for one in files]}, ensure_ascii=False).encode()


def unpacked(message: bytes) -> tuple[str, tuple[AttachedFile, ...]]:
    """The document and its files.

    Raises:
        ValueError: the message is none of ours.
        TypeError, KeyError: the same.
    """
    found = json.loads(message)
    return found["html"], tuple(AttachedFile(**one) for one in found["files"])


def made_at(file: AttachedFile) -> dt.datetime:
    """When it was made, as a time."""
    return dt.datetime.combine(dt.date.fromisoformat(file.made_on), dt.time())


def associate(document: object, pdf: Any) -> None:
    """Say in the finished PDF that its files are data belonging to the whole document.

    WeasyPrint writes this only for archive variants; without it a reader sees loose files.

    Args:
        document: unused; WeasyPrint hands it over.
        pdf: the PDF of `pydyf` before it is written.
    """
    del document
    specifications: list[Any] = [
        one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/Filespec"
    ]
    for one in specifications:
        one["AFRelationship"] = "/Data"
    if specifications:
        pdf.catalog["AF"] = f"[{' '.join(one.reference.decode() for one in specifications)}]"
