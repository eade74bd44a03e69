"""Checks over the whole rulebook that no single part can make: is everything used, is everything read."""

from __future__ import annotations

from screening.domain.rulebook import Rulebook
from screening.rulebook.context import Context
from screening.rulebook.digest import rule_files
from screening.rulebook.index import INDEX
from screening.rulebook.sources import SOURCES
from screening.rulebook.walking import walk, words_in

OUR_OWN = frozenset({"expert", "design", "article"})


def check_whole(rulebook: Rulebook, context: Context) -> None:
    """Note everything that only shows when all parts are read."""
    check_questions_used(rulebook, context)
    check_sources_used(rulebook, context)
    check_verified_claims(rulebook, context)


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


def check_questions_used(rulebook: Rulebook, context: Context) -> None:
    """Every question is asked for a reason: a rule reads it, or it says why none does."""
    used = words_in(rulebook.derived, rulebook.risk, rulebook.grading, rulebook.triage, rulebook.plan)
    for question in rulebook.questionnaire.questions.values():
        place = f"{question.section}.{question.id}"
        if question.id not in used and question.unused is None:
            context.problems.add(
                "questionnaire", place, "is read by no rule", "write `unused:` with the reason, or use it"
            )
        if question.id in used and question.unused is not None:
            context.problems.add(
                "questionnaire", place, "says it is unused, but a rule reads it", "remove `unused:`"
            )


def check_sources_used(rulebook: Rulebook, context: Context) -> None:
    """A source is cited by some rule or marked as background, never both."""
    parts = (rulebook.questionnaire, rulebook.risk, rulebook.grading, rulebook.triage, rulebook.plan)
    cited = context.cited | (words_in(*parts) & rulebook.sources.keys())
    for source in rulebook.sources.values():
        if source.id in OUR_OWN:
            continue
        if source.id not in cited and not source.background:
            context.problems.add(
                SOURCES, source.id, "is cited by no rule", "cite it, or mark it `background: true`"
            )
        if source.id in cited and source.background:
            context.problems.add(
                SOURCES, source.id, "is marked as background, but a rule cites it", "remove the mark"
            )


def check_verified_claims(rulebook: Rulebook, context: Context) -> None:
    """A rule that rests on unconfirmed sources alone may not call itself verified."""
    for part in (rulebook.risk, rulebook.grading, rulebook.triage, rulebook.plan):
        for item in walk(part):
            ids = getattr(item, "sources", None)
            if getattr(item, "verified", None) is not True or not isinstance(ids, tuple) or not ids:
                continue
            if not any(source.verified for key in ids if (source := rulebook.sources.get(key))):
                name = str(getattr(item, "id", "a rule"))
                context.problems.add(
                    INDEX, name, "is verified, but none of its sources is", "write `verified: false`"
                )
