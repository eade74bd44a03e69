"""Named lives: what a programme does when something comes between."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from screening.domain.programme.model import DatedSession, Done, Programme, Request, TimeAway
from tests.support.plan_situations import Case
from tests.support.programme_cases import (
    BUILDER,
    FOOTBALLER,
    GYM,
    HURT,
    NOVICE,
    SPRINTER,
    day,
    done_until,
    exercises_of,
    items_of,
    report,
    saturdays,
)
from tests.support.programme_lives import MONDAY, Programmer


def heavy_days(programme: Programme) -> list[dt.date]:
    """Days with full lowering."""
    return [
        session.date
        for week in programme.weeks
        for session in week.sessions
        if any(item.eccentric_class == 4 and item.slot != "running" for item in session.items)
    ]


def session(programme: Programme, key: str) -> DatedSession:
    return next(one for week in programme.weeks for one in week.sessions if one.key == key)


def again(
    programmer: Programmer, programme: Programme, case: Case, request: Request, today: dt.date
) -> Programme:
    """Made anew, and checked together with what was done."""
    made = programmer.replan(programme, case, request, today)
    assert programmer.breaches(made, case, request, today) == []
    return made


def test_followed_in_full_nothing_changes_but_the_level(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    request = Request(MONDAY, log=done_until(first, day(3, 1)))
    assert again(programmer, first, BUILDER, request, day(3, 1)) == first


def test_a_missed_week_repeats_the_last_week_that_was_done(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    request = Request(MONDAY, log=done_until(first, day(3, 1)))
    now = again(programmer, first, BUILDER, request, day(4, 1))
    assert [week.step for week in now.weeks] == [0, 1, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert "You missed a week" in (now.weeks[3].note or "")
    assert now.weeks[2] == first.weeks[2]
    assert exercises_of(now, 4) == exercises_of(first, 2)


def test_after_two_missed_weeks_it_starts_again(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    request = Request(MONDAY, log=done_until(first, day(3, 1)))
    now = again(programmer, first, BUILDER, request, day(5, 1))
    assert [week.step for week in now.weeks][:6] == [0, 1, 2, 3, 0, 1]
    assert "starts again at week 1" in (now.weeks[4].note or "")


def test_a_week_done_by_less_than_half_comes_once_more(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    log = (*done_until(first, day(2, 1)), report("2-1", day(2, 1), done=Done.PARTLY))
    now = again(programmer, first, BUILDER, Request(MONDAY, log=log), day(3, 1))
    assert now.weeks[2].step == 1
    assert "comes once more" in (now.weeks[2].note or "")


def test_never_more_than_three_full_weeks_in_a_row(programmer: Programmer) -> None:
    """Repeating a week moves the protocol's own easier week back; one comes in between all the same."""
    first = programmer.make(BUILDER, Request(MONDAY))
    log = (*done_until(first, day(3, 1)), report("3-1", day(3, 1), done=Done.PARTLY))
    now = again(programmer, first, BUILDER, Request(MONDAY, log=log), day(4, 1))
    assert now.weeks[3].deload
    assert "three full weeks" in (now.weeks[3].note or "")
    assert now.weeks[4].step == 2


def test_four_weeks_nearly_in_full_lift_the_level(programmer: Programmer) -> None:
    novice = BUILDER.but(knee_flexion_sessions_per_week=0)
    first = programmer.make(novice, Request(MONDAY))
    assert "nordic_hamstring_curl" not in exercises_of(first, 5)
    full = again(programmer, first, novice, Request(MONDAY, log=done_until(first, day(5, 1))), day(5, 1))
    assert "nordic_hamstring_curl" in exercises_of(full, 5)
    assert any("one level" in note for note in full.notes)
    first_heavy = [i for i in items_of(full, 5) if i.eccentric_class == 4]
    assert sum(item.sets * item.amount for item in first_heavy) <= 16
    half = again(programmer, first, novice, Request(MONDAY, log=done_until(first, day(3, 1))), day(5, 1))
    assert "nordic_hamstring_curl" not in {n for week in half.weeks for n in exercises_of(half, week.number)}


def test_a_match_moved_earlier_moves_the_heavy_session(programmer: Programmer) -> None:
    first = programmer.make(FOOTBALLER, Request(MONDAY, match_dates=saturdays(8)))
    assert day(3, 2) in heavy_days(first)
    moved = (*saturdays(2), day(3, 4), *saturdays(8)[3:])
    request = Request(MONDAY, match_dates=moved, log=done_until(first, day(3, 1)))
    now = again(programmer, first, FOOTBALLER, request, day(3, 1))
    assert not {day(3, 1), day(3, 2), day(3, 3), day(3, 4), day(3, 5)} & set(heavy_days(now))
    assert now.weeks[:2] == first.weeks[:2]


