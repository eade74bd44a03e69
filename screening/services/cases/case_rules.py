"""The rules of cases with the words under which events keep them."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.case.rules import CaseRules, required_case_rules
from screening.domain.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that run, and their version and digest."""

    rules: CaseRules
    id: str

    @classmethod
    def of(cls, rulebook: Rulebook) -> Rules:
        """Those of a rulebook.

        Raises:
            ScreeningError: it has none for cases.
        """
        return cls(required_case_rules(rulebook), f"{rulebook.version} {rulebook.digest}")
