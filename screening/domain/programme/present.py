"""Turns built weeks into the dated programme that is stored and shown; nothing is decided after this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from screening.domain.plan.exercises import Emphasis, Exercise, Stage
from screening.domain.plan.model import ExerciseCard
from screening.domain.plan.present import dose_text
from screening.domain.plan.rules import PlanRules
from screening.domain.plan.situation import Situation

from .days import HEAVY
from .draft import DatedDraft, DraftDay, DraftWeek
from .explain import nearest_in_reach, progress_of, regress_of
from .model import DatedItem, DatedSession, DatedWeek
from .rules import Note, ProgrammeWording
from .setting import Setting

_NEW_SESSIONS = 2
"""So many sessions with slow lowering are the first ones, and again with heavy lowering (Coratella2025)."""


def dated_weeks(
    weeks: Iterable[DraftWeek], kept: Mapping[int, DatedWeek], setting: Setting
) -> tuple[DatedWeek, ...]:
    """The weeks as printed; those that are over stand as they were."""
    found = list[DatedWeek]()
    news = dict.fromkeys((setting.plan.limits.exposure_class, HEAVY), 0)
    for week in weeks:
        sessions = []
        for day in sorted(week.days, key=lambda day: day.date):
            reached = [eccentric for eccentric in news if day.top_class >= eccentric]
            is_new = any(news[eccentric] < _NEW_SESSIONS for eccentric in reached)
            sessions.append(day.kept or _session(day, week.number, setting, is_new=is_new))
            for eccentric in reached if day.counts else ():
                news[eccentric] += 1
        if week.number > 0:
            found.append(kept[week.number] if week.is_past else _week(week, sessions))
    return tuple(found)


def _week(week: DraftWeek, sessions: list[DatedSession]) -> DatedWeek:
    return DatedWeek(
        number=week.number,
        start=week.start,
        name=week.name,
        sessions=tuple(sessions),
        match_dates=week.match_dates,
        deload=week.deload,
        note=week.note,
        step=week.step,
    )


def _session(day: DraftDay, week: int, setting: Setting, *, is_new: bool) -> DatedSession:
    minutes = day.minutes(setting.plan.limits.change_over_seconds)
    warm_up, warm_up_minutes = _warm_up(day, setting)
    return DatedSession(
        key=f"{week}-{day.place}",
        date=day.date,
        minutes=minutes + warm_up_minutes,
        items=tuple([dated_item(item, setting) for item in day.items]),
        warm_up=warm_up,
        warm_up_minutes=warm_up_minutes,
        expected_soreness=_soreness(day, setting.rules.wording, is_new=is_new),
        note=_note(day, setting),
    )


def _warm_up(day: DraftDay, setting: Setting) -> tuple[str | None, int]:
    """The warm-up in words and its minutes inside the session."""
    situation, wording = setting.situation, setting.plan.wording
    if all(item.exercise.emphasis is Emphasis.MOBILITY for item in day.items):
        return None, 0  # gentle enough to start with
    if situation.stage is Stage.P and situation.has_team_warm_up:
        return setting.protocol.warm_up or wording.warm_up_with_team, 0
    is_gentle = day.top_class == 0 and day.top_rung < setting.plan.limits.warm_up_rung
    if situation.warms_up_alone and not is_gentle:
        return wording.warm_up_alone, situation.warm_up_minutes
    return None, 0


def _soreness(day: DraftDay, wording: ProgrammeWording, *, is_new: bool) -> str:
    if is_new:
        return wording.soreness_new
    if day.top_class >= HEAVY:
        return wording.soreness_heavy
    return wording.soreness_light if day.top_class >= 1 else wording.soreness_none


def _note(day: DraftDay, setting: Setting) -> str | None:
    """Why the session differs from its week, the report first."""
    texts = setting.rules.wording.notes
    said = [day.remark] if day.remark else []
    for reason in (Note.AWAY, Note.MATCH, Note.TIME):
        if reason in day.reasons:
            said.append(texts[reason].format(minutes=setting.situation.minutes))
    return " ".join(said) or None


def dated_item(item: DatedDraft, setting: Setting) -> DatedItem:
    """One exercise with its dose and all that a timer or a card needs."""
    exercise, dose = item.exercise, item.exercise.dose
    return DatedItem(
        exercise=exercise.id,
        name=exercise.name,
        dose=_dose_text(item),
        sets=item.sets,
        amount=item.amount,
        unit=item.unit.value,
        each_leg=exercise.each_leg,
        seconds_each=dose.seconds_each,
        rest_seconds=dose.rest_seconds,
        tempo=dose.tempo,
        rest=dose.rest,
        stop_rule=exercise.stop_rule,
        eccentric_class=exercise.eccentric_class,
        slot="isometric" if _is_hold(exercise) else exercise.emphasis.value,
        progress=progress_of(exercise, setting.situation, setting.plan, setting.rules),
        regress=regress_of(exercise, setting.situation, setting.plan, setting.rules),
        sources=exercise.sources,
        note=_item_note(item, setting),
        amounts=item.amounts,
        extra_sets=item.extra_sets,
        extra_leg=item.extra_leg,
        metres=item.metres,
    )


def _item_note(item: DatedDraft, setting: Setting) -> str | None:
    said = [item.note] if item.note else []
    if item.extra_leg:
        said.append(setting.rules.wording.notes[Note.WEAKER_LEG].format(leg=item.extra_leg))
    return ". ".join(said) or None


def _is_hold(exercise: Exercise) -> bool:
    return exercise.contraction == "isometric" and exercise.emphasis is not Emphasis.TRUNK


def _dose_text(item: DatedDraft) -> str:
    each = item.exercise.each
    if item.amounts:
        text = f"{item.sets} × {', '.join(str(number) for number in item.amounts)}"
        text = f"{text} each {each}" if each else text
    else:
        text = dose_text(item.sets, item.unit, item.amount, each=each)
    if item.extra_leg:
        text = f"{text}, {item.extra_sets} more on the {item.extra_leg}"
    return f"{text}, {item.metres} m of each fast" if item.metres else text


def cards_of(weeks: Iterable[DatedWeek], situation: Situation, plan: PlanRules) -> tuple[ExerciseCard, ...]:
    """A card for every exercise of the weeks, in the order in which they first come."""
    names = dict.fromkeys(item.exercise for week in weeks for day in week.sessions for item in day.items)
    return tuple([_card(plan.exercises[name], situation, plan) for name in names if name in plan.exercises])


def _card(exercise: Exercise, situation: Situation, plan: PlanRules) -> ExerciseCard:
    easier = nearest_in_reach(exercise.easier, situation, plan)
    harder = nearest_in_reach(exercise.harder, situation, plan)
    return ExerciseCard(
        exercise=exercise.id,
        name=exercise.name,
        cues=exercise.cues,
        faults=exercise.faults,
        easier=easier.name if easier else None,
        harder=harder.name if harder else None,
        stop_rule=exercise.stop_rule,
        sources=exercise.sources,
    )
