"""What stands on the pages: everything, whole, readable and in our own typeface."""

from __future__ import annotations

import dataclasses
import io
import itertools
import re

import pikepdf
import pypdfium2
import pytest

from screening.domain.answers import Answers
from screening.domain.questionnaire import QuestionType
from screening.domain.reporting.identity import ReportIdentity
from screening.report.html import report_html
from tests.support.assessments import AT, CASES, real_view, rulebook, urgent_view

ALL = sorted(CASES)
RELEASE = ("blanks", "low", "not_back_yet", "not_enough", "t5_soreness", "under_16")
"""Their pages are made of the parts of the others; in the suite these are looked at before printing."""
KINDS = [pytest.param(kind, marks=pytest.mark.release) if kind in RELEASE else kind for kind in ALL]
FEW = ("number", "no_number", "first_weeks", "t3", "t4")


def page_texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


def squeezed(text: str) -> str:
    """Text without spaces and hyphens, since lines break anywhere."""
    return re.sub(r"[\s\-\x00-\x1f\u00ad\ufffe\u2010]+", "", text)


def longest_answers() -> Answers:
    """Every question an athlete may be asked, answered with its longest words."""
    given = {}
    for question in rulebook().questionnaire.questions.values():
        options = [option for option in question.options if option.value not in {"none", "not_sure"}]
        if question.type is QuestionType.LIST:
            given[question.id] = tuple(option.value for option in options)
        elif question.type is QuestionType.CHOICE:
            given[question.id] = max(options, key=lambda option: len(option.label)).value
        elif question.type is QuestionType.BOOLEAN:
            given[question.id] = True
        elif question.type is QuestionType.TEXT:
            given[question.id] = "W" * 60
        else:
            given[question.id] = question.maximum or 1
    given["exclusions"] = ("none",)
    return Answers(given)


@pytest.mark.parametrize("kind", KINDS)
def test_the_renderer_has_nothing_to_complain_about(kind, made):
    assert made(kind).complaints == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_says_whose_it_is_and_how_long_it_holds(kind, made):
    view = CASES[kind]()
    texts = page_texts(made(kind).content)
    for number, text in enumerate(texts, start=1):
        plain = " ".join(text.split())
        assert "Daniel Mensah" in plain
        assert view.identity.side.capitalize() in plain
        assert "14 November 2026, 18:40 UTC" in plain
        assert "by the athlete" in plain
        assert "7KQ4-M2RD" in plain
        assert "Rules 1.0.0" in plain
        assert view.foot.valid_until in plain
        assert "Screening aid, not a diagnosis" in plain
        assert f"Page {number} of {len(texts)}" in plain


@pytest.mark.parametrize("kind", RELEASE)
def test_what_goes_to_the_printer_says_whose_it_is_and_how_long_it_holds(kind):
    view = CASES[kind]()
    words = report_html(view)
    for told in ("Daniel Mensah", "14 November 2026, 18:40 UTC", "7KQ4-M2RD", view.foot.valid_until):
        assert told in words


@pytest.mark.parametrize("kind", ["t1", "t2", "t3"])
def test_nothing_competes_with_an_urgent_card(kind, made):
    first, *rest = page_texts(made(kind).content)
    view = CASES[kind]()
    assert view.care.headline in " ".join(first.split())
    assert "Go at once" in first
    for word in ("of 100", "band", "Nordic", "plan is", "What else", "Who can see"):
        assert word not in first
    assert "Your band" not in " ".join(rest)
    assert "Week 1" not in " ".join(rest)


@pytest.mark.parametrize("kind", FEW)
def test_every_answer_source_and_plan_line_is_there(kind, made):
    view = CASES[kind]()
    printed = squeezed(" ".join(page_texts(made(kind).content)))
    expected = [text for group in view.answers for row in group.rows for text in (row.head, row.text)]
    expected += [source.text for source in view.sources]
    expected += [item.head for week in view.plan.weeks for cell in week.cells for item in cell.items]
    expected += [row.text for row in view.plan.real_life] + [row.during for row in view.plan.pain_rule]
    expected += (
        [row.text for row in view.signs] + [other.text for other in view.injury.alternatives]
        if view.injury
        else []
    )
    if view.contributions:
        expected += [bar.label for group in view.contributions.groups for bar in group.bars]
    assert expected
    for text in expected:
        assert squeezed(text) in printed, text


