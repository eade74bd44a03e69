"""Turns built weeks into the plan that is stored and shown: names, doses, ladder, cards, words."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from screening.domain.conditions import holds
from screening.domain.vocabulary import PlanKind

from .draft import DraftItem, DraftSession, DraftWeek
from .exercises import Emphasis, Exercise, Stage, Unit
from .model import ExerciseCard, LadderRung, Plan, PlanItem, Session, Week
from .rules import KindRow, Ladder, Layout, PlanRules, Programme
from .situation import Situation
from .weeks import layout_of

_NUMBER_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the plan is put together from."""

    row: KindRow
    kind: PlanKind
    programme: Programme | None
    weeks: tuple[DraftWeek, ...]
    conflicts: tuple[str, ...]


def present(parts: Parts, situation: Situation, rules: PlanRules) -> Plan:
    """The plan in words and numbers; nothing is decided after this."""
    row, kind = parts.row, parts.kind
    weeks = tuple(_week(week, situation, rules) for week in parts.weeks)
    used = _exercises_of(parts.weeks)
    trains = kind is PlanKind.PREVENTION
    ladder = _ladder(situation, rules) if trains else None
    layout = layout_of(1, parts.programme, situation, rules) if parts.programme else None
    advice = [
        topic
        for topic in rules.advice
        if row.advice and kind in topic.kinds and holds(topic.when, situation.facts)
    ]
    notes = [line for line in rules.notes if holds(line.when, situation.facts)]
    wording = rules.wording
    return Plan(
        kind=kind,
        why=row.why,
        rule=row.id,
        title=row.title or _title(weeks, rules),
        lead=_lead(row, layout, situation, rules),
        tier=situation.tier.value if trains else None,
        level=situation.level if weeks else None,
        weeks=weeks,
        ladder=_rungs(ladder, parts.weeks, situation, rules) if ladder else (),
        cards=tuple(
            [
                _card(exercise, _neighbour(exercise.easier, rules), _neighbour(exercise.harder, rules))
                for exercise in used
            ]
        ),
        soreness=wording.soreness if trains else None,
        real_life=wording.real_life if trains else (),
        pain_rule=tuple(
            (light.light, light.word, light.during, light.next_session) for light in wording.lights
        )
        if weeks
        else (),
        advice=tuple((topic.topic, topic.text) for topic in advice),
        notes=(
            *row.notes,
            *(line.text for line in notes),
            *(wording.conflicts[rule] for rule in parts.conflicts),
        ),
        sources=_unique(
            row.sources,
            *(parts.programme.sources if parts.programme else (),),
            *(layout.sources if layout else (),),
            *(rules.templates[week.template].sources for week in parts.weeks),
            *(exercise.sources for exercise in used),
            ladder.sources if ladder else (),
            *(topic.sources for topic in advice),
            *(line.sources for line in notes),
            wording.training_sources if trains else (),
            wording.pain_rule_sources if weeks else (),
            wording.guidance_sources,
        ),
        ladder_title=ladder.title if ladder else "",
        ladder_text=ladder.text if ladder else "",
        guidance=wording.guidance,
        conflicts=parts.conflicts,
    )


def _unique(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for group in groups for source in group))


def _exercises_of(weeks: tuple[DraftWeek, ...]) -> tuple[Exercise, ...]:
    """Every exercise of the weeks once, in the order it first appears."""
    found = {item.exercise.id: item.exercise for week in weeks for item in week.items()}
    return tuple(found.values())


def _week(week: DraftWeek, situation: Situation, rules: PlanRules) -> Week:
    by_day = sorted(week.sessions, key=lambda session: session.day)
    return Week(
        number=week.number,
        name=week.name,
        sessions=tuple(_session(session, situation, rules) for session in by_day),
        note=week.note,
        match_days=week.match_days,
        template=week.template,
        deload=week.deload,
    )


def _session(session: DraftSession, situation: Situation, rules: PlanRules) -> Session:
    minutes = session.minutes(rules.limits.change_over_seconds)
    warm_up = None
    if all(item.exercise.emphasis is Emphasis.MOBILITY for item in session.items):
        pass  # gentle enough to start with
    elif situation.warms_up_alone:
        minutes, warm_up = minutes + situation.warm_up_minutes, rules.wording.warm_up_alone
    elif situation.stage is Stage.P and situation.has_team_warm_up:
        warm_up = rules.wording.warm_up_with_team
    return Session(session.day, minutes, tuple(_item(item) for item in session.items), warm_up)


