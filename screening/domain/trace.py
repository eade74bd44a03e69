"""The reasons of a result: what each rule looked at and concluded, written down by evaluation itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .answers import Known
from .vocabulary import Certainty


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One rule that had a say.

    `rule` is the namespaced id (risk.prior_hsi_status, gate.N1, triage.S3); `read` is what it looked at;
    `result` is its conclusion in a few words; `effect` is the multiplier of a risk step, if it is one, and
    `weight` what that multiplier was before it was divided by the population's mean. `text` is the rule's
    sentence and `certainty` how sure the evidence behind it is; older records lack both.
    """

    rule: str
    read: Mapping[str, Known | None]
    result: str
    sources: tuple[str, ...] = ()
    effect: float | None = None
    text: str = ""
    certainty: Certainty | None = None
    weight: float | None = None


Trace: TypeAlias = list[TraceStep] | None
"""Where steps are written down; None where nobody wants the reasons."""
