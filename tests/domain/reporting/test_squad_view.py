"""The coach's page in words: whole numbers that add up, and nothing a coach may not read."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from screening.domain.assessment_json import plain
from screening.domain.reporting.squad import names_of, squad_view
from screening.domain.reporting.squad_view import SquadReport
from screening.domain.squad.model import EVERYTHING, NOTHING, Round, SquadMember, WeekDone
from screening.domain.squad.picture import picture_of
from screening.services.squad_base import base_programme
from tests.support.assessments import rulebook
from tests.support.made_up_squad import (
    ANSWERED,
    CALENDAR,
    CANNOT_WALK,
    FIT,
    NOBODY_ASKED,
    ON,
    ROUND,
    STRAINED,
    answered,
    squad,
)


def view_of(*members: SquadMember, of_round: Round = ROUND) -> SquadReport:
    rules = rulebook()
    return squad_view(picture_of(members, of_round, rules, ON), rules, base=base_programme(CALENDAR, rules))


def texts_of(view: SquadReport) -> list[str]:
    """Every text of the view, at any depth; references to studies are not ours to word."""
    found: list[str] = []
    waiting: list[object] = [plain(replace(view, sources=(), rules="", rules_long="", base=None))]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return found


@pytest.fixture(scope="module")
def view() -> SquadReport:
    return view_of(*squad())


def test_there_is_no_decimal_and_no_rank_and_no_clinical_word(view: SquadReport) -> None:
    texts = [text for text in texts_of(view) if text != view.made_on]
    assert len(texts) > 200
    for text in texts:
        assert not re.search(r"\d[.,]\d(?!\d\d)", text), text
        assert not re.search(
            r"\b(grade|strain pattern|tear|pain score|symptom score|rank|best|worst|select him|T[1-5])\b",
            text,
        ), text
        assert not re.search(r"\{|\}", text), text


def test_the_printed_numbers_add_up(view: SquadReport) -> None:
    assert [count.number for count in view.counts] == [18, 1, 2, 4]
    assert view.answered == "Answered 22 of 25."
    assert view.private.startswith("Three ")
    assert [len(group.names) for group in view.missing] == [2, 1, 1]
    assert sum(len(group.rows) for group in view.map.groups) == 25
    nobody = int(view.what_if.rows[0].cases)
    for row in view.what_if.rows:
        assert nobody - int(row.cases) == int(row.fewer)
        assert row.chart.filled + row.chart.hollow == nobody
    for row in view.change.factors:
        assert row.then is not None
        assert row.now is not None
        assert row.closed is not None
        assert row.opened is not None
        assert row.then - row.closed + row.opened == row.now


def test_who_is_not_cleared_is_told_by_name_word_and_day_only(view: SquadReport) -> None:
    assert [(row.name, row.word, row.review) for row in view.held.rows] == [
        ("Luca Ferri", "Not cleared", "Saturday 21 November"),
        ("Owen Pryce", "Not cleared", "Wednesday 18 November"),
        ("Marco Šarić", "Modified", "Saturday 21 November"),
    ]


def test_nobody_asked_about_pain_is_counted_apart_and_never_fine(view: SquadReport) -> None:
    apart = next(group for group in view.missing if group.title == "Not asked about pain")
    assert apart.names == ("Dario Conti",)
    row = next(row for group in view.map.groups for row in group.rows if row.name == "Dario Conti")
    assert row.availability == "Unknown"


def test_a_band_stands_only_beside_a_name_that_opened_it(view: SquadReport) -> None:
    shown = [row.name for group in view.map.groups for row in group.rows if row.band]
    assert shown == ["Jonas Berg", "Kenji Watanabe"]


@pytest.mark.parametrize("answers", [FIT, STRAINED, CANNOT_WALK, NOBODY_ASKED])
def test_without_permission_two_results_of_one_availability_read_the_same(answers) -> None:
    other = {**answers, "nordic_dose": "none", "sleep_hours": 5.0, "often_fatigued": True}
    shown = [
        view_of(SquadMember("m", "Ana", NOTHING, answered(given)), SquadMember("n", "Bea", EVERYTHING))
        for given in (answers, other)
    ]
    assert shown[0] == shown[1]


def test_two_of_one_name_are_told_apart() -> None:
    members = [SquadMember(f"m{key}", "Alex Kim", NOTHING, key=key) for key in ("7", "11", None)]
    members.append(SquadMember("z", "alex kim ", NOTHING, key="3"))
    names = names_of(picture_of(members, ROUND, rulebook(), ON).members)
    assert len(set(names.values())) == 4
    assert names["m7"] == "Alex Kim (7)"


def test_small_groups_are_not_told() -> None:
    view = view_of(*squad()[:9])
    assert {foot.number for foot in view.map.feet} == {"too few"}
    assert view.map.lead.startswith("Fewer than 10")
    assert view.what_if.rows == ()
    assert "at least 10 are needed" in view.what_if.lead
    assert {row.too_few for row in view.change.factors} == {"too few"}


def test_a_week_that_few_report_is_not_told() -> None:
    weeks = (WeekDone(ON, 40, 30, 10), WeekDone(ON, 40, 30, 9))
    bars = view_of(of_round=replace(ROUND, weeks=weeks)).weeks.bars
    assert [(bar.text, bar.share) for bar in bars] == [("30 of 40", 75), ("fewer than 10 report", None)]


def test_an_empty_squad_says_so_without_a_number() -> None:
    view = view_of()
    assert view.answered == "Answered 0 of 0."
    assert view.map.groups == ()
    assert view.talk.title == "Nobody to single out"


def test_the_code_changes_with_what_is_shown_and_with_nothing_else() -> None:
    one, private = squad(), replace(squad()[14], latest=answered({**FIT, "nordic_dose": "under_25"}))
    hidden = (*one[:14], private, *one[15:])
    assert view_of(*one).identity.code == view_of(*hidden).identity.code
    assert view_of(*one).identity.code != view_of(*one[1:]).identity.code
    kept = squad_view(picture_of(one, ROUND, rulebook(), ON), rulebook(), check_code="ABCD-2345")
    assert (kept.identity.code_label, kept.identity.code) == ("Check code", "ABCD-2345")
    assert kept.base is None


def test_the_round_stands_in_the_heading(view: SquadReport) -> None:
    assert view.identity.kicker == "Riverside FC, First team. Autumn round, 14 November 2026"
    assert ROUND.opened_on == ANSWERED
