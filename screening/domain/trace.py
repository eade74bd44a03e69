"""The reasons of a result: what each rule looked at and concluded, written down by evaluation itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .answers import Known


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One rule that had a say.

    `rule` is the namespaced id (risk.prior_hsi_status, gate.N1, triage.S3); `read` is what it looked at;
    `result` is its conclusion in a few words; `effect` is the multiplier of a risk step, if it is one.
    """

    rule: str
    read: Mapping[str, Known | None]
    result: str
    sources: tuple[str, ...] = ()
    effect: float | None = None
