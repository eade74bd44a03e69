"""The levels of a risk factor in words: weight, effect, certainty, what was published, how common it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from screening.domain.conditions import Always
from screening.domain.risk.rules import Factor, Level, Published
from screening.domain.sources import Source
from screening.rulebook.spelling import spell_out


def level_lines(factor: Factor, sources: Mapping[str, Source]) -> Iterator[str]:
    """Each level with its figures, then its condition, evidence, note and sentence."""
    for level in factor.levels:
        yield f"level {level.id}: {', '.join(_figures(factor, level))}"
        when = "none of the levels above" if isinstance(level.when, Always) else spell_out(level.when)
        yield f"  applies when: {when}"
        if level.published:
            yield f"  published: {_published(level.published, sources)}"
        if level.note:
            yield f"  note: {' '.join(level.note.split())}"
        yield f"  says: {level.text}"
    if factor.curve:
        curve = factor.curve
        yield (
            f"weight {curve.per_year:g} for each year from {curve.origin:g}, "
            f"the same below {curve.youngest:g} and above {curve.oldest:g}"
        )


def _figures(factor: Factor, level: Level) -> Iterator[str]:
    if not level.applies:
        yield "does not apply, so the effect is 1"
        return
    yield f"weight {level.weight:g}"
    yield f"effect × {level.weight / factor.mean:.3f} (over the mean of {factor.mean:g})"
    yield f"certainty {level.certainty.value.replace('_', ' ')}"
    yield f"basis {level.basis.value}"
    if level.prevalence is not None:
        yield f"prevalence assumed {level.prevalence:.0%}"


def _published(published: Published, sources: Mapping[str, Source]) -> str:
    """The figure a weight was shrunk from; not a figure whose source nobody has read again."""
    source = sources.get(published.source)
    if source is None or not source.verified:
        return (
            f"{published.measure}, {published.source}; the figure is not yet confirmed, so it is not printed"
        )
    interval = ""
    if published.interval is not None:
        low, high = published.interval
        interval = f" ({low:g} to {high:g})"
    return f"{published.measure} {published.value:g}{interval}, {published.source}"
