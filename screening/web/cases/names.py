"""What the ids of a case are called, from the rules that run."""

from __future__ import annotations

from screening.domain.case.rules import required_case_rules
from screening.domain.reporting.case_log_words import LogNames
from screening.domain.reporting.case_names import log_names
from screening.web.parts import parts


def names_now() -> LogNames:
    """The names under the rules that run."""
    return log_names(required_case_rules(parts().rulebook))