def test_the_longest_answers_and_names_stay_inside_the_page(draw):
    identity = ReportIdentity(name="Wilhelmina-Maximiliana " * 5, check_code="7KQ4-M2RD", answered_at=AT)
    view = real_view(longest_answers(), identity=identity)
    made = draw(view)
    assert made.complaints == ()
    printed = squeezed(" ".join(page_texts(made.content)))
    for group in view.answers:
        for row in group.rows:
            assert squeezed(row.text) in printed, row
    for page in pypdfium2.PdfDocument(made.content):
        width, height = page.get_size()
        text = page.get_textpage()
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            assert left > 15, (left, text.get_text_bounded(left, bottom, right, top))
            assert right < width - 36
            assert bottom > 15
            assert top < height - 20


def test_texts_do_not_lie_on_each_other(made):
    """Boxes of different lines may touch, but never cover each other by more than a third of a line."""
    for page in pypdfium2.PdfDocument(made("t4").content):
        text = page.get_textpage()
        boxes = [text.get_rect(place) for place in range(text.count_rects())]
        for place, (left, bottom, right, top) in enumerate(boxes):
            for other_left, other_bottom, other_right, other_top in boxes[place + 1 :]:
                wide = min(right, other_right) - max(left, other_left)
                high = min(top, other_top) - max(bottom, other_bottom)
                assert wide < 1 or high < 0.5 * min(top - bottom, other_top - other_bottom)


@pytest.mark.parametrize("kind", FEW)
def test_only_our_typeface_is_used_and_it_is_embedded(kind, made):
    with pikepdf.open(io.BytesIO(made(kind).content)) as document:
        fonts = {
            str(font.BaseFont) for page in document.pages for font in page.Resources.get("/Font", {}).values()
        }
        assert fonts
        for name in fonts:
            assert re.fullmatch(r"/[A-Z]{6}\+.*(SourceSans3|Source-Sans-3).*", name), name


def test_letters_the_typeface_has_not_are_shown_as_a_box_in_our_typeface(draw):
    view = urgent_view(ReportIdentity(name="Łukasz 太郎 🏃", answered_at=AT))
    made = draw(view)
    assert made.complaints == ()
    assert "Łukasz □□ □" in page_texts(made.content)[0]
    with pikepdf.open(io.BytesIO(made.content)) as document:
        for page in document.pages:
            for font in page.Resources.get("/Font", {}).values():
                assert "Source" in str(font.BaseFont)


@pytest.mark.parametrize("kind", FEW)
def test_the_file_is_tagged_titled_and_holds_nothing_hidden(kind, made):
    with pikepdf.open(io.BytesIO(made(kind).content)) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en-GB"
        assert "StructTreeRoot" in root.keys().__str__()
        title = str(document.docinfo["/Title"])
        assert "Daniel Mensah" in title
        assert "/Names" not in root or "/EmbeddedFiles" not in root.Names
        assert "/AcroForm" not in root
        assert "/OpenAction" not in root
        for page in document.pages:
            for note in page.get("/Annots", []):
                assert "/URI" not in note.get("/A", {})
        kinds, alternatives = [], []
        walk(root.StructTreeRoot, kinds, alternatives)
        headings = [int(name[2:]) for name in kinds if re.fullmatch(r"/H[1-6]", name)]
        assert headings.count(1) == 1
        assert headings[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(headings))
        assert alternatives
        assert all(alternatives)


def walk(node, kinds, alternatives):
    """Every structure element in reading order; the alternative text of every figure."""
    if not isinstance(node, pikepdf.Dictionary):
        return
    if "/S" in node:
        kinds.append(str(node.S))
        if str(node.S) == "/Figure":
            alternatives.append(str(node.get("/Alt", "")))
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        walk(child, kinds, alternatives)


def test_bands_can_be_told_apart_in_grey(made):
    """The four state shapes differ as shapes: circle, diamond, triangle, square."""
    view = CASES["number"]()
    assert [step.shape.kind for step in view.verdict.bands] == ["very-high", "high", "moderate", "low"]
    page = pypdfium2.PdfDocument(made("number").content)[0]
    picture = page.render(scale=3, grayscale=True).to_pil()
    assert picture.mode == "L"
    darkest, lightest = picture.getextrema()
    assert darkest < 60
    assert lightest > 240


def test_a_view_is_plain_data_that_can_be_kept():
    import msgspec

    for kind in ALL:
        view = CASES[kind]()
        kept = msgspec.json.encode(msgspec.to_builtins(view))
        assert msgspec.convert(msgspec.json.decode(kept), type(view)) == view
        assert dataclasses.is_dataclass(view)
