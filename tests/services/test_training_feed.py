"""The calendar feed: opened, read by its own address alone, closed; what calendars are told of changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.errors import NotFound
from screening.domain.programme.model import DatedItem, Done
from screening.domain.programme.reminder import Reminder, Timing
from screening.domain.rulebook import Rulebook
from screening.services.training import load_programme
from screening.services.training_calendar import kept_shown, read_shown, shown_after, title_of
from screening.services.training_change import change
from screening.services.training_feed import OpenFeed, change_feed, close_feed, feed_of, load_feed, open_feed
from screening.services.training_worth import worth_of
from screening.store import Store
from screening.store.queries import audit
from screening.store.tables.audit import Event
from tests.support.followed import ANSWERED, MONDAY, REQUEST, report_next, started

EVENING = Timing(dt.time(18, 30), Reminder.EVENING_BEFORE)


def test_an_address_shows_the_programme_until_it_is_closed(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    assert feed_of(store, load_programme(store, token)) is None
    link = open_feed(store, token, EVENING, ANSWERED)
    current = load_programme(store, token)
    assert feed_of(store, current) == OpenFeed(link, EVENING)
    found = load_feed(store, link)
    assert (found.followed, found.timing) == (current, EVENING)
    close_feed(store, token, ANSWERED)
    with pytest.raises(NotFound):
        load_feed(store, link)
    assert feed_of(store, current) is None
    close_feed(store, token, ANSWERED)
    with store.read() as tx:
        kinds = [entry.event for entry in audit.entries(tx)]
    assert (kinds.count(Event.CALENDAR_OPENED), kinds.count(Event.CALENDAR_CLOSED)) == (1, 1)


def test_a_new_address_ends_the_old_one(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    first = open_feed(store, token, Timing(), ANSWERED)
    second = open_feed(store, token, Timing(), ANSWERED - dt.timedelta(days=1))
    assert first != second
    with pytest.raises(NotFound):
        load_feed(store, first)
    assert load_feed(store, second).timing == Timing()


def test_another_time_or_reminder_keeps_the_address_and_counts_as_a_change(
    store: Store, rulebook: Rulebook
) -> None:
    token = started(store, rulebook)
    with pytest.raises(NotFound):
        change_feed(store, token, EVENING)
    link = open_feed(store, token, Timing(), ANSWERED)
    before = load_feed(store, link)
    change_feed(store, token, EVENING)
    change_feed(store, token, EVENING)
    after = load_feed(store, link)
    assert (before.changes, after.changes) == (0, 1), "the same again is no change"
    assert after.timing == EVENING
    assert before.state != after.state


def test_the_address_of_a_calendar_opens_no_programme(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    link = open_feed(store, token, Timing(), ANSWERED)
    for wrong in (link, "x" * 43):
        with pytest.raises(NotFound):
            load_programme(store, wrong)
    for wrong in (token, "x" * 43):
        with pytest.raises(NotFound):
            load_feed(store, wrong)
    with pytest.raises(NotFound):
        open_feed(store, "x" * 43, Timing(), ANSWERED)
    with pytest.raises(NotFound):
        change_feed(store, "x" * 43, Timing())


def test_a_session_that_is_dropped_is_cancelled_and_one_that_changes_has_a_higher_number(
    store: Store, rulebook: Rulebook
) -> None:
    token = started(store, rulebook)
    before = load_programme(store, token)
    moved = change(store, token, replace(REQUEST, days=(2, 4)), rulebook, ANSWERED, version=1)
    planned = {session.key: session for session in moved.sessions}
    for key, old in before.calendar.items():
        new = moved.calendar[key]
        assert new.is_cancelled is (key not in planned)
        if key in planned and new.date != old.date:
            assert new.sequence == old.sequence + 1
        assert new.sequence >= old.sequence
    assert any(moved.calendar[key].date != old.date for key, old in before.calendar.items())


def test_a_session_that_comes_back_has_a_higher_number_than_its_cancelling(
    store: Store, rulebook: Rulebook
) -> None:
    programme = load_programme(store, started(store, rulebook)).programme
    first = shown_after({}, programme)
    gone = shown_after(first, replace(programme, weeks=programme.weeks[:1]))
    back = shown_after(gone, programme)
    key = programme.weeks[1].sessions[0].key
    assert [shown[key].sequence for shown in (first, gone, back)] == [0, 1, 2]
    assert [shown[key].is_cancelled for shown in (first, gone, back)] == [False, True, False]
    assert shown_after(back, programme) == back
    assert read_shown(kept_shown(gone)) == gone


def test_titles_tell_the_kind_of_training_and_nothing_of_health(store: Store, rulebook: Rulebook) -> None:
    session = load_programme(store, started(store, rulebook)).sessions[0]

    def with_slots(*slots: str) -> str:
        items: list[DatedItem] = [replace(session.items[0], slot=slot) for slot in slots]
        return title_of(replace(session, items=tuple(items), minutes=12))

    assert with_slots("knee_flexion", "running") == "Strength, 12 min"
    assert with_slots("running", "running") == "Running, 12 min"
    assert with_slots("mobility") == "Mobility, 12 min"


def test_what_was_done_is_counted_and_the_longest_gap_named(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    current = load_programme(store, token)
    assert worth_of(current, MONDAY).planned == 0
    for done in (Done.DONE, Done.NOT, Done.PARTLY):
        current = report_next(store, token, rulebook, done=done)
    counts = worth_of(current, current.sessions[4].date)
    assert (counts.planned, counts.done, counts.partly) == (4, 1, 1)
    days = [entry.on for entry in current.log if entry.done is not Done.NOT]
    assert counts.longest_gap_days == (days[1] - days[0]).days
    alone = replace(current, request=replace(current.request, log=current.log[:1]))
    assert worth_of(alone, current.sessions[1].date).longest_gap_days is None
