"""A form counts only with the token of the session it was shown in."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from tests.support.doors import address, doors
from tests.support.principals import World
from tests.support.row_digests import all_rows, differences
from tests.support.signing_in import csrf_token

STAFF = ("coach", "administrator")
NOTES = ("sign_in", "attempt")


def _sent(world: World, principal: str, token: str | None) -> list[tuple[str, TestResponse]]:
    """Every form, sent by somebody for whom it may open, with this token or none."""
    found = []
    for door in doors(world.app):
        if door.method == "GET":
            continue
        path = address(door, door.relations[0], principal, world)
        data = {"name": "x"} if token is None else {"name": "x", "csrf_token": token}
        found.append((door.name, world.client(principal).post(path, data=data)))
    return found


def _foreign_token(world: World) -> str:
    """A token that is good in another session."""
    client = world.app.test_client()
    with client.session_transaction() as kept:
        kept["csrf_token"] = "f" * 40
    return csrf_token(world.app, client)


@pytest.mark.parametrize("kind", ["missing", "foreign", "spoilt"])
@pytest.mark.parametrize("principal", STAFF)
def test_no_form_is_taken_without_its_token(two_clubs: World, principal: str, kind: str) -> None:
    token = {"missing": None, "foreign": _foreign_token(two_clubs), "spoilt": "spoilt"}[kind]
    before = all_rows(two_clubs.store, but=NOTES)
    sent = _sent(two_clubs, principal, token)
    taken = [(name, response.status_code) for name, response in sent if response.status_code != 400]
    assert taken == []
    assert len(sent) >= 50
    assert differences(before, all_rows(two_clubs.store, but=NOTES)) == []
