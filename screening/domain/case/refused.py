"""Why something cannot happen in a case, in words."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.errors import ScreeningError

from .words import Party


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; `id` is the rule or criterion behind it."""

    id: str
    text: str
    who: frozenset[Party] = frozenset()
    """Who may do it instead, where it was the wrong person; empty where it is not about the person."""


class Refused(ScreeningError):
    """It did not happen. Holds every reason, not only the first."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__("; ".join(f"{reason.id}: {reason.text}" for reason in reasons))
        self.reasons = reasons


def refuse(rule: str, text: str, who: frozenset[Party] = frozenset()) -> Refused:
    """For one reason alone."""
    return Refused((Reason(rule, text, who),))
