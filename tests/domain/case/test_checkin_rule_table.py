"""CK1 to CK18: each fires at its limit, and not beside it."""

from __future__ import annotations

from typing import Any

import pytest

from screening.domain.case.checkin_rules import Severity
from screening.domain.case.words import Flag, Light, PainMode, SessionKind, SeverityClass, SorenessWhere
from tests.support.checkin_days import (
    DAY,
    TODAY,
    after_session,
    checkin_rules,
    judged,
    morning,
    session,
    whole_day,
    with_yesterday,
)

THRESHOLD = {"pain_mode": PainMode.THRESHOLD}


def rules_of(today: dict[str, Any], before: dict[str, Any] | None = None, **different: Any) -> set[str]:
    found = judged(with_yesterday(whole_day(**today), **(before or {})), **different)
    return {rule.removeprefix("checkin.") for rule in found.rules}


@pytest.mark.parametrize(
    ("rule", "at_the_limit", "beside_it", "different"),
    [
        *(
            ("CK1", {"flags": {flag}}, {"flags": {Flag.LIMP}}, {})
            for flag in (
                Flag.POP,
                Flag.NUMBNESS,
                Flag.SADDLE_OR_BLADDER,
                Flag.CALF_SWELLING,
                Flag.BREATHLESSNESS,
                Flag.FEVER,
            )
        ),
        ("CK2", {"flags": {Flag.SHARP_PAIN}}, {"flags": {Flag.POP}}, {}),
        ("CK2", {"flags": {Flag.LIMP}}, {"flags": {Flag.UNEASY}}, {}),
        ("CK3", {"pain_morning": 4}, {"pain_morning": 3}, {}),
        ("CK4", {"pain_during_max": 3, "ran": False}, {"pain_during_max": 2, "ran": False}, {}),
        ("CK4", {"pain_during_max": 5, "ran": False}, {"pain_during_max": 4, "ran": False}, THRESHOLD),
        ("CK4", {"pain_during_max": 3}, {"pain_during_max": 2}, THRESHOLD),
        ("CK4", {"pain_during_max": 3, "ran": None}, {"pain_during_max": 2, "ran": None}, THRESHOLD),
        ("CK5", {"pain_morning": 3}, {"pain_morning": 2}, {}),
        ("CK6", {"pain_morning": 2}, {"pain_morning": 1}, {}),
        ("CK6", {"pain_during_max": 2}, {"pain_during_max": 1}, {}),
        ("CK6", {"pain_during_max": 2}, {"pain_during_max": 2, "ran": False}, {}),
        ("CK6", {"pain_during_max": 3, "ran": False}, {"pain_during_max": 2, "ran": False}, THRESHOLD),
        ("CK6", {"pain_during_max": 4, "ran": False}, {"pain_during_max": 5, "ran": False}, THRESHOLD),
        (
            "CK7",
            {"soreness_hamstring": 6, "soreness_where": SorenessWhere.INJURED},
            {"soreness_hamstring": 5, "soreness_where": SorenessWhere.INJURED},
            {},
        ),
        (
            "CK7",
            {"soreness_hamstring": 6, "soreness_where": None},
            {"soreness_hamstring": 10, "soreness_where": SorenessWhere.OTHER},
            {},
        ),
        ("CK7", {"soreness_hamstring": 6}, {"soreness_hamstring": 5}, {}),
        ("CK9", {"fatigue": 7}, {"fatigue": 6}, {}),
        ("CK10", {"fatigue": 9}, {"fatigue": 8}, {}),
        ("CK10", {"fatigue": 8, "pain_morning": 2}, {"fatigue": 8, "pain_morning": 1}, {}),
        ("CK10", {"fatigue": 8, "pain_morning": 2}, {"fatigue": 7, "pain_morning": 2}, {}),
        ("CK11", {"sleep_hours": 5.9}, {"sleep_hours": 6.0}, {}),
        ("CK16", {"flags": {Flag.PAINKILLER}}, {"flags": {Flag.ILLNESS}}, {}),
    ],
)
def test_a_rule_fires_at_its_limit_and_not_beside_it(
    rule: str, at_the_limit: dict[str, Any], beside_it: dict[str, Any], different: dict[str, Any]
) -> None:
    for answers in (at_the_limit, beside_it):
        answers["flags"] = frozenset(answers.get("flags", ()))

    assert rule in rules_of(at_the_limit, **different)
    assert rule not in rules_of(beside_it, **different)


