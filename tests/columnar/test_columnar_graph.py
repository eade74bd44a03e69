"""The graph holds each sub-result once, and a program gives what the graph says whatever it uses again."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest

from screening.columnar.graph import BOOL, SMALL, Graph, Node
from screening.columnar.program import Program

YES = np.array([True, True, False, False])
OTHER = np.array([True, False, True, False])


def run(graph: Graph, node: Node, **inputs: Sequence[object] | np.ndarray) -> list[object]:
    workspace = Program(graph, {"wanted": node}, {}).workspace(8)
    length = len(next(iter(inputs.values())))
    workspace.give({name: np.array(values) for name, values in inputs.items()}, length)
    workspace.run_first()
    return workspace.output("wanted").tolist()


@pytest.fixture
def graph() -> Graph:
    return Graph()


@pytest.fixture
def pair(graph: Graph) -> tuple[Node, Node]:
    return graph.input("a", BOOL), graph.input("b", BOOL)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        ("both", YES & OTHER),
        ("either", YES | OTHER),
        ("but_not", YES & ~OTHER),
    ],
)
def test_truth_is_joined_place_by_place(
    graph: Graph, pair: tuple[Node, Node], make: str, expected: np.ndarray
) -> None:
    assert run(graph, getattr(graph, make)(*pair), a=YES, b=OTHER) == expected.tolist()


def test_asking_twice_gives_the_same_node_in_any_order(graph: Graph, pair: tuple[Node, Node]) -> None:
    one, other = pair
    assert graph.both(one, other) == graph.both(other, one, one)
    assert graph.either(one, other) == graph.either(other, one)
    assert graph.no(graph.no(one)) == one


def test_what_is_decided_needs_no_step(graph: Graph, pair: tuple[Node, Node]) -> None:
    one, _ = pair
    assert graph.both(one, graph.true) == one
    assert graph.both(one, graph.false) == graph.false
    assert graph.either(one, graph.false) == one
    assert graph.either(one, graph.true) == graph.true
    assert graph.every([]) == graph.true
    assert graph.any([]) == graph.false
    assert graph.no(graph.true) == graph.false
    assert graph.no(graph.false) == graph.true


@pytest.mark.parametrize("one", ["a", "true", "false"])
@pytest.mark.parametrize("other", ["a", "b", "true", "false"])
def test_but_not_follows_its_meaning_for_constants_too(graph: Graph, one: str, other: str) -> None:
    nodes = {name: graph.input(name, BOOL) for name in "ab"} | {"true": graph.true, "false": graph.false}
    values = {"a": YES, "b": OTHER, "true": YES | True, "false": YES & False}
    told = run(graph, graph.but_not(nodes[one], nodes[other]), a=YES, b=OTHER)
    assert told == (values[one] & ~values[other]).tolist()


def test_the_first_that_is_so_is_found(graph: Graph, pair: tuple[Node, Node]) -> None:
    firsts = graph.first_of([*pair, graph.true])
    assert [run(graph, node, a=YES, b=OTHER) for node in firsts] == [
        YES.tolist(),
        (OTHER & ~YES).tolist(),
        (~YES & ~OTHER).tolist(),
    ]


def test_a_pick_gives_the_value_of_the_hit_and_nothing_elsewhere(
    graph: Graph, pair: tuple[Node, Node]
) -> None:
    picked = graph.pick([5, 7, 3], [*graph.first_of(list(pair)), graph.false])
    assert run(graph, picked, a=YES, b=OTHER) == [5, 5, 7, 0]
    assert run(graph, graph.pick([4], [pair[0]]), a=YES) == [4, 4, 0, 0]
    assert run(graph, graph.pick([], []), a=YES) == [0, 0, 0, 0]


def test_a_count_counts_what_stands_there_twice_twice(graph: Graph, pair: tuple[Node, Node]) -> None:
    assert run(graph, graph.count([pair[0], pair[1], pair[0]]), a=YES, b=OTHER) == [3, 2, 1, 0]
    assert run(graph, graph.count([]), a=YES) == [0, 0, 0, 0]


def test_a_kept_number_is_nothing_elsewhere(graph: Graph, pair: tuple[Node, Node]) -> None:
    number = graph.pick([6, 2], graph.first_of([pair[0], graph.true]))
    assert run(graph, graph.keep(number, pair[1]), a=YES, b=OTHER) == [6, 0, 2, 0]


def test_a_number_meets_an_array_in_its_own_type_where_it_fits(graph: Graph) -> None:
    small = graph.input("n", SMALL)
    above = graph.apply(np.greater, small, 1000)
    half = graph.apply(np.greater_equal, small, 2.5)
    assert run(graph, above, n=[1, 127]) == [False, False]
    assert run(graph, half, n=[2, 3]) == [False, True]


def test_arrays_that_are_used_again_disturb_nothing() -> None:
    random = Random(3)  # noqa: S311 - the same graph every time
    graph = Graph()
    values = {f"i{number}": np.array([random.random() < 0.5 for _ in range(50)]) for number in range(6)}
    nodes = [graph.input(name, BOOL) for name in values]
    known = list(values.values())
    for _ in range(300):
        one, other = random.randrange(len(nodes)), random.randrange(len(nodes))
        kind = random.choice(("both", "either", "but_not"))
        nodes.append(getattr(graph, kind)(nodes[one], nodes[other]))
        joined = {
            "both": known[one] & known[other],
            "either": known[one] | known[other],
            "but_not": known[one] & ~known[other],
        }
        known.append(joined[kind])
    wanted = {str(place): nodes[place] for place in range(100, len(nodes), 7)}
    workspace = Program(graph, wanted, {}).workspace(64)
    for length in (50, 13, 50):
        workspace.give({name: column[:length] for name, column in values.items()}, length)
        workspace.run_first()
        for place in wanted:
            assert workspace.output(place).tolist() == known[int(place)][:length].tolist()


def test_a_second_stage_reads_what_followed_from_the_first() -> None:
    graph = Graph()
    given, later = graph.input("given", BOOL), graph.input("later", BOOL)
    first = graph.no(given)
    program = Program(graph, {"first": first}, {"second": graph.both(first, later)})
    workspace = program.workspace(4)
    workspace.give({"given": YES, "nobody reads this": OTHER}, 4)
    workspace.run_first()
    workspace.give({"later": workspace.output("first") & OTHER}, 4)
    workspace.run_second()
    assert workspace.output("second").tolist() == (~YES & OTHER).tolist()


def test_only_what_an_output_needs_is_computed() -> None:
    graph = Graph()
    one, other = graph.input("one", BOOL), graph.input("other", BOOL)
    graph.both(one, other)
    assert set(Program(graph, {"wanted": graph.no(one)}, {}).inputs) == {"one"}
