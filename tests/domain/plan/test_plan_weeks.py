"""What the weeks hold: season, tier, kit, days, minutes, matches, age."""

from __future__ import annotations

import pytest

from screening.domain.plan.model import Plan, PlanItem, Week
from screening.domain.vocabulary import Band
from tests.support.plan_situations import Case, Planner

GYM = ("partner", "barbell", "hip_extension_bench", "leg_curl_machine", "band")
PLAYER = Case(
    {
        "age_years": 25,
        "sport": "football",
        "season_phase": "in_season",
        "hamstring_history": "never",
        "equipment": GYM,
        "knee_flexion_sessions_per_week": 1,
    },
    Band.MODERATE,
)


def items_of(week: Week) -> list[PlanItem]:
    return [item for session in week.sessions for item in session.items]


def names_in(plan: Plan) -> set[str]:
    return {item.exercise for week in plan.weeks for item in items_of(week)}


def doses(week: Week) -> dict[str, str]:
    return {item.exercise: item.dose for item in items_of(week)}


def sets_of(planner: Planner, week: Week) -> int:
    return sum(item.sets for item in items_of(week) if planner.rules.exercises[item.exercise].loads_hamstring)


def test_in_season_two_weeks_of_learning_come_before_the_full_dose(planner: Planner) -> None:
    plan = planner.plan(PLAYER)
    assert [week.name for week in plan.weeks] == ["Learn", "Learn", "Load", "Easier"]
    assert doses(plan.weeks[0])["nordic_band_assisted"] == "2 × 4"
    assert doses(plan.weeks[0])["romanian_deadlift"] == "2 × 8"
    assert doses(plan.weeks[2])["nordic_hamstring_curl"] == "2 × 5"
    assert doses(plan.weeks[2])["hip_extension_45"] == "3 × 8"


def test_a_blank_season_counts_as_in_season(planner: Planner) -> None:
    without = {name: value for name, value in PLAYER.answers.items() if name != "season_phase"}
    assert planner.plan(Case(without, PLAYER.band)).weeks == planner.plan(PLAYER).weeks


@pytest.mark.parametrize("season", ["pre_season", "off_season"])
def test_out_of_season_the_block_builds_to_nordics_twice_a_week(planner: Planner, season: str) -> None:
    plan = planner.plan(PLAYER.but(season_phase=season))
    build = plan.weeks[2]
    nordics = [item for item in items_of(build) if item.exercise == "nordic_hamstring_curl"]
    assert [item.dose for item in nordics] == ["2 × 4", "2 × 4"]
    easier = [item for item in items_of(plan.weeks[3]) if item.exercise == "nordic_hamstring_curl"]
    assert [item.dose for item in easier] == ["2 × 4"]
    assert doses(plan.weeks[3])["hip_extension_45"] == "2 × 8"


@pytest.mark.parametrize(
    ("band", "low", "high"), [(Band.LOW, 4, 8), (Band.MODERATE, 6, 10), (Band.HIGH, 8, 12)]
)
def test_the_week_of_a_tier_keeps_its_bounds(planner: Planner, band: Band, low: int, high: int) -> None:
    week = planner.plan(Case(PLAYER.answers, band)).weeks[2]
    assert low <= sets_of(planner, week) <= high


@pytest.mark.parametrize("band", [Band.LOW, Band.MODERATE, Band.HIGH])
def test_the_fourth_week_takes_a_third_to_a_half_off(planner: Planner, band: Band) -> None:
    full, easier = (sets_of(planner, week) for week in planner.plan(Case(PLAYER.answers, band)).weeks[2:])
    assert 0.5 * full <= easier <= 0.7 * full


def test_a_novice_is_not_given_the_full_nordic(planner: Planner) -> None:
    plan = planner.plan(PLAYER.but(knee_flexion_sessions_per_week=0))
    assert plan.level == 2
    assert "nordic_hamstring_curl" not in names_in(plan)
    assert "nordic_hand_assisted" in names_in(plan)


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({"nordic_dose": "under_25"}, 2),
        ({"nordic_dose": "from_25_to_50"}, 3),
        ({"nordic_dose": "over_75"}, 4),
        ({"hip_extension_sessions_per_week": 1}, 3),
        ({"hip_extension_sessions_per_week": 0}, 2),
    ],
)
def test_the_level_follows_what_is_trained_now(
    planner: Planner, answers: dict[str, object], level: int
) -> None:
    case = Case({"age_years": 25, "sport": "football", **answers}, Band.LOW)  # type: ignore[dict-item]
    assert planner.plan(case).level == level


