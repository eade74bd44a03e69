"""The calendar address: what a calendar program reads there, and that it reads nothing else."""

from __future__ import annotations

import datetime as dt
import re

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient

from screening.domain.programme.reminder import Reminder, Timing
from screening.services import training
from screening.services.training import load_programme
from screening.services.training_feed import open_feed
from screening.web.parts import parts
from tests.support.followed import ANSWERED, MONDAY, evening_of, report_next, started
from tests.web.browsing import Visitor
from tests.web.conftest import MakeApp
from tests.web.page_rules import header_faults
from tests.web.still_clock import StillClock
from tests.web.test_training_pages import hidden_of, with_plan

HEALTH = re.compile(r"(?i)pain|injur|strain|hamstring|thigh|risk|rehab|physio|nordic|curl")


AS_IS = Timing()


def opened(app: Flask, timing: Timing = AS_IS) -> tuple[str, str]:
    """The tokens of a new programme and of its calendar."""
    with app.app_context():
        made = parts()
        token = started(made.store, made.rulebook)
        return token, open_feed(made.store, token, timing, ANSWERED)


def events(client: FlaskClient, link: str) -> dict[str, icalendar.Event]:
    """The events of a feed by their id."""
    response = client.get(f"/calendar/{link}.ics")
    assert response.status_code == 200
    return {str(event["uid"]): event for event in icalendar.Calendar.from_ical(response.data).walk("VEVENT")}


def test_every_session_is_an_event_with_all_there_is_to_do(client: FlaskClient, app: Flask) -> None:
    token, link = opened(app)
    with app.app_context():
        current = load_programme(parts().store, token)
    found = list(events(client, link).values())
    assert [event.decoded("dtstart") for event in found] == [session.date for session in current.sessions]
    for event, session in zip(found, current.sessions, strict=True):
        text = str(event["description"])
        for item in session.items:
            assert f"{item.name}: {item.dose}" in text
            assert item.stop_rule in text
        assert event["status"] == "CONFIRMED"
        assert event.decoded("dtend") == session.date + dt.timedelta(days=1)


def test_titles_and_names_tell_nothing_of_health_and_no_line_leads_back(
    client: FlaskClient, app: Flask
) -> None:
    token, link = opened(app)
    body = client.get(f"/calendar/{link}.ics").get_data(as_text=True)
    for line in re.sub(r"\r\n ", "", body).split("\r\n"):
        if not line.startswith(("DESCRIPTION", "UID")):
            assert not HEALTH.search(line.replace("-//Hamstring Screening//", "")), line
    for secret in (token, link, "http", "/plan/", "/result/"):
        assert secret not in body
    summaries = {str(event["summary"]) for event in events(client, link).values()}
    assert all(re.fullmatch(r"(Strength|Running|Mobility), \d+ min", summary) for summary in summaries)


def test_a_time_of_day_floats_with_the_phone(client: FlaskClient, app: Flask) -> None:
    _, link = opened(app, Timing(dt.time(18, 30)))
    event = next(iter(events(client, link).values()))
    start = event.decoded("dtstart")
    assert (start.time(), start.tzinfo) == (dt.time(18, 30), None)
    assert event.decoded("dtend") > start


def test_a_changed_plan_keeps_ids_raises_numbers_and_cancels_what_was_dropped(
    client: FlaskClient, app: Flask, clock: StillClock
) -> None:
    token, link = opened(app)
    before = events(client, link)
    with app.app_context():
        report_next(parts().store, token, parts().rulebook, pain=5)
    clock.time = evening_of(MONDAY) + dt.timedelta(days=1)
    after = events(client, link)
    assert set(after) == set(before), "no event disappears without being cancelled"
    first, *ahead = after
    assert after[first]["status"] == "CONFIRMED"
    for uid in ahead:
        assert after[uid]["status"] == "CANCELLED"
        assert int(after[uid]["sequence"]) > int(before[uid]["sequence"])
        assert "description" not in after[uid]


def test_a_calendar_asks_each_time_and_is_sent_only_what_changed(
    client: FlaskClient, app: Flask, clock: StillClock
) -> None:
    token, link = opened(app)
    first = client.get(f"/calendar/{link}.ics")
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert header_faults(dict(first.headers)) == []
    assert "Set-Cookie" not in first.headers
    tag = {"If-None-Match": first.headers["ETag"]}
    clock.forward(hours=3)
    again = client.get(f"/calendar/{link}.ics", headers=tag)
    assert (again.status_code, again.data) == (304, b"")
    with app.app_context():
        report_next(parts().store, token, parts().rulebook)
    assert client.get(f"/calendar/{link}.ics", headers=tag).status_code == 200


def test_a_closed_address_and_one_of_nobody_are_not_found_alike(
    visitor: Visitor, unlimited_app: Flask
) -> None:
    address = with_plan(visitor, unlimited_app)
    page = visitor.open(f"{address}/calendar")
    visitor.post(f"{address}/calendar", [*hidden_of(page, "/calendar"), ("time", "18:30")])
    found = re.search(r"http://localhost(/calendar/[A-Za-z0-9_-]{43}\.ics)", visitor.page)
    assert found
    assert 'href="webcal://localhost/calendar/' in visitor.page
    assert visitor.client.get(found[1]).status_code == 200
    visitor.post(f"{address}/calendar/close", hidden_of(visitor.page, "/close"))
    closed, unknown = visitor.client.get(found[1]), visitor.client.get(f"/calendar/{'A' * 43}.ics")
    assert (closed.status_code, unknown.status_code) == (404, 404)
    known = re.compile(r'<span class="num">[a-z0-9]{8}</span>')
    assert known.sub("", closed.text) == known.sub("", unknown.text)
    assert closed.headers["Cache-Control"] == "no-store"


