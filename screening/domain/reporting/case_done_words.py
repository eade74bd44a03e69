"""What was done and answered in words: tests, sessions and check-ins."""

from __future__ import annotations

from screening.domain.case import events as ev
from screening.domain.case.stage_rules import PassedWords

from .case_words import FLAG, WHERE
from .words import capital, day, listed

REST = "no session"
YES_OR_NO = PassedWords("yes", "no")


def result_words(body: ev.TestRecorded, unit: str, passed: PassedWords = YES_OR_NO) -> str:
    """What a test came to, with both legs where both were measured."""
    if not body.tested:
        return "not tested"
    parts = []
    if body.injured is not None:
        parts.append(f"injured leg {with_unit(body.injured, unit)}")
    if body.other is not None:
        parts.append(f"other leg {with_unit(body.other, unit)}")
    if body.baseline is not None:
        parts.append(f"before the injury {with_unit(body.baseline, unit)}")
    if body.number is not None:
        parts.append(with_unit(body.number, unit))
    if body.passed is not None:
        parts.append(passed.of(body.passed))
    if body.pain is not None:
        parts.append(f"pain {body.pain} of 10")
    return ", ".join(parts) or "no value"


def with_unit(number: float, unit: str) -> str:
    """12 N, 85%, 6°: signs stand close, words apart."""
    plain = f"{number:g}".replace("-", "−")
    return f"{plain}{'' if unit[:1] in {'%', '°'} else ' '}{unit}".strip()


def test_lines(body: ev.TestRecorded) -> tuple[str, ...]:
    """How a test was done, the note, and what it takes the place of; an empty line where there is nothing."""
    how = ", ".join(part for part in (body.method, body.device) if part)
    corrects = f"Takes the place of event {body.corrects}." if body.corrects is not None else ""
    return (f"On {day(body.on)}{', ' + how if how else ''}.", body.note, corrects)


def session_lines(body: ev.SessionRecorded) -> tuple[str, ...]:
    """What was done in a session, as far as recorded."""
    speed = "" if body.top_speed_pct is None else f"top speed {body.top_speed_pct:g}%"
    if speed:
        speed += ", measured" if body.speed_measured else ", self-rated, low accuracy"
    parts = (
        "" if body.rung is None else f"rung R{body.rung}",
        "" if body.minutes is None else f"{body.minutes} minutes",
        "" if body.session_rpe is None else f"effort {body.session_rpe:g} of 10",
        "" if body.pain_max is None else f"worst pain {body.pain_max} of 10",
        speed,
        "" if body.sprints_ge90 is None else f"{body.sprints_ge90} sprints at 90% or more",
        "" if body.hsr_m is None else f"{body.hsr_m:g} m above 5.5 m/s",
        "" if body.planned_au is None else f"planned load {body.planned_au:g}",
        "strength work" if body.strength else "",
        "maximal effort under fatigue" if body.max_effort_under_fatigue else "",
    )
    said = ", ".join(part for part in parts if part)
    return (
        "Taken back: it was not so." if body.taken_back else "",
        f"{capital(said)}." if said else "",
        f"From {body.from_file}." if body.from_file else "",
    )


def is_rest(body: ev.CheckIn) -> bool:
    """Whether the half after training says that there was none."""
    return body.minutes == 0 and not body.pain_during_max and not body.session_rpe


def check_in_lines(body: ev.CheckIn) -> tuple[str, ...]:
    """What was answered in one half of a check-in; what was not answered is left out."""
    where = f", {WHERE[body.soreness_where]}" if body.soreness_where else ""
    minutes = "" if body.minutes is None else f"{body.minutes} minutes"
    parts = (
        _of_ten("pain", body.pain_morning),
        _of_ten("soreness", body.soreness_hamstring) and _of_ten("soreness", body.soreness_hamstring) + where,
        _of_ten("fatigue", body.fatigue),
        "" if body.sleep_hours is None else f"sleep {body.sleep_hours:g} h",
        _of_ten("worst pain in it", body.pain_during_max),
        _of_ten("effort", body.session_rpe),
        REST if is_rest(body) else minutes,
    )
    said = ", ".join(part for part in parts if part)
    flags = listed([FLAG[flag] for flag in sorted(body.flags)])
    return (
        f"{capital(said)}." if said else "",
        f"Unusual: {flags}." if flags else "",
        f"From {body.from_file}." if body.from_file else "",
    )


def _of_ten(word: str, number: float | None) -> str:
    return "" if number is None else f"{word} {number:g} of 10"