@pytest.mark.parametrize(
    "different",
    [
        {"recurrent": True},
        {"severity": SeverityClass.G2C},
        {"severity": SeverityClass.G3C},
        {"age_years": 17},
        {"age_years": None},
    ],
)
def test_some_stay_pain_free_whatever_mode_is_set(different: dict[str, Any]) -> None:
    answers = {"pain_during_max": 3, "ran": False}

    assert "CK4" in rules_of(answers, **THRESHOLD, **different)
    assert "CK4" not in rules_of(answers, **THRESHOLD, age_years=18)


@pytest.mark.parametrize(
    ("record", "sprinted"),
    [
        ({"rung": 7}, True),
        ({"rung": 6}, False),
        ({"top_speed_pct": 90}, True),
        ({"top_speed_pct": 89.9}, False),
        ({"sprints_ge90": 1}, True),
        ({"sprints_ge90": 0}, False),
    ],
)
def test_any_pain_in_a_sprint_is_amber(record: dict[str, Any], sprinted: bool) -> None:
    found = judged(with_yesterday(whole_day(pain_during_max=1)), [session(**record)])

    assert ("checkin.CK6" in found.rules) is sprinted


def test_a_recorded_session_of_strength_work_is_no_running() -> None:
    strength = session(kind=SessionKind.REHAB, strength=True, pain_max=2)

    assert judged([morning()], [strength]).rules == ()
    assert judged([morning()], [session(kind=SessionKind.REHAB, pain_max=2)]).rules == ("checkin.CK6",)
    assert judged([morning()], [session(rung=0, pain_max=2)]).rules == ()


def test_the_worst_pain_of_check_in_and_record_counts() -> None:
    found = judged(with_yesterday(whole_day()), [session(pain_max=3)])

    assert found.rules == ("checkin.CK4",)


def test_soreness_from_four_counts_on_the_fourth_morning() -> None:
    sore = [morning(TODAY - DAY * back, soreness_hamstring=4) for back in range(4)]

    assert "checkin.CK7" in judged(sore).rules
    assert "checkin.CK7" not in judged(sore[:3]).rules
    assert "checkin.CK7" not in judged([*sore[:3], morning(TODAY - DAY * 3, soreness_hamstring=3)]).rules


def test_a_morning_without_an_answer_does_not_end_a_run_of_soreness() -> None:
    sore = [morning(TODAY - DAY * back, soreness_hamstring=4) for back in (0, 1, 3, 6)]

    assert "checkin.CK7" in judged(sore).rules
    assert "checkin.CK7" not in judged([*sore[:3], morning(TODAY - DAY * 7, soreness_hamstring=4)]).rules


@pytest.mark.parametrize(
    ("soreness", "where", "days_before", "fires"),
    [
        (4, SorenessWhere.BOTH, 1, True),
        (5, SorenessWhere.BOTH, 3, True),
        (3, SorenessWhere.BOTH, 1, False),
        (6, SorenessWhere.BOTH, 1, False),
        (4, SorenessWhere.INJURED, 1, False),
        (4, SorenessWhere.BOTH, 4, False),
        (4, SorenessWhere.BOTH, 0, False),
    ],
)
def test_soreness_of_both_legs_after_strength_work_is_expected(
    soreness: int, where: SorenessWhere, days_before: int, fires: bool
) -> None:
    strength = session(TODAY - DAY * days_before, strength=True, kind=SessionKind.REHAB)
    today = whole_day(soreness_hamstring=soreness, soreness_where=where)
    found = judged(with_yesterday(today), [strength])

    assert ("checkin.CK8" in found.rules) is fires
    if fires:
        assert found.light is Light.GREEN


def mornings_of(fatigue: list[int]) -> list[Any]:
    return [morning(TODAY - DAY * back, fatigue=value) for back, value in enumerate(fatigue, start=1)]


