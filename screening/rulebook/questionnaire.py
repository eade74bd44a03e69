"""Reads rules/questionnaire: sections, questions, and the pages of the web form.

Two passes: a condition may name any question, so all ids, types and options are read first and
the conditions after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from screening.domain.questionnaire import Page, Question, Questionnaire, Section, Who
from screening.rulebook.context import Context
from screening.rulebook.names import NameTable
from screening.rulebook.pages import read_pages
from screening.rulebook.questions import Draft, read_question

FOLDER = "questionnaire"


def read_questionnaire(context: Context) -> Questionnaire:
    """All questions and pages; everything wrong in them is noted in `context.problems`."""
    index = context.open(f"{FOLDER}/index.yaml")
    if index is None:
        return Questionnaire((), {}, ())
    files = [(block.text("id"), block.text("file")) for block in index.block().children("sections")]
    sections: list[Section] = []
    drafts: dict[str, Draft] = {}
    for section_id, name in files:
        section = _read_section(context, section_id, name, drafts)
        if section is not None:
            sections.append(section)
    context = context.naming(NameTable.of(draft.question for draft in drafts.values()))
    questions = {field: draft.finished(context) for field, draft in drafts.items()}
    pages = read_pages(context, f"{FOLDER}/pages.yaml", questions)
    _check_cycles(drafts, questions)
    _check_every_field_is_asked(drafts, questions, pages)
    return Questionnaire(tuple(sections), questions, pages)


def _read_section(context: Context, section_id: str, name: str, drafts: dict[str, Draft]) -> Section | None:
    file = context.open(f"{FOLDER}/{name}")
    if file is None:
        return None
    top = file.block()
    if top.text("id") != section_id:
        top.problem("id", f"is not {section_id!r}, as index.yaml says", "use the same id in both")
    section = Section(section_id, top.text("title"), top.optional_text("intro"))
    for block in top.children("questions"):
        draft = read_question(block, section_id)
        question = draft.question
        if question.id in drafts:
            block.problem("id", f"{question.id!r} is there twice", "an id names one question")
        drafts[question.id] = draft
    return section


def _check_cycles(drafts: Mapping[str, Draft], questions: Mapping[str, Question]) -> None:
    """No question may wait, through others, for itself."""
    for field, draft in drafts.items():
        seen: set[str] = set()
        waiting = _waits_for(questions[field])
        while waiting:
            name = waiting.pop()
            if name == field:
                draft.block.problem("show_when", "waits for its own answer", "break the circle")
                break
            if name not in seen and name in questions:
                seen.add(name)
                waiting |= _waits_for(questions[name])


def _waits_for(question: Question) -> set[str]:
    conditions = (question.show_when, *(option.only_when for option in question.options))
    return {name for condition in conditions for name in condition.names()}


def _check_every_field_is_asked(
    drafts: Mapping[str, Draft], questions: Mapping[str, Question], pages: Iterable[Page]
) -> None:
    asked = {field for page in pages for field in page.fields}
    for field, question in questions.items():
        if question.who is Who.ATHLETE and field not in asked:
            drafts[field].block.problem("id", f"{field!r} is on no page", "add it to pages.yaml")
