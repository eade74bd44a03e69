"""Reads rules/index.yaml: version, dates, who checked the rules, and what each folder holds."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from screening.rulebook.context import Context
from screening.rulebook.digest import RELEASES
from screening.rulebook.reading import Block

INDEX = "index.yaml"
VERSION = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}")


@dataclass(frozen=True, slots=True)
class Index:
    """The rulebook's title page. Dates are ISO; `checked_by` is None until a clinician has signed."""

    version: str = "0.0.0"
    valid_from: str = "1970-01-01"
    review_by: str = "1970-01-01"
    checked_by: str | None = None


def read_index(context: Context) -> Index:
    """The title page; a placeholder, and problems, where it cannot be read."""
    file = context.open(INDEX)
    if file is None:
        return Index()
    block = file.block()
    index = Index(
        version=_version(block),
        valid_from=_date(block, "valid_from"),
        review_by=_date(block, "review_by"),
        checked_by=block.text_or_nobody("checked_by"),
    )
    if index.review_by <= index.valid_from:
        block.problem("review_by", "is not after valid_from", "set the day by which the rules are reviewed")
    _check_folders(block.child("holds"), context)
    return index


def _version(block: Block) -> str:
    version = block.text("version")
    if version and not VERSION.fullmatch(version):
        block.problem("version", f"{version!r} is not a version", 'write three numbers like "1.0.0"')
    return version


def _date(block: Block, key: str) -> str:
    text = block.text(key)
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        if text:
            block.problem(key, f"{text!r} is not a date", 'write it like "2026-01-15", in quotes')
        return Index().valid_from


def _check_folders(holds: Block, context: Context) -> None:
    """Every folder is introduced, and every introduction has its folder."""
    there = {path.name for path in context.folder.iterdir() if path.is_dir() and any(path.iterdir())}
    there.discard(RELEASES)  # kept copies of rules, not rules
    for name in holds.keys():  # noqa: SIM118 - Block is not a mapping
        holds.text(name)
        if name not in there:
            holds.problem(name, "is not a folder of the rulebook", "remove the line or add the folder")
    for name in sorted(there - set(holds.keys())):
        holds.problem(name, "is a folder nobody introduced", "say under `holds:` what it is for")
