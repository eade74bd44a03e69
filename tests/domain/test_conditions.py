"""Three-valued conditions: what a missing answer does, and what it must never do."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.answers import Answers, Known
from screening.domain.conditions import (
    ALWAYS,
    All,
    Always,
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
    Truth,
    count_true,
    holds,
    read_by,
)
from screening.domain.facts import Facts
from screening.domain.fitting import first_fitting, fitting

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
POP = OneOf("felt_pop", (True,))
LIMP = OneOf("walking", ("limp",))
NOBODY_ASKED = Facts()


@dataclass(frozen=True)
class Ruled:
    id: str
    when: Condition


def facts(**values: Known | None) -> Facts:
    return Facts(values)


@pytest.mark.parametrize(
    ("value", "truth"), [("sudden", T), ("after_blow", T), ("gradual", F), (None, U)], ids=str
)
def test_one_of_needs_an_answer_to_say_yes_or_no(value: str | None, truth: Truth) -> None:
    assert OneOf("onset", ("sudden", "after_blow")).judge(facts(onset=value)) is truth


@pytest.mark.parametrize(("value", "truth"), [("sudden", F), ("gradual", T), (None, T)], ids=str)
def test_other_than_counts_an_unknown_answer_as_different(value: str | None, truth: Truth) -> None:
    assert OtherThan("onset", ("sudden",)).judge(facts(onset=value)) is truth


def test_not_one_of_stays_unknown_where_other_than_would_be_true() -> None:
    assert Not(OneOf("onset", ("sudden",))).judge(NOBODY_ASKED) is U


@pytest.mark.parametrize(
    ("comparison", "below", "at", "above"),
    [
        (Comparison.AT_LEAST, F, T, T),
        (Comparison.AT_MOST, T, T, F),
        (Comparison.ABOVE, F, F, T),
        (Comparison.BELOW, T, F, F),
    ],
)
def test_each_comparison_at_its_threshold_and_beside_it(
    comparison: Comparison, below: Truth, at: Truth, above: Truth
) -> None:
    condition = Compare("age_years", comparison, 16)
    assert [condition.judge(facts(age_years=age)) for age in (15, 16, 17)] == [below, at, above]
    assert condition.judge(NOBODY_ASKED) is U


@pytest.mark.parametrize("value", [True, "16", frozenset({"16"})])
def test_comparing_what_is_no_number_is_a_fault_of_the_rules(value: Known) -> None:
    with pytest.raises(TypeError, match="age_years is not a number"):
        Compare("age_years", Comparison.BELOW, 16).judge(facts(age_years=value))


@pytest.mark.parametrize(
    ("given_list", "fever", "anything"),
    [
        (("fever", "unwell"), T, T),
        (("unwell",), F, T),
        (("none",), F, F),
        ((), F, F),
        (None, U, U),
        ("not_sure", U, U),
    ],
    ids=str,
)
def test_a_tick_list_holds_what_was_ticked_and_none_is_no_tick(
    given_list: tuple[str, ...] | str | None, fever: Truth, anything: Truth
) -> None:
    answers = Answers({} if given_list is None else {"systemic_signs": given_list})
    assert HasAny("systemic_signs", frozenset({"fever"})).judge(Facts.of(answers)) is fever
    assert HasAny("systemic_signs", frozenset()).judge(Facts.of(answers)) is anything


def test_looking_into_what_is_no_list_is_a_fault_of_the_rules() -> None:
    with pytest.raises(TypeError, match="onset is not a tick list"):
        HasAny("onset", frozenset({"fever"})).judge(facts(onset="sudden"))


@pytest.mark.parametrize("first", [True, False, None], ids=str)
@pytest.mark.parametrize("second", ["limp", "normal", None], ids=str)
def test_and_or_follow_three_valued_logic(first: bool | None, second: str | None) -> None:
    order = [F, U, T]
    seen = facts(felt_pop=first, walking=second)
    truths = [order.index(part.judge(seen)) for part in (POP, LIMP)]
    assert All((POP, LIMP)).judge(seen) is order[min(truths)]
    assert AnyOf((POP, LIMP)).judge(seen) is order[max(truths)]


def test_counting_is_unknown_only_while_the_missing_answers_could_decide_it() -> None:
    three = tuple(OneOf(name, (True,)) for name in "abc")
    two_of_three = CountOf(three, 2)
    assert two_of_three.judge(facts(a=True, b=True)) is T
    assert two_of_three.judge(facts(a=True)) is U
    assert two_of_three.judge(facts(a=True, b=False)) is U
    assert two_of_three.judge(facts(a=False, b=False)) is F
    assert count_true(three, facts(a=True, b=False)) == 1


def test_always_is_true_whatever_is_known() -> None:
    always = Always()
    assert always.judge(NOBODY_ASKED) is T
    assert always.is_true({}) is True
    assert always.is_false({}) is False
    assert list(always.names()) == []


def test_yes_is_an_answer_of_its_own_and_not_the_number_one() -> None:
    assert not holds(POP, facts(felt_pop=1))


def test_rules_are_found_by_their_condition_in_order() -> None:
    rules = [Ruled("limps", LIMP), Ruled("popped", POP), Ruled("any", ALWAYS)]
    known = facts(felt_pop=True)
    assert [rule.id for rule in fitting(rules, known)] == ["popped", "any"]
    assert first_fitting(rules, known) is rules[1]
    assert first_fitting(rules[:1], known) is None


def test_not_sure_and_not_asked_are_both_unknown() -> None:
    for answers in (Answers(), Answers({"onset": "not_sure"})):
        assert IsUnknown("onset").judge(Facts.of(answers)) is T
        assert OneOf("onset", ("sudden",)).judge(Facts.of(answers)) is U
    assert IsUnknown("onset").judge(facts(onset="sudden")) is F


def test_a_rule_fires_on_true_and_not_on_unknown() -> None:
    assert holds(POP, facts(felt_pop=True))
    assert not holds(POP, NOBODY_ASKED)
    assert not holds(Not(POP), NOBODY_ASKED)
    assert holds(ALWAYS, NOBODY_ASKED)


def test_what_a_condition_looked_at_is_told_with_the_unknown_ones() -> None:
    condition = All((POP, AnyOf((LIMP, CountOf((Not(IsUnknown("gap")),), 1)))))
    assert read_by(condition, facts(felt_pop=True, age_years=30)) == {
        "felt_pop": True,
        "walking": None,
        "gap": None,
    }


VALUES: dict[str, list[Known]] = {
    "felt_pop": [True, False],
    "walking": ["normal", "limp", "cannot"],
    "age_years": [15, 16, 17],
    "systemic_signs": [frozenset(), frozenset({"fever"}), frozenset({"fever", "unwell"})],
}
ATOMS: list[Condition] = [
    POP,
    LIMP,
    ALWAYS,
    Compare("age_years", Comparison.BELOW, 16),
    HasAny("systemic_signs", frozenset({"fever"})),
]
CONDITIONS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: CountOf(tuple(parts), 2)),
    ),
    max_leaves=6,
)
PARTIAL = st.fixed_dictionaries(
    {name: st.sampled_from([None, *values]) for name, values in VALUES.items()}
).map(Facts)


@given(condition=CONDITIONS, partial=PARTIAL)
def test_what_is_decided_stays_decided_whatever_the_missing_answers_turn_out_to_be(
    condition: Condition, partial: Facts
) -> None:
    verdict = condition.judge(partial)
    missing = [name for name in VALUES if partial.get(name) is None]
    outcomes = {
        condition.judge(partial.plus(dict(zip(missing, filled, strict=True))))
        for filled in itertools.product(*(VALUES[name] for name in missing))
    }
    assert U not in outcomes
    if verdict is not U:
        assert outcomes == {verdict}


@given(condition=CONDITIONS, partial=PARTIAL)
def test_a_condition_reads_nothing_but_the_names_it_tells(condition: Condition, partial: Facts) -> None:
    told = set(condition.names())
    seen = Facts({name: value for name, value in partial.values.items() if name in told})
    assert condition.judge(seen) is condition.judge(partial)
