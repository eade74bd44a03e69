"""How sure a result is: the likely range and, apart from it, what missing answers leave open."""

from __future__ import annotations

import math
from dataclasses import dataclass

from screening.domain.assessment import RiskResult
from screening.domain.questionnaire import Questionnaire
from screening.domain.reporting.answered import short_label
from screening.domain.reporting.charts.model import RangeBar
from screening.domain.reporting.charts.range_bar import TYPICAL, axis_for, range_bar, words_bar
from screening.domain.reporting.season import Figures, people
from screening.domain.reporting.view import HowSure, WouldNarrow
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import counted, listed
from screening.domain.risk.narrowing import IfKnown, Narrowing, narrowing
from screening.domain.risk.what_if import Ground

PARTS = ((0.05, ""), (0.18, "tenth"), (0.29, "quarter"), (0.42, "third"), (0.6, "half"))
"""Up to which share of a range a word is used; beyond the last it is "most", and below the first hardly."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What both bars are drawn from."""

    risk: RiskResult
    figures: Figures | None
    ground: Ground
    wording: Wording


def how_sure_of(
    risk: RiskResult,
    figures: Figures | None,
    ground: Ground | None,
    questionnaire: Questionnaire,
    wording: Wording,
) -> HowSure | None:
    """The likely range, what missing answers leave open, and which answers would narrow it.

    Args:
        ground: what the result rests on; None where nothing is scored.
    """
    if ground is None:
        return None
    say = wording.say
    shown = _Shown(risk, figures, ground, wording)
    lines = []
    if ground.in_first_weeks:
        lines.append(say("sure.first_weeks"))
    elif figures is None:
        lines.append(say("sure.no_number"))
    missing = len(risk.missing)
    if not missing:
        lines.append(say("sure.complete"))
    else:
        lines.append(
            say("sure.missing") if missing == 1 else say("sure.missing_more", number=counted(missing))
        )
    found = narrowing(ground, risk.most_useful_missing)
    return HowSure(
        title=say("sure.title"),
        chart=None if ground.in_first_weeks else _likely(shown),
        lines=tuple(lines),
        leaves_open=_left_open(shown) if missing else None,
        narrow_title=say("narrow.title"),
        would_narrow=tuple(
            WouldNarrow(one.field, short_label(one.field, questionnaire), _would_do(one, shown))
            for one in found
        ),
    )


def _likely(shown: _Shown) -> RangeBar:
    say = shown.wording.say
    figures = shown.figures
    if figures is None:
        now = shown.ground.outlook().estimate
        return _in_words(shown, now.relative_low, now.relative_high, "sure.range", "sure.likely_name")
    text = f"{say('sure.range', low=figures.low, high=figures.high)} {say('sure.wide')}"
    return range_bar(
        low=figures.low,
        high=figures.high,
        value=figures.value,
        value_label=figures.label,
        typical=figures.typical,
        cuts=shown.ground.rules.bands.by_probability,
        title=f"Estimate {figures.label} in 100, likely between {figures.low} and {figures.high}; "
        f"typical is {figures.typical}",
        name=say("sure.likely_name"),
        text=text,
        axis_end=_axis(shown),
    )


def _left_open(shown: _Shown) -> RangeBar | None:
    """The best and worst completion of the blanks; None where the contract shows neither."""
    best, worst, figures = shown.risk.best_case, shown.risk.worst_case, shown.figures
    if best is None or worst is None:
        return None
    ends = _open_people(shown)
    if figures is None or ends is None:
        return _in_words(
            shown, best.relative_to_peers, worst.relative_to_peers, "sure.bounds", "sure.blanks_name"
        )
    say = shown.wording.say
    low, high = ends
    return range_bar(
        low=low,
        high=high,
        value=figures.value,
        value_label=figures.label,
        typical=figures.typical,
        cuts=shown.ground.rules.bands.by_probability,
        title=f"Estimate {figures.label} in 100; the missing answers leave {low} to {high} open",
        name=say("sure.blanks_name"),
        text=say("sure.bounds_same" if low == high else "sure.bounds", low=low, high=high),
        axis_end=_axis(shown),
        leaves_open=True,
    )


