"""What the product proposes and a clinician decides: the severity class and an injury code."""

from __future__ import annotations

from collections.abc import Sequence

from screening.domain.vocabulary import Grade, Tag

from .people import is_minor, is_tendon
from .rules import CaseRules, CodeWhen, InjuryCode
from .standing import CaseState
from .words import Mechanism, SeverityClass

_AVULSION = frozenset({Tag.AVULSION_SUSPECTED, Tag.RUPTURE_SUSPECTED})


def proposed_severity(
    low: Grade | None, high: Grade | None, tags: Sequence[Tag], mechanism: Mechanism, rules: CaseRules
) -> SeverityClass:
    """The class a grade span, its tags and the mechanism come to. The upper end of a span counts.

    Source:
        rules/stages/classes.yaml
    """
    grade = high or low
    severity = SeverityClass.UNKNOWN if grade is None else rules.classes.by_grade[grade]
    present = {*tags, *({Tag.STRETCH_PROXIMAL} if mechanism is Mechanism.STRETCH else ())}
    for rule in rules.classes.by_tag:
        if rule.tag in present:
            severity = rule.becomes.get(severity, severity)
    return severity


def slower(first: SeverityClass, second: SeverityClass, rules: CaseRules) -> SeverityClass:
    """The one with the longer times; of two with the same times the one of a tendon."""
    return max((first, second), key=lambda severity: _slowness(severity, rules))


def is_faster(first: SeverityClass, second: SeverityClass, rules: CaseRules) -> bool:
    """Whether `first` would shorten times, or drop what a tendon asks for, against `second`."""
    return _slowness(first, rules) < _slowness(second, rules)


def _slowness(severity: SeverityClass, rules: CaseRules) -> tuple[bool, tuple[int, ...], bool]:
    row = rules.times.minimum.get(severity)
    days = tuple(row.days.values()) if row else ()
    return row is None, days, severity in rules.classes.tendon_classes


def proposed_code(state: CaseState, rules: CaseRules) -> InjuryCode:
    """The code for what is known now; the first row that holds.

    Source:
        rules/stages/injury_codes.yaml
    """
    torn = state.severity is SeverityClass.AV or bool(_AVULSION & set(state.tags))
    holds = {
        CodeWhen.YOUNG_AVULSION: torn and is_minor(state, rules),
        CodeWhen.AVULSION: torn,
        CodeWhen.TENDON: is_tendon(state, rules),
        CodeWhen.OTHERWISE: True,
    }
    row = next(row for row in rules.codes.proposed if holds[row.when])
    return next(code for code in rules.codes.codes if code.code == row.code)
