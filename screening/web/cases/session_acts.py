"""Acts that record what was done and what was decided together: sessions and the shared decision."""

from __future__ import annotations

from dataclasses import replace

from screening.domain.case.events import Body, DecisionRecorded, Outcome, SessionRecorded, View
from screening.domain.case.standing import Noted
from screening.domain.case.words import Party, SessionKind
from screening.domain.errors import InvalidAnswers, Problem
from screening.domain.reporting.case_words import SESSION
from screening.domain.reporting.words import capital

from .acts import Act, Known, in_stage, is_open
from .asks import Ask, Kind, Typed

RECORD = "Record"
OUTCOMES = (("again", "Injured again"), ("later", "Trouble in the long run"), ("own", "Another outcome"))
VIEWS = (
    ("athlete", Party.ATHLETE, "The athlete's view"),
    ("coach", Party.COACH, "The coach's view"),
    ("clinician", Party.PHYSIO, "The clinician's view"),
)
YES_NO = (("yes", "Yes"), ("no", "No"))


def _session_asks(known: Known) -> tuple[Ask, ...]:
    before = _earlier(known)
    rungs = tuple((str(rung), known.rung_words(rung)) for rung in range(10))
    asks = (
        Ask(
            "on", Kind.DAY, "Day", needed="Choose the day", first=known.state.opened.injury_on, last=known.day
        ),
        Ask(
            "kind",
            Kind.SELECT,
            "What it was",
            needed="Choose what it was",
            options=tuple((one.value, capital(words)) for one, words in SESSION.items()),
        ),
        Ask("rung", Kind.SELECT, "Running rung done", "Blank: no running.", options=rungs),
        Ask("minutes", Kind.NUMBER, "Minutes", unit="minutes", least=0, most=600, whole=True),
        Ask("session_rpe", Kind.NUMBER, "Effort", "The athlete's own, 0 to 10.", least=0, most=10),
        Ask("pain_max", Kind.NUMBER, "Worst pain in it", "0 to 10.", least=0, most=10, whole=True),
        Ask(
            "top_speed_pct",
            Kind.NUMBER,
            "Top speed reached",
            "Of the best known speed.",
            unit="%",
            least=0,
            most=130,
        ),
        Ask(
            "speed_measured",
            Kind.TICK,
            "Measured by satellite or gates",
            "Left blank it counts as self-rated.",
        ),
        Ask("sprints_ge90", Kind.NUMBER, "Sprints at 90% or more", least=0, most=200, whole=True),
        Ask("hsr_m", Kind.NUMBER, "Distance above 5.5 m/s", unit="m", least=0, most=20000),
        Ask(
            "planned_au",
            Kind.NUMBER,
            "Planned load",
            "Effort times minutes, as planned.",
            least=0,
            most=6000,
        ),
        Ask("strength", Kind.TICK, "It held strength work"),
        Ask("max_effort_under_fatigue", Kind.TICK, "It held maximal effort under fatigue"),
    )
    if before is None:
        return asks
    taken_back = Ask("taken_back", Kind.TICK, "It was not so: this session no longer counts")
    return (*(_with(ask, before.body) for ask in asks), taken_back)


def _earlier(known: Known) -> Noted[SessionRecorded] | None:
    return next((one for one in known.state.sessions if one.body.key == known.about), None)


def _with(ask: Ask, body: SessionRecorded) -> Ask:
    value = getattr(body, ask.name)
    if value is None or value is False:
        return ask
    plain = "yes" if value is True else f"{value:g}" if isinstance(value, float) else str(value)
    return replace(ask, start=plain)


def _session_body(typed: Typed, known: Known) -> Body:
    day = typed.day("on")
    if day is None:
        raise ValueError("a session without a day")
    earlier = _earlier(known)
    return SessionRecorded(
        key=earlier.body.key if earlier is not None else typed.key,
        on=day,
        kind=SessionKind(typed.text("kind")),
        rung=typed.whole("rung"),
        minutes=typed.whole("minutes"),
        session_rpe=typed.number("session_rpe"),
        pain_max=typed.whole("pain_max"),
        top_speed_pct=typed.number("top_speed_pct"),
        speed_measured=typed.ticked("speed_measured"),
        sprints_ge90=typed.whole("sprints_ge90"),
        hsr_m=typed.number("hsr_m"),
        planned_au=typed.number("planned_au"),
        strength=typed.ticked("strength"),
        max_effort_under_fatigue=typed.ticked("max_effort_under_fatigue"),
        taken_back=typed.ticked("taken_back"),
    )


