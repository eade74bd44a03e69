"""Whether there is a score at all, whether it may be printed as a number, and why not."""

from __future__ import annotations

from screening.domain.assessment import InjuryResult, TriageResult
from screening.domain.facts import Facts
from screening.domain.fitting import fitting
from screening.domain.risk.rules import RequiredField, RiskRules
from screening.domain.vocabulary import BaselineQuality, InjuryStatus, NotGradedBecause, RiskStatus, Urgency


def status_of(
    facts: Facts, injury: InjuryResult, triage: TriageResult, rules: RiskRules
) -> tuple[RiskStatus, tuple[str, ...]]:
    """The status with every reason against a score. A reason not to score outranks missing answers."""
    reasons = [rules.messages.present_problem] if _has_present_problem(injury, triage) else []
    reasons += [rule.why for rule in fitting(rules.not_scored, facts)]
    if reasons:
        return RiskStatus.NOT_SCORED, tuple(dict.fromkeys(reasons))
    missing = [required.words for required in rules.required if not _is_answered(required, facts)]
    if missing:
        sentence = rules.messages.not_enough.replace("{fields}", _listed(missing))
        return RiskStatus.NOT_ENOUGH_INFORMATION, (sentence,)
    return RiskStatus.SCORED, ()


def why_no_number(quality: BaselineQuality, rules: RiskRules, *, first_weeks: bool) -> str | None:
    """The sentence that stands in place of a number; None where the season number is shown."""
    if first_weeks:
        return rules.messages.first_weeks
    return None if quality in rules.number_for else rules.messages.no_number[quality]


def _has_present_problem(injury: InjuryResult, triage: TriageResult) -> bool:
    """Out of scope is said in its own words; muscle soreness that needs nobody is no reason to wait."""
    if injury.status not in {InjuryStatus.GRADED, InjuryStatus.NOT_GRADED}:
        return False
    match injury.not_graded_because:
        case NotGradedBecause.OUT_OF_SCOPE:
            return False
        case NotGradedBecause.DOMS:
            return triage.urgency is not Urgency.T5
        case _:
            return True


def _is_answered(required: RequiredField, facts: Facts) -> bool:
    if facts.get(required.field) is not None:
        return True
    return required.not_sure_counts and required.field in facts.values


def _listed(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} and {words[-1]}"
