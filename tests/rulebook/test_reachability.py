"""Conditions that can never be true, and rows that never come first: found for certain, never by mistake."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.domain.answers import Known
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
    holds,
)
from screening.domain.facts import Facts
from screening.domain.questionnaire import QuestionType
from screening.rulebook.names import Name, NameTable
from screening.rulebook.reachability import can_be_true, takes_all_of
from tests.support.samples import sample_of

NAMES = NameTable(
    {
        "age_years": Name(QuestionType.INTEGER, minimum=8, maximum=12),
        "onset": Name(QuestionType.CHOICE, frozenset({"sudden", "gradual"})),
        "signs": Name(QuestionType.LIST, frozenset({"fever", "unwell"})),
        "pop": Name(QuestionType.BOOLEAN),
    }
)
VALUES: dict[str, list[Known | None]] = {
    "age_years": [None, 8, 9, 10, 11, 12],
    "onset": [None, "sudden", "gradual"],
    "signs": [
        None,
        *(frozenset(c) for n in range(3) for c in itertools.combinations(("fever", "unwell"), n)),
    ],
    "pop": [None, True, False],
}
SUDDEN, GRADUAL = OneOf("onset", ("sudden",)), OneOf("onset", ("gradual",))
YOUNG, OLD = Compare("age_years", Comparison.AT_MOST, 9), Compare("age_years", Comparison.ABOVE, 9)
FEVER, UNWELL = HasAny("signs", frozenset({"fever"})), HasAny("signs", frozenset({"unwell"}))
POP = OneOf("pop", (True,))
ATOMS: list[Condition] = [
    *(SUDDEN, GRADUAL, OtherThan("onset", ("sudden",)), IsUnknown("onset")),
    *(YOUNG, OLD, IsUnknown("age_years"), Compare("age_years", Comparison.AT_LEAST, 12)),
    *(FEVER, UNWELL, HasAny("signs", frozenset()), POP, OneOf("pop", (False,)), ALWAYS),
]


@pytest.mark.parametrize(
    "condition",
    [
        All((SUDDEN, GRADUAL)),
        All((SUDDEN, IsUnknown("onset"))),
        All((SUDDEN, OtherThan("onset", ("sudden",)))),
        All((YOUNG, OLD)),
        All((FEVER, Not(HasAny("signs", frozenset())))),
        All((HasAny("signs", frozenset()), Not(FEVER), Not(UNWELL))),
        All((SUDDEN, AnyOf((All((YOUNG, OLD)), GRADUAL)))),
        Not(ALWAYS),
        Not(AnyOf((SUDDEN, Not(SUDDEN)))),
    ],
)
def test_a_condition_whose_parts_clash_can_never_be_true(condition: Condition) -> None:
    assert not can_be_true(condition, NAMES)


def test_a_narrow_condition_can_be_true() -> None:
    assert can_be_true(All((SUDDEN, YOUNG, FEVER, Not(UNWELL), IsUnknown("pop"))), NAMES)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (ALWAYS, SUDDEN),
        (SUDDEN, SUDDEN),
        (SUDDEN, All((SUDDEN, POP))),
        (AnyOf((SUDDEN, POP)), All((POP, YOUNG))),
        (OtherThan("onset", ("sudden",)), GRADUAL),
        (Compare("age_years", Comparison.AT_LEAST, 9), Compare("age_years", Comparison.AT_LEAST, 10)),
        (HasAny("signs", frozenset()), FEVER),
    ],
)
def test_a_row_after_a_wider_one_is_never_reached(earlier: Condition, later: Condition) -> None:
    assert takes_all_of(earlier, later, NAMES)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (All((SUDDEN, POP)), SUDDEN),
        (GRADUAL, OtherThan("onset", ("sudden",))),
        (AnyOf((SUDDEN, GRADUAL)), ALWAYS),
        (FEVER, HasAny("signs", frozenset())),
    ],
)
def test_a_row_after_a_narrower_one_can_be_reached(earlier: Condition, later: Condition) -> None:
    assert not takes_all_of(earlier, later, NAMES)


CONDITIONS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=6,
)
EVERYTHING = [Facts(dict(zip(VALUES, values, strict=True))) for values in itertools.product(*VALUES.values())]


@settings(max_examples=sample_of(150), deadline=None)
@given(condition=CONDITIONS)
def test_the_verdict_is_that_of_trying_every_set_of_answers(condition: Condition) -> None:
    assert can_be_true(condition, NAMES) == any(holds(condition, facts) for facts in EVERYTHING)


@settings(max_examples=sample_of(150), deadline=None)
@given(earlier=CONDITIONS, later=CONDITIONS)
def test_a_row_is_taken_exactly_where_no_answers_reach_it(earlier: Condition, later: Condition) -> None:
    reached = any(holds(later, facts) and not holds(earlier, facts) for facts in EVERYTHING)
    assert takes_all_of(earlier, later, NAMES) != reached


def test_what_counts_or_is_too_large_gets_the_benefit_of_the_doubt() -> None:
    assert can_be_true(CountOf((SUDDEN, GRADUAL), 2), NAMES)
    many = All(tuple(AnyOf((SUDDEN, POP, YOUNG, FEVER)) for _ in range(12)))
    assert can_be_true(All((many, SUDDEN, GRADUAL)), NAMES)
