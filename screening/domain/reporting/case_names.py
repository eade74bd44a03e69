"""What the ids of a case are called, from the rules."""

from __future__ import annotations

from screening.domain.case.rules import CaseRules

from .case_log_words import LogNames


def log_names(rules: CaseRules) -> LogNames:
    """Tests, units, stages and red-flag questions by what they are called."""
    return LogNames(
        tests={one.id: one.name for one in rules.tests.values()},
        units={one.id: one.unit for one in rules.tests.values()},
        stages={state.value: stage.name for state, stage in rules.stages.items()},
        questions={one.id: one.ask for one in rules.red_flags},
        passed={one.id: one.words for one in rules.tests.values() if one.words is not None},
        why=why_texts(rules),
    )


def why_texts(rules: CaseRules) -> dict[str, str]:
    """What every rule that refers a case says, by its id: findings and red flags."""
    found = {one.id: f"{one.means} {one.do}" for one in rules.examination.findings if one.refers}
    return {**found, **{f"redflag.{one.id}": f"{one.ask} Yes." for one in rules.red_flags}}
