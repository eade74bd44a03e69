"""Where an athlete stands on the way back, as they read it: stages, today, the next gate, the last lights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.case.events import Agreed, Criterion
from screening.domain.case.standing import CaseState, Noted
from screening.domain.case.words import Party, State
from screening.domain.reporting.case_charts import ladder_of
from screening.domain.reporting.case_gate_table import GateRow, gate_row
from screening.domain.reporting.case_head import HoldShown
from screening.domain.reporting.case_lights import DayLight, lights_of
from screening.domain.reporting.case_log_words import LogNames
from screening.domain.reporting.charts.ladder import LadderStep
from screening.domain.reporting.words import capital
from screening.domain.reporting.words import day as day_words

LIGHT_DAYS = 7
GUARD = "guard."
"""Rows of days and holds: shown while they stand in the way, and no task once they do not."""


@dataclass(frozen=True, slots=True)
class NextGate:
    """What opens the next stage. `rows` hold only what counts, open ones first."""

    move: str
    title: str
    rows: tuple[GateRow, ...]
    left: str
    who: str


@dataclass(frozen=True, slots=True)
class Asking:
    """An agreement that is asked for. `said` is what this person has said already."""

    move: str
    title: str
    text: str
    said: str


@dataclass(frozen=True, slots=True)
class WayBack:
    """The page, of the athlete or of whoever answers for them."""

    about: str
    place: str
    since: str
    today: str
    not_allowed: tuple[str, ...]
    cleared: str
    steps: tuple[LadderStep, ...]
    holds: tuple[HoldShown, ...]
    gate: NextGate | None
    lights: tuple[DayLight, ...]
    asking: Asking | None
    is_ended: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the page is made from, beside the state: the next gate and the sentence for today."""

    names: LogNames
    today: dt.date
    sentence: str
    move: str | None = None
    after: State | None = None
    rows: Sequence[Criterion] = ()
    is_open: bool = False
    signers: str = ""
    """Who has to sign, in words: "a physio or doctor"."""
    agreements: tuple[Party, ...] = ()
    """Whose yes the move needs."""
    holds: tuple[HoldShown, ...] = ()
    cleared: str = ""
    """Who gave the clearance of today, in a sentence."""
    not_allowed: tuple[str, ...] = ()


def way_back(state: CaseState, known: Known, party: Party, responsible: str) -> WayBack:
    """The page as it stands today.

    Args:
        party: athlete or guardian, for what is asked of them.
        responsible: the name of the clinician who answers for the case.
    """
    side = state.opened.side
    gate = _next_gate(state, known)
    return WayBack(
        about=f"Back of the {side} thigh, since {day_words(state.opened.injury_on)}. "
        f"{responsible} answers for the return.",
        place=capital(known.names.stage(state.state)),
        since=day_words(state.entered_on),
        today=known.sentence,
        not_allowed=known.not_allowed,
        cleared=known.cleared,
        steps=ladder_of(state, known.names, known.is_open if gate else None).steps,
        holds=known.holds,
        gate=gate,
        lights=lights_of(state, known.today, LIGHT_DAYS),
        asking=_asking(state, known, party),
        is_ended=state.is_ended,
    )


def _next_gate(state: CaseState, known: Known) -> NextGate | None:
    if known.move is None or known.after is None or state.is_ended:
        return None
    counting = [row for row in known.rows if not row.advisory and not (row.met and row.id.startswith(GUARD))]
    left = [row for row in counting if row.met is not True]
    ordered = [*left, *(row for row in counting if row.met is True)]
    words = (
        "Nothing is left but the sign-off."
        if not left
        else f"{len(counting) - len(left)} of {len(counting)} are done."
    )
    return NextGate(
        move=known.move,
        title=f"What opens {known.names.stage(known.after)}" if state.stage else "What comes first",
        rows=tuple(gate_row(row) for row in ordered),
        left=words,
        who=f"Signed by {known.signers}." if known.signers else "",
    )


def _asking(state: CaseState, known: Known, party: Party) -> Asking | None:
    """What is asked of this person about the next move, if anything."""
    if known.move is None or known.after is None or party not in known.agreements or state.is_ended:
        return None
    said = [one for one in state.agreements if one.body.move == known.move and one.by.party is party]
    return Asking(
        move=known.move,
        title=f"Do you agree to {known.names.stage(known.after)}?",
        text="It is your decision. A yes opens nothing alone: the tests and the sign-off are needed too. "
        "You can change it until the move is made.",
        said=_said(said[-1]) if said else "",
    )


def _said(one: Noted[Agreed]) -> str:
    yes = "agreed" if one.body.agrees else "did not agree"
    return f"You {yes} on {day_words(one.day)}."
