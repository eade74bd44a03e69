"""Judges mistakes planted in the engine's code, one after the other; run inside the copy that holds them.

Everything that does not depend on the engine is prepared once: the rulebook, the stated cases, what the
second evaluator says about generated answers. Each mistake then gets a process of its own, forked from that,
and is shown to the quickest checks first: the second evaluator, the archive of whole results, stated
cases, then the tests of its own part.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from mutmut.mutation import trampoline

from screening.columnar.evaluator import Evaluator
from screening.columnar.table import table_of
from screening.domain.assess import assess
from screening.domain.summary_row import summary_row
from screening.rulebook.load import default_rulebook
from tests.archive.keeping import kept_results
from tests.mutation.cases import all_cases
from tests.mutation.judging import judged
from tests.support.differential import detail_of
from tests.support.random_answers import RandomAnswers

GENERATED, SEED = 250, 7
SLOWEST_S = 180
"""Of processor time, so that a busy machine gives up no earlier than a quiet one."""
LOADED_WITH_RULES = (
    ".conditions.",
    ".condition_tests.",
    ".leads.",
    ".rules.",
    "_rules.",
    ".derived.",
    ".groups.",
)
"""Modules whose code has its say while the rules are read, so that the rules are read anew."""
TESTS = {
    ".grading.": ("tests/domain/grading", "tests/domain/test_assess.py"),
    ".triage.": ("tests/domain/triage", "tests/domain/test_assess.py"),
    ".risk.": ("tests/domain/risk", "tests/domain/test_assess.py"),
    "": (
        "tests/domain/test_answers.py",
        "tests/domain/test_conditions.py",
        "tests/domain/test_derived.py",
        "tests/domain/test_leads.py",
        "tests/domain/test_assess.py",
        "tests/domain/test_vocabulary.py",
    ),
}


class Checks:
    """What is prepared once, and the checks themselves."""

    def __init__(self) -> None:
        switch_on("")
        self.rulebook = default_rulebook()
        self.cases = all_cases()
        self.kept = kept_results()
        self.answers = RandomAnswers(SEED).take(GENERATED)
        results = Evaluator(self.rulebook).evaluate(table_of(self.answers, self.rulebook.questionnaire))
        self.expected = list(zip(results.rows(), results.details(), strict=True))
        forget()

    def noticed_by(self, name: str) -> str:
        """The first check that notices this mistake; empty where none does."""
        switch_on(name)
        if any(part in name for part in LOADED_WITH_RULES):
            default_rulebook.cache_clear()
            self.rulebook = default_rulebook()
        checks: Sequence[tuple[str, Callable[[], bool]]] = (
            ("second evaluator", self._the_evaluators_differ),
            ("archive", self._a_kept_result_moved),
            ("stated case", self._a_case_differs),
            ("its tests", lambda: self._its_tests_fail(name)),
        )
        for label, fails in checks:
            if fails():
                return label
        return ""

    def _a_case_differs(self) -> bool:
        return any(case.differences(judged(case.answers, self.rulebook)) for case in self.cases)

    def _a_kept_result_moved(self) -> bool:
        return any(kept.moved(self.rulebook) for kept in self.kept)

    def _the_evaluators_differ(self) -> bool:
        for answers, (row, detail) in zip(self.answers, self.expected, strict=True):
            assessment = assess(answers, self.rulebook)
            if summary_row(assessment) != row or detail_of(assessment) != detail:
                return True
        return False

    def _its_tests_fail(self, name: str) -> bool:
        tests = next(paths for part, paths in TESTS.items() if part in name)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return (
                pytest.main(
                    [
                        "-x",
                        "-q",
                        "-p",
                        "no:cacheprovider",
                        "-p",
                        "no:xdist",
                        "-o",
                        "filterwarnings=ignore",
                        *tests,
                    ]
                )
                != 0
            )


def switch_on(name: str) -> None:
    """Let this mistake alone have its say. The library's own switch asks the environment each time."""
    trampoline.get_mutant_under_test = lambda: name


def forget() -> None:
    """Drop what the engine keeps between assessments, so that nothing of the right code is left."""
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("screening.domain.")]
    for kept in (value for module in modules for value in vars(module).values()):
        getattr(kept, "cache_clear", lambda: None)()
    gc.collect()
    gc.freeze()


def verdicts(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each name with what noticed the mistake."""
    checks = Checks()
    if (label := _judged(checks, "no mistake at all")) != "nobody":
        raise SystemExit(f"the checks fail without any mistake: {label}")
    for name in names:
        yield name, _judged(checks, name)


def _judged(checks: Checks, name: str) -> str:
    """What noticed the mistake, found in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        signal.setitimer(signal.ITIMER_PROF, SLOWEST_S)
        try:
            label = checks.noticed_by(name) or "nobody"
        except Exception as stop:  # whatever stops the program notices the mistake
            label = f"the program stops: {type(stop).__name__}"
        os.write(writer, label.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        label = pipe.read()
    os.waitpid(child, 0)
    return label or "too slow"


if __name__ == "__main__":
    for judged_name, verdict in verdicts(Path(sys.argv[1]).read_text(encoding="utf-8").split()):
        print(f"{judged_name}\t{verdict}", flush=True)
