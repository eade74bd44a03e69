"""Explains one rule to a reader: what it says, what it reads, what it rests on, where it is used."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from screening.domain.conditions import Always, Condition
from screening.domain.errors import NotFound
from screening.domain.risk.rules import Factor
from screening.domain.rulebook import Rulebook
from screening.domain.sources import Source
from screening.rulebook.explain_examples import boundary_examples
from screening.rulebook.explain_levels import level_lines
from screening.rulebook.spelling import is_condition, spell_out
from screening.rulebook.walking import walk, words_in

_PARTS = ("derived", "risk", "grading", "triage", "plan", "case")
_PIECES = frozenset(
    {"Level", "RowResult", "ReturnWeight", "Multiplier", "ExposureRate", "SexRule", "ItemRule", "Figure"}
)
"""Records that carry an id only within the rule they belong to."""


_ELSEWHERE = frozenset({"id", "rule", "sources", "reads", "levels", "curve"})
"""Entries that have lines of their own."""
_TRACE_KINDS = ("risk.cap.", "risk.joint.", "risk.", "plan.programme.")
_SAME_RULE = {"missing.D6": "missing.D1"}
"""Two rows of one rule in the files."""


@dataclass(frozen=True, slots=True)
class Clamp:
    """The limits of the relative risk, which the rules of the risk hold as single entries."""

    id: str
    lowest: float
    highest: float
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleExplanation:
    """A rule in words. `says` are its own entries by name; `used_in` are ids of rules that read it."""

    id: str
    part: str
    when: str | None
    reads: tuple[str, ...]
    says: Mapping[str, str]
    sources: tuple[Source, ...]
    used_in: tuple[str, ...]
    levels: tuple[str, ...] = ()
    """Of a risk factor: its levels with their figures, a line each."""
    examples: tuple[str, ...] = ()
    """What some answers lead to, as the tests of the rules check it."""

    def lines(self) -> Iterator[str]:
        """The explanation as plain lines."""
        yield f"{self.id} ({self.part})"
        if self.when:
            yield f"  applies when: {self.when}"
        if self.reads:
            yield f"  reads: {', '.join(self.reads)}"
        for name, text in self.says.items():
            yield f"  {name}: {text}"
        for line in self.levels:
            yield f"  {line}"
        for example in self.examples:
            yield f"  example: {example}"
        for source in self.sources:
            mark = "" if source.verified else " (not yet confirmed)"
            yield f"  source {source.id}{mark}: {source.reference} [{source.where}] {source.found}"
        if self.used_in:
            yield f"  used in: {', '.join(self.used_in)}"


def rule_ids(rulebook: Rulebook) -> tuple[str, ...]:
    """The id of every rule that can be explained, in reading order."""
    return tuple(dict.fromkeys(rule_id for rule_id, _, _ in _rules(rulebook)))


def explain_rule(rulebook: Rulebook, rule_id: str) -> RuleExplanation:
    """One rule in words.

    Args:
        rule_id: with or without its kind: `risk.acl_history` or `acl_history`, `triage.S1`.
    Raises:
        NotFound: no rule has this id.
    """
    wanted = {rule_id, id_in_rules(rule_id)}
    found = next((rule for rule in _rules(rulebook) if rule[0] in wanted), None)
    if found is None:
        raise NotFound(f"no rule is called {rule_id!r}")
    own_id, part, rule = found
    words = words_in(rule)
    names = {*rulebook.questionnaire.questions, *(value.id for value in rulebook.derived)}
    return RuleExplanation(
        id=own_id,
        part=part,
        when=_when(rule),
        reads=tuple(sorted(words & names - {own_id})),
        says=_says(rule),
        sources=tuple(rulebook.sources[key] for key in sorted(words & rulebook.sources.keys())),
        used_in=tuple(
            other_id
            for other_id, _, other in _rules(rulebook)
            if other_id != own_id and own_id in words_in(other)
        ),
        levels=tuple(level_lines(rule, rulebook.sources)) if isinstance(rule, Factor) else (),
        examples=boundary_examples().get(own_id, ()),
    )


def id_in_rules(rule_id: str) -> str:
    """The id in the rules of something that the trace of a result names by its kind."""
    if rule_id in _SAME_RULE:
        return _SAME_RULE[rule_id]
    prefix = next((prefix for prefix in _TRACE_KINDS if rule_id.startswith(prefix)), "")
    return rule_id.removeprefix(prefix)


def _rules(rulebook: Rulebook) -> Iterator[tuple[str, str, object]]:
    """Every record of the rules that has an id, with the part it belongs to."""
    for part in _PARTS:
        for item in walk(getattr(rulebook, part)):
            if dataclasses.is_dataclass(item) and type(item).__name__ not in _PIECES:
                rule_id = getattr(item, "id", None) or getattr(item, "rule", None)
                if isinstance(rule_id, str):
                    yield rule_id, part, item
    risk = rulebook.risk
    clamp = Clamp(
        "risk.clamp", risk.lowest_relative, risk.highest_relative, risk.clamp_text, risk.clamp_sources
    )
    yield from (
        ("risk.baseline", "risk", risk.baselines),
        (clamp.id, "risk", clamp),
        ("risk.band", "risk", risk.bands),
        ("risk.return_module", "risk", risk.return_module),
        ("risk.fortnight_light", "risk", risk.light),
    )


def _when(rule: object) -> str | None:
    condition: Condition | None = getattr(rule, "when", None) or getattr(rule, "condition", None)
    return None if condition is None or isinstance(condition, Always) else spell_out(condition)


def _says(rule: object) -> dict[str, str]:
    """The plain entries of a rule: texts, numbers, yes and no; nested records by id and weight or text."""
    said: dict[str, str] = {}
    for field in dataclasses.fields(rule) if dataclasses.is_dataclass(rule) else ():
        value = getattr(rule, field.name)
        if field.name in _ELSEWHERE or value is None or is_condition(value):
            continue
        text = _plain(value)
        if text:
            said[field.name.replace("_", " ")] = text
    return said


def _plain(value: object) -> str:
    match value:
        case enum.Enum():
            return str(value.value)
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:g}"
        case str():
            return " ".join(value.split())
        case tuple():
            return "; ".join(text for text in map(_plain, value) if text)
        case frozenset():
            return "; ".join(sorted(text for text in map(_plain, value) if text))
        case Mapping():
            return "; ".join(f"{_plain(key)}: {_plain(inner)}" for key, inner in value.items())
    if dataclasses.is_dataclass(value) and not is_condition(value):
        parts = [_plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
        return ", ".join(part for part in parts if part)
    return spell_out(value) if is_condition(value) else ""
