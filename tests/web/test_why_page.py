"""The page of reasons: native folding, every rule, the words of the record, and records without words."""

from __future__ import annotations

from flask import Flask, render_template

from screening.domain.assess import assess
from screening.domain.assessment import Assessment
from screening.domain.reporting.athlete import required_wording
from screening.domain.reporting.reasons import reason_groups
from screening.domain.reporting.view import AthleteReport
from screening.store.encoding import from_record, to_record
from tests.report.test_coach_and_physio_reports import STRAIN_ANSWERS
from tests.support.assessments import HEALTHY, real_view, rulebook
from tests.web.browsing import Visitor
from tests.web.finished import result_address


def test_each_rule_is_one_fold_with_what_a_physio_would_check(unlimited_app: Flask, visitor: Visitor) -> None:
    visitor.open(f"{result_address(unlimited_app, HEALTHY)}/why")
    trace = assess(HEALTHY, rulebook()).trace
    assert visitor.page.count("<summary>") == len(trace)
    for step in trace:
        assert f"<dd>{step.rule}</dd>" in visitor.page
    strain = visitor.page.partition("You strained the back of your thigh")[2].partition("</details>")[0]
    for words in ("× 1.525", "2.440", "High", "Green2020", "In the last 12 months", "risk.prior_hsi_status"):
        assert words in strain, words
    assert "All effects multiplied: × 1.549" in visitor.page
    assert "doi:" in visitor.page


def test_all_reasons_unfold_by_a_link_without_script(unlimited_app: Flask, visitor: Visitor) -> None:
    address = f"{result_address(unlimited_app, STRAIN_ANSWERS)}/why"
    visitor.open(address)
    assert "<details open>" not in visitor.page
    visitor.open(f"{address}?open=1")
    assert visitor.page.count("<details open>") == visitor.page.count("<summary>") > 5
    assert "All effects multiplied" not in visitor.page, "nothing is multiplied beside a problem"


def old_record() -> tuple[Assessment, AthleteReport]:
    """A result as it was kept before reasons, named ranges and steps were."""
    view = to_record(real_view(HEALTHY))
    for newer in ("why", "why_sources", "step_down", "what_if", "notices"):
        view.pop(newer, None)
    for newer in ("leaves_open", "narrow_title", "would_narrow"):
        view["how_sure"].pop(newer)
    for newer in ("name", "text", "ticks", "leaves_open"):
        view["how_sure"]["chart"].pop(newer)
    assessment = to_record(assess(HEALTHY, rulebook()))
    for step in assessment["trace"]:
        for newer in ("text", "certainty", "weight"):
            step.pop(newer, None)
    return from_record(assessment, Assessment), from_record(view, AthleteReport)


def test_a_record_from_before_the_words_were_kept_is_still_shown(unlimited_app: Flask) -> None:
    assessment, view = old_record()
    assert (view.why, view.what_if, view.step_down) == ((), None, None)
    names = ("pdf_address", "why_address", "what_if_address", "result_address", "plan_address")
    addresses = dict.fromkeys(names, "/")
    with unlimited_app.test_request_context("/"):
        page = render_template("athlete/result.html", view=view, answer_addresses={}, **addresses)
    assert "How sure are we" in page
    assert page.count('class="range-bar') == 1
    groups = reason_groups(assessment, HEALTHY, rulebook(), required_wording(rulebook()))
    rows = {row.rule: row for group in groups for row in group.rows}
    strain = rows["risk.prior_hsi_status"]
    assert strain.sentence == "You strained the back of your thigh (hamstring) in the last 12 months."
    assert (strain.weight, strain.certainty, strain.effect) == ("", "", "× 1.525")
