"""Every kind of condition over columns: certainly true, certainly false, and unknown in between."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from screening.columnar.deriving import derived_facts
from screening.columnar.facts import ColumnFacts, Filled, Forgotten, Members, Nothing, Number, OneWord, YesNo
from screening.columnar.graph import BOOL, Graph
from screening.columnar.inputs import AnswerInputs
from screening.columnar.judging import false_where, true_where
from screening.columnar.program import Program
from screening.columnar.table import table_of
from screening.domain.answers import NOT_SURE, Answer, Answers
from screening.domain.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Compare,
    Comparison,
    Condition,
    CountOf,
    HasAny,
    IsUnknown,
    Not,
    OneOf,
    OtherThan,
)
from screening.domain.derived import Derivation, DerivedFlag, DerivedNumber, DerivedValue
from screening.domain.facts import Facts
from screening.domain.questionnaire import Layout, Option, Question, Questionnaire, QuestionType, Who


def _question(field: str, kind: QuestionType, *options: str) -> Question:
    return Question(
        id=field,
        section="profile",
        type=kind,
        who=Who.ATHLETE,
        label="",
        short_label="",
        why="",
        layout=Layout.TEXT,
        options=tuple(Option(value, value) for value in options),
        not_sure="Not sure",
    )


QUESTIONS = {
    "word": _question("word", QuestionType.CHOICE, "a", "b", "c"),
    "flag": _question("flag", QuestionType.BOOLEAN),
    "number": _question("number", QuestionType.NUMBER),
    "whole": _question("whole", QuestionType.INTEGER),
    "ticks": _question("ticks", QuestionType.LIST, "none", "x", "y", "z"),
    "text": _question("text", QuestionType.TEXT),
}
QUESTIONNAIRE = Questionnaire((), QUESTIONS, ())
VALUES: dict[str, list[Answer | None]] = {
    "word": [None, NOT_SURE, "a", "b", "c"],
    "flag": [None, NOT_SURE, True, False],
    "number": [None, NOT_SURE, 0.0, 2.5, -1.0, 3],
    "whole": [None, NOT_SURE, 0, 2, 3],
    "ticks": [None, NOT_SURE, (), ("none",), ("x",), ("x", "y"), ("z",)],
    "text": [None, NOT_SURE, "2c", "", "other"],
}


def judged(condition: Condition, sets: list[Answers], *derived: DerivedValue) -> list[bool | None]:
    """True, false or unknown (None) for every answer set."""
    graph = Graph()
    inputs = AnswerInputs(graph, QUESTIONNAIRE)
    facts = derived_facts(inputs.facts, derived)
    outputs = {"true": true_where(condition, facts), "false": false_where(condition, facts)}
    program = Program(graph, outputs, {})
    workspace = program.workspace(len(sets))
    workspace.give(inputs.columns(table_of(sets, QUESTIONNAIRE), program.inputs), len(sets))
    workspace.run_first()
    pairs = zip(workspace.output("true").tolist(), workspace.output("false").tolist(), strict=True)
    return [{(True, False): True, (False, True): False, (False, False): None}[pair] for pair in pairs]


def on(field: str) -> list[Answers]:
    return [Answers({} if value is None else {field: value}) for value in VALUES[field]]


@pytest.mark.parametrize(
    ("condition", "field", "expected"),
    [
        (OneOf("word", ("a", "c")), "word", [None, None, True, False, True]),
        (OneOf("word", ("nonsense",)), "word", [None, None, False, False, False]),
        (OneOf("flag", (True,)), "flag", [None, None, True, False]),
        (OneOf("flag", (False,)), "flag", [None, None, False, True]),
        (OneOf("number", (2.5, 3)), "number", [None, None, False, True, False, True]),
        (OneOf("text", ("2c",)), "text", [None, None, True, False, False]),
        (OneOf("ticks", (frozenset({"x"}),)), "ticks", [None, None, False, False, True, False, False]),
        (OtherThan("word", ("a",)), "word", [True, True, False, True, True]),
        (OtherThan("flag", (True,)), "flag", [True, True, False, True]),
        (Compare("number", Comparison.AT_LEAST, 2.5), "number", [None, None, False, True, False, True]),
        (Compare("number", Comparison.ABOVE, 2.5), "number", [None, None, False, False, False, True]),
        (Compare("number", Comparison.AT_MOST, 0), "number", [None, None, True, False, True, False]),
        (Compare("number", Comparison.BELOW, 0), "number", [None, None, False, False, True, False]),
        (Compare("whole", Comparison.AT_LEAST, 2), "whole", [None, None, False, True, True]),
        (HasAny("ticks", frozenset({"x"})), "ticks", [None, None, False, False, True, True, False]),
        (HasAny("ticks", frozenset({"x", "z"})), "ticks", [None, None, False, False, True, True, True]),
        (HasAny("ticks", frozenset()), "ticks", [None, None, False, False, True, True, True]),
        (HasAny("ticks", frozenset({"nonsense"})), "ticks", [None, None, *[False] * 5]),
        (IsUnknown("number"), "number", [True, True, False, False, False, False]),
        (IsUnknown("text"), "text", [True, True, False, False, False]),
        (IsUnknown("nobody"), "flag", [True, True, True, True]),
        (OneOf("nobody", ("a",)), "flag", [None, None, None, None]),
        (OtherThan("nobody", ("a",)), "flag", [True, True, True, True]),
        (Compare("nobody", Comparison.AT_LEAST, 1), "flag", [None, None, None, None]),
        (HasAny("nobody", frozenset()), "flag", [None, None, None, None]),
        (ALWAYS, "flag", [True, True, True, True]),
        (Not(ALWAYS), "flag", [False, False, False, False]),
        (Not(OneOf("flag", (True,))), "flag", [None, None, False, True]),
    ],
)
def test_a_condition_on_one_answer(condition: Condition, field: str, expected: list[bool | None]) -> None:
    assert judged(condition, on(field)) == expected


YES, NO, OPEN = OneOf("flag", (True,)), OneOf("flag", (False,)), OneOf("nobody", (True,))
SAID_YES = [Answers({"flag": True})]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (All((YES, YES)), True),
        (All((YES, OPEN)), None),
        (All((NO, OPEN)), False),
        (All(()), True),
        (AnyOf((NO, YES)), True),
        (AnyOf((YES, OPEN)), True),
        (AnyOf((NO, OPEN)), None),
        (AnyOf((NO, NO)), False),
        (AnyOf(()), False),
        (CountOf((YES, NO, OPEN), 1), True),
        (CountOf((YES, NO, OPEN), 2), None),
        (CountOf((YES, NO, OPEN), 3), False),
        (CountOf((YES, YES), 2), True),
        (CountOf((YES, NO), 0), True),
        (CountOf((YES, NO), 4), False),
    ],
)
def test_conditions_joined_together(condition: Condition, expected: bool | None) -> None:
    assert judged(condition, SAID_YES) == [expected]


def test_any_nested_condition_means_the_same_as_one_by_one() -> None:
    random = Random(11)  # noqa: S311 - the same conditions every time
    sets = [
        Answers({field: value for field in VALUES if (value := random.choice(VALUES[field])) is not None})
        for _ in range(150)
    ]
    for _ in range(60):
        condition = _any_condition(random, depth=3)
        expected = [
            {"true": True, "false": False, "unknown": None}[condition.judge(Facts.of(answers)).value]
            for answers in sets
        ]
        assert judged(condition, sets) == expected, condition


def _any_condition(random: Random, depth: int) -> Condition:
    kind = random.randrange(9 if depth else 5)
    parts = tuple(_any_condition(random, depth - 1) for _ in range(random.randrange(1, 4))) if depth else ()
    field = random.choice(["word", "flag", "number", "whole", "text"])
    known = [value for value in VALUES[field] if value is not None and value != NOT_SURE]
    values = tuple(random.sample(known, 2))
    match kind:
        case 0:
            return OneOf(field, values)
        case 1:
            return OtherThan(field, values)
        case 2:
            number = random.choice(["number", "whole"])
            return Compare(number, random.choice(list(Comparison)), random.choice([0.0, 2.5, 3.0]))
        case 3:
            return HasAny("ticks", frozenset(random.sample(["x", "y", "z"], random.randrange(3))))
        case 4:
            return IsUnknown(random.choice(list(VALUES)))
        case 5:
            return All(parts)
        case 6:
            return AnyOf(parts)
        case 7:
            return Not(_any_condition(random, depth - 1))
        case _:
            return CountOf(parts, random.randrange(1, len(parts) + 1))


@pytest.mark.parametrize(
    "condition",
    [
        Compare("word", Comparison.AT_LEAST, 1),
        Compare("ticks", Comparison.AT_LEAST, 1),
        HasAny("number", frozenset()),
        HasAny("flag", frozenset({"x"})),
    ],
)
def test_a_condition_on_the_wrong_kind_of_answer_is_refused(condition: Condition) -> None:
    with pytest.raises(TypeError, match="only a"):
        judged(condition, SAID_YES)


def test_something_that_is_no_condition_is_refused() -> None:
    facts = AnswerInputs(Graph(), QUESTIONNAIRE).facts
    for judge in (true_where, false_where):
        with pytest.raises(TypeError, match="no such condition: str"):
            judge("always", facts)  # type: ignore[arg-type]  # what a new kind of condition would look like


# conclusions --------------------------------------------------------------------------------------------


class Three:
    """Three athletes: the first two have a conclusion, the last has none."""

    def __init__(self) -> None:
        self.graph = Graph()
        self.first, self.second = self.graph.input("first", BOOL), self.graph.input("second", BOOL)

    def told(self, condition: Condition, **facts: object) -> list[bool | None]:
        known = ColumnFacts(self.graph, facts)  # type: ignore[arg-type]  # facts of several kinds by name
        outputs = {"true": true_where(condition, known), "false": false_where(condition, known)}
        workspace = Program(self.graph, outputs, {}).workspace(3)
        columns = {"first": np.array([True, False, False]), "second": np.array([False, True, False])}
        workspace.give(columns, 3)
        workspace.run_first()
        true, false = (workspace.output(name).tolist() for name in ("true", "false"))
        return [True if yes else False if no else None for yes, no in zip(true, false, strict=True)]


def test_a_word_is_known_where_it_is_one_of_its_values() -> None:
    three = Three()
    word = OneWord(three.graph, {"a": three.first, "b": three.second})
    assert three.told(OneOf("w", ("a",)), w=word) == [True, False, None]
    assert three.told(OtherThan("w", ("a",)), w=word) == [False, True, True]
    assert three.told(IsUnknown("w"), w=word) == [False, False, True]


def test_a_yes_or_no_can_be_open() -> None:
    three = Three()
    fact = YesNo(three.graph, three.first, three.second)
    assert three.told(OneOf("f", (True,)), f=fact) == [True, False, None]
    assert three.told(OneOf("f", (False,)), f=fact) == [False, True, None]
    certain = YesNo.certain(three.graph, three.first)
    assert three.told(OneOf("f", (True,)), f=certain) == [True, False, False]


def test_a_set_of_conclusions_can_be_asked_for_members() -> None:
    three = Three()
    members = Members(three.graph, {"a": three.first, "b": three.second}, three.graph.true)
    assert three.told(HasAny("m", frozenset({"a"})), m=members) == [True, False, False]
    assert three.told(HasAny("m", frozenset()), m=members) == [True, True, False]
    assert three.told(OneOf("m", (frozenset({"b"}), frozenset())), m=members) == [False, True, True]


def test_a_filled_fact_has_its_value_only_where_it_was_missing() -> None:
    three = Three()
    graph = three.graph
    word = OneWord(graph, {"a": three.first, "b": three.second})
    filled = Filled(graph, word, graph.no(word.known), "a")
    assert three.told(OneOf("w", ("a",)), w=filled) == [True, False, True]
    number = Filled(graph, Nothing(graph), three.second, 4)
    assert three.told(Compare("n", Comparison.AT_LEAST, 4), n=number) == [None, True, None]
    assert three.told(Compare("n", Comparison.ABOVE, 4), n=number) == [None, False, None]
    ticks = Filled(graph, Nothing(graph), three.second, frozenset({"x"}))
    assert three.told(HasAny("t", frozenset({"x"})), t=ticks) == [None, True, None]
    assert three.told(HasAny("t", frozenset({"y"})), t=ticks) == [None, False, None]
    assert three.told(HasAny("t", frozenset()), t=ticks) == [None, True, None]


@pytest.mark.parametrize("condition", [Compare("w", Comparison.AT_LEAST, 4), HasAny("w", frozenset({"x"}))])
def test_a_filled_word_is_neither_number_nor_tick_list(condition: Condition) -> None:
    three = Three()
    filled = Filled(three.graph, Nothing(three.graph), three.first, "a")
    with pytest.raises(TypeError, match="only a"):
        three.told(condition, w=filled)


def test_a_forgotten_fact_is_unknown_where_it_is_forgotten() -> None:
    three = Three()
    graph = three.graph
    word = OneWord(graph, {"a": three.first, "b": three.second})
    forgotten = Forgotten(graph, word, three.first)
    assert three.told(OneOf("w", ("a",)), w=forgotten) == [None, False, None]
    assert three.told(OneOf("w", ("b",)), w=forgotten) == [None, True, None]
    count = Number(graph, graph.count([three.first, three.second]), graph.true)
    number = Forgotten(graph, count, three.first)
    assert three.told(Compare("n", Comparison.AT_LEAST, 1), n=number) == [None, True, False]
    ticks = Forgotten(graph, Members(graph, {"a": graph.true}, graph.true), three.first)
    assert three.told(HasAny("t", frozenset()), t=ticks) == [None, True, True]


# derived values -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("derivation", "expected"),
    [
        (Derivation.MEAN, [2.0, 0.166667, 0.0, None]),
        (Derivation.LOWEST, [1.0, 0.0, 0.0, None]),
        (Derivation.SUM, [4.0, 0.333333, 0.0, None]),
        (Derivation.ASYMMETRY_PCT, [66.666667, 100.0, 0.0, None]),
    ],
)
def test_a_number_is_derived_and_settled(derivation: Derivation, expected: list[float | None]) -> None:
    pairs = [(3.0, 1), (1 / 3, 0), (0.0, 0), (2.5, None)]
    sets = [
        Answers({"number": one} if other is None else {"number": one, "whole": other}) for one, other in pairs
    ]
    graph = Graph()
    inputs = AnswerInputs(graph, QUESTIONNAIRE)
    definition = DerivedNumber("derived.both", derivation, ("number", "whole"))
    fact = derived_facts(inputs.facts, [definition]).get("derived.both")
    assert isinstance(fact, Number)
    program = Program(graph, {"values": fact.values, "known": fact.known}, {})
    workspace = program.workspace(len(sets))
    workspace.give(inputs.columns(table_of(sets, QUESTIONNAIRE), program.inputs), len(sets))
    with np.errstate(all="ignore"):
        workspace.run_first()
    pairs_told = zip(workspace.output("values").tolist(), workspace.output("known").tolist(), strict=True)
    assert [value if known else None for value, known in pairs_told] == expected


def test_a_named_condition_may_use_another_and_stays_open_where_it_is() -> None:
    first = DerivedFlag("derived.first", OneOf("flag", (True,)))
    second = DerivedFlag("derived.second", Not(OneOf("derived.first", (True,))))
    told = OneOf("derived.second", (True,))
    assert judged(told, on("flag"), first, second) == [None, None, False, True]


def test_a_number_derived_from_an_unknown_name_is_never_known() -> None:
    facts = AnswerInputs(Graph(), QUESTIONNAIRE).facts
    derived = derived_facts(facts, [DerivedNumber("derived.sum", Derivation.SUM, ("number", "nobody"))])
    assert derived.get("derived.sum").known == facts.graph.false


def test_a_number_cannot_be_derived_from_words() -> None:
    facts = AnswerInputs(Graph(), QUESTIONNAIRE).facts
    with pytest.raises(TypeError, match="needs numbers"):
        derived_facts(facts, [DerivedNumber("derived.sum", Derivation.SUM, ("number", "word"))])