def _decision_asks(known: Known) -> tuple[Ask, ...]:
    return (
        Ask(
            "tissue_health",
            Kind.AREA,
            "Tissue health",
            "How much stress can the tissue absorb?",
            needed="Write about the tissue health",
        ),
        Ask(
            "tissue_stress",
            Kind.AREA,
            "Tissue stress",
            "How much stress will the activity bring?",
            needed="Write about the tissue stress",
        ),
        Ask(
            "modifiers",
            Kind.AREA,
            "What changes the acceptable risk",
            "Season, wishes, outside pressure, conflicts of interest. It never changes the steps above.",
            needed="Write what changes the acceptable risk, or that nothing does",
        ),
        *(ask for name, label in OUTCOMES for ask in _outcome_asks(name, label)),
        *(ask for name, _, label in VIEWS for ask in _view_asks(name, label, known)),
        Ask(
            "limiting",
            Kind.SELECT,
            "Most limiting outcome",
            "The most limiting one wins.",
            needed="Choose the most limiting outcome",
            options=OUTCOMES,
            group="What follows",
        ),
        Ask(
            "scope",
            Kind.LINE,
            "What the decision covers",
            "Such as: 30 minutes in the first match, no corners.",
            needed="Write what the decision covers",
            group="What follows",
        ),
        Ask(
            "review_on",
            Kind.DAY,
            "Review on",
            needed="Choose the day of the review",
            first=known.day,
            group="What follows",
        ),
    )


def _outcome_asks(name: str, label: str) -> tuple[Ask, ...]:
    is_own = name == "own"
    named = (Ask(f"{name}-name", Kind.LINE, "Which outcome", "Blank: there is none.", group=label),)
    needed = "" if is_own else f"{label}: "
    return (
        *(named if is_own else ()),
        Ask(
            f"{name}-risk",
            Kind.LINE,
            "Risk",
            "In words.",
            needed=needed and needed + "write the risk",
            group=label,
        ),
        Ask(f"{name}-basis", Kind.LINE, "Where the risk comes from", "Blank: a judgement.", group=label),
        Ask(
            f"{name}-tolerance",
            Kind.LINE,
            "How much of it is acceptable",
            needed=needed and needed + "write how much is acceptable",
            group=label,
        ),
        Ask(
            f"{name}-acceptable",
            Kind.CHOICE,
            "Is the risk acceptable?",
            needed=needed and needed + "say whether it is acceptable",
            options=YES_NO,
            group=label,
        ),
    )


def _view_asks(name: str, label: str, known: Known) -> tuple[Ask, ...]:
    who = {"athlete": known.athlete, "clinician": known.signs_as}.get(name, "")
    return (
        Ask(f"{name}-who", Kind.LINE, "Name", needed=f"{label}: write the name", start=who, group=label),
        Ask(f"{name}-view", Kind.AREA, "In their words", needed=f"{label}: write it down", group=label),
        Ask(
            f"{name}-agrees",
            Kind.CHOICE,
            "Agrees?",
            "Blank: has not said.",
            options=YES_NO,
            group=label,
        ),
    )


def _decision_body(typed: Typed, known: Known) -> Body:
    review = typed.day("review_on")
    if review is None:
        raise ValueError("a decision without a review date")
    _require_whole_outcome(typed)
    agrees = {"yes": True, "no": False}
    return DecisionRecorded(
        tissue_health=typed.text("tissue_health"),
        tissue_stress=typed.text("tissue_stress"),
        modifiers=typed.text("modifiers"),
        outcomes=tuple(
            Outcome(
                typed.text("own-name") if name == "own" else label,
                typed.text(f"{name}-risk"),
                typed.text(f"{name}-basis"),
                typed.text(f"{name}-tolerance"),
                typed.text(f"{name}-acceptable") == "yes",
            )
            for name, label in OUTCOMES
            if name != "own" or typed.text("own-name")
        ),
        views=tuple(
            View(
                Party.DOCTOR if party is Party.PHYSIO and known.is_doctor else party,
                typed.text(f"{name}-who"),
                typed.text(f"{name}-view"),
                agrees.get(typed.text(f"{name}-agrees")),
            )
            for name, party, _ in VIEWS
        ),
        most_limiting=dict(OUTCOMES)[typed.text("limiting")]
        if typed.text("limiting") != "own"
        else typed.text("own-name") or dict(OUTCOMES)["own"],
        scope=typed.text("scope"),
        review_on=review,
        for_move="move.TR8",
    )


def _require_whole_outcome(typed: Typed) -> None:
    """An outcome of one's own is whole or is not there."""
    names = ("own-risk", "own-tolerance", "own-acceptable")
    if typed.text("own-name"):
        missing = [
            Problem(name, "Fill this in for the outcome you named") for name in names if not typed.text(name)
        ]
    else:
        missing = [Problem("own-name", "Name the outcome")] if any(typed.text(name) for name in names) else []
    if typed.text("limiting") == "own" and not typed.text("own-name"):
        missing.append(Problem("limiting", "Name the other outcome first, or choose one that is there"))
    if missing:
        raise InvalidAnswers(missing)


RECORDING = (
    Act(
        "session",
        "Record a session",
        "Keep the session",
        RECORD,
        _session_asks,
        _session_body,
        is_open,
        "The session is kept.",
        "What was not measured stays blank.",
    ),
    Act(
        "decision",
        "Record the shared decision",
        "Keep the decision",
        RECORD,
        _decision_asks,
        _decision_body,
        in_stage,
        "The decision is kept.",
        "Three steps, and the views of three people. The move to competition needs it.",
    ),
)
