"""The events of a case in words, as timeline, desk and reports show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from screening.domain.case import events as ev
from screening.domain.case.stage_rules import PassedWords
from screening.domain.case.words import Part, Party, State

from .case_done_words import YES_OR_NO, check_in_lines, result_words, session_lines, test_lines
from .case_words import LIGHT, MECHANISM, PAIN_MODE, PARTY, SESSION, SEVERITY, STATE
from .words import capital, day, listed, moment, weekday


@dataclass(frozen=True, slots=True)
class LogNames:
    """What ids of the rules are called: tests, stages ("S4") and everything else by its id."""

    tests: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    """The red-flag questions, by what they ask about, in the order in which they are asked."""
    passed: Mapping[str, PassedWords] = field(default_factory=dict)
    """What a yes and a no are called, of tests that have words of their own."""
    why: Mapping[str, str] = field(default_factory=dict)
    """What a rule that refers says, by its id: a finding or a red flag."""

    def result(self, body: ev.TestRecorded) -> str:
        """What a test came to, with its unit and its own words for a yes and a no."""
        return result_words(body, self.units.get(body.test, ""), self.passed.get(body.test, YES_OR_NO))

    def stage(self, state: State) -> str:
        """S4, Running progression; or the words of a state that is no stage."""
        if state in STATE:
            return STATE[state]
        name = self.stages.get(state.value, "")
        return f"{state}, {name}" if name else state.value


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One event as it is read. `kind` says what it is about: move, hold, light, test and so on."""

    number: int
    on: dt.date
    at: dt.datetime
    by: str
    kind: str
    head: str
    lines: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def when(self) -> str:
        """14 November 2026, 18:40 UTC."""
        return moment(self.at)


def told(event: ev.CaseEvent, names: LogNames) -> ToldEvent:
    """One event in words; nothing of it is left out."""
    kind, head, lines, rules = _words(event.body, names)
    shown = tuple(line for line in lines if line)
    return ToldEvent(event.number, event.day, event.at, who(event.by), kind, capital(head), shown, rules)


def who(by: ev.Who) -> str:
    """Kim Physio, physio, PH-4711; or that the software did it."""
    if by.party is Party.SYSTEM:
        return "The software"
    return ", ".join(part for part in (by.name, PARTY[by.party], by.registration or "") if part)


_Words = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def _words(body: ev.Body, names: LogNames) -> _Words:
    match body:
        case ev.Opened():
            return "opened", "Case opened", _opened(body), ()
        case ev.Screened():
            return "screened", "Red flags asked", _screened(body, names), ()
        case ev.TestRecorded():
            found = names.result(body)
            return "test", f"{names.tests.get(body.test, body.test)}: {found}", test_lines(body), ()
        case ev.SessionRecorded():
            return "session", f"{SESSION[body.kind]} on {day(body.on)}", session_lines(body), ()
        case ev.CheckIn():
            part = "morning" if body.part is Part.MORNING else "after the session"
            return "check-in", f"Check-in for {day(body.for_day)}, {part}", check_in_lines(body), ()
        case ev.LightGiven():
            counts = ("Counts towards the gate.",) if body.counts_green else ()
            return "light", f"Light for {day(body.for_day)}: {LIGHT[body.light]}", counts, body.rules
        case ev.Moved():
            return _moved(body, names)
        case _:
            return _decided(body)


def _decided(body: ev.Body) -> _Words:
    match body:
        case ev.GradeSet():
            return "grade", "Grade set", _grade(body), ()
        case ev.CodeSet():
            proposed = f"Proposed: {body.proposed}." if body.proposed else ""
            return "grade", f"Injury code {body.code}, {body.system} {body.version}", (proposed,), ()
        case ev.HoldSet():
            load = "Every load on the leg stops." if body.stops_training else "No step up until it is lifted."
            return "hold", f"Hold: {body.reason}", (load,), _rule(body.rule)
        case ev.HoldLifted():
            return "lifted", f"Hold of event {body.hold} lifted", (body.reason,), ()
        case ev.RungSet():
            placed = "After a supervised graded test." if body.placed else ""
            return "rung", f"Running rung R{body.rung}", (body.reason, placed), _rule(body.rule)
        case ev.ClearanceRenewed():
            review = f"Review on {day(body.review_on)}."
            return "move", "Clearance given again", (f"Covers: {body.scope}", review), ()
        case ev.Agreed():
            answer = "agrees to" if body.agrees else "does not agree to"
            return "agreed", f"{answer} {body.move}", (body.text,), ()
        case ev.AskedFor():
            return "asked", f"asks for: {body.what}", (body.reason,), ()
        case ev.DecisionRecorded():
            return "decision", f"Shared decision for {body.for_move}", _decision(body), ()
        case _:
            return _settled(body)


def _settled(body: ev.Body) -> _Words:
    match body:
        case ev.NoteWritten():
            return "note", f"Letter to {body.to}" if body.to else "Note", _note(body), ()
        case ev.PainModeSet():
            return "setting", PAIN_MODE[body.mode], (body.reason,), ()
        case ev.EccentricCapRaised():
            return "setting", "Eccentric class raised by one, in this stage alone", (body.reason,), ()
        case ev.Delegated():
            return "setting", f"Clearance for competition delegated to {body.name}", (), ()
        case ev.ResponsibleChanged():
            return "setting", f"Responsible clinician: {who(body.responsible)}", (), ()
        case ev.ProgrammeMade():
            return "setting", f"Programme kept, {day(body.first)} to {day(body.last)}", _programme(body), ()
        case ev.DaysSaid():
            return "asked", "says which days and minutes there are", _days(body), ()
        case ev.FollowUp():
            return "follow-up", f"Follow-up after {body.months} months", _follow_up(body), ()
    raise ValueError(f"an event nobody has words for: {type(body).__name__}")