def test_a_match_in_two_days_leaves_only_light_work(programmer: Programmer) -> None:
    request = Request(MONDAY, match_dates=(day(1, 3),), days=(1, 2))
    programme = programmer.make(BUILDER, request)
    assert max(item.eccentric_class for item in items_of(programme, 1)) <= 1
    assert any("because of a match" in (s.note or "") for s in programme.weeks[0].sessions)


def test_two_matches_a_week_leave_one_lighter_session_between(programmer: Programmer) -> None:
    programme = programmer.make(FOOTBALLER.but(matches_close_together=True), Request(MONDAY))
    assert all(len(week.match_dates) == 2 and len(week.sessions) == 1 for week in programme.weeks)
    assert {max(i.eccentric_class for i in items_of(programme, w.number)) for w in programme.weeks} <= {1, 2}


def test_where_no_dates_are_known_saturdays_are_assumed_in_season(programmer: Programmer) -> None:
    programme = programmer.make(FOOTBALLER, Request(MONDAY))
    assert [week.match_dates for week in programme.weeks] == [(date,) for date in saturdays(8)]
    assert any("matches on the usual days are assumed" in note for note in programme.notes)
    given = programmer.make(FOOTBALLER, Request(MONDAY, match_dates=saturdays(13)))
    assert not any("assumed" in note for note in given.notes)


def test_after_the_last_known_match_its_weekday_goes_on_and_is_said(programmer: Programmer) -> None:
    sundays = (day(1, 7), day(2, 7))
    programme = programmer.make(FOOTBALLER, Request(MONDAY, match_dates=sundays))
    assert programme.weeks[4].match_dates == (day(5, 7),)
    assert any("after 15 March" in note for note in programme.notes)


def test_away_only_what_travels_is_used_and_the_session_says_so(programmer: Programmer) -> None:
    away = (TimeAway(day(5, 1), day(6, 4)),)
    programme = programmer.make(BUILDER, Request(MONDAY, away=away))
    library = programmer.planner.rules.exercises
    for week in programme.weeks:
        for one in week.sessions:
            if day(5, 1) <= one.date <= day(6, 4):
                assert all(library[i.exercise].fits_kit({"band", "sliders"}) for i in one.items)
                assert "Away from your kit" in (one.note or "")
            else:
                assert "Away" not in (one.note or "")
    stand_in = next(i for i in items_of(programme, 5) if i.exercise == "sl_slider_curl")
    assert "In place of Nordic hamstring curl" in (stand_in.note or "")


@pytest.mark.parametrize("kit", [frozenset(), frozenset({"band", "barbell", "leg_curl_machine"})])
def test_without_an_anchor_nobody_kneels_for_a_nordic(programmer: Programmer, kit: frozenset[str]) -> None:
    programme = programmer.make(BUILDER, Request(MONDAY, kit=kit))
    used = {name for week in programme.weeks for name in exercises_of(programme, week.number)}
    assert not any(name.startswith("nordic") for name in used)
    assert used & {"slider_curl", "sl_slider_curl", "two_up_one_down_leg_curl"}


def test_six_minutes_alone_hold_what_needs_no_warm_up(programmer: Programmer) -> None:
    programme = programmer.make(BUILDER, Request(MONDAY, minutes=6))
    for week in programme.weeks:
        assert all(one.minutes <= 6 and one.warm_up is None for one in week.sessions)
        assert max(item.eccentric_class for item in items_of(programme, week.number)) <= 1
    assert "plan.HC14" in programme.conflicts
    assert any("Sessions under 12 minutes" in note for note in programme.notes)
    assert "Cut to fit 6 minutes" in (programme.weeks[2].sessions[0].note or "")


def test_six_minutes_after_the_team_warm_up_keep_the_nordic(programmer: Programmer) -> None:
    team = FOOTBALLER.but(warm_up_frequency="always", warm_up_minutes=10)
    programme = programmer.make(team, Request(MONDAY, minutes=6))
    assert "nordic_hamstring_curl" in exercises_of(programme, 3)
    assert all(one.minutes <= 6 for week in programme.weeks for one in week.sessions)


