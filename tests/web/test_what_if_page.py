"""Changes are tried out beside the result; nothing is kept, and nobody with a problem is offered it."""

from __future__ import annotations

import dataclasses
import re

import pytest
from flask import Flask

from screening.domain.answers import Answers
from screening.domain.errors import NotFound
from screening.domain.rulebook import Rulebook
from screening.services.results import load_result
from screening.services.what_if import try_out
from screening.web.parts import parts
from tests.support.assessments import HEALTHY, PROBLEM
from tests.web.browsing import Visitor
from tests.web.finished import result_address

TENNIS = HEALTHY.with_(sport="tennis", level="amateur").without("position")


def cells_of(page: str, head: str) -> list[str]:
    """The words of one row of the comparison."""
    row = page.partition(f'<th scope="row">{head}</th>')[2].partition("</tr>")[0]
    plain = re.sub(r"<title>.*?</title>", "", row)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td>(.*?)</td>", plain)]


def test_a_ticked_change_is_shown_beside_the_result(unlimited_app: Flask, visitor: Visitor) -> None:
    address = result_address(unlimited_app, HEALTHY)
    visitor.open(address)
    offered = visitor.form()
    assert (offered.method, offered.action) == ("get", f"{address}/what-if")
    assert offered.offers["change"] == ["nordic_dose", "warmup_quality", "sleep_hours"]
    visitor.open(f"{address}/what-if?change=nordic_dose")
    assert cells_of(visitor.page, "Band") == ["Very high", "High not settled yet"]
    assert cells_of(visitor.page, "Get a hamstring injury in a season") == [
        "About 32 of 100",
        "About 20 of 100",
    ]
    assert cells_of(visitor.page, "Likely range") == ["21 to 46 of 100", "12 to 32 of 100"]
    assert cells_of(visitor.page, "How often, beside your group") == [
        "Much more often than typical",
        "Less often than typical",
    ]
    assert "about 20 minutes a week" in visitor.page
    assert "not a promise" in visitor.page
    assert ("change", "nordic_dose") in visitor.form().preset


def test_the_order_of_the_ticks_does_not_matter(unlimited_app: Flask, visitor: Visitor) -> None:
    address = result_address(unlimited_app, HEALTHY)
    visitor.open(f"{address}/what-if?change=nordic_dose&change=sleep_hours")
    first = visitor.page
    visitor.open(f"{address}/what-if?change=sleep_hours&change=nordic_dose&change=sleep_hours")
    assert visitor.page == first
    assert "besides: Sleep more than 7 hours a night" in visitor.page


def test_nothing_ticked_asks_for_a_tick(unlimited_app: Flask, visitor: Visitor) -> None:
    visitor.open(f"{result_address(unlimited_app, HEALTHY)}/what-if")
    assert visitor.status == 200
    assert "Tick at least one change" in visitor.page
    assert "Side by side" not in visitor.page


def test_where_no_number_may_be_shown_the_comparison_has_none(unlimited_app: Flask, visitor: Visitor) -> None:
    visitor.open(f"{result_address(unlimited_app, TENNIS)}/what-if?change=nordic_dose")
    assert cells_of(visitor.page, "Band") == ["High not settled yet", "Moderate not settled yet"]
    table = visitor.page.partition("<table")[2].partition("</table>")[0]
    assert not re.search(r"\d", re.sub(r"<[^>]+>", "", table))


@pytest.mark.parametrize(
    "answers",
    [
        PROBLEM,
        HEALTHY.with_(age_years=15),
        HEALTHY.with_(chest_signs=True),
        HEALTHY.without("has_problem"),
        HEALTHY.without("sport", "position"),
        HEALTHY.with_(exclusions=("pregnant",)),
        HEALTHY.with_(hamstring_history="not_back_yet").without("weeks_since_return"),
    ],
)
def test_it_is_not_offered_and_not_there(unlimited_app: Flask, visitor: Visitor, answers: Answers) -> None:
    address = result_address(unlimited_app, answers)
    visitor.open(address)
    assert "What if you changed something" not in visitor.page
    visitor.open(f"{address}/what-if?change=nordic_dose")
    assert visitor.status == 404


@pytest.mark.parametrize("change", ["age_years", "no_such_thing", "", "warmup_quality%00", "sprint_exposure"])
def test_what_is_not_offered_is_refused(unlimited_app: Flask, visitor: Visitor, change: str) -> None:
    visitor.open(f"{result_address(unlimited_app, HEALTHY)}/what-if?change={change}")
    assert visitor.status == 400


def test_trying_out_changes_neither_the_result_nor_the_store(unlimited_app: Flask, visitor: Visitor) -> None:
    address = result_address(unlimited_app, HEALTHY)
    visitor.open(address)
    before = visitor.page
    for change in ("nordic_dose", "warmup_quality", "sleep_hours"):
        visitor.open(f"{address}/what-if?change={change}")
    visitor.open(address)
    assert visitor.page == before


def test_a_link_that_opens_no_result_opens_no_changes(visitor: Visitor) -> None:
    visitor.open("/result/" + "A" * 43 + "/what-if?change=nordic_dose")
    assert visitor.status == 404


def with_newer_rules(rulebook: Rulebook) -> Rulebook:
    """The same rules under another digest, with a heavier recent strain."""
    factors = tuple(
        dataclasses.replace(
            factor,
            levels=tuple(dataclasses.replace(level, weight=level.weight * 0.8) for level in factor.levels),
        )
        if factor.id == "prior_hsi_status"
        else factor
        for factor in rulebook.risk.factors
    )
    return dataclasses.replace(
        rulebook, digest="sha256:" + "0" * 64, risk=dataclasses.replace(rulebook.risk, factors=factors)
    )


def test_under_newer_rules_both_results_are_shown_and_it_is_said(unlimited_app: Flask) -> None:
    address = result_address(unlimited_app, HEALTHY)
    with unlimited_app.app_context():
        stored = load_result(parts().store, address.rpartition("/")[2])
        newer = with_newer_rules(parts().rulebook)
    tried = try_out(stored, newer, ["nordic_dose"])
    assert tried.has_newer_rules
    assert [column.head for column in tried.columns] == [
        "Your result",
        "Your answers with today’s rules",
        "With these changes",
    ]
    yours, today, changed = tried.columns
    assert yours.number == "About 32 of 100"
    assert today.number not in {None, yours.number}
    assert changed.number not in {None, today.number}


def test_answers_that_newer_rules_no_longer_know_are_not_tried_out(unlimited_app: Flask) -> None:
    address = result_address(unlimited_app, HEALTHY)
    with unlimited_app.app_context():
        stored = load_result(parts().store, address.rpartition("/")[2])
        rulebook = parts().rulebook
    fewer = {
        field: question
        for field, question in rulebook.questionnaire.questions.items()
        if field != "sleep_hours"
    }
    newer = dataclasses.replace(
        rulebook,
        digest="sha256:" + "0" * 64,
        questionnaire=dataclasses.replace(rulebook.questionnaire, questions=fewer),
    )
    with pytest.raises(NotFound):
        try_out(stored, newer, ["nordic_dose"])