def _item(item: DraftItem) -> PlanItem:
    return _finished(item.exercise, item.sets, item.unit, item.amount)


@functools.lru_cache(maxsize=4096)
def _finished(exercise: Exercise, sets: int, unit: Unit, amount: int) -> PlanItem:
    """Kept: weeks and athletes share most of their items."""
    return PlanItem(
        exercise=exercise.id,
        name=exercise.name,
        dose=dose_text(sets, unit, amount, each=exercise.each),
        sets=sets,
        tempo=exercise.dose.tempo,
        rest=exercise.dose.rest,
        stop_rule=exercise.stop_rule,
        eccentric_class=exercise.eccentric_class,
        slot=_slot_name(exercise),
        sources=exercise.sources,
        amount=amount,
        unit=unit.value,
    )


def _slot_name(exercise: Exercise) -> str:
    is_hold = exercise.contraction == "isometric" and exercise.emphasis is not Emphasis.TRUNK
    return "isometric" if is_hold else exercise.emphasis.value


def dose_text(sets: int, unit: Unit, amount: int, *, each: str | None) -> str:
    """As printed: "2 × 4", "3 × 20 s each side", "4 runs", "10 minutes"."""
    match unit:
        case Unit.REPS:
            text = f"{sets} × {amount}"
        case Unit.SECONDS:
            text = f"{sets} × {amount} s"
        case Unit.RUNS:
            text = f"{sets * amount} runs"
        case Unit.MINUTES:
            text = f"{amount} minutes"
    return f"{text} each {each}" if each else text


def _title(weeks: tuple[Week, ...], rules: PlanRules) -> str:
    most = max((len(week.sessions) for week in weeks), default=0)
    minutes = max((session.minutes for week in weeks for session in week.sessions), default=0)
    sessions = f"{_NUMBER_WORDS[most]} {'session' if most == 1 else 'sessions'}"
    text = rules.wording.title if most != 1 else rules.wording.title.replace(" each", "")
    return text.format(sessions=sessions, minutes=minutes)


def _lead(row: KindRow, layout: Layout | None, situation: Situation, rules: PlanRules) -> str:
    sentences = [row.lead]
    if row.kind is PlanKind.PREVENTION and layout:
        wording = rules.wording
        if situation.is_short:
            how = wording.lead_short
        else:
            how = wording.lead_with_team if situation.has_team_warm_up else wording.lead_alone
        sentences += [None if situation.is_short else wording.lead, how, layout.lead]
    return " ".join(sentence for sentence in sentences if sentence)


def _ladder(situation: Situation, rules: PlanRules) -> Ladder:
    return next(ladder for ladder in rules.ladders if holds(ladder.when, situation.facts))


def _rungs(
    ladder: Ladder, weeks: tuple[DraftWeek, ...], situation: Situation, rules: PlanRules
) -> tuple[LadderRung, ...]:
    """The rungs with the one to start on: the first that the weeks use, else the first the athlete may do."""
    planned = {item.exercise.id for week in weeks for item in week.items()}
    names = [exercise for exercise, _ in ladder.rungs]
    start = next((name for name in names if name in planned), None) or next(
        (name for name in names if _in_reach(rules.exercises[name], situation)), names[0]
    )
    return tuple(
        LadderRung(exercise, rules.exercises[exercise].name, text, is_start=exercise == start)
        for exercise, text in ladder.rungs
    )


def _in_reach(exercise: Exercise, situation: Situation) -> bool:
    """Whether the athlete could start there once somebody or something holds the ankles."""
    held = situation.kit | {"ankle_anchor"}
    return exercise.level <= situation.level + situation.level_margin and exercise.fits_kit(held)


@functools.lru_cache(maxsize=1024)
def _card(exercise: Exercise, easier: str | None, harder: str | None) -> ExerciseCard:
    """Kept, as the items are."""
    return ExerciseCard(
        exercise=exercise.id,
        name=exercise.name,
        cues=exercise.cues,
        faults=exercise.faults,
        easier=easier,
        harder=harder,
        stop_rule=exercise.stop_rule,
        sources=exercise.sources,
    )


def _neighbour(ids: tuple[str, ...], rules: PlanRules) -> str | None:
    """The first neighbour that the library holds, by name."""
    return next((rules.exercises[name].name for name in ids if name in rules.exercises), None)