def _rule(rule: str | None) -> tuple[str, ...]:
    return (rule,) if rule else ()


def _opened(body: ev.Opened) -> tuple[str, ...]:
    source = "from a screening" if body.screening_id is not None else "without a screening"
    return (
        f"{capital(body.side)} leg, injured on {day(body.injury_on)}, {MECHANISM[body.mechanism]}, {source}.",
        body.mechanism_note,
        f"Responsible: {who(body.responsible)}.",
        f"Proposed: {SEVERITY[body.severity]}.",
        "Same leg injured within 12 months." if body.recurrent else "",
        "Rehabilitation began elsewhere." if body.mid_rehabilitation else "",
    )


def _screened(body: ev.Screened, names: LogNames) -> tuple[str, ...]:
    """Every answer in the order of the questions, a yes first."""
    return tuple(
        _answered(names.questions.get(one, one), body.answers[one]) for one in in_order(body.answers, names)
    )


def in_order(answers: Mapping[str, bool | None], names: LogNames) -> list[str]:
    """The red flags that were asked, as the rules order them, those with a yes first.

    A log keeps its answers in no order of its own.
    """
    places = {one: place for place, one in enumerate(names.questions)}
    return sorted(answers, key=lambda one: (answers[one] is not True, places.get(one, len(places))))


def _answered(question: str, said: bool | None) -> str:
    answer = {True: "yes", False: "no", None: "not known"}[said]
    return f"{question} {capital(answer)}" if question.endswith("?") else f"{question}: {answer}"


def _grade(body: ev.GradeSet) -> tuple[str, ...]:
    span = [grade.value for grade in dict.fromkeys((body.low, body.high)) if grade is not None]
    return (
        f"{capital(SEVERITY[body.severity])}{', grade ' + ' to '.join(span) if span else ''}.",
        f"Tags: {listed([tag.value.replace('_', ' ') for tag in body.tags])}." if body.tags else "",
        f"Imaging as written: {body.imaging}" if body.imaging else "",
        f"Reason: {body.reason}" if body.reason else "",
        {True: "Same leg injured within 12 months.", False: "First injury of this leg in 12 months."}.get(
            body.recurrent, ""
        )
        if body.recurrent is not None
        else "",
    )


def _moved(body: ev.Moved, names: LogNames) -> _Words:
    head = f"From {names.stage(body.before)} to {names.stage(body.after)}"
    unmet = {over.criterion for over in body.overrides}
    met = sum(1 for row in body.gate if row.met)
    gate = f"{met} of {len(body.gate)} criteria met." if body.gate else ""
    over = tuple(
        f"Passed without being met: {row.text}. {_reason(body, row.id)}"
        for row in body.gate
        if row.id in unmet
    )
    review = f"Review on {day(body.review_on)}." if body.review_on else ""
    scope = f"Covers: {body.scope}" if body.scope else ""
    why = tuple(names.why[rule] for rule in body.rules if rule in names.why)
    return "move", head, (gate, *over, *why, body.reason, scope, review), body.rules or (body.move,)


def _reason(body: ev.Moved, criterion: str) -> str:
    return next((over.reason for over in body.overrides if over.criterion == criterion), "")


def _decision(body: ev.DecisionRecorded) -> tuple[str, ...]:
    outcomes = tuple(
        f"{one.name}: risk {one.risk}{f' ({one.risk_basis})' if one.risk_basis else ''}, tolerance "
        f"{one.tolerance}, {'acceptable' if one.acceptable else 'not acceptable'}."
        for one in body.outcomes
    )
    agreed = {True: "agrees", False: "does not agree", None: "has not said"}
    views = tuple(f"{one.name}, {PARTY[one.party]}: {one.text} ({agreed[one.agrees]})" for one in body.views)
    return (
        f"Tissue health: {body.tissue_health}",
        f"Tissue stress: {body.tissue_stress}",
        f"What changes the acceptable risk: {body.modifiers}",
        *outcomes,
        f"Most limiting: {body.most_limiting}",
        *views,
        f"Covers: {body.scope}",
        f"Review on {day(body.review_on)}.",
    )


def _note(body: ev.NoteWritten) -> tuple[str, ...]:
    return (
        body.text,
        "Red flags looked into: the case may go on." if body.clears_red_flags else "",
        f"The minimum time may be shorter{f' for {body.for_move}' if body.for_move else ''}."
        if body.minutes_allowed
        else "",
    )


def _programme(body: ev.ProgrammeMade) -> tuple[str, ...]:
    sessions = [f"{one.date.day} {one.title}: {'; '.join(one.lines)}." for one in body.sessions]
    return (f"Reason: {body.reason}" if body.reason else "", *sessions)


def _days(body: ev.DaysSaid) -> tuple[str, ...]:
    days = listed([weekday(day) for day in body.days], "and") if body.days else "Any day"
    return (f"{days}, {body.minutes} minutes at most." if body.minutes else f"{days}.",)


def _follow_up(body: ev.FollowUp) -> tuple[str, ...]:
    words = {True: "yes", False: "no", None: "not known"}
    return (
        f"Full training: {words[body.full_training]}. Same level: {words[body.same_level]}. "
        f"Injured again: {words[body.reinjured]}.",
        "" if body.haos is None else f"Hamstring outcome score {body.haos:g}%.",
        body.note,
    )
