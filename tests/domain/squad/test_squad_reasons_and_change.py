"""Who to talk to first, which gap leads, and what moved since the round before."""

from __future__ import annotations

from dataclasses import replace

from screening.domain.squad.model import EVERYTHING, Answered, Permitted, ScreeningSummary, SquadMember
from screening.domain.squad.picture import SquadPicture, picture_of
from screening.domain.squad.rules import Cell
from screening.domain.vocabulary import Availability, PlanKind, Urgency
from tests.support.assessments import rulebook
from tests.support.made_up_squad import FIT, ON, ROUND, answered, squad
from tests.support.random_squads import RULES

ALL_IN_PLACE = {column.factor: Cell.IN_PLACE for column in RULES.columns}


def result(**cells: Cell) -> Answered:
    found = ScreeningSummary(
        PlanKind.PREVENTION, Urgency.T5, False, {**ALL_IN_PLACE, **cells}, None, None, 90
    )
    return Answered(found, ON)


def athlete(
    place: int, latest: Answered, *, permitted: Permitted = EVERYTHING, **more: object
) -> SquadMember:
    return SquadMember(f"m{place:02d}", f"Athlete {place:02d}", permitted, latest, **more)  # type: ignore[arg-type]


def picture(*members: SquadMember) -> SquadPicture:
    return picture_of(members, ROUND, rulebook(), ON)


def test_the_first_row_of_the_rules_gives_the_one_reason() -> None:
    found = picture(athlete(1, result(sleep_hours=Cell.GAP, warmup_quality=Cell.GAP)))
    assert [RULES.attention_row(one.reason or "").factor for one in found.talk] == ["warmup_quality"]


def test_a_gap_that_most_share_is_nobodys_own_reason() -> None:
    common = [athlete(place, result(nordic_dose=Cell.NOTHING_YET)) for place in range(12)]
    own = athlete(20, result(nordic_dose=Cell.NOTHING_YET, sleep_hours=Cell.GAP))
    found = picture(*common, own)
    assert found.talk[0].reference == own.reference
    assert RULES.attention_row(found.talk[0].reason or "").factor == "sleep_hours"
    assert [one.is_shared for one in found.talk] == [False, True, True, True, True]


def test_what_few_share_is_a_reason_of_ones_own() -> None:
    members = [athlete(place, result()) for place in range(12)]
    found = picture(*members, athlete(20, result(nordic_dose=Cell.NOTHING_YET, sleep_hours=Cell.GAP)))
    assert RULES.attention_row(found.talk[0].reason or "").id == "squad.A1"


def test_with_too_few_to_say_what_is_common_every_reason_is_ones_own() -> None:
    found = picture(*(athlete(place, result(nordic_dose=Cell.GAP)) for place in range(9)))
    assert not any(one.is_shared for one in found.talk)


def test_more_gaps_come_first_among_equals_and_then_names() -> None:
    found = picture(
        athlete(3, result(sleep_hours=Cell.GAP)),
        athlete(1, result(sleep_hours=Cell.GAP)),
        athlete(2, result(sleep_hours=Cell.GAP, fatigue_state=Cell.GAP)),
    )
    assert [one.reference for one in found.talk] == ["m02", "m01", "m03"]


def test_the_gap_that_most_share_leads_the_map() -> None:
    members = [
        athlete(place, result(sleep_hours=Cell.GAP, nordic_dose=Cell.GAP if place < 4 else Cell.PARTLY))
        for place in range(11)
    ]
    found = picture(*members)
    heads = [RULES.columns[column.index].factor for column in found.columns]
    assert heads[:2] == ["sleep_hours", "nordic_dose"]


def test_answers_that_the_record_left_blank_are_no_gap_and_not_in_place() -> None:
    blank = answered(
        {key: value for key, value in FIT.items() if key not in {"sleep_hours", "often_fatigued"}}
    )
    assert blank.summary.cells["sleep_hours"] is Cell.NOT_ANSWERED
    assert blank.summary.cells["fatigue_state"] is Cell.NOT_ANSWERED
    assert blank.summary.cells["nordic_dose"] is Cell.IN_PLACE


def test_a_factor_that_makes_no_sense_for_the_athlete_does_not_apply() -> None:
    never = answered({**FIT, "demand_sprinting": "never"})
    assert never.summary.cells["sprint_exposure"] is Cell.NOT_APPLICABLE


def test_only_a_score_in_a_counted_group_goes_into_the_what_if() -> None:
    assert answered(FIT).summary.group is not None
    for left_out in (
        {**FIT, "age_years": 15},
        {**FIT, "sport": "other"},
        {**FIT, "hamstring_history": "not_back_yet"},
        {**FIT, "exclusions": ("pregnant",)},
    ):
        assert answered(left_out).summary.group is None


def test_moves_are_told_of_what_was_opened_and_answered_twice() -> None:
    before, now = result(nordic_dose=Cell.NOTHING_YET), result(nordic_dose=Cell.PARTLY)
    found = picture(
        athlete(1, now, previous=before),
        athlete(2, now, previous=before, permitted=Permitted(reason=True)),
        athlete(3, now),
        athlete(4, result(nordic_dose=Cell.NOT_ANSWERED), previous=before),
    )
    assert found.change is not None
    assert [(move.member.reference, move.before, move.now) for move in found.change.moves] == [
        ("m01", Cell.NOTHING_YET, Cell.PARTLY)
    ]
    assert found.change.paired == 3
    assert found.change.columns == (None,) * len(RULES.columns)


def test_gaps_closed_and_new_ones_are_counted_apart() -> None:
    closed = [athlete(place, result(), previous=result(nordic_dose=Cell.GAP)) for place in range(7)]
    new = [athlete(10 + place, result(nordic_dose=Cell.GAP), previous=result()) for place in range(4)]
    change = picture(*closed, *new).change
    assert change is not None
    column = change.columns[RULES.column_index("nordic_dose")]
    assert column is not None
    assert (column.of, column.gaps_before, column.gaps_now, column.closed, column.opened) == (11, 7, 4, 7, 4)


def test_availability_then_and_now_both_count_everybody_who_answered_twice() -> None:
    change = picture_of(squad(), ROUND, rulebook(), ON).change
    assert change is not None
    for counts in (change.availability_before, change.availability_now):
        assert sum(counts.values()) == change.paired
    assert change.availability_now[Availability.NOT_CLEARED] == 2


def test_without_an_earlier_round_there_is_no_change() -> None:
    assert picture(*(replace(one, previous=None) for one in squad())).change is None
