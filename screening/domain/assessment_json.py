"""The assessment as the JSON of the contract: fixed key order, sets sorted, nothing left to chance."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from .assessment import Assessment, InjuryResult, RiskResult, TriageResult
from .trace import TraceStep


def assessment_to_json(assessment: Assessment) -> dict[str, object]:
    """Plain dictionaries, lists, texts, numbers, booleans and None, ready for `json.dumps`.

    Args:
        assessment: a whole result.
    Returns:
        The shape of the contract; the same assessment always gives the same keys in the same order.
    """
    return {
        "rulebook": {"version": assessment.rulebook_version, "digest": assessment.rulebook_digest},
        "risk": _risk(assessment.risk),
        "injury": _injury(assessment.injury),
        "triage": _triage(assessment.triage),
        "plan": plain(assessment.plan),
        "valid_days": assessment.valid_days,
        "trace": [_step(step) for step in assessment.trace],
    }


def plain(value: object) -> object:
    """The value without classes: dataclasses by field order, tuples as lists, sets sorted."""
    match value:
        case enum.StrEnum():
            return str(value)
        case None | bool() | int() | float() | str():
            return value
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case AbstractSet():
            return sorted(str(item) for item in value)
        case Sequence():
            return [plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"no plain form for {type(value).__name__}")


def _fields(value: object, *left_out: str) -> dict[str, object]:
    whole = plain(value)
    if not isinstance(whole, dict):
        raise TypeError(f"not a record: {value!r}")
    return {key: item for key, item in whole.items() if key not in left_out}


def _risk(risk: RiskResult) -> dict[str, object]:
    return _fields(risk)


def _injury(injury: InjuryResult) -> dict[str, object]:
    return _fields(injury, "floors")


def _triage(triage: TriageResult) -> dict[str, object]:
    return _fields(triage)


def _step(step: TraceStep) -> dict[str, object]:
    told: dict[str, object] = {
        "rule": step.rule,
        "inputs": {name: plain(step.read[name]) for name in sorted(step.read)},
        "result": step.result,
        "sources": plain(step.sources),
    }
    if step.effect is not None:
        told["effect"] = step.effect
    if step.weight is not None:
        told["weight"] = step.weight
    if step.text:
        told["text"] = step.text
    if step.certainty is not None:
        told["certainty"] = str(step.certainty)
    return told
