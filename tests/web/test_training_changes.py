"""What gets in the way, from the form: matches, days away, soreness, less time; and what is refused."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from screening.services.training import Followed, load_programme
from screening.web.parts import parts
from tests.support.followed import MONDAY, PLAYER, evening_of, report_next
from tests.web.browsing import Visitor
from tests.web.finished import result_address
from tests.web.still_clock import StillClock
from tests.web.test_training_pages import hidden_of, with_plan
from tests.web.walking import FormReader


def _current(app: Flask, address: str) -> Followed:
    with app.app_context():
        return load_programme(parts().store, address.split("/")[2])


def test_a_match_that_moves_moves_the_plan(visitor: Visitor, unlimited_app: Flask) -> None:
    address = with_plan(visitor, unlimited_app)
    page = visitor.open(f"{address}/change")
    shown = [value for name, value in visitor_preset(page) if name == "match"]
    assert shown[:2] == ["2026-11-21", "2026-11-28"]
    visitor.post(
        f"{address}/change/matches",
        [*hidden_of(page, "/matches"), ("match", "2026-11-18"), *(("match", date) for date in shown[1:])],
    )
    assert "Saved." in visitor.page
    assert "Wednesday 18 November" in visitor.page
    moved = _current(unlimited_app, address).request.match_dates
    assert dt.date(2026, 11, 18) in moved
    assert dt.date(2026, 11, 21) not in moved
    assert len(moved) == 13, "those that were not shown stay"


def test_matches_that_nobody_gave_are_marked_as_assumed_until_saved(
    visitor: Visitor, unlimited_app: Flask
) -> None:
    address = with_plan(visitor, unlimited_app, match_day="")
    page = visitor.open(address)
    assert page.count("<b>Match, assumed</b>") == 8
    assert "No dates of matches are known" in page
    assert "Match, assumed" in visitor.open(f"{address}/print")
    page = visitor.open(f"{address}/change")
    assert "Nobody gave these dates" in page
    shown = [("match", value) for name, value in visitor_preset(page) if name == "match"]
    assert [value for _, value in shown][:2] == ["2026-11-21", "2026-11-28"]
    shown[0] = ("match", "2026-11-22")
    visitor.post(f"{address}/change/matches", [*hidden_of(page, "/matches"), *shown])
    assert "Sunday 22 November" in visitor.page
    assert "Match, assumed" not in visitor.page
    assert "Nobody gave these dates" not in visitor.open(f"{address}/change")


def visitor_preset(page: str) -> list[tuple[str, str]]:
    return [preset for form in FormReader(page).forms for preset in form.preset]


def test_days_away_are_added_and_taken_out_again(visitor: Visitor, unlimited_app: Flask) -> None:
    address = with_plan(visitor, unlimited_app)
    page = visitor.open(f"{address}/change")
    visitor.post(
        f"{address}/change/away",
        [*hidden_of(page, "/away"), ("first", "2026-11-23"), ("last", "2026-11-27")],
    )
    assert "fits into a bag" in visitor.page
    page = visitor.open(f"{address}/change")
    assert "Monday 23 November to Friday 27 November" in page
    visitor.post(f"{address}/change/away", [*hidden_of(page, "/away"), ("remove", "2026-11-23/2026-11-27")])
    assert _current(unlimited_app, address).request.away == ()


def test_less_time_makes_shorter_sessions(visitor: Visitor, unlimited_app: Flask) -> None:
    address = with_plan(visitor, unlimited_app)
    page = visitor.open(f"{address}/change")
    visitor.post(
        f"{address}/change/room",
        [*hidden_of(page, "/room"), ("minutes", "15"), ("days", "2"), ("days", "4"), ("kit", "none")],
    )
    after = _current(unlimited_app, address)
    assert all(session.minutes <= 15 for session in after.sessions)
    assert {session.date.isoweekday() for session in after.sessions} <= {2, 4}
    assert after.request.kit == frozenset()


def test_soreness_changes_the_next_session(visitor: Visitor, unlimited_app: Flask, clock: StillClock) -> None:
    address = with_plan(visitor, unlimited_app)
    assert "Nothing of this plan was done yet" in visitor.open(f"{address}/change")
    with unlimited_app.app_context():
        report_next(parts().store, address.split("/")[2], parts().rulebook)
    clock.time = evening_of(MONDAY) + dt.timedelta(hours=14)
    page = visitor.open(f"{address}/change")
    visitor.post(f"{address}/sore", hidden_of(page, "/sore"))
    assert visitor.status == 400
    visitor.post(f"{address}/sore", [*hidden_of(page, "/sore"), ("soreness", "5")])
    assert "Saved." in visitor.page
    assert "Half the sets" in visitor.page


def test_a_change_from_an_older_page_is_refused_and_nothing_is_lost(
    visitor: Visitor, unlimited_app: Flask
) -> None:
    address = with_plan(visitor, unlimited_app)
    page = visitor.open(f"{address}/change")
    first = [*hidden_of(page, "/room"), ("minutes", "15"), ("kit", "none")]
    visitor.post(f"{address}/change/room", first)
    assert visitor.status == 200
    visitor.post(f"{address}/change/room", [*hidden_of(page, "/room"), ("minutes", "40"), ("kit", "band")])
    assert visitor.status == 409
    assert _current(unlimited_app, address).request.minutes == 15


WRONG: tuple[tuple[str, list[tuple[str, str]], str], ...] = (
    ("matches", [("match", "soon")], "Enter a date within the next months"),
    ("matches", [("match", "1999-01-01")], "Enter a date within the next months"),
    ("matches", [("match", "2026-W48-1")], "Enter a date within the next months"),
    ("away", [], "Enter the first day away"),
    ("away", [("first", "2026-11-25"), ("last", "2026-11-20")], "Enter the last day away"),
    ("away", [("first", "2026-11-25"), ("last", "2029-11-20")], "Enter the last day away"),
    ("away", [("first", "9999-12-31")], "Enter the first day away"),
    ("room", [("minutes", "0")], "from 5 to 120"),
    ("room", [("minutes", "١٢")], "from 5 to 120"),
    ("room", [("days", "9")], "Choose from the seven days"),
    ("room", [("kit", "rocket")], "Choose from the things that are listed"),
)


def test_whatever_cannot_be_is_refused_in_words_beside_the_field(
    visitor: Visitor, unlimited_app: Flask
) -> None:
    address = with_plan(visitor, unlimited_app)
    for what, sent, words in WRONG:
        page = visitor.open(f"{address}/change")
        visitor.post(f"{address}/change/{what}", [*hidden_of(page, f"/{what}"), *sent])
        assert visitor.status == 400, (what, sent)
        assert visitor.page.count(words) == 2, (what, sent, "above the page and beside the field")
    assert _current(unlimited_app, address).version == 1


def test_a_version_that_is_no_number_is_refused(visitor: Visitor, unlimited_app: Flask) -> None:
    address = with_plan(visitor, unlimited_app)
    page = visitor.open(f"{address}/change")
    for version in ("", "-1", "1e3", "9" * 12, "x"):
        hidden = [(name, version if name == "version" else value) for name, value in hidden_of(page, "/room")]
        visitor.post(f"{address}/change/room", [*hidden, ("minutes", "15")])
        assert visitor.status == 400, version


PATHS = ("", "/session/1-1", "/change", "/calendar", "/print", "/session/1-1/morning", "/not-done", "/sore")


def test_a_link_of_nobody_opens_nothing(visitor: Visitor, unlimited_app: Flask) -> None:
    address = with_plan(visitor, unlimited_app)
    token = address.split("/")[2]
    hidden = dict(hidden_of(visitor.open(f"{address}/change"), "/room"))
    for wrong in ("A" * 43, token[:-1] + ("A" if token[-1] != "A" else "B"), token.swapcase()):
        for path in PATHS:
            assert visitor.client.get(f"/plan/{wrong}{path}").status_code in {404, 405}, path
            assert visitor.client.post(f"/plan/{wrong}{path}", data=hidden).status_code in {404, 405}, path
        assert visitor.client.get(f"/plan/{wrong}.pdf").status_code == 404


def test_a_session_that_is_not_in_the_plan_is_not_found(visitor: Visitor, unlimited_app: Flask) -> None:
    address = with_plan(visitor, unlimited_app)
    for key in ("0-1", "1-0", "99-99", "1-1-1", "x", "1-%00", "../1-1"):
        visitor.open(f"{address}/session/{key}")
        assert visitor.status == 404, key


START_WRONG: tuple[tuple[list[tuple[str, str]], str], ...] = (
    ([], "Choose the Monday to start on"),
    ([("start", "2026-11-17")], "Choose the Monday to start on"),
    ([("start", "2020-01-06")], "Choose the Monday to start on"),
    ([("start", "2026-11-16"), ("match_day", "8")], "Choose a day, or"),
    ([("start", "2026-11-16"), ("protocol", "secret")], "Choose from the programmes that are offered"),
    ([("start", "2026-11-16"), ("match", "x" * 500)], "Enter a date within the next months"),
)


def test_a_start_that_cannot_be_is_refused_in_words(visitor: Visitor, unlimited_app: Flask) -> None:
    result = result_address(unlimited_app, PLAYER)
    for sent, words in START_WRONG:
        page = visitor.open(f"{result}/plan")
        visitor.post(f"{result}/plan", [*hidden_of(page, ""), *sent])
        assert visitor.status == 400, sent
        assert words in visitor.page
