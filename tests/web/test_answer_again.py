"""One more answer after a result: the old answers come along, and the old result stays."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from screening.domain.answers import Answers
from screening.store.tables import DraftRow
from screening.web.parts import parts
from tests.support.assessments import HEALTHY
from tests.web.browsing import Visitor
from tests.web.finished import result_address
from tests.web.still_clock import StillClock

FEW = Answers(
    {
        "age_years": 25,
        "sex": "male",
        "sport": "football",
        "level": "amateur",
        "exclusions": ("none",),
        "has_problem": False,
        "hamstring_history": "within_12_months",
    }
)


def link_to(visitor: Visitor, topic: str) -> str:
    """Where “Answer this now” beside a topic leads."""
    section = visitor.page.partition("What would narrow it most")[2].partition(f"<dt>{topic}</dt>")[2]
    return section.partition('href="')[2].partition('"')[0]


def open_drafts(app: Flask) -> int:
    with app.app_context(), parts().store.read() as tx:
        return len(list(tx.scalars(select(DraftRow).where(DraftRow.submitted_at.is_(None)))))


def sent(visitor: Visitor, **answers: str) -> list[tuple[str, str]]:
    return [*visitor.form().hidden, *answers.items()]


def follow(visitor: Visitor, given: list[tuple[str, str]]) -> str:
    """Send the form as a browser does, again where it is told to with status 307."""
    first = visitor.client.post(visitor.path, data=dict(given))
    assert first.status_code == 307
    return visitor.post(first.headers["Location"], given)


def test_the_link_opens_exactly_that_question(unlimited_app: Flask, visitor: Visitor) -> None:
    visitor.open(result_address(unlimited_app, FEW))
    visitor.open(link_to(visitor, "Nordic sessions in the last 8 weeks"))
    assert visitor.status == 200
    assert list(visitor.form().offers) == ["nordic_dose"]
    assert "Your other answers come along as you gave them on" in visitor.page
    assert "skip" not in visitor.form().buttons


def test_the_answer_starts_new_answers_with_all_the_others_in_them(
    unlimited_app: Flask, visitor: Visitor
) -> None:
    address = result_address(unlimited_app, FEW)
    visitor.open(address)
    old = visitor.page
    visitor.open(link_to(visitor, "Nordic sessions in the last 8 weeks"))
    follow(visitor, sent(visitor, nordic_dose="none"))
    assert visitor.path.endswith("/answers")
    for words in ("Football", "25 years", "In the last 12 months, but before this season"):
        assert words in visitor.page
    assert "See my result" in visitor.page
    visitor.send({})
    assert visitor.path.startswith("/result/")
    assert visitor.path != address
    assert "No Nordic exercise" in visitor.page
    visitor.open(address)
    assert visitor.page == old


def test_looking_at_the_question_begins_nothing(unlimited_app: Flask, visitor: Visitor) -> None:
    visitor.open(result_address(unlimited_app, FEW))
    link = link_to(visitor, "Nordic sessions in the last 8 weeks")
    for _ in range(3):
        visitor.open(link)
    assert open_drafts(unlimited_app) == 0
    follow(visitor, sent(visitor, nordic_dose="none"))
    assert open_drafts(unlimited_app) == 1


def test_a_wrong_answer_is_asked_again_with_its_error(unlimited_app: Flask, visitor: Visitor) -> None:
    visitor.open(result_address(unlimited_app, FEW))
    visitor.open(link_to(visitor, "Nordic sessions in the last 8 weeks"))
    follow(visitor, sent(visitor))
    assert visitor.status in {200, 400}
    assert "/check/" in visitor.path


def test_past_its_last_day_a_result_leads_to_a_new_check(
    unlimited_app: Flask, visitor: Visitor, clock: StillClock
) -> None:
    visitor.open(result_address(unlimited_app, FEW))
    link = link_to(visitor, "Nordic sessions in the last 8 weeks")
    clock.forward(days=91)
    visitor.open(link)
    assert visitor.path == "/check"


def test_a_page_that_does_not_apply_is_not_found(unlimited_app: Flask, visitor: Visitor) -> None:
    address = result_address(unlimited_app, HEALTHY)
    for page in ("no_such_page", "worst_pain"):
        visitor.open(f"{address}/answer/{page}")
        assert visitor.status == 404
