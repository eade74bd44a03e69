"""Times several pieces of work side by side: each round runs all of them, so that noise hits all alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds per item of one piece of work, one figure for each round."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    def ratios_to(self, yardstick: Timed) -> Timed:
        """How many times the yardstick of the same round each round took."""
        return Timed(tuple(mine / its for mine, its in zip(self.rounds, yardstick.rounds, strict=True)))

    @property
    def quartiles(self) -> tuple[float, float]:
        """Half of the rounds lie between the two."""
        if len(self.rounds) < 2:
            return self.rounds[0], self.rounds[0]
        first, _, third = statistics.quantiles(self.rounds, n=4, method="inclusive")
        return first, third


def timed(rounds: Iterable[Mapping[str, Work]], items: int) -> dict[str, Timed]:
    """Time every piece of work once in each round; the first round only warms up and is thrown away.

    Args:
        rounds: the work by name. Rounds differ in what they work on, so that nothing answers from memory.
        items: how many items each piece of work goes through.
    """
    seconds: dict[str, list[float]] = {}
    for number, works in enumerate(rounds):
        gc.collect()
        for name, work in works.items():
            taken = seconds_of(work) / items
            if number:
                seconds.setdefault(name, []).append(taken)
    return {name: Timed(tuple(taken)) for name, taken in seconds.items()}


def seconds_of(work: Work) -> float:
    """The processor time it takes once, so that what else the machine does counts as little as it can.

    As `timeit` does, without the collector of garbage stepping in.
    """
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()
