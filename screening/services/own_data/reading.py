"""Reads the records of an export into an empty installation: the same records, with new secrets."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Mapping
from typing import Any, cast

import sqlalchemy as sa

from screening.domain.errors import InvalidAnswers, Problem
from screening.services.own_data.files import FORMAT
from screening.services.own_data.tables import HOLDS_LINKS, PARTS, SECRETS, Part, link_of, with_links
from screening.store import Store, Transaction
from screening.store.base import UtcDateTime
from screening.store.queries import members
from screening.store.tables import ClubRow
from screening.store.tenancy import Reason
from screening.store.tokens import Tokens, digest, new_seed

MADE_NOW: Mapping[str, Mapping[str, Any]] = {"mails": {"body": ""}, "club": {"import_columns": {}}}
"""Columns that are not told and may not be empty."""


def read_person(store: Store, text: str, now: dt.datetime) -> tuple[int, int]:
    """Make the records of an export, one transaction for all.

    Links and codes are new; the people whom records name get closed accounts without an address.

    Returns:
        The numbers of the club and of the athlete.
    Raises:
        InvalidAnswers: it is no such export, or the installation has a club already.
    """
    document = _document(text)
    with store.write(everywhere=Reason.NEW_CLUB) as tx:
        if members.clubs(tx):
            raise _wrong("This installation has a club. An export is read into an empty one only")
        numbers: dict[str, list[int]] = {}
        for part in PARTS:
            try:
                numbers[part.name] = [
                    _made(tx, store.tokens, part, row, numbers, now) for row in document[part.name]
                ]
            except (KeyError, IndexError, TypeError, ValueError) as error:
                raise _wrong(f"{part.name} cannot be read: {type(error).__name__}") from None
            if part.kind is ClubRow:
                tx.enter(numbers[part.name][0])
        return numbers["club"][0], numbers["athlete"][0]


def _document(text: str) -> dict[str, list[dict[str, Any]]]:
    try:
        document = json.loads(text)
    except ValueError:
        raise _wrong("This is not JSON") from None
    if not isinstance(document, dict) or document.pop("format", None) != FORMAT:
        raise _wrong("These are not the records of one person")
    if set(document) != {part.name for part in PARTS}:
        raise _wrong("Some parts are missing or unknown")
    if not all(isinstance(rows, list) for rows in document.values()):
        raise _wrong("A part is no list of records")
    if len(document["club"]) != 1 or len(document["athlete"]) != 1:
        raise _wrong("There is not exactly one club and one athlete")
    return cast("dict[str, list[dict[str, Any]]]", document)


def _wrong(message: str) -> InvalidAnswers:
    return InvalidAnswers([Problem("file", message)])


def _made(
    tx: Transaction,
    tokens: Tokens,
    part: Part,
    row: Mapping[str, Any],
    numbers: Mapping[str, list[int]],
    now: dt.datetime,
) -> int:
    if set(row) != set(part.columns):
        raise ValueError("other columns than are told")
    table = part.kind.__table__
    values = {name: _value(table.columns[name], row[name], numbers) for name in part.columns}
    values |= dict(MADE_NOW.get(part.name, {})) | _new_secrets(part, tokens)
    if part.name == "people":
        nobody = f"read-{len(tx.scalars(sa.select(part.kind)).all()) + 1}"
        values |= {"email": nobody, "email_key": nobody, "created_at": now, "disabled_at": now}
    made: Any = part.kind(**values)
    tx.add(made)
    tx.flush()
    return int(made.id)


def _value(column: sa.ColumnElement[Any], told: Any, numbers: Mapping[str, list[int]]) -> Any:
    def here(part: str, number: int) -> int:
        if number < 1:
            raise ValueError("numbers count from one")
        return numbers[part][number - 1]

    target = link_of(str(column.key), told)
    if target is not None:
        return here(target, told)
    if column.key in HOLDS_LINKS:
        return with_links(told, here)
    if isinstance(column.type, UtcDateTime) and told is not None:
        return dt.datetime.fromisoformat(told)
    if isinstance(column.type, sa.Enum) and told is not None:
        return cast("Any", column.type.enum_class)(told)
    return told


def _new_secrets(part: Part, tokens: Tokens) -> dict[str, Any]:
    """Fresh ones for every column of that kind; a link fits its seed, as everywhere."""
    links = {
        "screenings": tokens.result_link,
        "drafts": tokens.draft_link,
        "programmes": tokens.programme_link,
        "calendar_feeds": tokens.calendar_link,
        "invitations": tokens.invitation_link,
        "check_in_links": tokens.check_in_link,
    }
    columns = part.kind.__table__.columns
    made: dict[str, Any] = {
        name: secrets.token_hex(32) for name in SECRETS & set(columns.keys()) if not columns[name].nullable
    }
    if "seed" in made:
        made["seed"] = new_seed()
    if "token_digest" in made:
        made["token_digest"] = digest(links[part.name](made["seed"]))
    return made
