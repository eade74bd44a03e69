"""The second evaluator reads the same rules and calls nothing of the first, or both could be wrong alike."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from screening.columnar.evaluator import Evaluator
from screening.columnar.facts import ColumnFacts
from screening.columnar.graph import Node
from screening.columnar.table import table_of
from screening.domain.conditions import Condition
from screening.domain.rulebook import Rulebook
from tests.health.project_files import ROOT
from tests.support.assessments import HEALTHY, PROBLEM

COLUMNAR = ROOT / "screening" / "columnar"

RULES_AS_DATA = {
    "screening.domain.answers": {"Answer", "Answers", "Known", "NONE_OPTION", "NOT_SURE"},
    "screening.domain.conditions": {
        "All",
        "Always",
        "AnyOf",
        "Compare",
        "Comparison",
        "Condition",
        "CountOf",
        "HasAny",
        "IsUnknown",
        "Not",
        "OneOf",
        "OtherThan",
    },
    "screening.domain.derived": {"Derivation", "DerivedFlag", "DerivedNumber", "DerivedValue"},
    "screening.domain.grading.missing_rules": None,
    "screening.domain.grading.rules": None,
    "screening.domain.plan.rules": {"PlanRules"},
    "screening.domain.questionnaire": {"Question", "Questionnaire", "QuestionType"},
    "screening.domain.risk.baseline_rules": None,
    "screening.domain.risk.groups": {"Group"},
    "screening.domain.risk.return_rules": None,
    "screening.domain.risk.rules": None,
    "screening.domain.rulebook": {"Rulebook"},
    "screening.domain.summary_row": {"MOST_FACTORS", "SummaryRow"},
    "screening.domain.triage.rules": None,
    "screening.domain.vocabulary": None,
}
"""What may be imported of the core: words, and records that rules are made of; None: all of a module."""

WORDS_ONLY = {"answers.py:__iter__", "vocabulary.py:rank"}
"""The functions of the core that may run: they read words and answers, no rule. So do those of questions."""


def _imported(module: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("screening.domain"):
            yield from ((str(node.module), alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names if alias.name.startswith("screening"))


def modules_behind(module: Path) -> set[Path]:
    """The module and every columnar one that it rests on."""
    found, waiting = set(), [module]
    while waiting:
        module = waiting.pop()
        if module in found:
            continue
        found.add(module)
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("screening.columnar."):
                waiting.append(COLUMNAR / f"{str(node.module).rpartition('.')[2]}.py")
    return found


def forbidden_imports(modules: Iterable[Path]) -> list[str]:
    found = []
    for module in modules:
        for source, name in _imported(module):
            allowed = RULES_AS_DATA.get(source, set())
            if allowed is not None and name not in allowed:
                found.append(f"{module.name}: {source} {name}")
    return sorted(found)


def test_only_words_and_rules_are_imported_from_the_core() -> None:
    modules = modules_behind(COLUMNAR / "evaluator.py")
    assert {module.stem for module in modules} >= {"judging", "grade", "urgency", "season", "planning"}
    assert forbidden_imports(modules) == []


@pytest.mark.parametrize(
    "line",
    [
        "from screening.domain.rounding import settled",
        "from screening.domain.conditions import holds",
        "from screening.domain.risk.groups import Share",
        "import screening.domain.assess",
    ],
)
def test_an_import_of_evaluating_code_is_found(tmp_path: Path, line: str) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(line + "\n", encoding="utf-8")
    assert len(forbidden_imports([planted])) == 1


def called_into(evaluator_of: Rulebook) -> set[str]:
    """Every function of the core that runs while a table is evaluated, the rules' preparation included."""
    core = str(ROOT / "screening" / "domain")
    table = table_of([HEALTHY, PROBLEM], evaluator_of.questionnaire)
    seen: set[str] = set()

    def watch(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(core):
            seen.add(f"{Path(code.co_filename).name}:{code.co_name}")

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        results = Evaluator(evaluator_of).evaluate(table)
        list(results.details())
        results.column_texts()
    finally:
        sys.setprofile(before)
    return seen


def test_no_function_of_the_scalar_engine_runs(rulebook: Rulebook) -> None:
    assert {name for name in called_into(rulebook) if not name.startswith("questionnaire.py:")} <= WORDS_ONLY


def test_a_function_of_the_scalar_engine_would_be_seen(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    from screening.domain.conditions import holds
    from screening.domain.facts import Facts

    def borrowed(condition: Condition, facts: ColumnFacts) -> Node:
        return facts.graph.true if holds(condition, Facts()) else facts.graph.false

    monkeypatch.setattr("screening.columnar.urgency.true_where", borrowed)
    assert "conditions.py:holds" in called_into(rulebook)
