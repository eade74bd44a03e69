"""Reads the sweeps of rules/scenarios: one line each says for which values of an answer a rule has a say.

A line without `field` is a single case. `unanswered` among the values takes the answer away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from screening.domain.answers import Answers
from screening.domain.checking import check_answers
from screening.domain.questionnaire import QuestionType
from screening.resources import rules_folder
from tests.support.injury_rules import injury_rules

PLACES = ("triage/sweeps", "grading/sweeps", "risk", "plan", "programmes")
UNANSWERED = "unanswered"
_KEYS = frozenset({"set", "unset", "base", "field", "fires", "silent", "expect", "name", "reason"})
_GROUP_KEYS = frozenset({"about", "why", "base", "set", "cases"})


@dataclass(frozen=True, slots=True)
class Sweep:
    """One set of answers, who it is about, whether they have a say, and what the result holds."""

    name: str
    about: tuple[str, ...]
    answers: Answers
    fires: bool | None
    expect: Mapping[str, object]
    reason: str | None = None
    """How urgent the own reason of the row is, where it has a say."""
    origin: str = ""
    """The file it stands in, below rules/scenarios."""


@cache
def read_sweeps() -> tuple[Sweep, ...]:
    """Every sweep, one case for each value."""
    folder = rules_folder() / "scenarios"
    return tuple(
        sweep
        for place in PLACES
        for path in sorted((folder / place).glob("*.yaml"))
        for sweep in _of_file(path)
    )


def _of_file(path: Path) -> Iterator[Sweep]:
    bases = yaml.safe_load((rules_folder() / "scenarios/bases.yaml").read_text(encoding="utf-8"))
    for group in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
        _refuse_unknown(path, group, _GROUP_KEYS)
        about = group.get("about", [])
        names = (about,) if isinstance(about, str) else tuple(about)
        if not group.get("why"):
            raise ValueError(f"{path.name}: {names} does not say why")
        for line in group["cases"]:
            _refuse_unknown(path, line, _KEYS)
            given = dict(bases[line.get("base", group["base"])]["answers"])
            given |= group.get("set", {}) | line.get("set", {})
            for field in line.get("unset", ()):
                given.pop(field, None)
            origin = f"{path.parent.name}/{path.stem}"
            yield from (replace(sweep, origin=origin) for sweep in _of_line(names, line, given))


def _of_line(about: tuple[str, ...], line: Mapping[str, Any], given: dict[str, Any]) -> Iterator[Sweep]:
    expect, reason = line.get("expect", {}), line.get("reason")
    words = [f"{key} {value}" for key, value in line.get("set", {}).items()]
    words += [f"no {field}" for field in line.get("unset", ())]
    title = f"{' '.join(about)}: {line.get('name') or ', '.join(words) or 'as the base'}"
    if "field" not in line:
        yield Sweep(title, about, _checked(given), line.get("fires"), expect, reason)
        return
    for fires, values in ((True, line.get("fires", ())), (False, line.get("silent", ()))):
        for value in values:
            answers = {key: kept for key, kept in given.items() if key != line["field"]}
            if value != UNANSWERED:
                answers[line["field"]] = value
            yield Sweep(
                f"{title}, {line['field']} {value}",
                about,
                _checked(answers),
                fires,
                expect if fires else {},
                reason if fires else None,
            )


def _checked(given: Mapping[str, Any]) -> Answers:
    """The answers as a form would hand them on; one tick stands for a list of it."""
    questionnaire = injury_rules().questionnaire
    listed = {q.id for q in questionnaire.questions.values() if q.type is QuestionType.LIST}
    raw = {
        key: [value] if key in listed and isinstance(value, str) else value for key, value in given.items()
    }
    return check_answers(raw, questionnaire)


def _refuse_unknown(path: Path, block: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = set(block) - known
    if unknown:
        raise ValueError(f"{path.name}: {sorted(unknown)} is not known in {block}")
