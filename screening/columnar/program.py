"""Runs a graph over chunks: one list of array operations, with as few arrays as the order allows.

An array is used again as soon as nothing reads it any more, so that a chunk's arrays stay in the cache.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from screening.columnar.graph import Apply, Argument, Constant, Graph, Input, Node, Operation

Array = NDArray[Any]


class Program:
    """The steps for some outputs, in two stages: `late` ones may read inputs that follow from the first."""

    def __init__(self, graph: Graph, outputs: Mapping[str, Node], late: Mapping[str, Node]) -> None:
        self._steps = graph.steps
        self.inputs: dict[str, Node] = {}
        self._outputs = {**outputs, **late}
        seen: set[int] = set()
        self._order = list(self._needed(outputs.values(), seen))
        self._split = len(self._order)
        self._order += self._needed(late.values(), seen)
        self._last_use = self._last_uses()

    def _needed(self, wanted: Iterable[Node], seen: set[int]) -> Iterator[Node]:
        """Whatever the wanted nodes rest on and was not seen yet, each after what it rests on."""
        stack = [(node, False) for node in reversed(list(wanted))]
        while stack:
            node, is_ready = stack.pop()
            if is_ready:
                yield node
                continue
            if node.index in seen:
                continue
            seen.add(node.index)
            step = self._steps[node.index]
            if isinstance(step, Input):
                self.inputs[step.name] = node
            stack.append((node, True))
            if isinstance(step, Apply):
                stack.extend((argument, False) for argument in reversed(list(step.nodes)))

    def _last_uses(self) -> dict[int, int]:
        """For every node the place in the order after which nobody reads it; outputs are always read."""
        last: dict[int, int] = {}
        for place, node in enumerate(self._order):
            step = self._steps[node.index]
            if isinstance(step, Apply):
                last.update({argument.index: place for argument in step.nodes})
        last.update({node.index: len(self._order) for node in self._outputs.values()})
        return last

    def workspace(self, length: int) -> Workspace:
        """Arrays for chunks of up to this many athletes. Not to be shared by two runs at the same time."""
        return Workspace(self, length)

    def _allocated(self, length: int) -> tuple[dict[int, Array], list[Call], list[Call]]:
        arrays: dict[int, Array] = {}
        free: dict[Any, list[Array]] = {}
        stages: tuple[list[Call], list[Call]] = ([], [])
        for place, node in enumerate(self._order):
            step = self._steps[node.index]
            if isinstance(step, Constant):
                arrays[node.index] = np.full(length, step.value, node.dtype)
            elif isinstance(step, Input):
                arrays[node.index] = np.empty(length, node.dtype)  # stands in until one is given
            else:
                unused = free.setdefault(node.dtype, [])
                arrays[node.index] = unused.pop() if unused else np.empty(length, node.dtype)
                call = (step.operation, [*self._resolved(step, arrays), arrays[node.index]])
                stages[place >= self._split].append(call)
                for read in {argument.index: argument for argument in step.nodes}.values():
                    if self._last_use[read.index] == place and isinstance(self._steps[read.index], Apply):
                        free.setdefault(read.dtype, []).append(arrays[read.index])
        return arrays, *stages

    @staticmethod
    def _resolved(step: Apply, arrays: Mapping[int, Array]) -> list[Array]:
        """The arguments as arrays; a number takes the type of what it meets, so nothing is converted."""
        dtypes = {node.dtype for node in step.nodes}
        return [_resolved(argument, arrays, dtypes) for argument in step.arguments]


def _resolved(argument: Argument, arrays: Mapping[int, Array], dtypes: set[np.dtype[Any]]) -> Array:
    if isinstance(argument, Node):
        return arrays[argument.index]
    fitting = np.array(argument).astype(next(iter(dtypes)))
    return fitting if fitting == argument else np.array(float(argument))


Call: TypeAlias = tuple[Operation, list[Array]]
"""An operation and its arrays, the one to fill last; a number stands in an array without axes."""


class Workspace:
    """The arrays of one run, for chunks of up to its length."""

    def __init__(self, program: Program, length: int) -> None:
        self._program = program
        self._arrays, *self._stages = program._allocated(length)
        self._cut_length = length
        self._cut_stages = [_cut(calls, length) for calls in self._stages]
        self._uses = self._uses_of_inputs()

    def _uses_of_inputs(self) -> dict[str, list[tuple[int, int, int]]]:
        """Where each input stands: stage, call, and place among the call's arrays."""
        name_of = {id(self._arrays[node.index]): name for name, node in self._program.inputs.items()}
        uses: dict[str, list[tuple[int, int, int]]] = {name: [] for name in self._program.inputs}
        for stage, calls in enumerate(self._stages):
            for call, (_, arrays) in enumerate(calls):
                for place, array in enumerate(arrays):
                    if id(array) in name_of:
                        uses[name_of[id(array)]].append((stage, call, place))
        return uses

    def give(self, inputs: Mapping[str, Array], length: int) -> None:
        """Take these arrays as inputs of the next run, as they are; one that nothing reads is passed over."""
        if length != self._cut_length:
            self._cut_stages = [_cut(calls, length) for calls in self._stages]
            self._cut_length = length
        for name, values in inputs.items():
            node = self._program.inputs.get(name)
            if node is None:
                continue
            fitting = values.astype(node.dtype, copy=False)
            self._arrays[node.index] = fitting
            for stage, call, place in self._uses[name]:
                self._cut_stages[stage][call][1][place] = fitting

    def let_go(self) -> None:
        """Hold on to no input any longer, however large the table was that it came from."""
        nothing = {name: np.empty(0, node.dtype) for name, node in self._program.inputs.items()}
        self.give(nothing, self._cut_length)

    def run_first(self) -> None:
        self._run(0)

    def run_second(self) -> None:
        self._run(1)

    def output(self, name: str) -> Array:
        """An output of the stages run so far; valid until the next run."""
        return self._arrays[self._program._outputs[name].index][: self._cut_length]

    def _run(self, stage: int) -> None:
        for operation, arrays in self._cut_stages[stage]:
            operation(*arrays)


def _cut(calls: Sequence[Call], length: int) -> list[Call]:
    """The same calls for a shorter chunk, on views of the same arrays."""
    return [
        (operation, [array[:length] if array.ndim else array for array in arrays])
        for operation, arrays in calls
    ]
