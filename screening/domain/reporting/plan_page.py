"""The plan as a page: week grid, ladder, pain rule, real life."""

from __future__ import annotations

from screening.domain.plan.model import ExerciseCard, Plan, Session, Week
from screening.domain.reporting.charts.model import StateShape
from screening.domain.reporting.view import Card, Cell, PainRow, PlanPage, Row, Rung, WeekRow
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import ended, weekday

SHAPES = {"green": "low", "amber": "moderate", "red": "high"}
QUIET = "–"


def plan_page_of(plan: Plan, wording: Wording) -> PlanPage:
    """The page; without weeks it says why and what to do instead."""
    used = sorted({session.day for week in plan.weeks for session in week.sessions})
    matches = {day for week in plan.weeks for day in week.match_days}
    days = tuple(range(1, 8)) if plan.weeks else ()
    return PlanPage(
        title=_title(plan, wording),
        heading=plan.title,
        lead=ended(plan.lead),
        why=ended(plan.why),
        days=tuple(weekday(day) if day in used else weekday(day)[:3] for day in days),
        day_names=tuple(weekday(day) for day in days),
        day_kinds=tuple("go" if day in used else "match" if day in matches else "quiet" for day in days),
        weeks=tuple(_week(week, days, wording) for week in plan.weeks),
        ladder_title=plan.ladder_title or wording.say("plan.ladder"),
        ladder_text=ended(plan.ladder_text),
        guidance=ended(plan.guidance),
        ladder=tuple(
            Rung(exercise=rung.exercise, name=rung.name, text=rung.text, is_start=rung.is_start)
            for rung in plan.ladder
        ),
        pain_rule=tuple(
            PainRow(
                shape=StateShape(kind=SHAPES.get(light, "moderate"), title=word),
                word=word,
                during=during,
                next_session=following,
            )
            for light, word, during, following in plan.pain_rule
        ),
        soreness=plan.soreness,
        real_life=tuple(Row(head, text) for head, text in plan.real_life),
        advice=tuple(Row(head, text) for head, text in plan.advice),
        notes=tuple(ended(note) for note in plan.notes),
        cards=tuple(_card(card) for card in plan.cards),
        is_withheld=not plan.weeks,
    )


def _title(plan: Plan, wording: Wording) -> str:
    if not plan.weeks:
        return wording.say("plan.title_none")
    number = len(plan.weeks)
    return wording.say("plan.title_one") if number == 1 else wording.say("plan.title", number=number)


def _week(week: Week, days: tuple[int, ...], wording: Wording) -> WeekRow:
    by_day: dict[int, list[Session]] = {}
    for session in week.sessions:
        by_day.setdefault(session.day, []).append(session)
    return WeekRow(
        name=f"Week {week.number}",
        focus=week.name,
        cells=tuple(
            _cell(by_day.get(day, []), wording.say("plan.match") if day in week.match_days else QUIET)
            for day in days
        ),
        note=week.note,
    )


def _cell(sessions: list[Session], quiet: str) -> Cell:
    is_match = quiet != QUIET
    if not sessions:
        return Cell(quiet=quiet, is_match=is_match)
    return Cell(
        items=tuple(Row(item.name, item.dose) for session in sessions for item in session.items),
        quiet=quiet if is_match else "",
        is_match=is_match,
        warm_up=next((session.warm_up for session in sessions if session.warm_up), None),
    )


def _card(card: ExerciseCard) -> Card:
    rows = (
        ("Common fault", card.faults),
        ("Easier", card.easier),
        ("Harder", card.harder),
        ("Stop", card.stop_rule),
    )
    return Card(
        exercise=card.exercise,
        name=card.name,
        cues=tuple(ended(cue) for cue in card.cues),
        rows=tuple(Row(head, ended(text)) for head, text in rows if text),
    )
