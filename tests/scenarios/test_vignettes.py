"""R-03: every vignette ends where it was intended to end before the rules ran."""

from __future__ import annotations

from collections import Counter

import pytest

from screening.domain.assess import assess
from screening.domain.assessment import Assessment
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import InjuryStatus, Urgency
from screening.rulebook import default_rulebook
from screening.rulebook.vignettes import Group, Vignette
from tests.support.confusion import replayed, report
from tests.support.scenarios import public_cases, vignettes

each = pytest.mark.parametrize("vignette", vignettes(), ids=str)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return default_rulebook()


@pytest.fixture
def assessed(vignette: Vignette, rulebook: Rulebook) -> Assessment:
    return assess(vignette.answers, rulebook, weeks=False)


def test_there_are_enough_vignettes_and_enough_red_flags() -> None:
    groups = Counter(vignette.group for vignette in vignettes())
    assert len(vignettes()) + len(public_cases()) >= 132
    assert len(vignettes()) >= 120
    assert groups[Group.RED_FLAG] >= 40
    assert groups[Group.NON_URGENT] >= 45
    assert groups[Group.GRADE] >= 20
    assert groups[Group.SEASON] >= 20


def test_red_flag_vignettes_are_the_urgent_ones_and_no_others_are_called_so() -> None:
    for vignette in vignettes():
        if vignette.group is Group.RED_FLAG:
            assert vignette.intended.least_urgent in {Urgency.T1, Urgency.T2, Urgency.T3}, vignette
        if vignette.group in {Group.NON_URGENT, Group.SEASON} and vignette.intended.least_urgent:
            assert vignette.intended.non_urgent, vignette


def test_a_vignette_appears_once_and_a_changed_intention_says_why() -> None:
    assert len({vignette.id for vignette in vignettes()}) == len(vignettes())
    assert len({vignette.answers for vignette in vignettes()}) == len(vignettes())
    for vignette in vignettes():
        assert vignette.first_intended is None or vignette.note, vignette


def test_vignettes_show_every_urgency_at_several_ages_sports_and_levels() -> None:
    answers = [vignette.answers for vignette in vignettes()]
    assert {vignette.intended.least_urgent for vignette in vignettes()} == {*Urgency, None}
    assert len({a.known("sport") for a in answers}) >= 15
    assert len({a.known("age_years") for a in answers}) >= 30
    assert len({a.known("level") for a in answers}) >= 5
    assert {"male", "female", "another"} <= {a.known("sex") for a in answers}


def test_nobody_is_sent_less_urgently_than_intended() -> None:
    print("\n" + report())
    assert [case.id for case in replayed() if case.under] == []


def test_at_most_15_in_100_of_the_non_urgent_are_sent_more_urgently_than_intended() -> None:
    calm = [case for case in replayed() if case.non_urgent]
    over = [case for case in calm if case.given and case.given.rank <= Urgency.T3.rank]
    assert len(over) <= 0.15 * len(calm)


@each
def test_the_urgency_is_the_intended_one(vignette: Vignette, assessed: Assessment) -> None:
    least, most, urgency = (
        vignette.intended.least_urgent,
        vignette.intended.most_urgent,
        assessed.triage.urgency,
    )
    if least is None or most is None or urgency is None:
        assert (least, most, urgency) == (None, None, None)
    else:
        assert most.rank <= urgency.rank <= least.rank


@each
def test_the_grade_or_the_reason_for_none_is_the_intended_one(
    vignette: Vignette, assessed: Assessment
) -> None:
    intended, injury = vignette.intended, assessed.injury
    if intended.because or intended.grades:
        if injury.status is InjuryStatus.NOT_GRADED:
            assert injury.not_graded_because in intended.because
        else:
            assert injury.grade in intended.grades
    assert intended.grade_high in {None, injury.grade_high}
    assert intended.confidence in {None, injury.confidence}
    assert set(intended.tags) <= set(injury.tags)
    if vignette.group is Group.GRADE:
        assert intended.provisional in {None, injury.provisional}


@each
def test_the_season_band_is_the_intended_one(vignette: Vignette, assessed: Assessment) -> None:
    intended, risk = vignette.intended, assessed.risk
    if intended.risk is None:
        return
    assert risk.status is intended.risk
    assert risk.band in intended.bands if intended.bands else risk.band is None
    assert intended.number in {None, risk.season_probability is not None}
    assert intended.provisional in {None, risk.provisional}