def _open_people(shown: _Shown) -> tuple[int, int] | None:
    """Both completions as people of a hundred; None where no number may be shown."""
    best, worst, rules = shown.risk.best_case, shown.risk.worst_case, shown.ground.rules
    if best is None or worst is None or best.season_probability is None or worst.season_probability is None:
        return None
    low = people(best.season_probability, rules, as_range=True)
    return low, people(worst.season_probability, rules, as_range=True)


def _axis(shown: _Shown) -> int:
    """One axis for both bars, so that they can be held side by side."""
    figures, ends = shown.figures, _open_people(shown)
    return axis_for(max(figures.high if figures else 0, figures.value if figures else 0, *(ends or (0,))))


def _in_words(shown: _Shown, low: float, high: float, key: str, name: str) -> RangeBar:
    """A range where no number may be shown: how often compared with typical people, in words."""
    wording = shown.wording
    ends = wording.compare(low), wording.compare(high)
    text = (
        wording.say(f"{key}_one", words=ends[0])
        if ends[0] == ends[1]
        else wording.say(f"{key}_words", low=ends[0], high=ends[1])
    )
    is_likely = key == "sure.range"
    return words_bar(
        low=low,
        high=high,
        value=shown.risk.relative_to_peers or TYPICAL,
        cuts=shown.ground.rules.bands.by_relative,
        words=(
            (0.5, wording.say("axis.half")),
            (TYPICAL, wording.say("axis.typical")),
            (2.0, wording.say("axis.double")),
            (4.0, wording.say("axis.four")),
        ),
        title=text,
        name=wording.say(name),
        text=f"{text} {wording.say('sure.wide')}" if is_likely else text,
        leaves_open=not is_likely,
    )


def _would_do(one: Narrowing, shown: _Shown) -> str:
    return " ".join(sentence for sentence in (_narrows(one, shown), _moves_band(one, shown)) if sentence)


def _narrows(one: Narrowing, shown: _Shown) -> str:
    """How far the range over the blanks shrinks; empty where none is shown."""
    best, worst = shown.risk.best_case, shown.risk.worst_case
    if best is None or worst is None:
        return ""
    ends = _open_people(shown)
    if ends is not None:
        return _narrows_people(one, ends[1] - ends[0], shown)
    now = math.log(worst.relative_to_peers / best.relative_to_peers)
    left = min(math.log(way.relative_high / way.relative_low) for way in one.ways)
    return _part(1 - left / now if now else 0.0, shown.wording)


def _narrows_people(one: Narrowing, now: int, shown: _Shown) -> str:
    say = shown.wording.say
    apart = [_apart(way, shown) for way in one.ways]
    least, most = min(apart), min(max(apart), now)
    if now - least < 2:
        return say("narrow.hardly")
    if least == most:
        return say("narrow.people_about", most=most, now=now)
    return say("narrow.people", least=least, most=most, now=now)


def _apart(way: IfKnown, shown: _Shown) -> int:
    rules = shown.ground.rules
    low, high = (people(end or 0.0, rules, as_range=True) for end in (way.season_low, way.season_high))
    return high - low


def _part(share: float, wording: Wording) -> str:
    word = next((word for below, word in PARTS if share < below), "most")
    if not word:
        return wording.say("narrow.hardly")
    return wording.say("narrow.part", part=wording.say(f"narrow.{word}"))


def _moves_band(one: Narrowing, shown: _Shown) -> str:
    say = shown.wording.say
    words = [f"“{say(f'band.{band}.word')}”" for band in one.bands]
    if one.bands == (shown.risk.band,):
        return say("narrow.band_stays", band=say(f"band.{shown.risk.band}.word"))
    return say("narrow.band_moves", bands=listed(words, "or"))
