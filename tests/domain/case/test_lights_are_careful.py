"""What no answers may do: look better for being worse, missing, late, or said twice."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.domain.case.events import CheckIn, SessionRecorded
from screening.domain.case.lights import Entered, Judged, judge
from screening.domain.case.words import (
    Flag,
    Light,
    PainMode,
    Part,
    SessionKind,
    SeverityClass,
    Side,
    SorenessWhere,
)
from tests.support.checkin_days import (
    DAY,
    TODAY,
    about,
    after_session,
    checkin_rules,
    half,
    judged,
    morning,
    session,
    whole_day,
    with_yesterday,
)

WORSE_LAST = (Light.GREEN, Light.OPEN, Light.AMBER, Light.RED, Light.STOP)
POINTS = st.none() | st.integers(0, 10)
DAYS = st.integers(0, 5).map(lambda back: TODAY - DAY * back)
FLAGS = st.frozensets(st.sampled_from(Flag), max_size=2)


def badness(found: Judged) -> int:
    return WORSE_LAST.index(found.light)


@st.composite
def halves(draw: st.DrawFn) -> Entered:
    part = draw(st.sampled_from(Part))
    answers: dict[str, Any] = {"flags": draw(FLAGS), "flags_asked": draw(st.booleans())}
    if part is Part.MORNING:
        answers |= {
            "pain_morning": draw(POINTS),
            "soreness_hamstring": draw(POINTS),
            "soreness_where": draw(st.none() | st.sampled_from(SorenessWhere)),
            "fatigue": draw(POINTS),
            "sleep_hours": draw(st.none() | st.floats(0, 12)),
        }
    else:
        answers |= {
            "pain_during_max": draw(POINTS),
            "session_rpe": draw(POINTS),
            "minutes": draw(st.none() | st.integers(0, 120)),
            "ran": draw(st.none() | st.booleans()),
        }
    return half(part, draw(DAYS), days_late=draw(st.integers(0, 3)), hour=draw(st.integers(0, 23)), **answers)


SESSIONS = st.builds(
    SessionRecorded,
    key=st.sampled_from("abc"),
    on=DAYS,
    kind=st.sampled_from(SessionKind),
    rung=st.none() | st.integers(0, 9),
    minutes=st.none() | st.integers(0, 120),
    session_rpe=POINTS,
    pain_max=POINTS,
    hsr_m=st.none() | st.floats(0, 2000),
    from_file=st.none() | st.just("gps.csv"),
    planned_au=st.none() | st.floats(0, 500),
    strength=st.booleans(),
)
LOGS = st.tuples(st.lists(halves(), max_size=8), st.lists(SESSIONS, max_size=4))
PEOPLE = st.builds(
    about,
    pain_mode=st.sampled_from(PainMode),
    age_years=st.none() | st.integers(10, 40),
    recurrent=st.booleans(),
    severity=st.sampled_from(SeverityClass),
    sprint_day=st.none() | st.booleans(),
)
Lived = tuple[list[Entered], list[SessionRecorded]]


def one_more_tick_is_no_better(lived: Lived, who: Any, flag: Flag, place: int) -> None:
    entered, sessions = [*lived[0], *whole_day()], lived[1]
    place %= len(entered)
    asked = _changed(entered, place, flags_asked=True)
    ticked = _changed(asked, place, flags=asked[place].check_in.flags | {flag})

    better = judge(asked, sessions, TODAY, who, checkin_rules())
    worse = judge(ticked, sessions, TODAY, who, checkin_rules())
    assert badness(worse) >= badness(better)
    assert worse.refers >= better.refers


def more_pain_today_is_no_better(lived: Lived, who: Any, more: int, part: Part) -> None:
    entered, sessions = [*lived[0], *whole_day()], lived[1]
    field = "pain_morning" if part is Part.MORNING else "pain_during_max"
    place = len(entered) - (2 if part is Part.MORNING else 1)
    pain = getattr(entered[place].check_in, field)
    hurts = _changed(entered, place, **{field: max(pain, more)})

    assert badness(judge(hurts, sessions, TODAY, who, checkin_rules())) >= badness(
        judge(entered, sessions, TODAY, who, checkin_rules())
    )


def what_is_missing_is_not_green(lived: Lived, who: Any) -> None:
    entered, sessions = lived
    for day in {entry.check_in.for_day for entry in entered} | {TODAY}:
        found = judge(entered, sessions, day, who, checkin_rules())
        if found.missing:
            assert found.light is not Light.GREEN
        if found.light is not Light.GREEN:
            assert not found.counts_green


PROPERTIES = {
    "one more tick is no better": given(
        lived=LOGS, who=PEOPLE, flag=st.sampled_from(Flag), place=st.integers(0, 7)
    )(one_more_tick_is_no_better),
    "more pain today is no better": given(
        lived=LOGS, who=PEOPLE, more=st.integers(0, 10), part=st.sampled_from(Part)
    )(more_pain_today_is_no_better),
    "what is missing is not green": given(lived=LOGS, who=PEOPLE)(what_is_missing_is_not_green),
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_worse_or_missing_answers_never_look_better(name: str) -> None:
    settings(deadline=None, max_examples=25)(PROPERTIES[name])()


@pytest.mark.release
@pytest.mark.parametrize("name", PROPERTIES)
def test_worse_or_missing_answers_never_look_better_in_thousands_of_lives(name: str) -> None:
    settings(deadline=None, max_examples=1500)(PROPERTIES[name])()


@given(lived=LOGS, who=PEOPLE)
@settings(deadline=None, max_examples=25)
def test_the_same_answers_give_the_same_in_any_order_of_other_days(lived: Lived, who: Any) -> None:
    entered, sessions = lived
    first = judge(entered, sessions, TODAY, who, checkin_rules())

    assert judge(list(entered), tuple(sessions), TODAY, who, checkin_rules()) == first
    by_moment = sorted(entered, key=lambda entry: entry.when)
    assert judge(by_moment, sessions, TODAY, who, checkin_rules()).rules == first.rules


@given(lived=LOGS, who=PEOPLE)
@settings(deadline=None, max_examples=25)
def test_left_and_right_differ_in_words_alone(lived: Lived, who: Any) -> None:
    left = judge(*lived, TODAY, dataclasses.replace(who, side=Side.LEFT), checkin_rules())
    right = judge(*lived, TODAY, dataclasses.replace(who, side=Side.RIGHT), checkin_rules())

    swapped = {"left": "right", "right": "left"}
    assert dataclasses.replace(left, shown=right.shown) == right
    assert (
        tuple(
            " ".join(swapped.get(word, word) for word in line.replace(",", " ,").split()).replace(" ,", ",")
            for line in left.shown.entered
        )
        == right.shown.entered
    )


@pytest.mark.parametrize(
    "field",
    ["pain_morning", "soreness_hamstring", "fatigue", "sleep_hours"],
)
def test_each_answer_of_the_morning_is_needed_for_green(field: str) -> None:
    found = judged(with_yesterday(whole_day(**{field: None})))

    assert found.light is Light.OPEN
    assert found.missing == (field,)


@pytest.mark.parametrize("field", ["pain_during_max", "session_rpe", "minutes"])
def test_each_answer_after_a_session_is_needed_for_green(field: str) -> None:
    found = judged(with_yesterday(whole_day(**{field: None})))

    assert found.light is Light.OPEN
    assert found.missing == (field,)


def test_ticks_that_nobody_asked_for_are_missing() -> None:
    unasked = [morning(flags_asked=False), after_session(flags_asked=False)]

    found = judged(with_yesterday(unasked))
    assert found.light is Light.OPEN
    assert found.missing == ("unusual",)
    assert judged(with_yesterday([morning(), after_session(flags_asked=False)])).light is Light.GREEN


def test_a_day_without_a_session_can_be_green_and_counts_for_nothing() -> None:
    rest = [morning(), half(Part.SESSION, TODAY, minutes=0), morning(TODAY + DAY)]

    found = judged(with_yesterday(rest))
    assert found.light is Light.GREEN
    assert not found.counts_green


def test_without_the_morning_before_the_last_session_the_day_is_not_green() -> None:
    assert judged([after_session(TODAY - DAY), *whole_day()]).light is Light.OPEN
    assert judged(whole_day()).light is Light.OPEN
    rested = half(Part.SESSION, TODAY - DAY, minutes=0)
    assert judged([rested, *whole_day()]).light is Light.GREEN


@pytest.mark.parametrize(
    ("days_late", "light"), [(0, Light.GREEN), (1, Light.GREEN), (2, Light.OPEN), (-1, Light.OPEN)]
)
def test_what_was_entered_after_48_hours_or_ahead_is_not_green(days_late: int, light: Light) -> None:
    late = half(Part.SESSION, TODAY, days_late=days_late, **_answers(after_session()))

    assert judged(with_yesterday([morning(), late])).light is light


def test_a_late_warning_still_stops() -> None:
    late = half(Part.SESSION, TODAY, days_late=9, flags=frozenset({Flag.POP}))

    assert judged(with_yesterday([morning(), late])).refers


def test_a_session_counts_green_once_the_morning_after_is_in() -> None:
    today = with_yesterday(whole_day())

    assert not judged(today).counts_green
    assert judged([*today, morning(TODAY + DAY)]).counts_green


@pytest.mark.parametrize(
    "after",
    [
        morning(TODAY + DAY, pain_morning=2),
        morning(TODAY + DAY, pain_morning=None),
        morning(TODAY + DAY, fatigue=7),
        morning(TODAY + DAY, flags=frozenset({Flag.LIMP})),
        morning(TODAY + DAY, flags=frozenset({Flag.PAINKILLER})),
        morning(TODAY + DAY, flags_asked=False),
        half(Part.MORNING, TODAY + DAY, days_late=2, pain_morning=1),
    ],
)
def test_a_worse_late_or_unknown_morning_after_does_not_count(after: Entered) -> None:
    found = judged([*with_yesterday(whole_day()), after])

    assert found.light is Light.GREEN
    assert not found.counts_green


def test_the_session_of_the_next_day_does_not_take_a_green_day_back() -> None:
    tomorrow = whole_day(TODAY + DAY, pain_during_max=6)

    assert judged([*with_yesterday(whole_day()), *tomorrow]).counts_green


def test_a_painkiller_keeps_a_session_from_counting() -> None:
    found = judged([*with_yesterday(whole_day(flags=frozenset({Flag.PAINKILLER}))), morning(TODAY + DAY)])

    assert found.light is Light.OPEN
    assert not found.counts_green
    assert found.follows == ("hold.HD5",)


def test_being_ill_keeps_a_day_open() -> None:
    found = judged(with_yesterday(whole_day(flags=frozenset({Flag.ILLNESS}))))

    assert found.light is Light.OPEN
    assert "unusual" in found.shown.rule


# Several versions of one half


def test_the_later_answer_counts() -> None:
    first, second = morning(fatigue=9), half(Part.MORNING, TODAY, hour=10, **_answers(morning(fatigue=2)))

    assert judged([first, second]).rules == ()
    assert judged([second, first]).rules == ()


def test_an_answer_left_out_later_stays() -> None:
    second = half(Part.MORNING, TODAY, hour=10, pain_morning=1)

    assert judged([morning(sleep_hours=4), second]).rules == ("checkin.CK11",)


def test_pain_said_once_is_not_taken_back_by_saying_less() -> None:
    second = half(Part.MORNING, TODAY, hour=10, **_answers(morning(pain_morning=0)))

    found = judged(with_yesterday([morning(pain_morning=5), second]))
    assert found.rules[0] == "checkin.CK3"
    assert any("You entered 5 before" in line for line in found.shown.entered)


def test_a_tick_is_not_taken_back_by_saying_nothing() -> None:
    second = half(Part.SESSION, TODAY, hour=22, **_answers(after_session()))

    assert judged([after_session(flags=frozenset({Flag.NUMBNESS})), second]).refers


def test_entering_more_pain_later_does_not_make_the_next_morning_look_better() -> None:
    yesterday = [
        *whole_day(TODAY - DAY, pain_morning=0),
        half(Part.MORNING, TODAY - DAY, hour=20, pain_morning=2),
    ]

    assert "checkin.CK5" in judged([*yesterday, morning(pain_morning=2)]).rules


# What follows


def test_a_warning_sign_refers_and_a_red_light_steps_down() -> None:
    assert judged([after_session(flags=frozenset({Flag.CALF_SWELLING}))]).refers
    red = judged([after_session(pain_during_max=4)])
    assert (red.refers, red.follows) == (False, ("regress.RG1",))


def test_a_sharp_pain_or_limp_stops_running() -> None:
    assert judged([after_session(flags=frozenset({Flag.LIMP}))]).follows == ("regress.RG1", "regress.RG3")


def test_an_amber_light_holds() -> None:
    assert judged([morning(sleep_hours=5)]).follows == ("hold.HD2",)


def test_being_ill_with_a_fever_stops_training() -> None:
    found = judged([morning(flags=frozenset({Flag.FEVER, Flag.ILLNESS}))])

    assert found.follows == ("hold.HD4",)
    assert found.refers


@pytest.mark.parametrize(("days", "fires"), [(6, True), (7, False)])
def test_two_red_days_in_seven_step_down_a_stage(days: int, fires: bool) -> None:
    earlier = after_session(TODAY - DAY * days, pain_during_max=4)

    assert ("regress.RG2" in judged([earlier, after_session(pain_during_max=4)]).follows) is fires


@pytest.mark.parametrize(("rung", "fires"), [(3, True), (4, False)])
def test_red_twice_at_one_rung_steps_down_a_stage(rung: int, fires: bool) -> None:
    long_ago = TODAY - DAY * 20
    entered = [after_session(long_ago, pain_during_max=4), after_session(pain_during_max=4)]

    found = judged(entered, [session(long_ago, rung=3), session(rung=rung)])
    assert ("regress.RG2" in found.follows) is fires


def test_red_for_tiredness_alone_is_no_red_of_the_leg() -> None:
    tired = [morning(TODAY - DAY * 3, fatigue=10), morning(fatigue=10)]

    assert judged(tired).light is Light.RED
    assert judged(tired).follows == ("hold.HD2",)


# What is shown


def test_the_answer_says_what_was_entered_which_rule_and_what_changes() -> None:
    shown = judged(with_yesterday(whole_day(pain_morning=2, soreness_where=SorenessWhere.INJURED))).shown

    assert "Pain this morning: 2 of 10" in shown.entered
    assert "Where it is sore: Only my left thigh, the injured one" in shown.entered
    assert shown.word == "Amber"
    assert shown.rule == "Your pain in the session or this morning was a little higher than it should be."
    assert shown.today == ("Repeat the same session, with 20 to 30% less load or a smaller range.",)
    assert "amber" in shown.told
    assert shown.seek_care
    assert shown.always == ("This plan supports, and does not replace, assessment by a health professional.")


def test_the_most_urgent_advice_comes_first_and_lighter_advice_is_left_out() -> None:
    flags = frozenset({Flag.POP, Flag.BREATHLESSNESS, Flag.UNEASY})
    shown = judged([morning(sleep_hours=4), after_session(flags=flags)]).shown

    assert shown.seek_care.startswith("Call your emergency number now.")
    assert shown.seek_care.index("emergency") < shown.seek_care.index("within 48 hours")
    assert shown.today == (checkin_rules().rules[0].action,)


def test_a_half_that_is_missing_is_named_as_a_half() -> None:
    assert judged([morning()]).shown.rule == "Not answered yet: the half after your session."


def _answers(entry: Entered) -> dict[str, Any]:
    skipped = {"part", "for_day"}
    fields = dataclasses.fields(CheckIn)
    return {field.name: getattr(entry.check_in, field.name) for field in fields if field.name not in skipped}


def _changed(entered: list[Entered], place: int, **answers: Any) -> list[Entered]:
    entry = entered[place]
    changed = dataclasses.replace(entry, check_in=dataclasses.replace(entry.check_in, **answers))
    return [*entered[:place], changed, *entered[place + 1 :]]
