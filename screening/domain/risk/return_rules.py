"""The constants of the first weeks after a return, as data."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.conditions import Condition


@dataclass(frozen=True, slots=True)
class ReturnWeight:
    """A multiplier on the weekly hazard; the first of its kind whose condition is true counts."""

    id: str
    when: Condition
    weight: float
    per_unit_of: str | None = None
    """A numeric field; the weight is then raised to its value, `most_units` at most."""
    most_units: float | None = None


@dataclass(frozen=True, slots=True)
class ReturnRules:
    """Weekly hazard: calibration x (H0 / weeks_in_season) / history_mean x m(w) x weights.

    m(w) = settled_weight + (start_weight - settled_weight) x exp(-w / decay_weeks).
    """

    weeks_field: str
    first_weeks: float
    """The module speaks below this many weeks since return."""
    when: Condition
    """Who is in the module at all, apart from the weeks."""
    season_weeks: float
    calibration: float
    history_mean: float
    settled_weight: float
    start_weight: float
    decay_weeks: float
    sessions: tuple[ReturnWeight, ...]
    clinical: tuple[ReturnWeight, ...]
    clinical_highest: float
    history_factors: tuple[str, ...]
    """Replaced by m(w), so left out of the other factors."""
    note: str
    sources: tuple[str, ...]
