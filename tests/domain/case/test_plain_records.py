"""What is kept as JSON is read strictly: nothing is taken for something else, and nothing is passed over."""

from __future__ import annotations

import datetime as dt
import typing

import pytest

from screening.domain.case import events as ev
from screening.domain.case.log_json import body_from_json, body_to_json
from screening.domain.case.plain import plain, reader_of
from screening.domain.case.words import Flag, Light, Part, SessionKind

MORNING = ev.CheckIn(Part.MORNING, dt.date(2026, 11, 14), pain_morning=2, flags=frozenset({Flag.LIMP}))
SESSION = ev.SessionRecorded("one", dt.date(2026, 11, 14), SessionKind.RUNNING, rung=3, session_rpe=4.5)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("part", "noon"),
        ("part", None),
        ("for_day", 20261114),
        ("for_day", None),
        ("for_day", "14 November"),
        ("pain_morning", True),
        ("pain_morning", 2.0),
        ("pain_morning", "2"),
        ("sleep_hours", True),
        ("sleep_hours", "8"),
        ("flags", "limp"),
        ("flags", ["limping"]),
        ("flags", [None]),
        ("flags", None),
        ("flags_asked", 1),
        ("flags_asked", None),
        ("ran", "yes"),
        ("mood", 3),
    ],
)
def test_a_value_that_is_not_of_its_kind_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        body_from_json("check_in", {**body_to_json(MORNING), field: value})


@pytest.mark.parametrize("missing", ["part", "for_day"])
def test_a_record_without_what_it_cannot_be_without_is_refused(missing: str) -> None:
    kept = body_to_json(MORNING)
    del kept[missing]
    with pytest.raises(ValueError, match="not whole"):
        body_from_json("check_in", kept)


def test_what_a_record_may_be_without_takes_its_default() -> None:
    kept = {"part": "morning", "for_day": "2026-11-14"}
    assert body_from_json("check_in", kept) == ev.CheckIn(Part.MORNING, dt.date(2026, 11, 14))


def test_a_whole_number_is_read_as_the_number_it_stands_for() -> None:
    read = body_from_json("session_recorded", {**body_to_json(SESSION), "session_rpe": 4})
    assert isinstance(read, ev.SessionRecorded)
    assert (read.session_rpe, type(read.session_rpe)) == (4.0, float)


@pytest.mark.parametrize("answers", [{"numbness": 0}, {"numbness": "no"}, ["numbness"], "numbness", None])
def test_answers_are_yes_no_or_not_known_by_name(answers: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        body_from_json("screened", {"answers": answers})


def test_records_inside_records_are_read_as_strictly() -> None:
    light = {"for_day": "2026-11-14", "light": "green", "rules": []}
    moved = {"move": "move.TR3", "before": "S1", "after": "S2", "lights": [light]}
    read = body_from_json("moved", moved)
    assert isinstance(read, ev.Moved)
    assert read.lights == (ev.LightGiven(dt.date(2026, 11, 14), Light.GREEN, ()),)
    with pytest.raises(ValueError, match="LightGiven has no colour"):
        body_from_json("moved", {**moved, "lights": [{**light, "colour": "green"}]})
    with pytest.raises(ValueError, match="LightGiven is not a record here"):
        body_from_json("moved", {**moved, "lights": ["green"]})


@pytest.mark.parametrize("kind", typing.get_args(ev.Body))
def test_no_kind_of_event_is_read_from_nothing_but_names_nobody_knows(kind: type) -> None:
    with pytest.raises(ValueError, match=f"{kind.__name__} has no unheard_of"):
        reader_of(kind)({"unheard_of": 1})
    for nothing in (None, [], "text", 1):
        with pytest.raises(ValueError, match=f"{kind.__name__} is not a record here"):
            reader_of(kind)(nothing)


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no plain form for set"):
        plain({1, 2})
