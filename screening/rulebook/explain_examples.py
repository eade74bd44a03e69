"""The boundary examples of a rule, in words: what some answers lead to, as the tests check it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from screening.resources import rules_folder
from screening.rulebook.problems import Problems
from screening.rulebook.reading import Block, RulesFile

CASES = ("triage", "grading")
"""Folders below `scenarios/` with one entry a rule and its cases."""


@cache
def boundary_examples(folder: Path | None = None) -> Mapping[str, tuple[str, ...]]:
    """By rule id: "fires: Four steps not possible", or for a factor "nordic_dose none: none".

    Args:
        folder: the rules folder; the one that ships otherwise. Its files are taken to be in order.
    """
    rules = folder or rules_folder()
    found: dict[str, list[str]] = {}
    for rule, example in (*_cases(rules), *_factor_examples(rules)):
        found.setdefault(rule, []).append(example)
    return {rule: tuple(examples) for rule, examples in found.items()}


def _cases(rules: Path) -> Iterator[tuple[str, str]]:
    for part in CASES:
        for path in sorted((rules / "scenarios" / part).glob("*.yaml")):
            for block in RulesFile(rules, path, Problems()).blocks():
                rule = block.optional_text("rule")
                for case in block.optional_children("cases") if rule else ():
                    outcome = "fires" if case.flag("fires") else "stays silent"
                    yield str(rule), f"{outcome}: {case.text('name')}"


def _factor_examples(rules: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((rules / "risk" / "factors").glob("*.yaml")):
        block = RulesFile(rules, path, Problems()).block()
        factor = block.text("id")
        for example in block.optional_children("examples"):
            yield factor, f"{_given(example.child('given'))}: {example.text('level')}"


def _given(block: Block) -> str:
    parts = [f"{name} {' and '.join(str(value) for value in block.values(name))}" for name in block.keys()]  # noqa: SIM118 - Block is not a mapping
    return ", ".join(parts) or "nothing answered"
