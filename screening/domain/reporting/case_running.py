"""The running rung in words, the same on every page and paper: the one set, and what today allows of it."""

from __future__ import annotations

from screening.domain.case.standing import CaseState
from screening.domain.case.today import Allowed

from .view import Row


def running_rows(state: CaseState, allowed: Allowed) -> tuple[Row, Row]:
    """The rung that was set, and the most of it that today allows, with why where it is less."""
    return Row("Running rung", _set(state, allowed)), Row("Running today", _today(allowed))


def _set(state: CaseState, allowed: Allowed) -> str:
    if allowed.rung > state.rung:
        return f"R{state.rung} was reached; with full training the ladder no longer leads"
    if not allowed.highest_rung:
        return f"R{state.rung} is set"
    return f"R{state.rung} is set; this stage goes up to R{allowed.highest_rung}"


def _today(allowed: Allowed) -> str:
    why = f": {allowed.why_lower}" if allowed.why_lower else ""
    if not allowed.speed_pct:
        return f"No running{why}"
    most = " at most" if allowed.why_lower else ""
    return f"R{allowed.rung}{most}, up to {allowed.speed_pct}% of the best speed{why}"
