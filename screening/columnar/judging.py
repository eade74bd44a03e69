"""Conditions into nodes: where one is certainly true, and where it is certainly false.

Reads the conditions of the rulebook as data, by the meaning that `domain/conditions.py` gives them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from screening.columnar.facts import ColumnFacts
from screening.columnar.graph import Graph, Node
from screening.domain.conditions import (
    All,
    Always,
    AnyOf,
    Compare,
    Condition,
    CountOf,
    HasAny,
    IsUnknown,
    Not,
    OneOf,
    OtherThan,
)


def true_where(condition: Condition, facts: ColumnFacts) -> Node:
    """Where it is certainly true; unknown is not."""
    graph = facts.graph
    match condition:
        case Always():
            return graph.true
        case All(parts=parts):
            return graph.every(true_where(part, facts) for part in parts)
        case AnyOf(parts=parts):
            return graph.any(true_where(part, facts) for part in parts)
        case Not(part=part):
            return false_where(part, facts)
        case OtherThan(field=field, values=values):
            return graph.no(facts.get(field).one_of(values))
        case CountOf(parts=parts, at_least=at_least):
            return _at_least(graph, [true_where(part, facts) for part in parts], at_least)
        case IsUnknown(field=field):
            return graph.no(facts.get(field).known)
        case OneOf() | Compare() | HasAny():
            return _fits(condition, facts)
    raise TypeError(f"no such condition: {type(condition).__name__}")


def false_where(condition: Condition, facts: ColumnFacts) -> Node:
    """Where it is certainly false; unknown is not."""
    graph = facts.graph
    match condition:
        case Always():
            return graph.false
        case All(parts=parts):
            return graph.any(false_where(part, facts) for part in parts)
        case AnyOf(parts=parts):
            return graph.every(false_where(part, facts) for part in parts)
        case Not(part=part):
            return true_where(part, facts)
        case OtherThan(field=field, values=values):
            return facts.get(field).one_of(values)
        case CountOf(parts=parts, at_least=at_least):
            # So many are certainly false that the rest cannot reach the count.
            failed = [false_where(part, facts) for part in parts]
            return _at_least(graph, failed, len(failed) - at_least + 1)
        case IsUnknown(field=field):
            return facts.get(field).known
        case OneOf(field=field) | Compare(field=field) | HasAny(field=field):
            return graph.but_not(facts.get(field).known, _fits(condition, facts))
    raise TypeError(f"no such condition: {type(condition).__name__}")


def _fits(condition: OneOf | Compare | HasAny, facts: ColumnFacts) -> Node:
    match condition:
        case OneOf(field=field, values=values):
            return facts.get(field).one_of(values)
        case Compare(field=field, comparison=comparison, threshold=threshold):
            return facts.get(field).compared(comparison, threshold)
        case HasAny(field=field, values=ticks):
            return facts.get(field).has_any(ticks)


def _at_least(graph: Graph, hits: Sequence[Node], least: int) -> Node:
    if least <= 0:
        return graph.true
    if least > len(hits):
        return graph.false
    return graph.apply(np.greater_equal, graph.count(hits), least)
