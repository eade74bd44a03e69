"""What is printed multiplies, and adds up, to the printed result: in the trace, in JSON and on the page."""

from __future__ import annotations

import json
import math

from hypothesis import given, settings

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment import Assessment
from screening.domain.assessment_json import assessment_to_json
from screening.domain.reporting.physio import physio_view
from screening.domain.reporting.reasons import MULTIPLIED
from screening.domain.reporting.view import AthleteReport
from tests.support.assessments import HEALTHY, ON, real_view, rulebook
from tests.support.samples import sample_of
from tests.support.seasons import season_answers

KEPT = 0.5e-6
"""JSON and trace keep six decimals, so each figure is off by half of the last at most."""
PRINTED = 0.5e-3
"""Page and paper print three."""


def off_by_at_most(effects: list[float], total: float, each: float) -> float:
    """How far the product of rounded effects may lie from the rounded total, from the rounding alone."""
    widest = math.prod((effect + each) / effect for effect in effects)
    return total * (widest - 1) + each


def multiplied_steps(assessment: Assessment) -> list[float]:
    """The effects of the trace that make up the season; the light multiplies only its own fortnight."""
    return [
        step.effect
        for step in assessment.trace
        if step.effect is not None and step.rule != "risk.fortnight_light"
    ]


def printed(effect: str) -> float:
    sign, figure = effect.split()
    assert sign == "×"
    return float(figure)


@given(answers=season_answers())
@settings(max_examples=sample_of(120))
def test_effects_multiply_to_the_relative_risk_in_trace_and_json(answers: Answers) -> None:
    assessment = assess(answers, rulebook())
    relative = assessment.risk.relative_to_peers
    assert relative is not None
    told = json.loads(json.dumps(assessment_to_json(assessment)))
    in_risk = [part["effect"] for part in (*told["risk"]["factors"], *told["risk"]["adjustments"])]
    in_trace = [
        step["effect"]
        for step in told["trace"]
        if "effect" in step and step["rule"] != "risk.fortnight_light"
    ]
    assert sorted(in_risk) == sorted(in_trace) == sorted(multiplied_steps(assessment))
    assert abs(math.prod(in_risk) - relative) <= off_by_at_most(in_risk, relative, KEPT)
    for part in told["risk"]["factors"]:
        mean = rulebook().risk.factor(part["id"]).mean
        centred, plain = (abs(part["effect"] - part["weight"] / by) <= 2 * KEPT for by in (mean, 1.0))
        assert centred or plain, part["id"]


@given(answers=season_answers())
@settings(max_examples=sample_of(60))
def test_printed_effects_multiply_to_the_printed_total_within_their_rounding(answers: Answers) -> None:
    view = real_view(answers)
    group = next((group for group in view.why if group.title == MULTIPLIED), None)
    if group is None:
        assert assess(answers, rulebook()).risk.factors == ()
        return
    effects = [printed(row.effect) for row in group.rows]
    total = printed(group.together.partition(": ")[2].partition(",")[0])
    assert abs(math.prod(effects) - total) <= off_by_at_most(effects, total, PRINTED)


@given(answers=season_answers())
@settings(max_examples=sample_of(40))
def test_the_physio_reads_the_same_effects_and_the_same_total(answers: Answers) -> None:
    assessment = assess(answers, rulebook())
    view = physio_view(assessment, answers, rulebook(), ON)
    effects = [printed(row.effect) for row in view.factors]
    relative = assessment.risk.relative_to_peers
    assert relative is not None
    assert f"× {relative:.3f}" in view.factors_note
    assert abs(math.prod(effects) - relative) <= off_by_at_most(effects, relative, PRINTED)


def people_of(view: AthleteReport) -> tuple[int, int, list[int]] | None:
    """Typical, own, and the printed bars; None where no number is printed."""
    if view.season is None or not view.season.pair or view.contributions is None:
        return None
    yours, typical = (side.figure for side in view.season.pair)
    if not yours.isdigit():
        return None
    figures = [bar.figure for group in view.contributions.groups for bar in group.bars]
    parts = [0 if "under" in figure else int(figure.replace("−", "-")) for figure in figures]
    return int(typical), int(yours), parts


@given(answers=season_answers())
@settings(max_examples=sample_of(80))
def test_printed_people_add_up_from_the_typical_athlete_to_this_one(answers: Answers) -> None:
    found = people_of(real_view(answers))
    if found is not None:
        typical, yours, parts = found
        assert typical + sum(parts) == yours


def test_the_sums_are_seen_with_caps_and_with_the_joint_weight() -> None:
    capped = HEALTHY.with_(acl_history=True, calf_strain_history=True, knee_other_history=True)
    joint = HEALTHY.with_(nordic_dose="over_75", neuromuscular_warm_up_per_week=2)
    for answers, rule in ((capped, "cap.other_injury"), (joint, "joint.warm_up_nordic")):
        risk = assess(answers, rulebook()).risk
        assert rule in {adjustment.id for adjustment in risk.adjustments}
        effects = [part.effect for part in (*risk.factors, *risk.adjustments)]
        assert math.isclose(math.prod(effects), risk.relative_to_peers or 0.0, rel_tol=1e-4)
