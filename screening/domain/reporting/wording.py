"""The sentences of the reports, by key: data in `rules/wording/`, so that a reviewer can read them."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass

PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    name: frozenset(filled.split())
    for name, filled in {
        "title": "",
        "coach.title": "",
        "coach.full.word": "",
        "coach.full.text": "",
        "coach.modified.word": "",
        "coach.modified.text": "",
        "coach.not_cleared.word": "",
        "coach.not_cleared.text": "",
        "coach.unknown.word": "",
        "coach.unknown.text": "",
        "coach.not_a_clearance": "",
        "coach.left_out": "",
        "aid": "",
        "document_title": "name date",
        "band.title": "",
        "band.low.word": "",
        "band.low.advice": "",
        "band.moderate.word": "",
        "band.moderate.advice": "",
        "band.high.word": "",
        "band.high.advice": "",
        "band.very_high.word": "",
        "band.very_high.advice": "",
        "band.provisional": "",
        "band.provisional_first_weeks": "",
        "verdict.low": "",
        "verdict.moderate": "",
        "verdict.high": "",
        "verdict.very_high": "",
        "verdict.first_weeks": "",
        "verdict.some_can_change": "number",
        "verdict.one_can_change": "",
        "verdict.only_one": "",
        "verdict.all_can_change": "number",
        "verdict.none_can_change": "",
        "verdict.none_raises": "",
        "verdict.not_asked": "",
        "verdict.not_enough": "",
        "verdict.not_scored": "",
        "sub.no_problem": "",
        "sub.not_asked": "",
        "sub.no_problem_urgent": "",
        "sub.may_change": "",
        "sub.sore": "",
        "season.title": "",
        "season.yours": "group number",
        "season.yours_others": "number",
        "season.typical": "group number",
        "season.typical_others": "number",
        "season.which": "",
        "season.or_more": "number",
        "season.compared": "word group",
        "first_weeks.title": "",
        "first_weeks.lead": "",
        "first_weeks.row_head": "weeks",
        "first_weeks.row": "number others",
        "first_weeks.no_number": "",
        "moved.title": "typical value",
        "moved.title_words": "",
        "moved.fixed": "",
        "moved.changeable": "",
        "moved.favour": "",
        "moved.rest_group": "",
        "moved.rest": "number",
        "moved.rest_one": "",
        "moved.if_changed": "",
        "moved.raises": "",
        "moved.lowers": "",
        "moved.under_one": "",
        "moved.note": "typical",
        "moved.note_words": "",
        "moved.adjusted": "",
        "evidence.strong": "",
        "evidence.some": "",
        "evidence.weak": "",
        "work.title": "",
        "work.title_later": "",
        "change.title": "",
        "change.from_to": "value changed low high",
        "change.no_number": "",
        "change.effort": "effort",
        "change.hollow": "number",
        "change.nothing": "",
        "change.nothing_more": "",
        "sure.title": "",
        "sure.range": "low high",
        "sure.wide": "",
        "sure.bounds": "low high",
        "sure.missing": "missing",
        "sure.missing_more": "missing number",
        "sure.complete": "",
        "sure.no_number": "",
        "sure.first_weeks": "",
        "light.title": "",
        "light.green.word": "",
        "light.green.text": "",
        "light.amber.word": "",
        "light.amber.text": "",
        "light.red.word": "",
        "light.red.text": "",
        "care.T1": "",
        "care.T2": "",
        "care.T3": "",
        "care.T4": "",
        "care.T5": "",
        "care.when": "",
        "care.who": "",
        "care.say": "",
        "care.until": "",
        "care.at_once": "",
        "clock.T1": "",
        "clock.T2": "",
        "clock.T3": "",
        "clock.T4": "",
        "clock.T5": "",
        "injury.title": "",
        "injury.title_other": "",
        "injury.fits": "span side",
        "injury.one_grade": "grade",
        "injury.span": "low high",
        "injury.span_strain": "low high",
        "injury.second_line": "span",
        "injury.provisional": "",
        "injury.confidence.low": "",
        "injury.confidence.moderate": "",
        "injury.confidence.high": "",
        "injury.tag.AVULSION_SUSPECTED": "",
        "injury.tag.RUPTURE_SUSPECTED": "",
        "injury.tag.STRETCH_PROXIMAL": "",
        "injury.tag.INTRATENDINOUS": "",
        "injury.tag.RECURRENCE": "",
        "injury.return": "",
        "injury.sure": "",
        "injury.noted": "",
        "injury.side": "",
        "injury.missing": "missing",
        "side.left": "",
        "side.right": "",
        "side.both": "",
        "side.unknown": "",
        "side.none": "",
        "side.not_asked": "",
        "thigh.left": "",
        "thigh.right": "",
        "thigh.both": "",
        "thigh.unknown": "",
        "withheld.urgent": "",
        "plan.title": "number",
        "plan.title_one": "",
        "plan.title_none": "",
        "plan.ladder": "",
        "plan.match": "",
        "plan.every_day": "",
        "injury.scan": "",
        "sees.you": "",
        "sees.you_text": "",
        "sees.link": "",
        "sees.link_text": "",
        "sees.club": "",
        "sees.club_text": "",
        "answers.not_sure": "",
        "answers.none": "",
        "foot.rules": "version digest checked",
        "foot.rules_long": "version digest from checked review",
        "foot.checked": "name",
        "foot.unchecked": "",
        "foot.valid": "date",
        "foot.again": "date",
        "foot.again_problem": "date",
        "sources.more": "number",
        "missing.none_asked": "",
        "missing.list": "missing",
    }.items()
}
"""Every sentence the views use, with what is filled in. The reader refuses more, fewer or other ones."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How a relative risk below an end is put in words; the last one has no end."""

    below: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Wording:
    """All sentences of the athlete report."""

    texts: Mapping[str, str]
    comparison: tuple[Compared, ...]
    professional: tuple[tuple[str, str], ...]
    """When to see somebody without a present problem: urgency in words, signs."""
    limits: tuple[str, ...]
    """Beside every result; the first one first."""
    signs: tuple[str, ...]
    """Ids of the questions about warning signs, which are listed with their answers."""

    def say(self, key: str, **filled: object) -> str:
        """The sentence with its places filled."""
        return self.texts[key].format(**filled)

    def compare(self, relative: float) -> str:
        """A relative risk in words, to stand before the group."""
        fits = (line.words for line in self.comparison if line.below is None or relative < line.below)
        return next(fits)


def placeholders_of(text: str) -> frozenset[str]:
    """The names in braces; ValueError where braces do not match."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
