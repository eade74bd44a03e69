"""Knocking at a door, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from tests.support.doors import FIELDS, Door, address
from tests.support.principals import PRINCIPALS, World
from tests.support.signing_in import csrf_token

OPENS, ABSENT, OVER, BROKEN = "opens", "absent", "over", "broken"
SIGN_IN, FACTOR = "sign in", "second factor"
OVER_BY_NOW = frozenset({"used_invitation", "expired_invitation", "revoked_invitation"})
_FACTOR_PAGES = ("/account/second-factor", "/sign-in/second-factor")
_PASSING = (
    re.compile(r'name="csrf_token"[^>]*value="[^"]*"'),
    re.compile(r'give them this code: <span class="num">[2-9a-z]{8}</span>'),
)
_PASSING_HEADERS = frozenset({"Date", "Set-Cookie", "Content-Length"})


@dataclass(frozen=True, slots=True)
class Cell:
    """Somebody at a door, about something that stands in a relation to them."""

    door: Door
    principal: str
    relation: str

    def __str__(self) -> str:
        return f"{self.door.name} as {self.principal}, {self.relation}"

    @property
    def expected(self) -> str:
        """What the table says."""
        if self.relation in self.door.opens.get(self.principal, frozenset()):
            return OVER if self.relation in OVER_BY_NOW else OPENS
        if self.door.is_for_anybody:
            return ABSENT
        if self.principal in {"anonymous", "disabled"}:
            return SIGN_IN
        if self.door.otherwise:
            return self.door.otherwise
        return FACTOR if self.principal == "factor_missing" else ABSENT


def cells(found: Iterable[Door]) -> Iterator[Cell]:
    """Every door for everybody, in every relation."""
    for door in found:
        for principal in PRINCIPALS:
            for relation in door.relations:
                yield Cell(door, principal, relation)


def knock(world: World, cell: Cell) -> TestResponse:
    """Send one request; a form is sent with a valid token against forgery and hardly anything else."""
    client = world.client(cell.principal)
    path = address(cell.door, cell.relation, cell.principal, world)
    if cell.door.method == "GET":
        return client.get(path, buffered=True)
    token = csrf_token(world.app, client)
    fields = next((given for ending, given in FIELDS.items() if path.endswith(ending)), {})
    return client.open(path, method=cell.door.method, data={**fields, "csrf_token": token}, buffered=True)


def outcome(cell: Cell, response: TestResponse) -> str:
    """What came of it, in a word."""
    if response.status_code >= 500 and response.status_code != 503:
        return BROKEN
    if response.status_code == 404:
        return ABSENT
    if response.status_code == 410:
        return OVER
    path = urlsplit(response.headers.get("Location", "")).path
    if path == "/sign-in":
        return SIGN_IN
    if path in _FACTOR_PAGES:
        return FACTOR
    # From a later page of an invitation one is led back to its first, which says that it is over.
    return OVER if path.startswith("/check/inv-") and cell.relation in OVER_BY_NOW else OPENS


def said(response: TestResponse, *numbers: object) -> tuple[int, str, tuple[tuple[str, str], ...]]:
    """Status, body and headers, without what differs between any two answers.

    Args:
        numbers: those of the address, which an answer may repeat.
    """
    body = response.get_data(as_text=True)
    for passing in _PASSING:
        body = passing.sub("", body)
    for number in numbers:
        body = body.replace(str(number), "#")
    headers = tuple(sorted((k, v) for k, v in response.headers.items() if k not in _PASSING_HEADERS))
    return response.status_code, body, headers
