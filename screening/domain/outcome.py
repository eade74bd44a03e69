"""What each step of an assessment hands on: its result, the facts it added, and its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from .facts import Facts
from .trace import TraceStep

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[R]):
    """`facts` hold what came in plus what a later rule may read of this step, under `result.` names."""

    result: R
    facts: Facts
    trace: tuple[TraceStep, ...] = field(default=())