@pytest.mark.parametrize(
    ("before", "fatigue", "rule"),
    [
        # A mean of 3 with a spread of exactly 1
        ([2, 2, 2, 3, 4, 4, 4], 4, "checkin.CK9"),
        ([2, 2, 2, 3, 4, 4, 4], 3, None),
        ([2, 2, 2, 3, 4, 4, 4], 5, "checkin.CK10"),
        # Always the same: the spread counts as one point
        ([3] * 7, 4, "checkin.CK9"),
        ([3] * 7, 3, None),
        ([3] * 7, 5, "checkin.CK10"),
        # Six mornings are no mean of one's own
        ([3] * 6, 6, None),
        ([3] * 6, 7, "checkin.CK9"),
        ([3] * 6, 9, "checkin.CK10"),
        # With a mean of their own, the high limit for everybody does not hold
        ([7] * 7, 7, None),
    ],
)
def test_tiredness_is_measured_by_ones_own_fortnight(
    before: list[int], fatigue: int, rule: str | None
) -> None:
    found = judged([*mornings_of(before), morning(fatigue=fatigue)])

    heaviest = found.rules[0] if found.rules else None
    assert heaviest == rule


def test_mornings_before_the_fortnight_do_not_count() -> None:
    old = [morning(TODAY - DAY * back, fatigue=0) for back in range(15, 30)]

    assert judged([*old, morning(fatigue=6)]).rules == ()
    assert judged([*mornings_of([0] * 14)[7:], morning(fatigue=6)]).rules[0] == "checkin.CK10"


@pytest.mark.parametrize(
    ("nights", "age", "fires"),
    [
        ([6.9, 6.9, 6.9], 24, True),
        ([6.9, 7.0, 6.9], 24, False),
        ([6.9, 6.9], 24, False),
        ([7.9, 7.9, 7.9], 17, True),
        ([7.9, 8.0, 7.9], 17, False),
        ([7.9, 7.9, 7.9], 18, False),
        ([7.9, 7.9, 7.9], None, True),
    ],
)
def test_three_short_nights_are_short_by_age(nights: list[float], age: int | None, fires: bool) -> None:
    entered = [morning(TODAY - DAY * back, sleep_hours=hours) for back, hours in enumerate(nights)]

    assert ("checkin.CK11" in judged(entered, age_years=age).rules) is fires


def test_a_night_without_an_answer_does_not_end_a_run_of_short_ones() -> None:
    entered = [morning(TODAY - DAY * back, sleep_hours=6.5) for back in (0, 2, 5)]

    assert "checkin.CK11" in judged(entered).rules


@pytest.mark.parametrize(("sprint_day", "fires"), [(True, True), (None, True), (False, False)])
def test_feeling_uneasy_matters_before_a_sprint(sprint_day: bool | None, fires: bool) -> None:
    found = judged(with_yesterday(whole_day(flags=frozenset({Flag.UNEASY}))), sprint_day=sprint_day)

    assert ("checkin.CK12" in found.rules) is fires
    assert found.light is (Light.AMBER if fires else Light.OPEN)


@pytest.mark.parametrize(
    ("planned", "fires"),
    [(200 / 1.5, False), (200 / 1.5 - 0.1, True), (None, False), (0, True), (400, False)],
)
def test_more_than_half_as_much_again_as_planned_is_amber(planned: float | None, fires: bool) -> None:
    own = session(session_rpe=5, minutes=40, planned_au=planned)
    by_check_in = session(planned_au=planned)

    for record in (own, by_check_in):
        found = judged(with_yesterday(whole_day()), [record])
        assert ("checkin.CK13" in found.rules) is fires


def fast_weeks(this_week: float, before: list[float | None], **values: Any) -> list[Any]:
    return [
        session(TODAY - DAY * 7 * back, hsr_m=metres, **{"from_file": "gps.csv", **values})
        for back, metres in enumerate([this_week, *before])
        if metres is not None
    ]


@pytest.mark.parametrize(
    ("this_week", "before", "values", "fires"),
    [
        (1301, [1000, 1000, 1000, 1000], {}, True),
        (1300, [1000, 1000, 1000, 1000], {}, False),
        (1301, [1000, 1000, 1000, None], {}, False),
        (1301, [1000, 1000, 1000, 1000], {"from_file": None}, False),
        (100, [0, 0, 0, 0], {}, True),
        (0, [0, 0, 0, 0], {}, False),
    ],
)
def test_fast_metres_are_compared_with_ones_own_four_weeks(
    this_week: float, before: list[float | None], values: dict[str, Any], fires: bool
) -> None:
    found = judged([morning()], fast_weeks(this_week, before, **values))

    assert ("checkin.CK14" in found.rules) is fires


