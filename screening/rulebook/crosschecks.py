"""Checks over the whole rulebook that no single part can make: is everything used, read and reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from screening.domain.conditions import Condition
from screening.domain.rulebook import Rulebook
from screening.rulebook.context import Context
from screening.rulebook.digest import rule_files
from screening.rulebook.index import INDEX
from screening.rulebook.reachability import can_be_true, takes_all_of
from screening.rulebook.sources import SOURCES
from screening.rulebook.spelling import is_condition
from screening.rulebook.walking import field_names, walk

FIRST_HOLDS = frozenset({"Gate", "GradeRow", "RowResult", "Level", "KindRow", "AvailabilityRow"})
"""The kinds of row of which only the first that holds counts."""
OUR_OWN = frozenset({"expert", "design", "article"})
QUESTIONS = "questionnaire"
PARTS = (
    QUESTIONS,
    "derived",
    "risk",
    "grading",
    "triage",
    "plan",
    "programmes",
    "squad",
    "care",
    "case",
    "wording",
)

_Contents = Mapping[str, tuple[object, ...]]
"""Everything inside each part of the rulebook, by the name of the part."""


def check_whole(rulebook: Rulebook, context: Context) -> None:
    """Note everything that only shows when all parts are read."""
    contents = {name: tuple(walk(getattr(rulebook, name))) for name in PARTS}
    check_questions_used(rulebook, contents, context)
    check_sources_used(rulebook, contents, context)
    check_verified_claims(rulebook, contents, context)
    check_conditions_possible(contents, context)
    check_rows_reached(contents, context)


def check_files_read(context: Context) -> None:
    """A file that no part has opened would be ignored in silence."""
    read = {file.name for file in context.opened}
    for name in rule_files(context.folder):
        if name not in read:
            context.problems.add(
                name, "file", "is not read by any part", "check its folder and name, or remove it"
            )
    for path in sorted(context.folder.rglob("*.yml")):
        name = path.relative_to(context.folder).as_posix()
        context.problems.add(name, "file", "ends in .yml and is not read", "rename it to .yaml")


def check_questions_used(rulebook: Rulebook, contents: _Contents, context: Context) -> None:
    """Every question is asked for a reason: a rule reads it, or it says why none does."""
    rules = [items for name, items in contents.items() if name != QUESTIONS]
    used = {item for items in rules for item in items if isinstance(item, str)}
    for question in rulebook.questionnaire.questions.values():
        place = f"{question.section}.{question.id}"
        if question.id not in used and question.unused is None:
            context.problems.add(
                QUESTIONS, place, "is read by no rule", "write `unused:` with the reason, or use it"
            )
        if question.id in used and question.unused is not None:
            context.problems.add(
                QUESTIONS, place, "says it is unused, but a rule reads it", "remove `unused:`"
            )


def check_sources_used(rulebook: Rulebook, contents: _Contents, context: Context) -> None:
    """A source is cited by some rule, or marked as background that is kept although none does."""
    texts = {item for items in contents.values() for item in items if isinstance(item, str)}
    cited = context.cited | texts | OUR_OWN
    for source in rulebook.sources.values():
        if source.id not in cited and not source.background:
            context.problems.add(
                SOURCES, source.id, "is cited by no rule", "cite it, or mark it `background: true`"
            )


def check_verified_claims(rulebook: Rulebook, contents: _Contents, context: Context) -> None:
    """A rule that rests on unconfirmed sources alone may not call itself verified."""
    for items in contents.values():
        for item in items:
            cited = getattr(item, "sources", None)
            if getattr(item, "verified", None) is not True or not isinstance(cited, tuple) or not cited:
                continue
            if not any(source.verified for key in cited if (source := rulebook.sources.get(key))):
                context.problems.add(
                    INDEX,
                    _name_of(item),
                    "is verified, but none of its sources is",
                    "write `verified: false`",
                )


def check_conditions_possible(contents: _Contents, context: Context) -> None:
    """A condition that no answers can make true is a slip of the pen."""
    for part, items in contents.items():
        for owner, condition in _conditions_among(items):
            if not can_be_true(condition, context.names):
                context.problems.add(
                    part, owner, "has a condition that can never be true", "look for parts that clash"
                )


def check_rows_reached(contents: _Contents, context: Context) -> None:
    """In a table where the first row that holds counts, no row may be taken by one before it."""
    for part, items in contents.items():
        for rows in items:
            if not isinstance(rows, tuple) or not rows or type(rows[0]).__name__ not in FIRST_HOLDS:
                continue
            firm = [row for row in rows if not getattr(row, "upper_only", False)]
            for place, later in enumerate(firm):
                taken_by = next((row for row in firm[:place] if _takes(row, later, context)), None)
                if taken_by is not None:
                    context.problems.add(
                        part,
                        _name_of(later),
                        f"can never be reached, because {_name_of(taken_by)} always holds first",
                        "put it before that row, or narrow that row",
                    )


def _takes(earlier: object, later: object, context: Context) -> bool:
    first, second = getattr(earlier, "when", None), getattr(later, "when", None)
    if not is_condition(first) or not is_condition(second):
        return False
    return takes_all_of(first, second, context.names)


def _conditions_among(items: tuple[object, ...]) -> Iterator[tuple[str, Condition]]:
    """Every whole condition, with the name of the record it belongs to."""
    for item in items:
        names = field_names(type(item))
        if names and not is_condition(item):
            for name in names:
                value = getattr(item, name)
                if is_condition(value):
                    yield _name_of(item), value


def _name_of(record: object) -> str:
    for key in ("id", "rule", "field", "value"):
        name = getattr(record, key, None)
        if isinstance(name, str) and name:
            return name
    return type(record).__name__
