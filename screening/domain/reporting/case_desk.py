"""The page of a case on the physio's desk as plain data, from its log and what the rules make of it today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.domain.case.events import Log, RungSet
from screening.domain.case.gates import Gate
from screening.domain.case.holding import holding
from screening.domain.case.people import pain_mode
from screening.domain.case.rules import CaseRules
from screening.domain.case.stage_rules import Measure, TestKind
from screening.domain.case.standing import CaseState
from screening.domain.case.suggest import Suggestion
from screening.domain.case.today import Allowed
from screening.domain.case.words import Party, State

from .case_charts import Measured, ladder_of, pain_trend, rung_trend, share_trend, symmetry_of
from .case_findings import FindingShown, findings_shown
from .case_gate_table import GateTable, gate_table
from .case_head import CaseHead, HoldShown, case_head, holds_shown
from .case_lights import DayLight, lights_of
from .case_log_words import LogNames, ToldEvent
from .case_running import running_rows
from .case_timeline import Timeline, milestones, timeline
from .case_words import PAIN_MODE, PARTY
from .charts.ladder import StageLadder
from .charts.symmetry import SymmetryBars
from .charts.trend import TrendLine
from .day_words import many
from .view import Row
from .words import capital, listed


@dataclass(frozen=True, slots=True)
class AllowedShown:
    """What is allowed today in a sentence, for the coach and for the athlete."""

    coach: str
    athlete: str


@dataclass(frozen=True, slots=True)
class SignPanel:
    """What the next move still needs, and who signs it."""

    title: str
    lead: str
    parties: tuple[Row, ...]
    missing: tuple[str, ...]
    button: str
    is_open: bool
    nobody: str = ""
    """What to do where the club has nobody who may sign; empty where it has."""


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """Everything the page shows, in its order."""

    head: CaseHead
    holds: tuple[HoldShown, ...]
    findings: tuple[FindingShown, ...]
    allowed: AllowedShown
    ladder: StageLadder
    gate: GateTable | None
    sign: SignPanel | None
    due: tuple[Suggestion, ...]
    trends: tuple[TrendLine, ...]
    once: tuple[Row, ...]
    """What has one entry alone and no trend yet: its name and the figure."""
    symmetry: SymmetryBars | None
    lights: tuple[DayLight, ...]
    facts: tuple[Row, ...]
    milestones: tuple[ToldEvent, ...]
    newest: Timeline
    """The last events."""


@dataclass(frozen=True, slots=True)
class DeskInput:
    """One case at one moment, as the service hands it out."""

    name: str
    person: str
    """What tells the athlete apart: birth year and code."""
    log: Log
    state: CaseState
    gate: Gate | None
    allowed: Allowed
    suggestions: tuple[Suggestion, ...]
    rules: CaseRules
    names: LogNames
    day: dt.date
    has_doctor: bool = True
    """Whether the club has a doctor with an account."""


MOST_SHARES = 3
NO_DOCTOR = "No doctor has an account in this club. An administrator can invite one."
NEWEST = 8
LEAST_POINTS = 2
"""A line needs two: a chart of one day says nothing that its figure does not."""


def case_desk(given: DeskInput) -> CaseDesk:
    """The page as it stands on the day of `given`."""
    state, names, day = given.state, given.names, given.day
    measures = measured(state, given.rules)
    gate, trends = given.gate, _trends(given, measures)
    return CaseDesk(
        head=case_head(state, names, given.name, given.person, day),
        holds=holds_shown(state, holding(state, given.rules, day)),
        findings=findings_shown(state, given.rules, names),
        allowed=AllowedShown(given.allowed.coach, given.allowed.athlete),
        ladder=ladder_of(state, names, gate.is_open if gate is not None else None),
        gate=gate_table(gate_title(gate), gate.rows) if gate is not None else None,
        sign=sign_panel(state, gate, names, has_doctor=given.has_doctor) if gate is not None else None,
        due=given.suggestions,
        trends=tuple(one for one in trends if len(one.rows) >= LEAST_POINTS),
        once=tuple(_figures(one) for one in trends if 0 < len(one.rows) < LEAST_POINTS),
        symmetry=symmetry_of(state, measures),
        lights=lights_of(state, day),
        facts=_facts(given),
        milestones=milestones(given.log, names),
        newest=timeline(given.log, names, size=NEWEST),
    )


def measured(state: CaseState, rules: CaseRules) -> tuple[Measured, ...]:
    """The tests of both legs that have a result, those of the next gate first with what it asks."""
    targets = {
        need.test: need.value
        for criterion in (rules.stages[state.state].exit if state.stage else ())
        for need in criterion.needs
        if need.measure is Measure.LSI
    }
    tested = {one.body.test for one in state.tests if one.body.tested}
    wanted = [one for one in rules.tests.values() if one.kind is TestKind.TWO_LEGS and one.id in tested]
    wanted.sort(key=lambda one: one.id not in targets)
    return tuple(Measured(one.id, one.name, one.unit, targets.get(one.id)) for one in wanted)


def _trends(given: DeskInput, measures: Sequence[Measured]) -> tuple[TrendLine, ...]:
    state, day = given.state, given.day
    stage = given.rules.stages.get(state.state)
    shares = (share_trend(state, one, day) for one in measures[:MOST_SHARES])
    has_run = any(isinstance(event.body, RungSet) for event in given.log)
    cap = stage.max_rung if stage is not None else None
    rung = rung_trend(state, given.log, day, cap) if has_run else None
    found = (pain_trend(state, _last_entry(state, day)), rung, *shares)
    return tuple(one for one in found if one is not None)


def _last_entry(state: CaseState, day: dt.date) -> dt.date:
    """Where the line of the pain ends: today, of a case that has ended with the last check-in."""
    entered = [one.body.for_day for one in state.check_ins]
    return max(entered) if state.is_ended and entered else day


def _figures(chart: TrendLine) -> Row:
    """The only row of a chart in words: "72%, 14 November 2026"."""
    (on, *cells), several = chart.rows[0], len(chart.series) > 1
    values = [
        f"{head.lower()} {cell}" if several else cell
        for head, cell in zip(chart.heads[1:], cells, strict=True)
    ]
    return Row(chart.name, ", ".join([capital(values[0]), *values[1:], on]))


def gate_title(gate: Gate) -> str:
    """Gate from S4 to S5; gate into S1; gate from S8 to the close."""
    after = "the close" if gate.after is State.CLOSED else gate.after.value
    return f"Gate from {gate.before} to {after}" if gate.before.number else f"Gate into {after}"


def _button(gate: Gate) -> str:
    if gate.before is State.REFERRED:
        return "Go on after the referral"
    return "Close the case" if gate.after is State.CLOSED else f"Sign off the move to {gate.after}"


def sign_panel(state: CaseState, gate: Gate, names: LogNames, *, has_doctor: bool = True) -> SignPanel:
    """Who has to sign the next move, whose yes is missing, and what else is."""
    signers = [PARTY[party] for party in (Party.PHYSIO, Party.DOCTOR) if party in gate.signers]
    delegates = ["a physio whom a doctor named for this case"] if gate.delegate_may else []
    said = {one.by.party: one.body.agrees for one in state.agreements if one.body.move == gate.move}
    parties = [Row("Signs", capital(listed([*signers, *delegates], "or")))]
    parties += [Row(capital(PARTY[party]), _agreement(gate, party, said)) for party in gate.agreements]
    missing = len(gate.unmet) + len(gate.missing_agreements)
    lead = "Everything is met." if gate.is_open else f"{capital(many(missing, 'row'))} open."
    return SignPanel(
        title=f"Next: {names.stage(gate.after)}",
        lead=lead,
        parties=tuple(parties),
        missing=tuple(row.text for row in gate.unmet),
        button=_button(gate),
        is_open=gate.is_open,
        nobody=NO_DOCTOR if needs_doctor(gate, state) and not has_doctor else "",
    )


def needs_doctor(gate: Gate, state: CaseState) -> bool:
    """Whether nobody but a doctor can sign: no physio may, and none was named for it."""
    is_delegated = gate.delegate_may and bool(state.delegates)
    return Party.PHYSIO not in gate.signers and Party.DOCTOR in gate.signers and not is_delegated


def _agreement(gate: Gate, party: Party, said: Mapping[Party, bool]) -> str:
    """Whether somebody has said yes to the move, and recently enough."""
    if party not in gate.missing_agreements:
        return "Agrees"
    return {True: "Agreed too long ago", False: "Does not agree", None: "Has not agreed yet"}[said.get(party)]


def _facts(given: DeskInput) -> tuple[Row, ...]:
    allowed, rules = given.allowed, given.rules
    return (
        Row("Availability", rules.words.availability[allowed.availability]),
        *running_rows(given.state, allowed),
        Row("Eccentric", f"E{allowed.highest_eccentric} at most"),
        Row("Pain", capital(PAIN_MODE[pain_mode(given.state, rules)])),
    )
