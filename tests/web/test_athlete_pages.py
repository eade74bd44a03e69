"""The athlete's journey by requests: one test per outcome."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.web.browsing import Visitor
from tests.web.page_rules import faults_of, header_faults
from tests.web.people import CLOT, EMERGENCY, HEALTHY, STRAINED
from tests.web.quick_reports import QuickReports
from tests.web.still_clock import StillClock


def test_a_healthy_athlete_reaches_the_result_in_fourteen_pages_or_fewer(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(HEALTHY)
    pages = {line.split("/")[-1] for line in visitor.seen if "/check/" in line} - {"answers"}
    assert len(pages) <= 14, pages
    visitor.send({})
    assert visitor.status == 200
    assert visitor.path.startswith("/result/")


def test_a_strained_athlete_is_asked_about_the_leg_and_gets_a_result(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(STRAINED)
    assert not any("/care" in line for line in visitor.seen)
    visitor.send({})
    assert visitor.path.startswith("/result/")


def test_an_alarming_answer_interrupts_at_once_and_once(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(EMERGENCY)
    cards = [line for line in visitor.seen if line.endswith("/care")]
    assert len(cards) == 1


def test_the_care_card_says_what_was_answered_and_leads_on(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(CLOT, until="care")
    assert "You were shown this because of what you answered" in visitor.page
    assert "See the result now" in visitor.page
    assert "Go on answering" in visitor.page
    visitor.go_on()
    assert "What to do now" in visitor.page, "the advice stays one tap away"


def test_whoever_comes_back_with_an_alarming_answer_sees_the_card_first(visitor: Visitor) -> None:
    visitor.start()
    token = visitor.token
    visitor.answer_all(EMERGENCY, until="care")
    visitor.open(f"/check/{token}")
    assert visitor.page_id == "care"


def test_an_alarmed_person_can_see_the_result_without_more_questions(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(EMERGENCY, until="care")
    visitor.open(f"/check/{visitor.token}/answers")
    assert "See my result" in visitor.page
    visitor.send({})
    assert visitor.path.startswith("/result/")


def test_pages_that_decide_about_safety_cannot_be_skipped(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(HEALTHY, until=_page_of(visitor, "has_problem"))
    assert "skip" not in visitor.form().buttons
    visitor.send({}, press="skip")
    assert visitor.status == 400
    assert visitor.page.count("There is a problem") == 1


def _page_of(visitor: Visitor, field: str) -> str:
    return next(page.id for page in visitor.questionnaire.pages if field in page.fields)


def test_nothing_ticked_in_a_group_of_signs_is_not_no(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(STRAINED, until=_page_of(visitor, "cold_foot"))
    form = visitor.form()
    visitor.post(visitor.path, form.hidden)
    assert visitor.status == 400
    assert "There is a problem" in visitor.page


def test_none_of_these_beside_a_tick_is_asked_about(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(STRAINED, until=_page_of(visitor, "cold_foot"))
    form = visitor.form()
    visitor.post(visitor.path, [*form.hidden, ("cold_foot", "yes"), ("rest_of_group", "none")])
    assert visitor.status == 400
    assert "not both" in visitor.page


def test_an_error_names_the_way_out_and_keeps_what_was_typed(visitor: Visitor) -> None:
    visitor.start()
    visitor.send({"age_years": "2o"})
    assert visitor.status == 400
    assert re.search(r"<title>Error: ", visitor.page)
    assert 'value="2o"' in visitor.page
    assert 'aria-invalid="true"' in visitor.page
    assert visitor.page.count("Enter your age in whole years") == 2
    assert "autofocus" in visitor.page


def test_a_rare_number_is_asked_about_once(visitor: Visitor) -> None:
    visitor.start()
    first = visitor.path
    visitor.send({"age_years": "70"})
    assert visitor.path == first
    assert "Is that right?" in visitor.page
    visitor.send({"age_years": "70"})
    assert visitor.path != first


def test_another_rare_number_is_asked_about_again(visitor: Visitor) -> None:
    visitor.start()
    first = visitor.path
    visitor.send({"age_years": "70"})
    visitor.send({"age_years": "71"})
    assert visitor.path == first
    assert "You entered 71" in visitor.page


def test_the_posted_value_of_a_hidden_question_is_refused(visitor: Visitor) -> None:
    visitor.start()
    form = visitor.form()
    visitor.post(visitor.path, [*form.hidden, ("age_years", "24"), ("weeks_since_return", "3")])
    assert visitor.status == 400
    visitor.open(f"/check/{visitor.token}/answers")
    assert "Weeks" not in visitor.page


def test_a_single_answer_sent_twice_is_refused(visitor: Visitor) -> None:
    visitor.start()
    form = visitor.form()
    visitor.post(visitor.path, [*form.hidden, ("age_years", "24"), ("age_years", "25")])
    assert visitor.status == 400


def test_changing_an_answer_drops_those_that_no_longer_apply_and_says_so(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(STRAINED)
    token = visitor.token
    page = _page_of(visitor, "has_problem")
    visitor.open(f"/check/{token}/{page}?change=1")
    visitor.send({"has_problem": "no"})
    assert visitor.page_id.startswith("answers")
    assert "no longer applied" in visitor.page
    assert "Middle third" not in visitor.page


def test_a_change_that_opens_questions_asks_them_before_the_list(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(HEALTHY)
    token = visitor.token
    visitor.open(f"/check/{token}/{_page_of(visitor, 'has_problem')}?change=1")
    visitor.send({"has_problem": "yes"})
    assert not visitor.page_id.startswith("answers")
    assert visitor.path.endswith("change=1")


def test_pressing_the_button_twice_gives_one_result(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(HEALTHY)
    path, sent = visitor.path, visitor.form().hidden
    visitor.post(path, sent)
    first = visitor.path
    visitor.post(path, sent)
    assert visitor.path == first
    visitor.post(
        path, [(name, value if name != "key" else "another-key-of-24-letters") for name, value in sent]
    )
    assert visitor.path == first


def test_after_the_result_the_back_button_leads_to_the_result(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(HEALTHY)
    token = visitor.token
    visitor.send({})
    result = visitor.path
    for path in (
        f"/check/{token}",
        f"/check/{token}/answers",
        f"/check/{token}/{_page_of(visitor, 'age_years')}",
    ):
        visitor.open(path)
        assert visitor.path == result


def test_coming_back_by_link_and_by_code_leads_to_the_next_page(
    unlimited_app: Flask, visitor: Visitor
) -> None:
    visitor.start()
    visitor.send({"age_years": "24"})
    here = visitor.path
    visitor.open(f"/check/{visitor.token}/later")
    code = re.search(r'class="code num">([0-9A-Z-]+)<', visitor.page)
    assert code
    for typed in (code.group(1), code.group(1).lower().replace("-", " ")):
        other = Visitor(unlimited_app)
        other.open("/resume")
        other.send({"code": typed})
        assert other.path == here


def test_a_wrong_code_and_an_old_one_look_the_same(visitor: Visitor, clock: StillClock) -> None:
    visitor.start()
    visitor.open(f"/check/{visitor.token}/later")
    code = re.search(r'class="code num">([0-9A-Z-]+)<', visitor.page)
    assert code
    clock.forward(days=8)
    visitor.open("/resume")
    visitor.send({"code": code.group(1)})
    old = re.sub(r'value="[^"]*"', "", visitor.page)
    visitor.open("/resume")
    visitor.send({"code": "ZZZZ-ZZZZ"})
    assert visitor.status == 400
    assert re.sub(r'value="[^"]*"', "", visitor.page) == old


def test_a_draft_is_gone_after_its_last_day(visitor: Visitor, clock: StillClock) -> None:
    visitor.start()
    path = visitor.path
    clock.forward(days=8)
    visitor.open(path)
    assert visitor.status == 404


def test_looking_changes_nothing(visitor: Visitor) -> None:
    visitor.start()
    visitor.send({"age_years": "24"})
    token, here = visitor.token, visitor.path
    for _ in range(3):
        for name in ("", "/answers", "/later", "/care"):
            visitor.open(f"/check/{token}{name}")
    visitor.open(f"/check/{token}")
    assert visitor.path == here


def test_a_stale_window_is_told_and_overwrites_nothing(visitor: Visitor) -> None:
    visitor.start()
    first = visitor.path
    visitor.send({"age_years": "24"})
    visitor.open(first)
    assert 'value="24"' in visitor.page


@pytest.mark.parametrize("tail", ["", "/age", "/answers", "/later", "/care"])
def test_a_link_that_opens_nothing_is_not_found(visitor: Visitor, tail: str) -> None:
    visitor.open("/check/" + "A" * 43 + tail)
    assert visitor.status == 404
    assert "We cannot find that page" in visitor.page


def test_a_page_that_never_was_is_not_found(visitor: Visitor) -> None:
    visitor.start()
    visitor.open(f"/check/{visitor.token}/no_such_page")
    assert visitor.status == 404


def test_the_sport_fills_in_the_demands_but_they_count_only_once_confirmed(visitor: Visitor) -> None:
    visitor.start()
    page = _page_of(visitor, "demand_running")
    visitor.answer_all(HEALTHY, until=page)
    assert "None of these answers counts until you press Continue" in visitor.page
    token = visitor.token
    visitor.open(f"/check/{token}/answers")
    assert (
        f"/check/{token}/{page}"
        not in visitor.page.replace("go on answering", "")[: visitor.page.find("still open")]
    )


def test_the_pdf_is_a_download_with_a_neutral_name_and_the_stored_report(
    visitor: Visitor, reports: QuickReports
) -> None:
    visitor.start()
    visitor.answer_all(HEALTHY)
    visitor.send({})
    response = visitor.client.get(f"{visitor.path}.pdf")
    assert response.status_code == 200
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="screening-report-2026-11-14.pdf"'
    assert response.headers["Cache-Control"] == "no-store"
    assert header_faults(dict(response.headers)) == []
    assert len(reports.asked) == 1
    assert reports.asked[0][1].endswith(visitor.path)


def test_a_busy_renderer_asks_to_try_again(visitor: Visitor, reports: QuickReports) -> None:
    visitor.start()
    visitor.answer_all(HEALTHY)
    visitor.send({})
    reports.busy = True
    response = visitor.client.get(f"{visitor.path}.pdf")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) >= 1
    assert faults_of(response.get_data(as_text=True)) == []


def test_a_result_stays_as_it_was_shown(visitor: Visitor, clock: StillClock) -> None:
    visitor.start()
    visitor.answer_all(HEALTHY)
    visitor.send({})
    first = visitor.page
    clock.forward(days=60)
    visitor.open(visitor.path)
    assert visitor.page == first
    clock.forward(days=340)
    visitor.open(visitor.path)
    added = [line for line in visitor.page.splitlines() if line not in first.splitlines()]
    assert len(added) == 1, "the notice that the rules are overdue, and nothing else"
    assert "were due for review" in added[0]


def test_every_reason_is_shown_with_its_rule(visitor: Visitor) -> None:
    visitor.start()
    visitor.answer_all(STRAINED)
    visitor.send({})
    visitor.open(f"{visitor.path}/why")
    assert "Every reason behind this result" in visitor.page
    assert "triage." in visitor.page
    assert "Pain or a problem now" in visitor.page or "grade." in visitor.page


def test_the_check_code_of_a_report_says_current_then_superseded_and_nothing_else(
    visitor: Visitor, clock: StillClock, reports: QuickReports
) -> None:
    visitor.start()
    visitor.answer_all(HEALTHY)
    visitor.send({})
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", visitor.page)
    assert code, "the result shows its check code"
    visitor.open("/report-code")
    visitor.send({"code": code.group()})
    assert "This report is current" in visitor.page
    clock.forward(days=100)
    visitor.open("/report-code")
    visitor.send({"code": code.group()})
    assert "no longer current" in visitor.page
    visitor.open("/report-code")
    visitor.send({"code": "ZZZZ-ZZZZ-ZZZZ"})
    assert visitor.status == 400
    assert "We know no report with this code" in visitor.page
