"""Runs `screening assess-batch IN OUT` once in this process and says what it took, as one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from screening.cli import main
from screening.columnar.evaluator import Evaluator
from screening.columnar.results import Results
from screening.services.batch_files import WholeTable

STARTED = time.perf_counter()
WORKED = time.process_time
"""Processor time, so that what else the machine does counts as little as it can."""


def measured(source: str, target: str) -> dict[str, float]:
    """Processor seconds of each kind of work, and the peak memory of the process in bytes."""
    clock = {"evaluating": 0.0, "writing": 0.0, "rows": 0.0, "starting": 0.0}
    _time(Evaluator, "evaluate", clock, "evaluating")
    _time(Results, "column_texts", clock, "writing")
    _time(WholeTable, "write", clock, "writing")
    _time(WholeTable, "finish", clock, "writing")
    _note_start(clock)
    status = main(["assess-batch", source, "-o", target], standalone_mode=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    took = {"total": WORKED(), "by_the_clock": time.perf_counter() - STARTED}
    return {**clock, **took, "peak": peak, "status": float(status or 0)}


def _time(owner: Any, name: str, clock: dict[str, float], part: str) -> None:
    """Add the time of every call to a part; `rows` counts the athletes evaluated."""
    work: Callable[..., Any] = getattr(owner, name)

    @wraps(work)
    def timed(*arguments: Any, **named: Any) -> Any:
        begun = WORKED()
        result = work(*arguments, **named)
        clock[part] += WORKED() - begun
        if part == "evaluating":
            clock["rows"] += arguments[1].length
        return result

    setattr(owner, name, timed)


def _note_start(clock: dict[str, float]) -> None:
    """Starting ends when the evaluator stands: rules loaded and compiled."""
    begin = Evaluator.__init__

    @wraps(begin)
    def noted(*arguments: Any, **named: Any) -> None:
        begin(*arguments, **named)
        clock["starting"] = WORKED()

    Evaluator.__init__ = noted


if __name__ == "__main__":
    print(json.dumps(measured(*sys.argv[1:])))
