"""Checks on a factor file: weights recompute, means recompute, every level is reached by an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screening.domain.answers import NONE_OPTION, Known
from screening.domain.facts import Facts
from screening.domain.questionnaire import QuestionType
from screening.domain.risk.rules import Basis, Factor, Level
from screening.domain.risk.standing import standings
from screening.domain.vocabulary import Certainty
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

WEIGHT_TOLERANCE = 0.01
MEAN_TOLERANCE = 0.005
UNKNOWN = "unknown"


def check_factor(
    context: Context,
    block: Block,
    parts: Sequence[Block],
    factor: Factor,
    shrinkage: Mapping[Certainty, float],
) -> None:
    """Everything that can be wrong with a factor that reads well."""
    ids = [level.id for level in factor.levels]
    for level_id in ids:
        if ids.count(level_id) > 1:
            block.problem("levels", f"has {level_id!r} twice", "give each level its own id")
    for level, part in zip(factor.levels, parts, strict=True):
        _check_level(part, level, shrinkage)
    _check_mean(block, factor)
    if factor.target is not None and factor.target.level not in ids:
        block.problem("target", f"{factor.target.level!r} is not a level", f"use one of {', '.join(ids)}")
    if factor.verified and not any(
        context.sources[source].verified for source in factor.sources if source in context.sources
    ):
        block.problem("verified", "is true, but no source of it is verified", "write false")


def _check_level(block: Block, level: Level, shrinkage: Mapping[Certainty, float]) -> None:
    if level.weight <= 0:
        block.problem("weight", "is not above 0", "a weight multiplies the risk; 1 leaves it")
    if level.basis is Basis.REFERENCE:
        if level.weight != 1.0 or level.se_log:
            block.problem("weight", "is not a plain 1", "a reference level weighs 1 and has no se_log")
    elif level.basis is Basis.PUBLISHED:
        _check_shrunk(block, level, shrinkage)
    elif level.note is None:
        block.problem("note", "is missing", f"say where a weight of basis {level.basis} comes from")
    if not level.applies and level.weight != 1.0:
        block.problem("weight", "is not 1", "a level that does not apply weighs 1")
    if level.basis is not Basis.REFERENCE and level.certainty is not Certainty.NONE and level.se_log <= 0:
        block.problem("se_log", "is missing", "say how uncertain the weight is")


def _check_shrunk(block: Block, level: Level, shrinkage: Mapping[Certainty, float]) -> None:
    if level.published is None:
        block.problem("published", "is missing", "add the published effect, or use another basis")
        return
    s = shrinkage[level.certainty]
    expected = level.published.value**s
    if abs(expected - level.weight) > WEIGHT_TOLERANCE:
        block.problem(
            "weight",
            f"is {level.weight:g}, but {level.published.value:g} ** {s:g} is {expected:.3f}",
            "change the weight, the published value or the certainty",
        )


def _check_mean(block: Block, factor: Factor) -> None:
    """The mean is that of the levels by prevalence, unless a note says why not."""
    shares = [level.prevalence for level in factor.levels if level.prevalence is not None]
    if factor.mean_note is not None:
        return
    if not shares:
        if factor.mean != 1.0:
            block.problem("mean", "cannot be checked", "give the levels a prevalence, or add mean_note")
        return
    if abs(sum(shares) - 1.0) > MEAN_TOLERANCE:
        block.problem("levels", f"have prevalences that add up to {sum(shares):g}", "make them add up to 1")
    expected = sum((level.prevalence or 0.0) * level.weight for level in factor.levels)
    if abs(expected - factor.mean) > MEAN_TOLERANCE:
        block.problem("mean", f"is {factor.mean:g}, but the levels give {expected:.3f}", "fix one of them")


def run_examples(context: Context, block: Block, factor: Factor) -> None:
    """Evaluate the examples: each says which level some answers lead to, or that they leave it unknown."""
    reached: set[str] = set()
    for part in block.children("examples"):
        facts = Facts(_given(context, part.child("given")))
        expected = part.text("level")
        level = standings([factor], facts, under_18=False)[0].level
        got = UNKNOWN if level is None else level.id
        reached.add(got)
        if got != expected:
            part.problem("level", f"is {expected!r}, but the answers lead to {got!r}", "fix one of them")
    wanted = {level.id for level in factor.levels} | _unknown_if_possible(factor)
    for level_id in sorted(wanted - reached):
        block.problem("examples", f"never reach {level_id!r}", "add an example that does")


def _unknown_if_possible(factor: Factor) -> set[str]:
    """Unknown needs an example too, unless the factor settles without any answer (a test not done)."""
    return {UNKNOWN} if standings([factor], Facts({}), under_18=False)[0].level is None else set()


def _given(context: Context, block: Block) -> dict[str, Known | None]:
    values: dict[str, Known | None] = {}
    for key in block.keys():  # noqa: SIM118 - Block is not a mapping
        name = context.names.get(key)
        if name is None:
            block.problem(key, "is not a question or derived value", "check the id in rules/questionnaire")
            block.values(key)
        elif name.type is QuestionType.LIST:
            values[key] = frozenset(item for item in block.texts(key) if item != NONE_OPTION)
        else:
            values[key] = block.value(key)
    return values
