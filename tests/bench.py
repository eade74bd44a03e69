"""Benchmarks as ratios to a known yardstick, so that two machines can be compared; never fails on a time.

Run as a program: `make bench`.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

import msgspec

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment_json import assessment_to_json
from screening.domain.checking import check_answers
from screening.domain.reporting.athlete import athlete_view
from screening.domain.rulebook import Rulebook
from screening.rulebook.load import load_rulebook
from tests.support.store_rows import NOON

BATCHES = 15
BATCH_S = 0.05

HEALTHY: dict[str, object] = {
    "age_years": 24,
    "sex": "male",
    "sport": "football",
    "level": "amateur",
    "has_problem": False,
    "hamstring_history": "never",
    "sprint_exposure": "regular",
    "warm_up_frequency": "usually",
    "sleep_hours": 7.5,
    "days_available_per_week": 2,
    "minutes_per_session": 20,
}
HURT: dict[str, object] = {
    **HEALTHY,
    "has_problem": True,
    "problem_side": "right",
    "onset": "sudden",
    "mechanism": "sprint",
    "days_since_onset": 3,
    "pain_worst": 6,
    "foot_drop": "none",
}


def _schema(answers: dict[str, object]) -> type[msgspec.Struct]:
    """A typed record with the same fields, for the yardstick."""
    fields = [(name, type(value)) for name, value in answers.items()]
    return msgspec.defstruct("Yardstick", fields, forbid_unknown_fields=True)


def seconds_of(work: Callable[[], object]) -> float:
    """The median time of one call, over batches long enough to measure."""
    work()
    started = time.perf_counter()
    work()
    once = max(time.perf_counter() - started, 1e-7)
    repeats = max(1, int(BATCH_S / once))
    times = []
    for _ in range(BATCHES):
        started = time.perf_counter()
        for _ in range(repeats):
            work()
        times.append((time.perf_counter() - started) / repeats)
    return statistics.median(times)


def _compare(name: str, given: dict[str, object], rulebook: Rulebook) -> None:
    answers: Answers = check_answers(given, rulebook.questionnaire)
    text = json.dumps(given).encode()
    decoder = msgspec.json.Decoder(_schema(given))
    yardstick = seconds_of(lambda: decoder.decode(text))
    assessment = assess(answers, rulebook)
    steps: dict[str, Callable[[], object]] = {
        "check the answers": lambda: check_answers(given, rulebook.questionnaire),
        "assess": lambda: assess(answers, rulebook),
        "assessment to JSON": lambda: assessment_to_json(assessment),
        "report view": lambda: athlete_view(assessment, answers, rulebook, NOON.date()),
    }
    print(f"{name}: {len(given)} answers; validating them with msgspec takes {yardstick * 1e6:.1f} µs = 1")
    for step, work in steps.items():
        taken = seconds_of(work)
        print(f"  {step:20} {taken * 1e3:8.3f} ms   ratio {taken / yardstick:9.0f}")


def main() -> None:
    """Print the ratios for a healthy and a hurt athlete."""
    rulebook = load_rulebook()
    _compare("healthy athlete", HEALTHY, rulebook)
    _compare("hurt athlete", HURT, rulebook)


if __name__ == "__main__":
    main()
