"""The sheet of a case from its log and the rules: what the papers show, before any word is chosen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.checkin_rules import Work
from screening.domain.case.events import Log
from screening.domain.case.gates import Gate, gate_for
from screening.domain.case.people import pain_mode
from screening.domain.case.proposed import proposed_code
from screening.domain.case.rules import CaseRules, required_case_rules
from screening.domain.case.rungs import rung_cap
from screening.domain.case.running_rules import Rung
from screening.domain.case.stage_rules import Better, Measure, Operator, TestKind
from screening.domain.case.standing import CaseState
from screening.domain.case.state import replay
from screening.domain.case.today import Allowed, allowed_today
from screening.domain.case.week.model import CaseProgramme
from screening.domain.case.words import Party, State
from screening.domain.reporting.athlete import required_wording
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency, most_urgent

from .case_charts import Measured
from .case_desk import gate_title
from .case_names import log_names, why_texts
from .case_running import running_rows
from .case_sheet import Caps, CaseScreening, CaseSheet, CodeNow, GateNow, Person, RungLine
from .case_words import PARTY, SEVERITY
from .day_words import many
from .view import Row
from .words import capital, listed


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case as it is kept, with what stands around it."""

    club: str
    case_id: int
    person: Person
    log: Log
    screening: CaseScreening | None = None
    seen: tuple[Row, ...] = ()
    consents: tuple[Row, ...] = ()
    matches: tuple[dt.date, ...] = ()
    check_code: str | None = None
    since: dt.date | None = None
    programme: CaseProgramme | None = None


def case_sheet_of(kept: CaseFile, rulebook: Rulebook, today: dt.date) -> CaseSheet:
    """Everything that the papers of a case show on one day.

    Raises:
        ScreeningError: the rulebook has no rules for a return to training.
    """
    rules = required_case_rules(rulebook)
    state = replay(kept.log)
    gate = gate_for(state, rules, today)
    mass = kept.screening.answers.known("body_mass_kg") if kept.screening else None
    return CaseSheet(
        club=kept.club,
        case_id=kept.case_id,
        person=kept.person,
        log=kept.log,
        state=state,
        today=today,
        rulebook=rulebook,
        names=log_names(rules),
        supports=rules.checkin.always,
        gate=_gate(gate) if gate is not None else None,
        code=_code(state, rules),
        caps=_caps(state, rules, allowed_today(state, rules, today)),
        rungs=tuple(_rung(one) for _, one in sorted(rules.running.rungs.items())),
        measures=measures_of(state, rules),
        rule_texts=rule_texts(rules),
        how_soon=_how_soon(state, rules, rulebook),
        screening=kept.screening,
        seen=kept.seen,
        consents=kept.consents,
        matches=tuple(on for on in kept.matches if on >= today),
        check_code=kept.check_code,
        since=kept.since,
        programme=kept.programme,
        body_mass_kg=float(mass) if isinstance(mass, int | float) else None,
    )


def _gate(gate: Gate) -> GateNow:
    """The gate with who signs it; the unmet rows stand in its table already."""
    signers = listed([PARTY[one] for one in Party if one in gate.signers], "or")
    lines = [f"To be signed by a {signers}."]
    lines += [f"The {PARTY[one]} has not agreed yet." for one in gate.missing_agreements]
    return GateNow(
        title=gate_title(gate),
        rows=gate.rows,
        is_open=gate.is_open,
        missing=tuple(lines),
    )


def rule_texts(rules: CaseRules) -> dict[str, str]:
    """What holds, steps down, refers and moves, in words; rules of check-ins speak to athletes."""
    follow = {one.id: one.text for one in rules.checkin.follow_rules}
    holds = {one.id: one.text for one in rules.holds.values()}
    down = {one.id: one.text for one in rules.regress.values()}
    moves = {one.id: one.name for one in rules.moves.values()}
    flags = {f"redflag.{one.id}": f"Yes to “{one.ask}” {one.why}" for one in rules.red_flags}
    classes = {f"class.{one}": capital(words) for one, words in SEVERITY.items()}
    signs = {one.id: "A warning sign was ticked in a check-in" for one in rules.checkin.rules if one.refers}
    urgencies = {f"urgency.{one}": f"Urgency {one} in the screening" for one in Urgency}
    return {
        **follow,
        **holds,
        **down,
        **moves,
        **why_texts(rules),
        **flags,
        **classes,
        **signs,
        **urgencies,
    }


def _how_soon(state: CaseState, rules: CaseRules, rulebook: Rulebook) -> str:
    """How soon somebody has to see a referred athlete, by the most urgent of what was said."""
    if state.state is not State.REFERRED:
        return ""
    asked = state.screened.body.answers if state.screened is not None else {}
    since = max((one.day for one in state.moves if one.body.after is State.REFERRED), default=state.last_day)
    ticked = {flag for one in state.check_ins if one.day >= since for flag in one.body.flags}
    found = [
        *(one.urgency for one in rules.red_flags if asked.get(one.id)),
        *(rules.checkin.flags[flag].urgency for flag in ticked),
        state.opened.urgency,
    ]
    urgencies = [one for one in found if one is not None and one.rank < Urgency.T4.rank]
    if not urgencies:
        return ""
    urgency = most_urgent(urgencies)
    return f"{required_wording(rulebook).say(f'clock.{urgency}')} (urgency {urgency})"


def _code(state: CaseState, rules: CaseRules) -> CodeNow:
    codes = rules.codes
    return CodeNow(
        system=codes.system,
        version=codes.version,
        code=proposed_code(state, rules).code,
        meanings={one.code: one.meaning for one in codes.codes},
        notice=codes.notice,
    )


def measures_of(state: CaseState, rules: CaseRules) -> tuple[Measured, ...]:
    """Tests of both legs with the percent that the next gate asks of them."""
    stage = rules.stages.get(state.state)
    targets = {
        need.test: need.value
        for row in (stage.exit if stage is not None else ())
        for need in row.needs
        if need.measure in {Measure.LSI, Measure.RANGE}
        and need.operator in {Operator.AT_LEAST, Operator.ABOVE}
    }
    return tuple(
        Measured(one.id, one.name, one.unit, targets.get(one.id), one.better is Better.LOWER)
        for one in rules.tests.values()
        if one.kind is TestKind.TWO_LEGS
    )


def _caps(state: CaseState, rules: CaseRules, allowed: Allowed) -> Caps:
    mode = pain_mode(state, rules)
    limits = [
        band.red_from - 1
        for band in rules.checkin.pain_bands
        if band.work is Work.ANY and band.mode in (None, mode)
    ]
    limit = min(limits, default=None)
    if state.stage is None:
        return Caps(pain_mode=mode, pain_limit=limit, allowed=allowed.coach)
    return Caps(
        rung=rung_cap(state.state, rules),
        running=running_rows(state, allowed),
        eccentric=allowed.highest_eccentric,
        pain_mode=mode,
        pain_limit=limit,
        allowed=allowed.coach,
        not_allowed=allowed.not_allowed,
    )


def _rung(one: Rung) -> RungLine:
    green = many(one.green_sessions, "green session")
    return RungLine(
        number=one.rung,
        what=one.content,
        speed=f"{one.speed_pct:g}%" if one.speed_pct else "walking",
        dose=one.dose,
        rest=one.rest,
        passed_by=f"{green}, pain at most {one.pain_max}",
    )
