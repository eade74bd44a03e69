"""What can be said about one season: people of a hundred, or why there is no number."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.assessment import Assessment, RiskResult
from screening.domain.reporting.bands import LIGHT_KINDS, kind_of
from screening.domain.reporting.charts.model import IconArray, StateShape
from screening.domain.reporting.view import FirstWeeks, Light, OneChange, People, Row, Season
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import capital, ended
from screening.domain.risk.display import whole_people
from screening.domain.risk.rules import RiskRules
from screening.domain.vocabulary import Band, RiskStatus


@dataclass(frozen=True, slots=True)
class Figures:
    """The whole people a report prints; there only where numbers may be shown."""

    value: int
    typical: int
    low: int
    high: int
    is_or_more: bool
    """The estimate lies above the highest figure that is printed."""
    label: str


def figures_of(risk: RiskResult, rules: RiskRules) -> Figures | None:
    """The figures of a result; None where no number may be shown."""
    if risk.season_probability is None or risk.typical_probability is None:
        return None
    if risk.low is None or risk.high is None:
        return None
    is_or_more = risk.season_probability > rules.display.highest / rules.display.of
    value = rules.display.highest if is_or_more else people(risk.season_probability, rules)
    return Figures(
        value=value,
        typical=people(risk.typical_probability, rules),
        low=people(risk.low, rules, as_range=True),
        high=people(risk.high, rules, as_range=True),
        is_or_more=is_or_more,
        label=f"{value} or more" if is_or_more else str(value),
    )


def people(probability: float, rules: RiskRules, *, as_range: bool = False) -> int:
    """Whole people of a hundred. An end of a range belongs to no band, so it is rounded plainly."""
    return whole_people(probability, () if as_range else rules.bands.by_probability, rules.display)


def season_of(
    assessment: Assessment, figures: Figures | None, wording: Wording, references: str = ""
) -> Season | None:
    """The pair of grids, or the sentence why there is none with a comparison in words."""
    risk = assessment.risk
    if risk.status is not RiskStatus.SCORED or risk.return_module is not None:
        return None
    say = wording.say
    if figures is None:
        return Season(
            title=say("season.title"),
            why_no_number=ended(risk.why_no_number or ""),
            comparison=compared(risk, wording),
            note=say("season.which"),
        )
    group = risk.baseline.label if risk.baseline else ""
    band = risk.band or Band.LOW
    yours, typical = figures.label, figures.typical
    pair = (
        People(
            chart=IconArray(
                filled=figures.value,
                hollow=0,
                kind=kind_of(band),
                title=f"{yours} of 100 people filled, {100 - figures.value} not",
            ),
            figure=yours,
            text=say("season.yours", group=group, number=yours),
            others=say("season.yours_others", number=100 - figures.value)
            if not figures.is_or_more
            else say("season.or_more", number=100 - figures.value),
        ),
        People(
            chart=IconArray(
                filled=typical,
                hollow=0,
                kind="ink-2",
                title=f"{typical} of 100 people filled, {100 - typical} not",
            ),
            figure=str(typical),
            text=say("season.typical", group=group, number=typical),
            others=say("season.typical_others", number=100 - typical),
        ),
    )
    return Season(title=say("season.title"), pair=pair, note=say("season.which"), references=references)


def compared(risk: RiskResult, wording: Wording) -> str | None:
    """The comparison with peers in words, never as a factor."""
    if risk.relative_to_peers is None or risk.baseline is None:
        return None
    word = wording.compare(risk.relative_to_peers)
    return wording.say("season.compared", word=word, group=risk.baseline.label)


def first_weeks_of(assessment: Assessment, rules: RiskRules, wording: Wording) -> FirstWeeks | None:
    """The numbers of the first weeks after a return."""
    module = assessment.risk.return_module
    if module is None:
        return None
    say = wording.say
    rows = tuple(
        Row(
            head=say("first_weeks.row_head", weeks=weeks),
            text=say("first_weeks.row", number=number, others=100 - number),
        )
        for weeks, chance in ((2, module.two_weeks), (8, module.eight_weeks), (15, module.fifteen_weeks))
        if chance is not None
        for number in (people(chance, rules, as_range=True),)
    )
    return FirstWeeks(
        title=say("first_weeks.title"),
        lead=say("first_weeks.lead")
        if rows
        else ended(assessment.risk.why_no_number or say("first_weeks.no_number")),
        rows=rows,
        note=ended(module.note),
    )


def one_change_of(
    assessment: Assessment, figures: Figures | None, rules: RiskRules, wording: Wording
) -> OneChange | None:
    """The change that lowers the risk most, with its effort and the new range."""
    say = wording.say
    risk = assessment.risk
    if risk.status is not RiskStatus.SCORED:
        return None
    if risk.if_you_did_these is None or not risk.if_you_did_these.actions:
        return OneChange(
            title=say("change.title"), what=say("change.nothing"), lines=(say("change.nothing_more"),)
        )
    best = risk.if_you_did_these.actions[0]
    lines = []
    chart = chart_note = None
    if figures and best.season_probability is not None and best.low is not None and best.high is not None:
        changed = min(people(best.season_probability, rules), figures.value)
        lines.append(
            say(
                "change.from_to",
                value=figures.label,
                changed=changed,
                low=people(best.low, rules, as_range=True),
                high=people(best.high, rules, as_range=True),
            )
        )
        fewer = figures.value - changed
        if fewer and not figures.is_or_more:
            chart = IconArray(
                filled=changed,
                hollow=fewer,
                kind=kind_of(risk.band or Band.LOW),
                title=f"{changed} of 100 filled, {fewer} fewer drawn hollow, {100 - figures.value} not",
            )
            chart_note = say("change.hollow", number=fewer)
    else:
        lines.append(say("change.no_number"))
    if best.effort:
        lines.append(say("change.effort", effort=ended(capital(best.effort))))
    return OneChange(
        title=say("change.title"),
        what=ended(best.text),
        lines=tuple(lines),
        chart=chart,
        chart_note=chart_note,
    )


def light_of(assessment: Assessment, wording: Wording) -> Light | None:
    """The light for the next fortnight."""
    light = assessment.risk.fortnight_light
    if light is None:
        return None
    word = wording.say(f"light.{light}.word")
    return Light(
        title=wording.say("light.title"),
        shape=StateShape(kind=LIGHT_KINDS[light], title=word),
        word=word,
        text=wording.say(f"light.{light}.text"),
    )