def test_less_time_from_a_day_on_leaves_what_was_done_as_it_was(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    request = Request(MONDAY, minutes=15, log=done_until(first, day(3, 4)))
    now = again(programmer, first, BUILDER, request, day(3, 4))
    assert session(now, "3-1") == session(first, "3-1")
    assert all(s.minutes <= 15 for week in now.weeks for s in week.sessions if s.date >= day(3, 4))


def test_only_the_named_weekdays_carry_sessions(programmer: Programmer) -> None:
    programme = programmer.make(BUILDER, Request(MONDAY, days=(2, 5)))
    assert {one.date.isoweekday() for week in programme.weeks for one in week.sessions} == {2, 5}


def test_a_week_without_a_match_has_its_fast_running_first(programmer: Programmer) -> None:
    programme = programmer.make(SPRINTER, Request(MONDAY, days=(1, 4)))
    for week in programme.weeks:
        fast = [one for one in week.sessions if any(i.slot == "running" for i in one.items)]
        assert len(fast) == 1
        assert fast[0].items[0].slot == "running"


@pytest.mark.parametrize(
    ("soreness", "words"), [(4, "Half the sets"), (5, "Half the sets"), (6, "No slow lowering")]
)
def test_soreness_makes_the_next_session_easier(programmer: Programmer, soreness: int, words: str) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    log = (*done_until(first, day(5, 1)), report("5-1", day(5, 1), soreness=soreness))
    now = again(programmer, first, BUILDER, Request(MONDAY, log=log), day(5, 2))
    assert words in (session(now, "5-2").note or "")
    assert sum(i.sets for i in session(now, "5-2").items) < sum(i.sets for i in session(first, "5-2").items)
    if soreness >= 6:
        assert max(item.eccentric_class for item in session(now, "5-2").items) == 0


def test_soreness_of_three_changes_nothing(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    log = (*done_until(first, day(3, 1)), report("3-1", day(3, 1), soreness=3))
    assert again(programmer, first, BUILDER, Request(MONDAY, log=log), day(3, 2)).weeks == first.weeks


def test_pain_of_five_leaves_nothing_ahead_and_says_what_to_do(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    log = (*done_until(first, day(3, 1)), report("3-1", day(3, 1), during=5))
    now = again(programmer, first, BUILDER, Request(MONDAY, log=log), day(3, 2))
    assert max(one.date for week in now.weeks for one in week.sessions) == day(3, 1)
    assert "See a physio" in now.notes[0]


def test_a_red_light_stays_until_a_session_without_pain(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    hurt = (*done_until(first, day(3, 1)), report("3-1", day(3, 1), during=5))
    skipped = (*hurt, report("3-2", day(3, 4), done=Done.NOT))
    unasked = (*hurt, report("3-2", day(3, 4), during=None))
    clear = (*hurt, report("3-2", day(3, 4), during=1))
    ahead = {
        name: [
            one
            for week in programmer.replan(first, BUILDER, Request(MONDAY, log=log), day(3, 5)).weeks
            for one in week.sessions
            if one.date >= day(3, 5)
        ]
        for name, log in {"skipped": skipped, "unasked": unasked, "clear": clear}.items()
    }
    assert ahead["skipped"] == ahead["unasked"] == []
    assert ahead["clear"]


def test_a_problem_found_on_the_way_leaves_only_holds_ahead(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    request = Request(MONDAY, log=done_until(first, day(2, 1)))
    now = again(programmer, first, HURT, request, day(2, 1))
    assert now.protocol == "first_days"
    assert now.weeks[0] == first.weeks[0]
    assert {item.eccentric_class for item in items_of(now, 2)} == {0}


def test_when_loading_is_withheld_what_was_done_stands_alone(programmer: Programmer) -> None:
    from screening.domain.vocabulary import Urgency

    first = programmer.make(BUILDER, Request(MONDAY))
    request = Request(MONDAY, log=done_until(first, day(2, 2)))
    seen = dataclasses.replace(HURT, urgency=Urgency.T2)
    now = programmer.replan(first, seen, request, day(2, 2))
    assert [s.key for week in now.weeks for s in week.sessions] == ["1-1", "1-2", "2-1"]
    assert programmer.breaches(now, seen, request, day(2, 2)) == []


def test_another_protocol_begins_with_its_first_week(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    request = Request(MONDAY, protocol="squad_base", log=done_until(first, day(3, 1)))
    now = again(programmer, first, BUILDER, request, day(3, 1))
    assert now.protocol == "squad_base"
    assert [week.step for week in now.weeks] == [0, 1, 0, 1, 1, 2, 3, 4, 5, 6, 7][: len(now.weeks)]
    assert now.weeks[3].deload
    assert now.weeks[-1].step == len(programmer.more.protocols["squad_base"].weeks) - 1


def test_the_next_programme_builds_on_the_one_before(programmer: Programmer) -> None:
    novice = BUILDER.but(knee_flexion_sessions_per_week=0)
    first = programmer.make(novice, Request(MONDAY))
    log = done_until(first, day(11, 1))
    request = Request(day(11, 1), log=log)
    after = programmer.make(novice, request, after=first)
    assert after.start == day(11, 1)
    assert programmer.breaches(after, novice, request, after=first) == []
    alone = programmer.make(novice, Request(day(11, 1)))
    assert "nordic_hamstring_curl" in {
        name for week in after.weeks for name in exercises_of(after, week.number)
    }
    assert "nordic_hamstring_curl" not in {
        name for week in alone.weeks for name in exercises_of(alone, week.number)
    }
    assert [week.deload for week in after.weeks][:2] == [False, True]


def test_a_programme_that_is_over_stays_over(programmer: Programmer) -> None:
    first = programmer.make(NOVICE, Request(MONDAY))
    request = Request(MONDAY, log=done_until(first, day(11, 1)))
    for today in (day(11, 1), day(12, 3), day(30, 1)):
        assert programmer.replan(first, NOVICE, request, today).weeks == first.weeks


def test_new_kit_brings_the_nordic_back(programmer: Programmer) -> None:
    first = programmer.make(BUILDER.but(equipment=("none",)), Request(MONDAY))
    request = Request(MONDAY, kit=frozenset(GYM), log=done_until(first, day(3, 1)))
    now = again(programmer, first, BUILDER.but(equipment=("none",)), request, day(3, 1))
    assert "nordic_hamstring_curl" in exercises_of(now, 3)


def test_an_exercise_left_out_is_not_built_on(programmer: Programmer) -> None:
    """Nordics skipped in the weeks before are new again, so the first week with them stays small."""
    first = programmer.make(BUILDER, Request(MONDAY))
    log = tuple(
        dataclasses.replace(one, done=Done.PARTLY, skipped=("nordic_hamstring_curl",))
        if one.session[0] in "34"
        else one
        for one in done_until(first, day(5, 1))
    )
    now = again(programmer, first, BUILDER, Request(MONDAY, log=log), day(5, 1))
    nordics = [item for item in items_of(now, 5) if item.exercise == "nordic_hamstring_curl"]
    assert 0 < sum(item.sets * item.amount for item in nordics) <= 16


def test_a_session_nobody_reported_still_fills_its_week(programmer: Programmer) -> None:
    """It may have been done, so what is left of a child's week stays below its ceiling together with it."""
    child = BUILDER.but(age_years=14, nordic_dose="over_75")
    first = programmer.make(child, Request(MONDAY))
    log = done_until(first, day(6, 1))
    now = again(programmer, first, child, Request(MONDAY, log=log, minutes=60), day(6, 2))
    assert session(now, "6-1") == session(first, "6-1")
    reps = [i.sets * i.amount for i in items_of(now, 6) if i.exercise == "nordic_hamstring_curl"]
    assert sum(reps) <= 24


def test_nothing_follows_something_sudden_until_a_new_programme(programmer: Programmer) -> None:
    """A later session without pain lifts a red light, but answers nothing about a pop or a limp."""
    first = programmer.make(BUILDER, Request(MONDAY))
    popped = (*done_until(first, day(3, 1)), report("3-1", day(3, 1), sudden=True))
    later = (*popped, report("3-2", day(3, 4), during=0), report("4-1", day(4, 1), during=0))
    for log, today in ((popped, day(3, 2)), (later, day(4, 2))):
        now = programmer.replan(first, BUILDER, Request(MONDAY, log=log), today)
        told = {entry.session for entry in log}
        assert {session.key for week in now.weeks for session in week.sessions} <= told
        assert "See a physio, and answer the check again" in now.notes[0]
        assert programmer.breaches(now, BUILDER, Request(MONDAY, log=log), today) == []
    start = day(5, 1)
    request = Request(start, log=later)
    anew = programmer.make(BUILDER, request, after=first)
    assert len(anew.weeks) == len(first.weeks)
    assert programmer.breaches(anew, BUILDER, request, after=first) == []


def test_something_sudden_that_was_reported_by_mistake_is_taken_back_under_its_own_id(
    programmer: Programmer,
) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    done = done_until(first, day(3, 1))
    log = (*done, report("3-1", day(3, 1), sudden=True, id="one"), report("3-1", day(3, 1), id="one"))
    now = programmer.replan(first, BUILDER, Request(MONDAY, log=log), day(3, 2))
    assert [session.key for session in now.weeks[-1].sessions] == [
        session.key for session in first.weeks[-1].sessions
    ]
