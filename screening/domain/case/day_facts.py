"""The values that the rules of the check-in read about one day, worked out from what was entered."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from screening.domain.answers import Known

from .checkin_rules import CheckInRules, Work
from .day_load import acute_chronic_ratio, fast_metres_ratio, load_of_planned
from .diary import DAY, Diary
from .events import CheckIn, SessionRecorded
from .words import Light, PainMode, Part, SessionKind, SeverityClass, SorenessWhere

UNUSUAL = "unusual"
"""Stands among the missing answers for the question behind which the ticks are."""
LEG_FACTS = frozenset(
    {"checkin.flags", "checkin.pain_morning", "checkin.pain_band", "checkin.pain_24h_delta"}
)
_WEIGHT = {Light.GREEN: 0, Light.AMBER: 1, Light.RED: 2}
_SAME_AS_EXACT = 9
"""Decimals: so that a value on a limit is not beside it for the way fractions are kept."""


class Person(Protocol):
    """What the limits depend on, see `lights.About`."""

    @property
    def pain_mode(self) -> PainMode: ...
    @property
    def age_years(self) -> int | None: ...
    @property
    def recurrent(self) -> bool: ...
    @property
    def severity(self) -> SeverityClass: ...
    @property
    def sprint_day(self) -> bool | None: ...


Values = dict[str, Known | None]
Number = TypeVar("Number", int, float)
Mornings = Sequence[CheckIn | None]
"""The morning of a day, of the day before and so on backwards."""


def day_facts(diary: Diary, day: dt.date, about: Person, rules: CheckInRules) -> Values:
    """What one day's answers say, by the names of `rulebook.stages_checkin`; None is unknown."""
    figures = rules.figures
    back = range(max(figures.look_back_days, figures.mean_days + 1))
    mornings = [diary.half(day - DAY * days, Part.MORNING) for days in back]
    return {
        **leg_facts(diary, day, about, rules),
        **_soreness(diary, day, mornings, rules),
        **_fatigue(mornings, rules),
        **_sleep(mornings, rules),
        "checkin.is_adult": _is_adult(about, rules),
        "checkin.sprint_day": about.sprint_day,
        "checkin.load_of_planned": _rounded(load_of_planned(diary, day)),
        "checkin.fast_metres_of_own": _rounded(fast_metres_ratio(diary, day)),
        "checkin.acute_chronic": _rounded(
            acute_chronic_ratio(diary, day, figures.acute_days, figures.chronic_days)
        ),
        "checkin.is_complete": not tuple(missing_answers(diary, day, rules)),
        "checkin.in_time": all(_in_time(diary, day, part, rules) for part in Part if diary.half(day, part)),
        "checkin.session_today": diary.had_session(day),
        "checkin.session_yesterday": diary.had_session(day - DAY),
    }


def leg_facts(diary: Diary, day: dt.date, about: Person, rules: CheckInRules) -> Values:
    """Those of `day_facts` that `LEG_FACTS` names: what the leg itself says."""
    morning = diary.half(day, Part.MORNING)
    return {
        "checkin.flags": _flags(diary, day),
        "checkin.pain_morning": morning.pain_morning if morning else None,
        "checkin.pain_band": _pain_band(diary, day, about, rules),
        "checkin.pain_24h_delta": pain_delta(diary, day),
    }


def missing_answers(diary: Diary, day: dt.date, rules: CheckInRules) -> Iterator[str]:
    """Ids of the questions a green day needs and that have no answer; "unusual" where nobody was asked.

    On a day without a session its pain and effort are not needed.
    """
    no_session = diary.had_session(day) is False
    for question in rules.questions:
        half = diary.half(day, question.part)
        needed = question.needed_for_green and not (no_session and question.part is Part.SESSION)
        if needed and (half is None or getattr(half, question.id) is None):
            yield question.id
    if not any(half.flags_asked for part in Part if (half := diary.half(day, part))):
        yield UNUSUAL


def pain_delta(diary: Diary, day: dt.date) -> int | None:
    """Points: this morning's pain against the morning of yesterday's session. None: unknown or no session.

    Compared with the lowest of several answers of yesterday, so that no later entry makes it look smaller.
    """
    if diary.had_session(day - DAY) is False:
        return None
    today, before = diary.half(day, Part.MORNING), diary.halves.get((day - DAY, Part.MORNING))
    if today is None or today.pain_morning is None or before is None or before.lowest_morning_pain is None:
        return None
    return today.pain_morning - before.lowest_morning_pain


def next_morning_facts(after: Diary, day: dt.date, light: Light, rules: CheckInRules) -> Values:
    """What the morning after says about the session of a day.

    Args:
        after: the diary up to that morning, without its session. `light`: of that morning alone.
    """
    return {
        "checkin.next_morning_in_time": _in_time(after, day + DAY, Part.MORNING, rules),
        "checkin.next_morning_delta": pain_delta(after, day + DAY),
        "checkin.next_morning_light": light.value,
        "checkin.next_morning_flags": _flags(after, day + DAY),
    }


def pain_mode_of(about: Person, rules: CheckInRules) -> PainMode:
    """The mode that counts, which for some is pain free whatever was set."""
    free = rules.always_pain_free
    is_young = about.age_years is None or about.age_years < free.under_years
    if is_young or about.severity in free.severities or (about.recurrent and free.recurrent):
        return PainMode.PAIN_FREE
    return about.pain_mode


