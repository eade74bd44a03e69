"""Acts that set what a stage leaves open: the running rung, the eccentric cap, pain, and who answers."""

from __future__ import annotations

from screening.domain.case.events import (
    Body,
    Delegated,
    EccentricCapRaised,
    PainModeSet,
    ResponsibleChanged,
    RungSet,
    Who,
)
from screening.domain.case.words import PainMode, Party
from screening.domain.reporting.case_words import PAIN_MODE
from screening.domain.reporting.words import capital

from .acts import Act, Colleague, Known, in_stage, is_open, reason
from .asks import Ask, Kind, Typed

GROUP = "Set"
PEOPLE = "People"


def _rung_asks(known: Known) -> tuple[Ask, ...]:
    rungs = tuple((str(rung), known.rung_words(rung)) for rung in range(10))
    return (
        Ask(
            "rung",
            Kind.SELECT,
            "Running rung from now on",
            f"Now: {known.rung_words(known.state.rung)}.",
            needed="Choose the rung",
            options=rungs,
        ),
        Ask("placed", Kind.TICK, "Placed after a graded test that I supervised on the first running day"),
        reason(),
    )


def _rung_body(typed: Typed, _: Known) -> Body:
    return RungSet(typed.whole("rung") or 0, typed.text("reason"), placed=typed.ticked("placed"))


def _pain_asks(_: Known) -> tuple[Ask, ...]:
    options = tuple((mode.value, capital(words)) for mode, words in PAIN_MODE.items())
    return (
        Ask(
            "mode",
            Kind.CHOICE,
            "How much pain a session may bring",
            needed="Choose one",
            options=options,
            wide=True,
        ),
        reason(),
    )


def _pain_body(typed: Typed, _: Known) -> Body:
    return PainModeSet(PainMode(typed.text("mode")), typed.text("reason"))


def _colleague(known: Known, typed: Typed) -> Colleague:
    return next(one for one in known.colleagues if str(one.account_id) == typed.text("who"))


def _who_ask(label: str, colleagues: tuple[Colleague, ...]) -> Ask:
    options = tuple((str(one.account_id), one.words) for one in colleagues)
    return Ask("who", Kind.SELECT, label, needed="Choose a person", options=options)


def _physios(known: Known) -> tuple[Colleague, ...]:
    return tuple(one for one in known.colleagues if one.party is Party.PHYSIO)


def _delegate_body(typed: Typed, known: Known) -> Body:
    found = _colleague(known, typed)
    return Delegated(found.account_id, found.name)


def _responsible_body(typed: Typed, known: Known) -> Body:
    found = _colleague(known, typed)
    return ResponsibleChanged(Who(found.party, found.name, found.account_id))


SETTING = (
    Act(
        "rung",
        "Set the running rung",
        "Set the rung",
        GROUP,
        _rung_asks,
        _rung_body,
        in_stage,
        "The running rung is set.",
        "Up only within the cap of the stage; one new rung for each session.",
    ),
    Act(
        "cap",
        "Raise the eccentric cap by one class",
        "Raise the cap by one class",
        GROUP,
        lambda _: (reason(),),
        lambda typed, _: EccentricCapRaised(typed.text("reason")),
        lambda known: in_stage(known) and not known.state.eccentric_raised,
        "The eccentric cap is one class higher in this stage.",
        "It counts for this stage alone.",
    ),
    Act(
        "limits",
        "Set how much pain is allowed",
        "Set it",
        GROUP,
        _pain_asks,
        _pain_body,
        is_open,
        "How much pain is allowed is set.",
        "After a repeat injury, into the tendon, and under 18 it stays pain free.",
    ),
    Act(
        "delegate",
        "Let a physio clear for competition",
        "Delegate the clearance",
        PEOPLE,
        lambda known: (_who_ask("Which physio", _physios(known)),),
        _delegate_body,
        lambda known: is_open(known) and known.is_doctor,
        "The clearance for competition is delegated.",
        "In this case alone. A doctor delegates it.",
    ),
    Act(
        "responsible",
        "Change the responsible clinician",
        "Change it",
        PEOPLE,
        lambda known: (_who_ask("Who answers for this case from now on", known.colleagues),),
        _responsible_body,
        is_open,
        "The responsible clinician is changed.",
    ),
)
