"""`screening rules simulate`: a drawn cohort, and what the season score can and cannot do in it."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import TYPE_CHECKING

import click

from screening.cli.speaking import WrongInput, say_bytes

if TYPE_CHECKING:
    from screening.columnar.cohort_season import PeerGroup
    from screening.domain.rulebook import Rulebook


@click.command("simulate")
@click.option(
    "--athletes",
    type=click.IntRange(1000, 2_000_000),
    default=120_000,
    show_default=True,
    help="How many athletes to draw.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31),
    default=1,
    show_default=True,
    help="The same seed draws the same cohort.",
)
@click.option("--baseline", metavar="ID", help="Draw for this group, for example football.amateur.")
@click.option(
    "--p0",
    type=click.FloatRange(0.0, 1.0, min_open=True, max_open=True),
    help="Draw for a group of this season risk; by default that of the evidence review.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def simulate_command(athletes: int, seed: int, baseline: str | None, p0: float | None, as_json: bool) -> None:
    """Show what the season score could do at best, by drawing a cohort from the shares the rules assume.

    Prints who falls into which band, the injuries each band holds, how well the score tells athletes apart
    and whether its figures come true, if every weight were exactly right; next to the evidence review.
    """
    from screening.cli.simulation_words import Told, lines_of  # noqa: PLC0415 - NumPy takes a while to load
    from screening.columnar.cohort_season import simulate  # noqa: PLC0415
    from screening.rulebook.load import default_rulebook  # noqa: PLC0415

    rulebook = default_rulebook()
    if rulebook.simulation is None:
        raise WrongInput("these rules hold no population to draw from")
    if baseline is not None and p0 is not None:
        raise WrongInput("--baseline and --p0: give one of the two")
    if p0 is not None and math.isnan(p0):  # it passes every range
        raise WrongInput("--p0: write a number between 0 and 1")
    review = rulebook.simulation.review
    group = _group(baseline, p0, rulebook)
    others = [_of_risk(p) for p in (review.p0, *review.other_p0) if p != group.p0]
    season, *rest = simulate(
        rulebook.risk, rulebook.simulation, [group, *others], athletes=athletes, seed=seed
    )
    if as_json:
        found = {
            "rulebook_version": rulebook.version,
            "athletes": athletes,
            "seed": seed,
            "season": dataclasses.asdict(season),
            "at_other_season_risks": [dataclasses.asdict(other) for other in rest],
            "review": dataclasses.asdict(review),
        }
        say_bytes(f"{json.dumps(found, ensure_ascii=False, allow_nan=False, indent=2)}\n".encode())
        return
    for line in lines_of(Told(rulebook.version, athletes, seed, season, tuple(rest), review)):
        click.echo(line)


def _group(baseline: str | None, p0: float | None, rulebook: Rulebook) -> PeerGroup:
    from screening.columnar.cohort_season import PeerGroup  # noqa: PLC0415

    if baseline is None:
        review = rulebook.simulation.review if rulebook.simulation else None
        return _of_risk(p0 if p0 is not None else review.p0 if review else 0.0)
    tables = rulebook.risk.baselines
    cells = {cell.id: cell for cell in (*tables.cells.values(), *tables.own_rows.values())}
    cell = cells.get(baseline.replace(".", "_"))
    if cell is None:
        near = _nearest(baseline.replace(".", "_"), list(cells))
        raise WrongInput(f"--baseline: no group is called {baseline!r}; {near}")
    return PeerGroup(cell.id, cell.p0, cell.quality, cell.under_18)


def _of_risk(p0: float) -> PeerGroup:
    """A made-up group that was studied well, so that its bands go by the probability."""
    from screening.columnar.cohort_season import PeerGroup  # noqa: PLC0415
    from screening.domain.vocabulary import BaselineQuality  # noqa: PLC0415

    return PeerGroup(f"p0_{p0:g}", p0, BaselineQuality.GOOD)


def _nearest(name: str, known: list[str]) -> str:
    import difflib  # noqa: PLC0415 - only after a mistake

    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return f"did you mean {', '.join(near)}?" if near else f"for example {known[0]}"
