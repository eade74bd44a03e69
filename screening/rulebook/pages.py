"""Reads the pages of the web form and checks them against the questions."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.checking import check_texts
from screening.domain.conditions import ALWAYS, All, Condition
from screening.domain.questionnaire import Page, PageKind, Question, Questionnaire, QuestionType, Who
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

NONE_LABEL = "None of these"
NOT_SURE_LABEL = "I'm not sure about the rest"
_DEMAND = "demand_"


def read_pages(context: Context, path: str, questions: Mapping[str, Question]) -> tuple[Page, ...]:
    """The pages in order; a page's condition includes that of its part."""
    file = context.open(path)
    if file is None:
        return ()
    pages: list[Page] = []
    asked: set[str] = set()
    for part in file.block().children("parts"):
        part_id, extra = part.text("id"), part.flag("extra", default=False)
        part_when = context.optional_condition(part, "show_when")
        for block in part.children("pages"):
            page = _read_page(context, block, questions, part_id, extra=extra, part_when=part_when)
            if any(page.id == other.id for other in pages):
                block.problem("id", f"{page.id!r} is there twice", "an id names one page")
            for field in page.fields:
                if field in asked:
                    block.problem("fields", f"{field!r} is asked on two pages", "never ask twice")
                asked.add(field)
            pages.append(page)
    return tuple(pages)


def _read_page(
    context: Context,
    block: Block,
    questions: Mapping[str, Question],
    part: str,
    *,
    extra: bool,
    part_when: Condition,
) -> Page:
    named = block.texts("fields")
    for field in named:
        if field not in questions:
            block.problem("fields", f"{field!r} is not a question", "check the id in this folder")
        elif questions[field].who is not Who.ATHLETE:
            block.problem("fields", f"{field!r} is not for athletes", "leave it to the staff screens")
    fields = tuple(field for field in named if field in questions)
    kind = block.choice("kind", PageKind)
    lead = questions[fields[0]] if fields else None
    title = block.optional_text("title")
    if (title is None) != (kind is PageKind.SINGLE):
        block.problem("title", "goes with every page but a single one", "its question heads a single page")
    show_when = context.optional_condition(block, "show_when")
    page = Page(
        id=block.text("id"),
        section=lead.section if lead else "",
        title=title or (lead.label if lead else ""),
        fields=fields,
        hint=block.optional_text("hint"),
        why=block.optional_text("why") or (lead.why if lead and kind is PageKind.SINGLE else None),
        show_when=_both(part_when, show_when),
        prefill=_read_prefill(block, questions, fields),
        suggested=_read_suggested(block, questions, fields),
        kind=kind,
        part=part,
        extra=extra,
        none_label=block.optional_text("none_label") or NONE_LABEL,
        not_sure_label=block.optional_text("not_sure_label") or NOT_SURE_LABEL,
    )
    _check_page(block, page, [questions[field] for field in fields])
    return page


def _both(first: Condition, second: Condition) -> Condition:
    parts = tuple(condition for condition in (first, second) if condition is not ALWAYS)
    return All(parts) if len(parts) > 1 else (parts[0] if parts else ALWAYS)


def _check_page(block: Block, page: Page, questions: list[Question]) -> None:
    if page.kind is PageKind.SINGLE and len(questions) != 1:
        block.problem("fields", "holds other than one question", "use kind group")
    if page.kind is not PageKind.SINGLE and len(questions) < 2:
        block.problem("fields", "holds fewer than two questions", "use kind single")
    if page.kind is PageKind.TICK_GROUP:
        for question in questions:
            if question.type is not QuestionType.BOOLEAN or question.statement is None:
                block.problem("fields", f"{question.id!r} has no statement to tick", "add it or use group")
    if page.kind is PageKind.DEMAND_GRID and len({question.option_values for question in questions}) > 1:
        block.problem("fields", "have different options", "a grid has one set of columns")
    here = set(page.fields)
    for question in questions:
        conditions = (question.show_when, *(option.only_when for option in question.options))
        if here & {name for condition in conditions for name in condition.names()}:
            block.problem("fields", f"{question.id!r} depends on its own page", "ask it on a later page")


def _read_prefill(
    block: Block, questions: Mapping[str, Question], fields: tuple[str, ...]
) -> Mapping[str, Mapping[str, str]] | None:
    if not block.has("prefill"):
        return None
    sports = questions["sport"].option_values if "sport" in questions else ()
    prefill: dict[str, Mapping[str, str]] = {}
    for sport, row in block.named_children("prefill"):
        if sport not in sports:
            row.problem(sport, "is not a sport", "use an option of the question sport")
        answers: dict[str, str] = {}
        for field in fields:
            short = field.removeprefix(_DEMAND)
            answers[field] = row.text(short)
            if answers[field] and answers[field] not in questions[field].option_values:
                row.problem(short, f"{answers[field]!r} is not an option", "use an option of that question")
        prefill[sport] = answers
    return prefill


def _read_suggested(
    block: Block, questions: Mapping[str, Question], fields: tuple[str, ...]
) -> Mapping[str, str] | None:
    row = block.optional_child("suggested")
    if row is None:
        return None
    suggested = {field: row.text(field) for field in fields if row.has(field)}
    _, wrong = check_texts(suggested, Questionnaire((), questions, ()))
    for problem in wrong:
        row.problem(problem.field, "is not an answer to its question", problem.message)
    return suggested
