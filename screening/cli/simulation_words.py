"""A simulated season in plain lines: tables a coach can read, each sentence with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from screening.columnar.cohort_review import Difference, auc_outside, differences
from screening.columnar.cohort_season import Season
from screening.domain.risk.simulation_rules import BandFigures, ReviewFigures
from screening.domain.vocabulary import Band


@dataclass(frozen=True, slots=True)
class Told:
    """Everything the lines speak of. `others` are the same cohort at other season risks."""

    version: str
    athletes: int
    seed: int
    season: Season
    others: tuple[Season, ...]
    review: ReviewFigures


def lines_of(told: Told) -> Iterator[str]:
    """The whole answer of `screening rules simulate`."""
    season = told.season
    compared = season.group.p0 == told.review.p0 and not season.by_relative
    yield f"{told.athletes:,} athletes drawn from the shares in rules {told.version} (seed {told.seed})."
    yield f"Average season risk of the group: {_pct(season.group.p0, 1)}. Every weight is taken as true."
    if season.by_relative:
        yield "The baseline of this group is weak, so its bands compare with peers."
    yield ""
    yield from _band_table(season, told.review if compared else None)
    yield ""
    yield from _meaning(season)
    yield ""
    yield from _calibration(season)
    yield ""
    yield from _other_risks((season, *told.others), told.review)
    yield ""
    yield from _against_review(told, compared=compared)


def _band_table(season: Season, review: ReviewFigures | None) -> Iterator[str]:
    """Each figure with that of the review behind it, where there is one."""
    theirs = dict.fromkeys(Band) if review is None else {figures.band: figures for figures in review.bands}
    with_review = " (review)" if review else ""
    yield f"{'Band':10}  " + "  ".join(
        f"{title + with_review:>24}" for title in ("Athletes", "Injuries held", "Injured within")
    )
    for ours in season.bands:
        cells = "  ".join(f"{cell:>24}" for cell in _cells(ours, theirs[ours.band]))
        yield f"{_name(ours.band):10}  {cells}"


def _cells(ours: BandFigures, theirs: BandFigures | None) -> Iterator[str]:
    for key in ("athletes", "injuries", "injured"):
        here = _pct(getattr(ours, key)) if key != "injured" or ours.athletes else "nobody"
        yield here if theirs is None else f"{here} ({_pct(getattr(theirs, key))})"


def _meaning(season: Season) -> Iterator[str]:
    calling, highest = season.calling, season.bands[-1]
    if highest.athletes:
        spared = round(100 * (1 - highest.injured))
        yield f"Of 100 athletes in {_name(highest.band)}, {spared} stay uninjured all season."
    if calling.predictive_value is not None:
        yield (
            f"Acting only from {_name(calling.from_band)} upwards would reach {_pct(calling.athletes)} of "
            f"athletes and {_pct(calling.sensitivity)} of those who are injured (sensitivity);"
        )
        yield (
            f"it would leave {_pct(calling.specificity)} of the uninjured alone (specificity), and "
            f"{_pct(calling.predictive_value)} of those reached would be injured (predictive value)."
        )
    yield f"AUC {season.auc:.3f}: 0.5 is a coin toss, 1 would be perfect." + _drawn(season)


def _drawn(season: Season) -> str:
    if season.drawn is None:
        return ""
    drawn = season.drawn
    return f" One drawn season: {drawn.auc:.3f} (95% interval {drawn.low:.3f} to {drawn.high:.3f})."


def _calibration(season: Season) -> Iterator[str]:
    yield (
        f"Mean prediction {_pct(season.mean_predicted, 1)}, average athlete {_pct(season.group.p0, 1)}. "
        "The mean lies lower, because chances flatten out as risks rise."
        if season.mean_predicted < season.group.p0
        else f"Mean prediction {_pct(season.mean_predicted, 1)}, average athlete {_pct(season.group.p0, 1)}."
    )
    yield f"{'Tenth by prediction':20}  {'Predicted':>10}  {'Injured in the drawn season':>28}"
    for place, part in enumerate(season.tenths, 1):
        yield f"{place:<20}  {_pct(part.predicted, 1):>10}  {_pct(part.injured, 1):>28}"


def _other_risks(seasons: tuple[Season, ...], review: ReviewFigures) -> Iterator[str]:
    yield "The same cohort at other season risks:"
    names = "  ".join(f"{_name(figures.band):>9}" for figures in review.bands)
    yield f"{'Season risk':11}  {'AUC':>5}  {'Mean':>6}  {names}  {'Injured in very high':>20}"
    for season in sorted(seasons, key=lambda one: one.group.p0):
        shares = "  ".join(f"{_pct(figures.athletes):>9}" for figures in season.bands)
        highest = season.bands[-1]
        injured = _pct(highest.injured) if highest.athletes else "nobody"
        yield (
            f"{_pct(season.group.p0):11}  {season.auc:5.3f}  {_pct(season.mean_predicted, 1):>6}  {shares}  "
            f"{injured:>20}"
        )


def _against_review(told: Told, *, compared: bool) -> Iterator[str]:
    review = told.review
    yield (
        f"The review ({review.page}) drew {review.athletes:,} athletes: AUC about {review.auc:.2f}, "
        f"{review.auc_lowest:.2f} to {review.auc_highest:.2f} over season risks of "
        f"{_pct(min(review.other_p0))} to {_pct(max(review.other_p0))}."
    )
    found = list(differences(told.season, review)) if compared else []
    for season in told.others:
        if not season.by_relative:
            found += auc_outside(season, review)
    if found:
        yield "Where the two read differently:"
        yield from map(_difference, found)
    yield "What these rules do and the review does not mention:"
    yield from (f"- {text}" for text in review.differs)
    yield f"A floor of the bands raises {_pct(told.season.raised_by_a_floor, 1)} of these athletes."


def _difference(one: Difference) -> str:
    why = "rounding and the chance of one draw explain it" if one.explained else "more than chance explains"
    if one.what.startswith("AUC"):
        return f"- {one.what}: {one.here:.3f} here, {one.review:.2f} there; {why}."
    return f"- {one.what}: {_pct(one.here, 1)} here, {_pct(one.review)} there; {why}."


def _name(band: Band) -> str:
    return band.replace("_", " ")


def _pct(share: float, places: int = 0) -> str:
    return f"{100 * share:.{places}f}%"
