"""The papers of a case on paper: four pages and an appendix, nothing clipped, its data inside."""

from __future__ import annotations

import hashlib
import io
import json
import re
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from screening.domain.reporting.case_appendix import ATTACHED
from screening.domain.reporting.case_report import case_report_view, decision_record_view
from screening.domain.reporting.case_sheet import CaseSheet, Person
from screening.report.case_files import case_files
from screening.report.html import report_html
from screening.report.pdf import MOST_PAGES, Made, html_to_pdf
from screening.report.process import ReportMaker
from screening.resources import rules_folder
from tests.report.test_pdf_ua import judged
from tests.support import case_lives, case_papers
from tests.support.case_scenarios import play, scenario_files

RULES = rules_folder()
LONG = Person("Maximiliane-Theodora " * 5, "born 31 December 2002", "RF-17 " * 5)


def sheet(kind: str) -> CaseSheet:
    match kind:
        case "decided":
            return case_papers.sheet_of(case_papers.decided())
        case "crowded" | "long":
            events = {"crowded": 60, "long": 200}[kind]
            return case_papers.sheet_of(case_papers.crowded(events), person=LONG)
        case "bare":
            return case_papers.sheet_of(case_lives.Life().log, with_screening=False)
    return case_papers.sheet(kind)


@cache
def made(kind: str) -> Made:
    found = sheet(kind)
    return html_to_pdf(report_html(case_report_view(found)), case_files(found))


def pages(paper: Made) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(paper.content)]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\u00ad\ufffe-]+", "", text)


FIVE = ["Hand-over", "Evidence", "Plan and gates", "Decision", "Appendix"]


def heads(kind: str) -> list[str]:
    """What each page of a paper begins with."""
    return [text.split(" Alex Example")[0] for text in pages(made(kind))]


@pytest.mark.parametrize("kind", ["decided", "tendon"])
def test_the_four_pages_come_first_and_each_once(kind: str) -> None:
    assert heads(kind)[:5] == FIVE
    assert made(kind).complaints == ()


@pytest.mark.release
@pytest.mark.parametrize("kind", sorted({*case_lives.ALL} - {"tendon"}))
def test_every_life_has_its_four_pages(kind: str) -> None:
    assert heads(kind)[:5] == FIVE


@pytest.mark.release
@pytest.mark.parametrize("file", scenario_files(RULES), ids=lambda file: file.stem)
def test_every_written_return_has_its_four_pages_and_one_of_decision(file: Path) -> None:
    found = case_papers.sheet_of(play(file).log, with_screening=False)
    paper = html_to_pdf(report_html(case_report_view(found)))
    assert [text.split(" Alex Example")[0] for text in pages(paper)][:5] == FIVE
    assert html_to_pdf(report_html(decision_record_view(found))).pages == 1


def test_a_page_that_goes_on_says_of_what_and_whose_it_is() -> None:
    paper = pages(made("decided"))
    assert "Appendix, continued: Alex Example, left leg injured" in re.sub(r"\s+", " ", paper[5])
    assert "continued" not in paper[4].splitlines()[0]


def test_every_page_says_whose_it_is_and_which_leg_is_injured() -> None:
    for text in pages(made("decided")):
        assert "Alex Example" in text
        assert "Left leg injured" in text
        assert "RF-17" in text


def test_nothing_of_the_view_is_lost_on_the_way_to_paper() -> None:
    found = sheet("decided")
    view, text = case_report_view(found), squeezed(" ".join(pages(made("decided"))))
    said = [row.text for row in (*view.handover.facts, *view.handover.pattern, *view.decision.decision.views)]  # type: ignore[union-attr]
    said += [cell for row in (*view.evidence.tests.rows, *view.decision.moves.rows) for cell in row]
    said += [row.text for row in view.plan.gate.table.rows]  # type: ignore[union-attr]
    said += [view.decision.clearance, view.decision.decision.limiting, view.supports]  # type: ignore[union-attr]
    assert [one for one in said if squeezed(one) not in text] == []


