"""Whole leagues at once: athletes a second against the scalar loop and against plain NumPy."""

from __future__ import annotations

from collections.abc import Sequence

from screening.columnar.evaluator import Evaluator
from screening.columnar.table import table_of
from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.rulebook import Rulebook
from tests.benchmarks.floor import Floor, counted
from tests.benchmarks.stream import answer_sets
from tests.benchmarks.timing import Timed, seconds_of

SETS, COPIES = 4000, 25
ONE_BY_ONE = 400
ROUNDS = 7
FLOOR_CHUNKS = (4096, 8192, 16384)
LOOP = "scalar loop, decisions alone"
FLOOR = "plain NumPy, the same arithmetic"
EVALUATOR = "columnar evaluator"
WITH_TEXTS = "columnar evaluator, and its texts for a file"


def print_columnar(rulebook: Rulebook, *, copies: int = COPIES, rounds: int = ROUNDS) -> None:
    """Print athletes a second, and how many times the floor and the loop that is."""
    sets = answer_sets(rulebook.questionnaire, SETS, seed=77)
    athletes = SETS * copies
    print(
        f"Many athletes: {athletes:,} rows from {SETS:,} different answer sets, {rounds} rounds side by side"
    )
    found = _timed(sets, rulebook, copies=copies, rounds=rounds)
    for name, one in found.items():
        low, high = one.quartiles
        print(
            f"  {name:45} {1e6 * one.median:8.2f} µs each {1 / one.median:12,.0f} a second   "
            f"half of the rounds {1e6 * low:.2f} to {1e6 * high:.2f}"
        )
    ahead = found[LOOP].ratios_to(found[EVALUATOR])
    above = found[EVALUATOR].ratios_to(found[FLOOR])
    print(f"  times the scalar loop: {ahead.median:.0f}   target: at least 50")
    print(f"  times the NumPy floor: {above.median:.1f}   target: at most 3")
    counts = counted(rulebook)
    print(
        f"  the floor: {counts.singles} conditions on one value with {counts.comparisons} comparisons, "
        f"{counts.joins} joins, {counts.outcomes} steps for outcomes, {counts.factors} factors; "
        f"the best of chunks of {', '.join(map(str, FLOOR_CHUNKS))}"
    )
    print()


def _timed(sets: Sequence[Answers], rulebook: Rulebook, *, copies: int, rounds: int) -> dict[str, Timed]:
    """Seconds for one athlete, each kind of work once in every round."""
    table = table_of([*sets] * copies, rulebook.questionnaire)
    evaluator = Evaluator(rulebook)
    floors = [Floor(counted(rulebook), size) for size in FLOOR_CHUNKS]
    evaluator.evaluate(table)
    for floor in floors:
        floor.run(floor.at_once)
    seconds: dict[str, list[float]] = {FLOOR: [], EVALUATOR: [], WITH_TEXTS: [], LOOP: []}
    for number in range(rounds):
        few = sets[number * ONE_BY_ONE :][:ONE_BY_ONE]
        seconds[FLOOR].append(
            min(
                seconds_of(lambda floor=floor: floor.run(table.length)) / _whole(table.length, floor)
                for floor in floors
            )
        )
        seconds[EVALUATOR].append(seconds_of(lambda: evaluator.evaluate(table)) / table.length)
        seconds[WITH_TEXTS].append(
            seconds_of(lambda: evaluator.evaluate(table).column_texts()) / table.length
        )
        seconds[LOOP].append(
            seconds_of(lambda few=few: [assess(one, rulebook, explained=False, weeks=False) for one in few])
            / len(few)
        )
    return {name: Timed(tuple(taken)) for name, taken in seconds.items()}


def _whole(athletes: int, floor: Floor) -> int:
    """The floor runs whole chunks only."""
    return -(-athletes // floor.at_once) * floor.at_once
