"""What the ids of a case are called, from the rules that run."""

from __future__ import annotations

from screening.domain.case.rules import CaseRules, required_case_rules
from screening.domain.reporting.case_log_words import LogNames
from screening.web.parts import parts


def log_names(rules: CaseRules) -> LogNames:
    """Tests, stages, moves and questions by what they are called."""
    return LogNames(
        tests={one.id: one.name for one in rules.tests.values()},
        units={one.id: one.unit for one in rules.tests.values()},
        stages={state.value: stage.name for state, stage in rules.stages.items()},
        questions={one.id: one.ask for one in rules.red_flags},
    )


def names_now() -> LogNames:
    """The names under the rules that run."""
    return log_names(required_case_rules(parts().rulebook))
