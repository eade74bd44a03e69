"""Looking only at rules that can fit gives what looking at every rule gives."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
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
)
from screening.domain.facts import Facts
from screening.domain.fitting import fitting
from screening.domain.leads import MOST_KEPT, Leads, needed


@dataclass(frozen=True)
class Rule:
    id: int
    when: Condition


WORDS = ("walking", "limp", "pop")
TICKS = ("rash", "fever")
LEAVES = st.one_of(
    st.builds(OneOf, st.just("gait"), st.lists(st.sampled_from(WORDS), min_size=1).map(tuple)),
    st.builds(OneOf, st.just("popped"), st.sampled_from([(True,), (False,), (True, False)])),
    st.builds(OtherThan, st.just("gait"), st.sampled_from(WORDS).map(lambda word: (word,))),
    st.builds(Compare, st.just("age"), st.sampled_from(list(Comparison)), st.integers(0, 3)),
    st.builds(HasAny, st.just("signs"), st.frozensets(st.sampled_from(TICKS))),
    st.builds(IsUnknown, st.sampled_from(["gait", "age", "signs", "popped"])),
    st.just(ALWAYS),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        st.builds(Not, inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: CountOf(tuple(parts), at_least=2)),
    ),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "gait": st.none() | st.sampled_from(WORDS),
        "popped": st.none() | st.booleans(),
        "age": st.none() | st.integers(0, 4),
        "signs": st.none() | st.frozensets(st.sampled_from(TICKS)),
    },
)


@given(st.lists(CONDITIONS, max_size=8), st.lists(ANSWERS, min_size=1, max_size=4))
def test_the_rules_found_by_answers_are_the_rules_that_fit(
    conditions: list[Condition], everybody: list[dict[str, Known | None]]
) -> None:
    rules = [Rule(number, condition) for number, condition in enumerate(conditions)]
    leads = Leads(rules)
    for values in everybody:
        facts = Facts(values)
        assert leads.fitting(facts) == fitting(rules, facts)


def test_a_rule_about_several_signs_is_looked_for_by_the_rarest_of_them() -> None:
    rare = OneOf("popped", (True,))
    assert needed(All((Compare("age", Comparison.ABOVE, 15), rare))) == {"popped": {True}}
    assert needed(AnyOf((rare, OneOf("gait", ("limp",))))) == {"popped": {True}, "gait": {"limp"}}
    assert needed(AnyOf((rare, IsUnknown("gait")))) is None
    assert needed(AnyOf((HasAny("signs", frozenset()), HasAny("signs", frozenset({"rash"}))))) == {
        "signs": set()
    }


def test_a_rule_nobody_leads_to_is_not_looked_at() -> None:
    def never(_: object) -> bool:
        raise AssertionError("looked at")

    watched = OneOf("popped", (True,))
    object.__setattr__(watched, "is_true", never)
    assert Leads([Rule(1, watched)]).fitting(Facts({"popped": False, "gait": "limp"})) == []


def test_what_was_worked_out_is_kept_within_bounds() -> None:
    rules = [Rule(number, OneOf(f"sign_{number}", (True,))) for number in range(13)]
    leads = Leads(rules)
    for bits in range(MOST_KEPT + 2):
        values = {f"sign_{number}": bool(bits >> number & 1) for number in range(13)}
        assert len(leads.fitting(Facts(values))) == bits.bit_count()
    assert len(leads._found) <= MOST_KEPT
