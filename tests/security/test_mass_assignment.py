"""A form writes the fields it shows and no other, whatever else is sent along."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
import sqlalchemy as sa

from screening.store.base import Base
from tests.support.crawling import crawl
from tests.support.doors import FIELDS, RELATIONS, Door, address, doors
from tests.support.knocking import OPENS, Cell
from tests.support.principals import World
from tests.support.row_digests import Rows, all_rows, differences
from tests.support.signing_in import csrf_token
from tests.web.walking import Form

ALSO = ("role", "club_id", "urgency", "version", "owner", "owner_account_id", "is_admin", "second_factor")
TYPED = {
    "name": "Nico Neu",
    "email": "nico@example.org",
    "note": "Seen after training",
    "reason": "Seen after training",
    "pasted": "Name\nNico Neu",
    "responsible_clinician": "Dr Neu",
}
"""What a person would type into fields of these names."""
ALWAYS_NEW = re.compile(r"seed|digest|hash|sealed|token|secret|code|password|key|view|coach_facts")
"""Columns that are random, or follow from what is random, in every run."""
EVERYBODY = ("coach", "administrator", "physio", "athlete", "guardian", "anonymous")
NOTES = ("sign_in", "attempt", "audit_head")
OWN_NAMES = {
    "POST /care/<int:item_id>/close": {"outcome", "outcome_note"},
}
"""Fields of a form that nobody meets on a walk, because it shows only in another state of its entry."""


def _columns() -> dict[str, object]:
    """Every column of every table, with a value of its kind that is nobody's."""
    found: dict[str, object] = {}
    for table in Base.metadata.tables.values():
        for column in table.columns:
            found.setdefault(column.name, _poison(column))
    return found


def _poison(column: sa.Column[Any]) -> object:
    kind = column.type
    if isinstance(kind, sa.Enum):
        return kind.enums[-1]
    if isinstance(kind, sa.Integer):
        return 1
    if isinstance(kind, sa.Boolean):
        return "true"
    if isinstance(kind, sa.DateTime):
        return "2020-02-02 02:02:02"
    return "poisoned"


def _as_filled(form: Form | None) -> dict[str, str]:
    """What a person would send: what stands in the form, the first choice of each list, and some typing."""
    if form is None:
        return {}
    sent = dict(form.hidden)
    sent |= dict(form.preset)
    for name, choices in form.offers.items():
        sent.setdefault(name, choices[0] if choices else "yes")
    for name in form.kinds:
        sent.setdefault(name, TYPED.get(name, ""))
    return {name: value for name, value in sent.items() if name and name != "csrf_token"}


def _after(world: World, principal: str, path: str, fields: dict[str, object]) -> tuple[int, Rows]:
    """Status and rows after one form, from the same beginning each time."""
    client = world.client(principal)
    token = csrf_token(world.app, client)
    response = client.post(path, data={**fields, "csrf_token": token}, buffered=True)
    rows = all_rows(world.store, but=NOTES)
    world.restore()
    return response.status_code, rows


def _unintended(door: Door, plain: Rows, poisoned: Rows, sent: Iterable[str]) -> list[str]:
    """What the extra fields changed beside what the form's own do."""
    own = set(sent) | OWN_NAMES.get(door.name, set())
    return [
        f"{door.name}: {table}.{column} {was!r} became {has!r}"
        for table, _, column, was, has in differences(plain, poisoned)
        if column not in own and not ALWAYS_NEW.search(column)
    ]


def _write_doors(world: World, principal: str) -> list[tuple[Door, str]]:
    """Each form that opens for somebody, for the first thing for which it does."""
    found = []
    for door in doors(world.app):
        relations = door.relations if door.about in RELATIONS else ()
        opening = [one for one in relations if Cell(door, principal, one).expected == OPENS]
        if door.method != "GET" and opening:
            found.append((door, address(door, opening[0], principal, world)))
    return found


def _tried(world: World, principal: str, *, share: int = 1) -> tuple[int, int, list[str]]:
    """How many forms were sent, how many wrote despite the other fields, and what they wrote unasked.

    One form in `share` is sent. One that is refused for fields that it does not know writes nothing at all.
    """
    forms = crawl(world, principal, every_door=True).forms
    world.restore()
    before = all_rows(world.store, but=NOTES)
    extra = {**dict.fromkeys(ALSO, "1"), **_columns()}
    wrong: list[str] = []
    wrote = 0
    tried = _write_doors(world, principal)[::share]
    for door, path in tried:
        fields: dict[str, object] = dict(_as_filled(forms.get(path)))
        fields |= next((dict(given) for ending, given in FIELDS.items() if path.endswith(ending)), {})
        _, plain = _after(world, principal, path, fields)
        status, poisoned = _after(world, principal, path, {**extra, **fields})
        assert status < 500, f"{door.name}: {status}"
        if differences(before, poisoned):
            wrote += 1
            wrong += _unintended(door, plain, poisoned, fields)
    return len(tried), wrote, wrong


def test_a_coach_writes_no_field_that_a_form_does_not_show(two_clubs: World) -> None:
    tried, wrote, wrong = _tried(two_clubs, "coach", share=2)
    print(f"{tried} forms as coach, {wrote} of them wrote something")
    assert wrong == [], "\n" + "\n".join(wrong)
    assert tried >= 20
    assert wrote >= 6


@pytest.mark.release
@pytest.mark.parametrize(
    "principal", ["coach", "administrator", "physio", "athlete", "guardian", "anonymous"]
)
def test_nobody_writes_such_a_field_by_any_form(two_clubs: World, principal: str) -> None:
    tried, wrote, wrong = _tried(two_clubs, principal)
    print(f"{tried} forms as {principal}, {wrote} of them wrote something")
    assert wrong == [], "\n" + "\n".join(wrong)
    assert tried >= 4
