"""What an athlete says about a session, as typed into a form: read, checked, and shown again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from screening.domain.errors import Problem
from screening.domain.programme.model import DatedSession, Done
from screening.services.training_log import LONGEST_SCALE, SessionReport
from screening.web.training.session_view import ON_PLANNED_DAY

KEY_LENGTH = range(16, 65)


@dataclass(frozen=True, slots=True)
class TypedReport:
    """The form exactly as it was typed."""

    done: str = ""
    pain: str = ""
    soreness: str = ""
    sudden: str = ""
    day: str = ""
    skipped: frozenset[str] = field(default_factory=frozenset)


def typed_report(form: MultiDict[str, str]) -> TypedReport:
    """The form as it was sent."""
    return TypedReport(
        done=form.get("done", "")[:10],
        pain=form.get("pain", "")[:3],
        soreness=form.get("soreness", "")[:3],
        sudden=form.get("sudden", "")[:3],
        day=form.get("day", "")[:10],
        skipped=frozenset(form.getlist("skipped")),
    )


def read_report(
    typed: TypedReport, session: DatedSession, today: dt.date
) -> tuple[SessionReport | None, tuple[Problem, ...]]:
    """The report that was typed, or what has to be put right."""
    problems: list[Problem] = []
    done = Done(typed.done) if typed.done in set(Done) else None
    if done is None:
        problems.append(Problem("done", "Choose how much of it you did"))
    was_done = done in {Done.DONE, Done.PARTLY}
    pain = read_scale(typed.pain, "pain", "the worst pain while you did it", problems, must=was_done)
    soreness = read_scale(typed.soreness, "soreness", "how sore you were before", problems)
    if was_done and typed.sudden not in {"yes", "no"}:
        problems.append(Problem("sudden", "Choose “Yes” or “No”"))
    known = {item.exercise for item in session.items}
    if not typed.skipped <= known:
        problems.append(Problem("skipped", "Choose from the exercises of this session"))
    if problems or done is None:
        return None, tuple(problems)
    on_planned_day = done is Done.NOT or typed.day == ON_PLANNED_DAY
    return SessionReport(
        session=session.key,
        on=min(session.date, today) if on_planned_day else today,
        done=done,
        pain_during=pain,
        soreness=soreness,
        sudden=typed.sudden == "yes",
        skipped=tuple(item.exercise for item in session.items if item.exercise in typed.skipped)
        if done is Done.PARTLY
        else (),
    ), ()


def read_scale(
    text: str, name: str, thing: str, problems: list[Problem], *, must: bool = False
) -> int | None:
    """A figure from 0 to 10."""
    if text.isascii() and text.isdigit() and int(text) <= LONGEST_SCALE:
        return int(text)
    if text or must:
        problems.append(Problem(name, f"Choose {thing}, from 0 to {LONGEST_SCALE}"))
    return None