def test_the_files_inside_are_exactly_those_the_appendix_lists() -> None:
    wanted = {file.name: file.content.encode() for file in case_files(sheet("decided"))}
    assert sorted(wanted) == [row.head for row in ATTACHED]
    with pikepdf.open(io.BytesIO(made("decided").content)) as document:
        inside = {name: spec.get_file().read_bytes() for name, spec in document.attachments.items()}
        kinds = {str(spec.AFRelationship) for spec in document.Root.AF}
    assert inside == wanted
    assert kinds == {"/Data"}
    assert json.loads(inside["case.json"])["case"]["number"] == 12


def test_other_reports_carry_no_file() -> None:
    paper = html_to_pdf(report_html(decision_record_view(sheet("decided"))))
    with pikepdf.open(io.BytesIO(paper.content)) as document:
        assert list(document.attachments) == []
        assert "/AF" not in document.Root


@pytest.mark.parametrize(
    ("kind", "events"), [("crowded", 60), pytest.param("long", 200, marks=pytest.mark.release)]
)
def test_long_names_and_many_events_survive(kind: str, events: int) -> None:
    paper = made(kind)
    assert len(sheet(kind).log) >= events
    assert paper.complaints == ()
    assert paper.pages <= MOST_PAGES
    assert "Maximiliane" in pages(paper)[0]


def test_no_line_leaves_the_page() -> None:
    for kind in ("decided", "crowded"):
        for page in pypdfium2.PdfDocument(made(kind).content):
            width, height = page.get_size()
            text = page.get_textpage()
            for place in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(place)
                assert 0 <= left <= right <= width - 14, (kind, place)
                assert 0 <= bottom <= top <= height


def test_a_case_without_a_screening_says_so_and_has_no_empty_part() -> None:
    text = " ".join(pages(made("bare")))
    for words in (
        "No screening stands behind this case",
        "NOT YET ASKED",
        "No check-in yet",
        "No session has been recorded yet",
    ):
        assert words in re.sub(r"\s+", " ", text)


def test_the_decision_record_is_one_page_with_three_views_and_lines_to_sign() -> None:
    paper = html_to_pdf(report_html(decision_record_view(sheet("decided"))))
    assert paper.pages == 1
    text = squeezed(pages(paper)[0])
    for words in ("Athlete: Alex Example", "Doctor: Dana Doctor", "Coach: Chris Coach", "Signature, date"):
        assert squeezed(words) in text
    assert squeezed("Clearance was given by Dana Doctor, not by software.") in text


def test_a_decision_not_yet_made_is_one_page_to_fill_in_by_hand() -> None:
    paper = html_to_pdf(report_html(decision_record_view(sheet("bare"))))
    assert paper.pages == 1
    text = squeezed(pages(paper)[0])
    for words in ("Shared decision, to be filled in together", "The most limiting outcome wins:", "Coach"):
        assert squeezed(words) in text


def test_the_same_case_gives_the_same_bytes_in_another_process() -> None:
    found = sheet("bare")
    with ReportMaker(at_once=1, waiting=0) as maker:
        other = maker.make(case_report_view(found), files=case_files(found))
    assert hashlib.sha256(other).digest() == hashlib.sha256(made("bare").content).digest()


@pytest.mark.slow
@pytest.mark.release
def test_the_papers_pass_the_referee_for_accessible_documents(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.pdf" for name in ("case", "bare", "decision", "blank")]
    files[0].write_bytes(made("decided").content)
    files[1].write_bytes(made("bare").content)
    for file, kind in zip(files[2:], ("decided", "bare"), strict=True):
        file.write_bytes(html_to_pdf(report_html(decision_record_view(sheet(kind)))).content)
    assert judged(files).count("PASS") == len(files)


def test_a_hostile_name_stays_a_name() -> None:
    person = Person("<script>alert(1)</script>", "born 2002")
    html = report_html(case_report_view(case_papers.sheet_of(case_lives.referred(), person=person)))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