def test_a_time_that_is_none_is_refused(visitor: Visitor, unlimited_app: Flask) -> None:
    address = with_plan(visitor, unlimited_app)
    for typed in ("25:00", "soon", "18:30:30", "18:30+01:00", "T1830", "18.30"):
        page = visitor.open(f"{address}/calendar")
        visitor.post(f"{address}/calendar", [*hidden_of(page, "/calendar"), ("time", typed)])
        assert visitor.status == 400, typed
        assert visitor.page.count("Enter a time such as 18:30") == 2


def test_a_calendar_that_asks_without_end_is_told_to_wait(app: Flask) -> None:
    client = app.test_client()
    _, link = opened(app)
    answers = [client.get(f"/calendar/{link}.ics").status_code for _ in range(61)]
    assert answers == [*[200] * 60, 429]


def test_a_recalled_result_takes_its_sessions_out_of_the_calendar(
    make_app: MakeApp, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    _, link = opened(app)
    client = app.test_client()
    before = events(client, link)
    monkeypatch.setattr(training.rules_life, "newest_recall", lambda _tx, _id: object())
    after = events(client, link)
    assert {str(event["status"]) for event in after.values()} == {"CANCELLED"}
    assert all(int(after[uid]["sequence"]) > int(before[uid]["sequence"]) for uid in before)


REMINDERS: tuple[tuple[Timing, str | None], ...] = (
    (Timing(), None),
    (Timing(dt.time(18, 30)), None),
    (Timing(dt.time(18, 30), Reminder.HOUR_BEFORE), "17:30 the same day"),
    (Timing(dt.time(18, 30), Reminder.EVENING_BEFORE), "18:00 the day before"),
    (Timing(dt.time(0, 15), Reminder.EVENING_BEFORE), "18:00 the day before"),
    (Timing(None, Reminder.EVENING_BEFORE), "18:00 the day before"),
)


@pytest.mark.parametrize(("timing", "wanted"), REMINDERS)
def test_a_reminder_comes_when_it_was_asked_for(
    client: FlaskClient, app: Flask, timing: Timing, wanted: str | None
) -> None:
    _, link = opened(app, timing)
    found = events(client, link).values()
    assert found
    for event in found:
        alarms = event.walk("VALARM")
        assert len(alarms) == (0 if wanted is None else 1)
        for alarm in alarms:
            start = event.decoded("dtstart")
            day = start.date() if isinstance(start, dt.datetime) else start
            midnight = dt.datetime.combine(day, dt.time())
            rings = (start if isinstance(start, dt.datetime) else midnight) + alarm.decoded("trigger")
            which = {0: "the same day", -1: "the day before"}[(rings.date() - day).days]
            assert f"{rings:%H:%M} {which}" == wanted
            assert alarm["action"] == "DISPLAY"
            assert alarm["description"] == event["summary"]


def test_nothing_reminds_of_what_was_done_or_dropped(
    client: FlaskClient, app: Flask, clock: StillClock
) -> None:
    token, link = opened(app, Timing(dt.time(18, 30), Reminder.HOUR_BEFORE))
    with app.app_context():
        report_next(parts().store, token, parts().rulebook, pain=5)
    clock.time = evening_of(MONDAY) + dt.timedelta(days=1)
    assert not any(event.walk("VALARM") for event in events(client, link).values())


def test_another_time_reaches_the_calendar_at_the_same_address_with_higher_numbers(
    visitor: Visitor, unlimited_app: Flask
) -> None:
    address = with_plan(visitor, unlimited_app)
    page = visitor.open(f"{address}/calendar")
    visitor.post(f"{address}/calendar", hidden_of(page, "/calendar"))
    link = re.findall(r"/calendar/([A-Za-z0-9_-]{43})\.ics", visitor.page)[0]
    before = events(visitor.client, link)
    page = visitor.open(f"{address}/calendar")
    sent = [("time", "18:30"), ("reminder", "hour_before")]
    visitor.post(f"{address}/calendar/timing", [*hidden_of(page, "/timing"), *sent])
    assert "Saved." in visitor.page
    assert f"/calendar/{link}.ics" in visitor.page
    assert 'value="18:30"' in visitor.page
    assert 'value="hour_before" checked' in visitor.page
    after = events(visitor.client, link)
    assert set(after) == set(before)
    assert all(int(after[uid]["sequence"]) > int(before[uid]["sequence"]) for uid in before)
    assert all(event.walk("VALARM") for event in after.values())


WRONG_REMINDERS = (
    ([("reminder", "hour_before")], "Enter the time of day, so that"),
    ([("reminder", "always"), ("time", "18:30")], "Choose one of the three"),
)


def test_a_reminder_that_cannot_be_is_refused_beside_its_field(
    visitor: Visitor, unlimited_app: Flask
) -> None:
    address = with_plan(visitor, unlimited_app)
    for sent, words in WRONG_REMINDERS:
        page = visitor.open(f"{address}/calendar")
        visitor.post(f"{address}/calendar", [*hidden_of(page, "/calendar"), *sent])
        assert visitor.status == 400, sent
        assert visitor.page.count(words) == 2, "above the page and beside the field"
    visitor.post(f"{address}/calendar/timing", hidden_of(page, "/calendar"))
    assert visitor.status == 404, "no address is open"
