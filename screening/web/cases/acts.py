"""An act: one thing a clinician does with a case on a form of its own, as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from screening.domain.case.events import Body
from screening.domain.case.gates import Gate
from screening.domain.case.rules import CaseRules
from screening.domain.case.standing import CaseState
from screening.domain.case.words import STAGES, Party, State
from screening.domain.reporting.case_log_words import LogNames

from .asks import Ask, Kind, Typed


@dataclass(frozen=True, slots=True)
class Colleague:
    """A physio or doctor of the club."""

    account_id: int
    name: str
    party: Party

    @property
    def words(self) -> str:
        return f"{self.name}, {self.party}"


@dataclass(frozen=True, slots=True)
class Known:
    """What the forms of a case are made from. `day` is the club's own day."""

    state: CaseState
    rules: CaseRules
    names: LogNames
    day: dt.date
    gate: Gate | None
    """Of the next move; None where there is none."""
    proposed_code: str
    colleagues: tuple[Colleague, ...]
    acts_as: Party
    athlete: str = ""
    """Whose case it is."""
    signs_as: str = ""
    """The name of whoever looks at it."""
    about: str = ""
    """The one hold, session or result that a form is about, where there is one."""

    @property
    def is_doctor(self) -> bool:
        return self.acts_as is Party.DOCTOR

    @property
    def has_doctor(self) -> bool:
        """Whether the club has a doctor with an account."""
        return any(one.party is Party.DOCTOR for one in self.colleagues)

    def rung_words(self, rung: int) -> str:
        """R4, tempo strides, up to 70%."""
        found = self.rules.running.rungs[rung]
        speed = f", up to {found.speed_pct:g}%" if found.speed_pct else ""
        return f"R{rung}, {found.content[:1].lower()}{found.content[1:]}{speed}"

    def stage_words(self, state: State) -> str:
        """S4, Running progression."""
        return self.names.stage(state)


@dataclass(frozen=True, slots=True)
class Act:
    """One form: what it asks, what is recorded, and whether the page of the case offers it now."""

    name: str
    title: str
    button: str
    group: str
    asks: Callable[[Known], tuple[Ask, ...]]
    body: Callable[[Typed, Known], Body]
    fits: Callable[[Known], bool]
    done: str
    intro: str = ""
    shows_gate: bool = False


def reason(label: str = "Reason", hint: str = "") -> Ask:
    """The reason somebody gives; never left out."""
    return Ask("reason", Kind.AREA, label, hint, needed="Write the reason")


def in_stage(known: Known) -> bool:
    """Whether the case stands on one of the eight stages."""
    return known.state.stage is not None


def is_open(known: Known) -> bool:
    """Whether the case goes on."""
    return not known.state.is_ended


def stages_up_to(last: State) -> tuple[State, ...]:
    """S1 to a stage, both included."""
    return STAGES[: STAGES.index(last) + 1]
