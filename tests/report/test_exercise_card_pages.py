"""Exercise cards on paper: each on one card, whole, and above its foot."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest

from screening.domain.plan.exercises import Exercise
from screening.domain.reporting.exercise_cards import Paper, card_figures, exercise_cards
from screening.domain.reporting.exercise_page import ExercisePage
from screening.report.html import report_html
from screening.report.pdf import Made, html_to_pdf
from tests.support.assessments import rulebook

MM = 72 / 25.4
FOOT = "Screening aid, not a diagnosis"


def drawn(chosen: list[Exercise], paper: Paper) -> Made:
    view = exercise_cards(chosen, rulebook(), paper)
    return html_to_pdf(report_html(view, figures=card_figures(chosen, rulebook())))


def squeezed(text: str) -> str:
    """Text without spaces and hyphens, since lines break anywhere."""
    return re.sub(r"[\s\-\x00-\x1f­￾‐]+", "", text)


def length_of(exercise: Exercise) -> int:
    """About how much there is to print."""
    return len(
        "".join((exercise.name, *exercise.cues, exercise.faults, exercise.stop_rule, exercise.dose.tempo))
    )


MOST_WORDS = 12


@pytest.fixture(scope="module", params=[MOST_WORDS, pytest.param(None, marks=pytest.mark.release)])
def chosen(request: pytest.FixtureRequest) -> list[Exercise]:
    """The exercises with the most words, and for a release all of them."""
    return sorted(rulebook().plan.exercises.values(), key=length_of, reverse=True)[: request.param]


@pytest.fixture(scope="module")
def sheets(chosen: list[Exercise]) -> Made:
    """Those exercises on sheets of four."""
    return drawn(chosen, Paper.SHEET)


def corner(place: int, page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the card at a place on a sheet: two across, two down."""
    _, height = page.get_size()
    left, top = (place % 2) * 105 * MM, height - (place // 2) * 148 * MM
    return left, top - 148 * MM, left + 105 * MM, top


def test_the_renderer_has_nothing_to_complain_about(sheets: Made, chosen: list[Exercise]) -> None:
    assert sheets.complaints == ()
    assert sheets.pages == -(-len(chosen) // 4)


def said_on(card: ExercisePage) -> list[str]:
    return [card.name, *card.cues, card.faults, card.stop_rule, card.dose[0].text, card.avoid[0]]


def test_every_card_holds_its_words_inside_its_own_edges(sheets: Made, chosen: list[Exercise]) -> None:
    view = exercise_cards(chosen, rulebook(), Paper.SHEET)
    document = pypdfium2.PdfDocument(sheets.content)
    for page, cards in zip(document, view.pages, strict=True):
        text = page.get_textpage()
        for place, card in enumerate(cards):
            printed = squeezed(text.get_text_bounded(*corner(place, page)))
            for words in said_on(card):
                assert squeezed(words) in printed, (card.exercise, words)
            assert squeezed(FOOT) in printed, card.exercise


def test_no_card_runs_into_its_own_foot(sheets: Made) -> None:
    for page in pypdfium2.PdfDocument(sheets.content):
        text, (_, height) = page.get_textpage(), page.get_size()
        for row in range(2):
            foot_top = height - (row * 148 + 147.8 - 4.5 - 2.6) * MM
            for number in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(number)
                words = text.get_text_bounded(left, bottom, right, top)
                is_foot = any(part in words for part in (FOOT, "Rules ", "clinician"))
                inside = height - (row + 1) * 148 * MM < bottom < height - row * 148 * MM
                if inside and not is_foot:
                    assert bottom >= foot_top - 0.5, words


def test_a_single_card_is_one_page_of_its_own_size() -> None:
    made = drawn([rulebook().plan.exercises["nordic_hamstring_curl"]], Paper.CARD)
    (page,) = pypdfium2.PdfDocument(made.content)
    assert [round(side / MM) for side in page.get_size()] == [105, 148]
    assert made.complaints == ()


def test_the_same_cards_are_the_same_bytes() -> None:
    chosen = [rulebook().plan.exercises[name] for name in ("glute_bridge", "romanian_deadlift")]
    assert drawn(chosen, Paper.SHEET).content == drawn(chosen, Paper.SHEET).content


def test_a_card_is_tagged_with_its_name_as_heading_and_a_text_for_its_picture() -> None:
    made = drawn([rulebook().plan.exercises["nordic_hamstring_curl"]], Paper.CARD)
    with pikepdf.open(io.BytesIO(made.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
        assert str(document.docinfo["/Title"]) == "Nordic hamstring curl"
        kinds, alternatives = tags_of(document.Root.StructTreeRoot)
    assert kinds.count("/H1") == 1
    assert "/L" in kinds
    assert len(alternatives) == 1
    assert all(alternatives)


def tags_of(node: pikepdf.Object) -> tuple[list[str], list[str]]:
    """Every structure element in reading order, and the alternative text of every figure."""
    if not isinstance(node, pikepdf.Dictionary):
        return [], []
    kinds = [str(node.S)] if "/S" in node else []
    alternatives = [str(node.get("/Alt", ""))] if kinds == ["/Figure"] else []
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        below, texts = tags_of(child)
        kinds, alternatives = kinds + below, alternatives + texts
    return kinds, alternatives