@pytest.mark.parametrize("kit", [("none",), ("band", "barbell"), ("leg_curl_machine",), None])
def test_without_an_anchor_the_ankles_are_never_pinned(planner: Planner, kit: tuple[str, ...] | None) -> None:
    answers = {name: value for name, value in PLAYER.answers.items() if name != "equipment"}
    plan = planner.plan(Case(answers if kit is None else {**answers, "equipment": kit}, Band.HIGH))
    assert not any(name.startswith("nordic") for name in names_in(plan))
    assert {"slider_curl", "sl_slider_curl"} & names_in(plan)
    assert any("slider" in note.lower() for note in plan.notes)


@pytest.mark.parametrize("anchor", ["partner", "ankle_anchor"])
def test_a_partner_or_a_strap_is_an_anchor(planner: Planner, anchor: str) -> None:
    assert "nordic_partial_range" in names_in(planner.plan(PLAYER.but(equipment=(anchor,))))


def test_sore_knees_lead_to_the_slider_ladder(planner: Planner) -> None:
    plan = planner.plan(PLAYER.but(exercise_limits=("kneeling",)))
    assert not any(name.startswith("nordic") for name in names_in(plan))
    assert plan.ladder_title == "The slider ladder"
    assert [rung.is_start for rung in plan.ladder].count(True) == 1


def test_the_ladder_starts_where_the_weeks_start(planner: Planner) -> None:
    plan = planner.plan(PLAYER.but(equipment=("partner",)))
    assert [rung.exercise for rung in plan.ladder] == [
        "nordic_band_assisted",
        "nordic_partial_range",
        "nordic_hamstring_curl",
        "nordic_weighted",
    ]
    assert [rung.exercise for rung in plan.ladder if rung.is_start] == ["nordic_partial_range"]


def test_the_saturday_match_keeps_the_heavy_session_on_tuesday(planner: Planner) -> None:
    week = planner.plan(PLAYER).weeks[2]
    assert week.match_days == (6,)
    heavy = [session.day for session in week.sessions if any(i.eccentric_class == 4 for i in session.items)]
    assert heavy == [2]
    thursday = next(session for session in week.sessions if session.day == 4)
    assert max(item.eccentric_class for item in thursday.items) <= 1
    assert "Saturday" in planner.plan(PLAYER).lead


def test_two_matches_a_week_leave_one_lighter_session(planner: Planner) -> None:
    plan = planner.plan(PLAYER.but(matches_close_together=True))
    assert all(week.match_days == (3, 6) for week in plan.weeks)
    assert all(len(week.sessions) == 1 for week in plan.weeks)
    assert max(item.eccentric_class for week in plan.weeks for item in items_of(week)) == 2


def test_a_five_day_gap_counts_as_close_unless_the_athlete_says_it_is_not(planner: Planner) -> None:
    gap = PLAYER.but(days_since_last_match=2, days_to_next_match=3)
    assert planner.plan(gap).weeks[0].match_days == (3, 6)
    assert planner.plan(gap.but(matches_close_together=False)).weeks[0].match_days == (6,)


def test_a_match_far_away_leaves_the_weeks_before_it_free(planner: Planner) -> None:
    plan = planner.plan(PLAYER.but(days_to_next_match=17))
    assert [week.match_days for week in plan.weeks] == [(), (), (6,), (6,)]


def test_a_match_in_the_next_days_is_played_first(planner: Planner) -> None:
    notes = " ".join(planner.plan(PLAYER.but(days_to_next_match=3)).notes)
    assert "Start week 1 in the week after it" in notes
    assert "Start week 1" not in " ".join(planner.plan(PLAYER.but(days_to_next_match=5)).notes)


@pytest.mark.parametrize("days", [1, 2, 3, 7])
def test_no_week_takes_more_days_than_there_are(planner: Planner, days: int) -> None:
    plan = planner.plan(PLAYER.but(days_available_per_week=days))
    assert all(1 <= len(week.sessions) <= days for week in plan.weeks)