def _flags(diary: Diary, day: dt.date) -> frozenset[str] | None:
    flags = diary.flags(day)
    return None if flags is None else frozenset(flag.value for flag in flags)


def _is_adult(about: Person, rules: CheckInRules) -> bool | None:
    return None if about.age_years is None else about.age_years >= rules.figures.adult_from_years


def _in_time(diary: Diary, day: dt.date, part: Part, rules: CheckInRules) -> bool:
    half = diary.halves.get((day, part))
    return half is not None and half.is_in_time(rules.figures.late_after_days)


def _pain_band(diary: Diary, day: dt.date, about: Person, rules: CheckInRules) -> str | None:
    """The worst light of the rows that fit the day's sessions; None where no pain is known."""
    half, done = diary.half(day, Part.SESSION), diary.sessions.get(day, ())
    pains = [half.pain_during_max if half else None, *(session.pain_max for session in done)]
    worst = max((pain for pain in pains if pain is not None), default=None)
    if worst is None:
        return None
    works, mode = _works(diary, day, rules), pain_mode_of(about, rules)
    fitting = [row for row in rules.pain_bands if row.work in works and row.mode in (None, mode)]
    lights = [row.light(worst) for row in fitting]
    return max(lights, key=_WEIGHT.__getitem__).value


def _works(diary: Diary, day: dt.date, rules: CheckInRules) -> frozenset[Work]:
    """Which rows of the light table fit. Not known whether somebody ran counts as running."""
    half, done, figures = diary.half(day, Part.SESSION), diary.sessions.get(day, ()), rules.figures
    works = {Work.ANY}
    without_running = (half is not None and half.ran is False) or (bool(done) and all(map(_stood, done)))
    ran = (half is not None and half.ran) or any(not _stood(session) for session in done)
    if ran or not without_running:
        works.add(Work.RUNNING)
    for session in done:
        fast = (session.top_speed_pct or 0) >= figures.sprint_from_pct
        if fast or session.sprints_ge90 or (session.rung or 0) >= figures.sprint_from_rung:
            works |= {Work.RUNNING, Work.SPRINTING}
    return frozenset(works)


def _stood(session: SessionRecorded) -> bool:
    """Whether a record says that nobody ran: walking at most, or strength work in rehabilitation."""
    if session.rung is not None:
        return session.rung == 0
    return session.kind is SessionKind.REHAB and session.strength


def _soreness(diary: Diary, day: dt.date, mornings: Mornings, rules: CheckInRules) -> Values:
    figures = rules.figures
    morning = mornings[0]
    run = _run(mornings[: figures.look_back_days], figures.soreness_mornings, _sore_injured)
    both = morning is not None and morning.soreness_where is SorenessWhere.BOTH
    last = diary.last_strength_day(day)
    return {
        "checkin.soreness_injured": _sore_injured(morning),
        "checkin.soreness_injured_lowest": min(run, default=None),
        "checkin.soreness_both": morning.soreness_hamstring if morning and both else None,
        "checkin.days_since_strength": None if last is None else (day - last).days,
    }


def _sore_injured(morning: CheckIn | None) -> int | None:
    """Soreness on the injured side; a side nobody named counts as that one."""
    if morning is None or morning.soreness_hamstring is None:
        return None
    return 0 if morning.soreness_where is SorenessWhere.OTHER else morning.soreness_hamstring


def _fatigue(mornings: Mornings, rules: CheckInRules) -> Values:
    figures, morning = rules.figures, mornings[0]
    earlier = mornings[1 : figures.mean_days + 1]
    before = [half.fatigue for half in earlier if half is not None and half.fatigue is not None]
    has_mean = len(before) >= figures.mean_entries
    fatigue = morning.fatigue if morning else None
    spreads = None
    if has_mean and fatigue is not None:
        mean = math.fsum(before) / len(before)
        spread = math.sqrt(math.fsum((value - mean) ** 2 for value in before) / (len(before) - 1))
        spreads = (fatigue - mean) / max(spread, figures.least_spread)
    return {
        "checkin.fatigue": fatigue,
        "checkin.has_own_mean": has_mean,
        "checkin.fatigue_spreads": _rounded(spreads),
    }


def _sleep(mornings: Mornings, rules: CheckInRules) -> Values:
    figures, morning = rules.figures, mornings[0]
    nights = _run(mornings[: figures.look_back_days], figures.short_nights, _slept)
    return {
        "checkin.sleep_hours": morning.sleep_hours if morning else None,
        "checkin.longest_of_short_nights": max(nights, default=None),
    }


def _slept(morning: CheckIn | None) -> float | None:
    return morning.sleep_hours if morning else None


def _run(mornings: Mornings, count: int, read: Callable[[CheckIn | None], Number | None]) -> list[Number]:
    """The values of the last `count` answered mornings, the first among them; empty where there are fewer."""
    values = [read(morning) for morning in mornings]
    known = [value for value in values if value is not None]
    return known[:count] if values[0] is not None and len(known) >= count else []


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _SAME_AS_EXACT)
