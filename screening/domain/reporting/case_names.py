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
    )