def test_two_days_and_half_an_hour_are_assumed(planner: Planner) -> None:
    plan = planner.plan(PLAYER)
    assert {len(week.sessions) for week in plan.weeks} == {2}
    assert all(session.minutes <= 30 for week in plan.weeks for session in week.sessions)


def test_a_short_session_alone_holds_nothing_that_needs_a_warm_up(planner: Planner) -> None:
    plan = planner.plan(PLAYER.but(minutes_per_session=11))
    assert max(item.eccentric_class for week in plan.weeks for item in items_of(week)) <= 1
    assert "plan.HC14" in plan.conflicts
    assert any("warm-up" in note for note in plan.notes)


def test_a_short_session_after_the_team_warm_up_keeps_the_nordic(planner: Planner) -> None:
    team = PLAYER.but(minutes_per_session=8, warm_up_frequency="always", warm_up_minutes=10)
    plan = planner.plan(team)
    assert max(item.eccentric_class for week in plan.weeks for item in items_of(week)) == 4
    sessions = [session for week in plan.weeks for session in week.sessions]
    assert all(session.minutes <= 8 for session in sessions)
    assert all("team" in (session.warm_up or "") for session in sessions)


def test_twelve_minutes_alone_still_warm_up_and_train_knee_and_hip(planner: Planner) -> None:
    plan = planner.plan(PLAYER.but(minutes_per_session=12))
    for week in plan.weeks:
        slots = {item.slot for item in items_of(week)}
        assert {"knee_flexion", "hip_extension"} <= slots
        assert all(session.minutes <= 12 for session in week.sessions)
        assert all(session.warm_up for session in week.sessions)


def test_under_16_there_is_no_weight_on_the_ladder(planner: Planner) -> None:
    child = planner.plan(PLAYER.but(age_years=15))
    adult = planner.plan(PLAYER.but(age_years=16))
    assert "nordic_weighted" not in {rung.exercise for rung in child.ladder}
    assert "nordic_weighted" in {rung.exercise for rung in adult.ladder}


def test_fast_running_is_planned_only_where_no_match_gives_it(planner: Planner) -> None:
    runner = PLAYER.but(sport="athletics_sprint_hurdles", equipment=(*GYM, "running_space"))
    assert {"acceleration", "flying_sprint"} & names_in(planner.plan(runner))
    footballer = PLAYER.but(equipment=(*GYM, "running_space"))
    assert not {"acceleration", "flying_sprint"} & names_in(planner.plan(footballer))
    never = runner.but(demand_sprinting="never")
    assert not {"acceleration", "flying_sprint"} & names_in(planner.plan(never))


def test_a_sore_calf_keeps_running_out(planner: Planner) -> None:
    runner = PLAYER.but(
        sport="athletics_sprint_hurdles", equipment=("running_space",), exercise_limits=("calf_or_foot",)
    )
    plan = planner.plan(runner)
    assert not {"acceleration", "flying_sprint"} & names_in(plan)
    assert "plan.HC26" in plan.conflicts


def test_the_title_counts_sessions_and_minutes(planner: Planner) -> None:
    plan = planner.plan(PLAYER)
    longest = max(session.minutes for week in plan.weeks for session in week.sessions)
    assert plan.title == f"Two sessions a week, up to {longest} minutes each"
    once = planner.plan(PLAYER.but(days_available_per_week=1))
    assert once.title.startswith("One session a week, up to ")


def test_every_exercise_of_the_weeks_has_its_card(planner: Planner) -> None:
    plan = planner.plan(PLAYER)
    assert {card.exercise for card in plan.cards} == names_in(plan)
    nordic = next(card for card in plan.cards if card.exercise == "nordic_hamstring_curl")
    assert nordic.easier == "Nordic, hand-assisted"
    assert nordic.harder == "Nordic with weight"


def test_the_plan_says_what_to_do_on_a_bad_day(planner: Planner) -> None:
    plan = planner.plan(PLAYER)
    assert [row[0] for row in plan.pain_rule] == ["green", "amber", "red"]
    assert len(plan.real_life) == 4
    assert plan.soreness
    assert plan.guidance
