"""The plan as a page: week grid, ladder, pain rule, real life."""

from __future__ import annotations

from screening.domain.plan.model import ExerciseCard, Plan
from screening.domain.reporting.charts.model import StateShape
from screening.domain.reporting.view import Card, PainRow, PlanPage, Row, Rung
from screening.domain.reporting.week_grid import week_grid
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import ended

SHAPES = {"green": "low", "amber": "moderate", "red": "high"}


def plan_page_of(plan: Plan, wording: Wording) -> PlanPage:
    """The page; without weeks it says why and what to do instead."""
    grid = week_grid(plan, wording)
    return PlanPage(
        title=_title(plan, wording),
        heading=plan.title,
        lead=ended(plan.lead),
        why=ended(plan.why),
        days=grid.days,
        day_names=grid.names,
        day_kinds=grid.kinds,
        weeks=grid.rows,
        warm_up=grid.warm_up,
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
