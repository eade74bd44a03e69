"""One assessment at a time, in multiples of reading and validating the same kind of answers with pydantic.

Everything measured gets answers that nothing in this process has seen: an athlete's answers are always new.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice

import msgspec

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment_json import assessment_to_json
from screening.domain.checking import check_answers
from screening.domain.reporting.athlete import athlete_view
from screening.domain.rulebook import Rulebook
from screening.imports.json_answers import read_answers_json
from tests.benchmarks.scalar_parts import parts_timed
from tests.benchmarks.stream import endless
from tests.benchmarks.timing import Timed, Work, timed
from tests.support.yardstick import msgspec_record, pydantic_model

SETS, ROUNDS = 60, 25
YARDSTICK = "read and validate with pydantic"
TARGETS = {
    "assess, whole, with full trace": "at most 30, aiming at 10",
    "assess, decisions alone": "at most 10",
}
TODAY = date(2026, 11, 20)
Take = Callable[[], list[Answers]]


def print_scalar(rulebook: Rulebook, *, sets: int = SETS, rounds: int = ROUNDS) -> None:
    """Print what one assessment and its parts cost."""
    stream = endless(rulebook.questionnaire, seed=1)
    answered: list[int] = []

    def take() -> list[Answers]:
        taken = list(islice(stream, sets))
        answered.extend(map(len, taken))
        return taken

    yardsticks = _yardsticks(rulebook)
    found = timed((_works(take, rulebook, yardsticks) for _ in range(rounds + 1)), sets)
    print(f"One assessment: {rounds} rounds, each work on {sets} new answer sets of its own in every round")
    print(
        f"  {len(answered):,} sets, healthy and hurt, sparse and full: {min(answered)} to {max(answered)} "
        f"answers, {sum(answered) / len(answered):.0f} on average"
    )
    for line in _lines(found):
        print(line)
    shares = parts_timed(take, rulebook, rounds)
    told = ", ".join(f"{name} {share.median:.0%}" for name, share in shares.items())
    print(f"  of decisions and plan weeks: {told}")
    print()


def _lines(found: Mapping[str, Timed]) -> Iterator[str]:
    yardstick = found[YARDSTICK]
    yield f"  {'':40} {'each':>11}   {'ratio':>6}  half of the rounds"
    for name, one in found.items():
        ratios = one.ratios_to(yardstick)
        low, high = ratios.quartiles
        spread = f"{low:.1f} to {high:.1f}"
        target = f"   target: {TARGETS[name]}" if name in TARGETS else ""
        yield f"  {name:40} {one.median * 1e6:8.1f} µs   {ratios.median:6.1f}  {spread:14}{target}".rstrip()


def _yardsticks(rulebook: Rulebook) -> dict[str, Callable[[bytes], object]]:
    """What reads and validates one JSON text."""
    record = msgspec.json.Decoder(msgspec_record(rulebook.questionnaire))
    return {
        YARDSTICK: pydantic_model(rulebook.questionnaire).model_validate_json,
        "the same with msgspec": record.decode,
        "read and check with our questionnaire": lambda text: check_answers(
            read_answers_json(text), rulebook.questionnaire
        ),
    }


def _works(
    take: Take, rulebook: Rulebook, yardsticks: Mapping[str, Callable[[bytes], object]]
) -> dict[str, Work]:
    """Everything measured, on new answers each; what comes before it is done beforehand."""
    return {
        **{name: _each(read, [_text(answers) for answers in take()]) for name, read in yardsticks.items()},
        "assess, decisions alone": _each(
            lambda answers: assess(answers, rulebook, explained=False, weeks=False), take()
        ),
        "assess, decisions and plan weeks": _each(
            lambda answers: assess(answers, rulebook, explained=False), take()
        ),
        "assess, with full trace, no plan weeks": _each(
            lambda answers: assess(answers, rulebook, weeks=False), take()
        ),
        "assess, whole, with full trace": _each(lambda answers: assess(answers, rulebook), take()),
        "a whole assessment to JSON text": _each(
            lambda one: json.dumps(assessment_to_json(one), ensure_ascii=False),
            [assess(answers, rulebook) for answers in take()],
        ),
        "report view of a whole assessment": _each(
            lambda pair: athlete_view(pair[0], pair[1], rulebook, TODAY),
            [(assess(answers, rulebook), answers) for answers in take()],
        ),
    }


def _text(answers: Answers) -> bytes:
    return json.dumps(dict(answers)).encode()


def _each(work: Callable[..., object], items: Sequence[object]) -> Work:
    """The work on every item, one after the other."""
    return partial(_through, work, items)


def _through(work: Callable[..., object], items: Sequence[object]) -> None:
    for item in items:
        work(item)