def test_load_against_the_last_weeks_is_information_only() -> None:
    days = [entry for back in range(27, 0, -1) for entry in whole_day(TODAY - DAY * back, minutes=20)]
    usual = judged([*days, *whole_day(minutes=20)])
    more = judged([*days, *whole_day(minutes=300)])

    assert "checkin.CK15" not in usual.rules
    assert more.rules == ("checkin.CK15", "checkin.CK18")
    assert more.light is Light.GREEN
    assert more.follows == ()


def test_load_is_not_compared_before_four_weeks_have_passed() -> None:
    days = [entry for back in range(26, 0, -1) for entry in whole_day(TODAY - DAY * back, minutes=20)]

    assert "checkin.CK15" not in judged([*days, *whole_day(minutes=300)]).rules


def session_days(*pains: int) -> list[Any]:
    """Sessions every other day, the last one today, with this pain in each."""
    last = len(pains) - 1
    return [
        entry
        for place, pain in enumerate(pains)
        for entry in whole_day(TODAY - DAY * 2 * (last - place), pain_during_max=pain)
    ]


@pytest.mark.parametrize(
    ("pains", "fires"),
    [
        ((2, 0, 2), True),
        ((2, 2), True),
        ((3, 0, 2), True),
        ((2, 0, 0, 2), False),
        ((0, 0, 2), False),
        ((2, 2, 0), False),
    ],
)
def test_two_ambers_in_three_sessions_stop_progress(pains: tuple[int, ...], fires: bool) -> None:
    found = judged(session_days(*pains))

    assert ("checkin.CK17" in found.rules) is fires


def test_more_pain_the_morning_after_makes_its_session_amber() -> None:
    before = session_days(2, 0)
    after = morning(TODAY + DAY, pain_morning=2)

    assert "checkin.CK17" in judged([*before, after], day=TODAY + DAY).rules


def test_pain_that_one_session_left_is_not_the_amber_of_two() -> None:
    assert judged(with_yesterday(whole_day(pain_morning=2))).rules == ("checkin.CK6",)


def test_a_bad_night_between_does_not_count_two_old_ambers_again() -> None:
    tired = morning(TODAY + DAY * 2, sleep_hours=5)

    assert "checkin.CK17" not in judged([*session_days(2, 2), tired], day=TODAY + DAY * 2).rules


def test_a_plain_day_is_green_by_the_last_rule() -> None:
    found = judged(with_yesterday(whole_day()))

    assert found.rules == ("checkin.CK18",)
    assert found.light is Light.GREEN
    assert found.follows == ()


@pytest.mark.parametrize(("pain", "light"), [(2, Light.GREEN), (3, Light.OPEN)])
def test_green_needs_little_pain_in_the_morning(pain: int, light: Light) -> None:
    assert judged(with_yesterday(whole_day(pain_morning=pain), pain_morning=pain)).light is light


def test_every_rule_is_listed_the_heaviest_first() -> None:
    flags = frozenset({Flag.POP, Flag.LIMP, Flag.PAINKILLER})
    found = judged(with_yesterday(whole_day(pain_morning=6, fatigue=9, sleep_hours=4, flags=flags)))

    ranks = [rule.severity.rank for rule in found.fired]
    assert found.light is Light.STOP
    assert ranks == sorted(ranks)
    assert {rule.severity for rule in found.fired} >= {
        Severity.STOP,
        Severity.RED,
        Severity.RED_LOAD,
        Severity.AMBER,
        Severity.INFO,
    }


def test_words_name_the_limits_that_hold() -> None:
    words = {rule.id: rule.fired for rule in checkin_rules().rules}

    assert "4 or more" in words["checkin.CK3"]
    assert "2 points" in words["checkin.CK5"]
    assert "1.3 times" in words["checkin.CK14"]


def test_only_the_session_half_is_missing_until_it_is_in() -> None:
    found = judged(with_yesterday([morning()]))

    assert found.light is Light.OPEN
    assert found.missing == ("pain_during_max", "session_rpe", "minutes")
    assert judged(with_yesterday([morning(), after_session()])).light is Light.GREEN
