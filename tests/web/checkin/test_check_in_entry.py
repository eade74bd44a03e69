"""A check-in as typed: what is missing is asked for once, and what could be urgent never waits for it."""

from __future__ import annotations

import datetime as dt

import pytest
from werkzeug.datastructures import MultiDict

from screening.domain.case.events import CheckIn
from screening.domain.case.words import Flag, Part, SorenessWhere
from screening.web.checkin.entry_form import read_entry, shown_again, typed_entry

DAY = dt.date(2026, 11, 17)
MORNING = {"pain_morning": "1", "soreness_hamstring": "0", "fatigue": "4", "sleep_hours": "8"}
SESSION = {"pain_during_max": "2", "session_rpe": "6", "minutes": "45", "ran": "true"}


def read(part: Part, *fields: tuple[str, str], **given: str) -> tuple[CheckIn | None, list[str]]:
    form = MultiDict([*given.items(), *fields])
    entry, problems = read_entry(typed_entry(form, part), part, DAY)
    return entry, [one.field for one in problems]


def test_a_morning_is_four_answers_and_nothing_unusual() -> None:
    entry, wrong = read(Part.MORNING, **MORNING, unusual="no")
    assert wrong == []
    assert entry == CheckIn(
        part=Part.MORNING, for_day=DAY, pain_morning=1, soreness_hamstring=0, fatigue=4, sleep_hours=8
    )


def test_where_it_is_sore_is_asked_from_one_on() -> None:
    sore = {**MORNING, "soreness_hamstring": "1"}
    assert read(Part.MORNING, **sore) == (None, ["soreness_where"])
    entry, wrong = read(Part.MORNING, **sore, soreness_where="both")
    assert wrong == []
    assert entry is not None
    assert entry.soreness_where is SorenessWhere.BOTH


def test_a_session_is_pain_effort_and_minutes() -> None:
    entry, wrong = read(Part.SESSION, **SESSION, unusual="no")
    assert wrong == []
    assert entry == CheckIn(
        part=Part.SESSION, for_day=DAY, pain_during_max=2, session_rpe=6, minutes=45, ran=True
    )


def test_not_saying_whether_one_ran_stays_unknown() -> None:
    entry, _ = read(Part.SESSION, **{**SESSION, "ran": ""})
    assert entry is not None
    assert entry.ran is None


def test_a_day_without_a_session_needs_no_answer() -> None:
    entry, wrong = read(Part.SESSION, unusual="rest")
    assert wrong == []
    assert entry == CheckIn(part=Part.SESSION, for_day=DAY, minutes=0)


@pytest.mark.parametrize("missing", sorted(MORNING))
def test_what_is_missing_in_the_morning_is_asked_for(missing: str) -> None:
    assert read(Part.MORNING, **{**MORNING, missing: ""}) == (None, [missing])


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("pain_morning", "11"),
        ("pain_morning", "-1"),
        ("fatigue", "four"),
        ("sleep_hours", "3"),
        ("sleep_hours", "٤"),
        ("soreness_hamstring", "2.5"),
    ],
)
def test_a_number_beyond_its_scale_is_no_answer(field: str, text: str) -> None:
    entry, wrong = read(Part.MORNING, **{**MORNING, field: text}, soreness_where="injured")
    assert entry is None
    assert wrong == [field]


@pytest.mark.parametrize("minutes", ["601", "-5", "an hour", "1e2"])
def test_minutes_are_a_number(minutes: str) -> None:
    assert read(Part.SESSION, **{**SESSION, "minutes": minutes}) == (None, ["minutes"])


def test_a_warning_sign_is_sent_without_the_other_answers() -> None:
    entry, wrong = read(Part.MORNING, ("flags", "breathlessness"), unusual="yes")
    assert wrong == []
    assert entry == CheckIn(part=Part.MORNING, for_day=DAY, flags=frozenset({Flag.BREATHLESSNESS}))


def test_what_is_ticked_counts_whichever_button_sends_it() -> None:
    entry, _ = read(Part.MORNING, ("flags", "limp"), ("flags", "pop"), **MORNING, unusual="no")
    assert entry is not None
    assert entry.flags == {Flag.LIMP, Flag.POP}
    rested, _ = read(Part.SESSION, ("flags", "pop"), unusual="rest")
    assert rested is not None
    assert rested.flags == {Flag.POP}


def test_something_unusual_has_to_be_ticked() -> None:
    assert read(Part.MORNING, **MORNING, unusual="yes") == (None, ["flags"])
    assert read(Part.MORNING, ("flags", "made up"), **MORNING, unusual="yes") == (None, ["flags"])


def test_even_with_a_tick_what_was_typed_wrongly_is_asked_again() -> None:
    entry, wrong = read(Part.SESSION, ("flags", "limp"), **{**SESSION, "minutes": "many"})
    assert entry is None
    assert wrong == ["minutes"]


def test_an_entry_stands_in_the_form_again_to_be_corrected() -> None:
    for part, given in ((Part.MORNING, {**MORNING, "soreness_hamstring": "3"}), (Part.SESSION, SESSION)):
        entry, _ = read(part, ("flags", "uneasy"), **given, soreness_where="other")
        assert entry is not None
        again, problems = read_entry(shown_again(entry), part, DAY)
        assert problems == ()
        assert again == entry


def test_hours_from_a_file_stand_on_the_nearest_button_below() -> None:
    for hours, shown in ((7.5, "7"), (2.0, "4"), (11.0, "9")):
        entry = CheckIn(part=Part.MORNING, for_day=DAY, sleep_hours=hours)
        assert shown_again(entry).text("sleep_hours") == shown
