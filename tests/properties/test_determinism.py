"""The same answers and rules give the same bytes, whatever the machine around them looks like.

Run as a program it prints one digest for each generated case:
`python -m tests.properties.test_determinism 2000 [shuffled]`; with `all` in place of `shuffled` it runs every
environment and compares them.
"""

from __future__ import annotations

import hashlib
import json
import locale
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment_json import assessment_to_json
from screening.rulebook.load import default_rulebook
from tests.support.mirrored import drawn_answers

ROOT = Path(__file__).parents[2]
CASES = 300
PLAIN = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
ENVIRONMENTS: Mapping[str, tuple[Mapping[str, str], bool]] = {
    "another hash seed": ({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}, False),
    "a random hash seed": ({"PYTHONHASHSEED": "random", "TZ": "UTC", "LC_ALL": "C.UTF-8"}, False),
    "the other end of the date line": (PLAIN | {"TZ": "Pacific/Kiritimati"}, False),
    "a plain locale half an hour off": (PLAIN | {"TZ": "America/St_Johns", "LC_ALL": "C"}, False),
    "answers in another order": (PLAIN | {"PYTHONHASHSEED": "2"}, True),
    "all of it at once": ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}, True),
    "a Turkish locale": (PLAIN | {"LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "random"}, True),
}


def digests(number: int, *, shuffled: bool = False) -> Iterator[str]:
    """One digest for each generated case; `shuffled` hands the answers over in another order."""
    rulebook = default_rulebook()
    for seed in range(number):
        given = list(drawn_answers(rulebook.questionnaire, seed).items())
        if shuffled:
            random.Random(seed).shuffle(given)  # noqa: S311 - for repeatable cases, not for secrets
        told = json.dumps(assessment_to_json(assess(Answers(dict(given)), rulebook)), ensure_ascii=False)
        yield hashlib.sha256(told.encode()).hexdigest()


def run_in(environment: Mapping[str, str], number: int, *, shuffled: bool) -> list[str]:
    """The digests of a process of its own in that environment."""
    arguments = [sys.executable, "-m", "tests.properties.test_determinism", str(number)]
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV", "HOME") if name in os.environ}
    done = subprocess.run(
        [*arguments, "shuffled"] if shuffled else arguments,
        env=kept | dict(environment),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@cache
def _here(number: int) -> list[str]:
    return list(digests(number))


def test_the_digests_tell_cases_apart() -> None:
    found = list(digests(50))
    assert len(set(found)) > 45


QUICK = ("all of it at once",)
"""Tells whether; which it is, the single ones tell a release."""


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in QUICK else pytest.mark.release) for name in ENVIRONMENTS],
)
def test_the_result_does_not_depend_on_the_machine(name: str) -> None:
    environment, shuffled = ENVIRONMENTS[name]
    found = run_in(environment, CASES, shuffled=shuffled)
    assert len(found) == CASES
    assert found == _here(CASES)


def _compare_all(number: int) -> int:
    expected = _here(number)
    differing = 0
    for name, (environment, shuffled) in ENVIRONMENTS.items():
        found = run_in(environment, number, shuffled=shuffled)
        wrong = sum(one != other for one, other in zip(found, expected, strict=True))
        print(f"{number} cases with {name}: {wrong} differ")
        differing += wrong
    return differing


if __name__ == "__main__":
    with suppress(locale.Error):  # a locale the machine does not have is left as it is
        locale.setlocale(locale.LC_ALL, "")
    if sys.argv[2:] == ["all"]:
        sys.exit(_compare_all(int(sys.argv[1])) > 0)
    print("\n".join(digests(int(sys.argv[1]), shuffled=sys.argv[2:] == ["shuffled"])))
