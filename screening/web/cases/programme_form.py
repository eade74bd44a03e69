"""The form of a case's days ahead: days, minutes, kit, and who fills which place of the week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from screening.domain.case.checked import FEWEST_MINUTES, MOST_MINUTES
from screening.domain.case.events import ProgrammeMade
from screening.domain.case.programme import case_programme
from screening.domain.case.week.bounds import week_of
from screening.domain.case.week.change import adjusted, planned_sessions, swaps
from screening.domain.case.week.model import Choice, Terms
from screening.domain.case.words import STAGES, Party
from screening.domain.reporting.words import weekday
from screening.domain.rulebook import Rulebook
from screening.services.cases.days_ahead import DaysAhead, required_case_weeks

from .asks import Ask, Kind, Typed

LEFT_OUT = "left_out"
MOST_SETS, MOST_AMOUNT = 10, 60
EXERCISES, AMOUNTS = "Exercises", "Sets and repetitions"
NO_KIT = "none"


def asks_of(days: DaysAhead, rulebook: Rulebook) -> tuple[Ask, ...]:
    """All fields; those of the exercises only where the case stands on a stage."""
    kit = _kit(rulebook)
    weeks, _ = required_case_weeks(rulebook)
    common = (
        Ask("days", Kind.TICKS, "Days that may carry sessions", "None ticked: any day.", options=_weekdays()),
        Ask(
            "minutes",
            Kind.NUMBER,
            "Minutes for one session",
            f"Blank: {weeks.limits.default_minutes}.",
            unit="minutes",
            least=FEWEST_MINUTES,
            most=MOST_MINUTES,
            whole=True,
        ),
        Ask(
            "kit", Kind.TICKS, "What is there", "Nothing ticked: nobody said, so it needs none.", options=kit
        ),
        Ask("length", Kind.CHOICE, "Shown at once", options=(("7", "7 days"), ("14", "14 days"))),
    )
    if days.state.state not in STAGES:
        return common
    return (*common, *_build_ask(days, rulebook), *_exercise_asks(days, rulebook), _reason())


def _reason() -> Ask:
    return Ask("reason", Kind.AREA, "Reason", "Where it differs from what was suggested.", group="Why")


def _build_ask(days: DaysAhead, rulebook: Rulebook) -> tuple[Ask, ...]:
    weeks, _ = required_case_weeks(rulebook)
    if days.now.severity not in weeks.clinician_built:
        return ()
    label = "I build this programme myself, starting from the week of the stage"
    return (Ask("build", Kind.TICK, label, "Nothing is suggested after an injury of this size."),)


def _kit(rulebook: Rulebook) -> tuple[tuple[str, str], ...]:
    question = rulebook.questionnaire.questions[rulebook.plan.situations.kit]
    return tuple((one.value, one.label) for one in question.options if not one.accepted_only)


def _weekdays() -> tuple[tuple[str, str], ...]:
    return tuple((str(number), weekday(number)) for number in range(1, 8))


def _slots(days: DaysAhead, rulebook: Rulebook) -> list[str]:
    """The places of the week that several exercises may take, each once; none outside the stages."""
    if days.now.state.number is None:
        return []
    weeks, _ = required_case_weeks(rulebook)
    lines = week_of(days.now, weeks).items
    return list(dict.fromkeys(line.slot for line in lines))


def _exercise_asks(days: DaysAhead, rulebook: Rulebook) -> Iterable[Ask]:
    weeks, _ = required_case_weeks(rulebook)
    for id in _slots(days, rulebook):
        slot = weeks.slots[id]
        found = swaps(slot, days.now, days.terms, weeks, rulebook.plan)
        options = tuple((one.id, one.name) for one in found)
        hint = f"Suggested: {found[0].name}." if found else "Nothing fits kit and stage."
        yield Ask(
            f"slot-{id}",
            Kind.SELECT,
            slot.name,
            hint,
            options=(*options, (LEFT_OUT, "Leave it out")),
            group=EXERCISES,
        )
    for id in _slots(days, rulebook):
        name = weeks.slots[id].name
        yield Ask(
            f"sets-{id}", Kind.NUMBER, f"{name}: sets", least=1, most=MOST_SETS, whole=True, group=AMOUNTS
        )
        yield Ask(
            f"amount-{id}",
            Kind.NUMBER,
            f"{name}: repetitions or seconds",
            least=1,
            most=MOST_AMOUNT,
            whole=True,
            group=AMOUNTS,
        )


def typed_of(days: DaysAhead) -> Typed:
    """The form as it stands before anybody typed: what was kept, or answered in the screening."""
    terms = days.terms
    said: dict[str, tuple[str, ...]] = {
        "days": tuple(str(day) for day in terms.days),
        "minutes": (str(terms.minutes),) if terms.minutes is not None else (),
        "kit": tuple(sorted(terms.kit)) or (NO_KIT,) if terms.kit is not None else (),
        "length": (str(terms.length),),
        "build": ("yes",) if terms.is_clinicians else (),
    }
    for choice in terms.choices:
        wanted = LEFT_OUT if choice.left_out else choice.exercise
        said[f"slot-{choice.slot}"] = (wanted,) if wanted else ()
        said[f"sets-{choice.slot}"] = (str(choice.sets),) if choice.sets is not None else ()
        said[f"amount-{choice.slot}"] = (str(choice.amount),) if choice.amount is not None else ()
    return Typed({name: texts for name, texts in said.items() if texts})


def made_of(typed: Typed, days: DaysAhead, by: Party, rulebook: Rulebook) -> ProgrammeMade:
    """The programme that the form asks for.

    Raises:
        Refused: an exercise or a dose is beyond the stage.
    """
    weeks, programmes = required_case_weeks(rulebook)
    kit = frozenset(typed.several("kit")) - {NO_KIT}
    terms = replace(
        days.terms,
        days=tuple(int(day) for day in typed.several("days")),
        minutes=typed.whole("minutes"),
        kit=kit if typed.several("kit") else None,
        length=typed.whole("length") or days.terms.length,
        choices=(),
        is_clinicians=typed.ticked("build"),
    )
    for choice in _choices(typed, days, rulebook):
        terms = adjusted(terms, choice, by, days.now, weeks, rulebook.plan)
    programme = case_programme(days.now, terms, weeks, rulebook.plan, programmes)
    return ProgrammeMade(
        _without_calendar(terms),
        programme.first,
        programme.last,
        tuple(planned_sessions(programme)),
        typed.text("reason"),
    )


def _without_calendar(terms: Terms) -> Terms:
    """Matches and training days of the squad are read anew each day."""
    return replace(terms, match_dates=(), team_days=())


def _choices(typed: Typed, days: DaysAhead, rulebook: Rulebook) -> Iterable[Choice]:
    for id in _slots(days, rulebook):
        wanted = typed.text(f"slot-{id}")
        choice = Choice(
            slot=id,
            exercise=wanted if wanted and wanted != LEFT_OUT else None,
            sets=typed.whole(f"sets-{id}"),
            amount=typed.whole(f"amount-{id}"),
            left_out=wanted == LEFT_OUT,
        )
        if choice != Choice(id):
            yield choice
