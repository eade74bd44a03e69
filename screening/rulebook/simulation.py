"""Reads rules/risk/simulation.yaml: the population behind `screening rules simulate`."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.risk.rules import Factor, FactorKind, RiskRules
from screening.domain.risk.simulation_rules import (
    AgeSpread,
    BandFigures,
    FollowsFrom,
    ReviewFigures,
    SimulationRules,
)
from screening.domain.vocabulary import Band
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

FILE = "risk/simulation.yaml"
SUM_TOLERANCE = 0.005


def read_simulation(context: Context, risk: RiskRules | None) -> SimulationRules | None:
    """The assumed population; None where the file is missing. Problems are collected in the context."""
    file = context.open(FILE)
    if file is None:
        return None
    factors = {factor.id: factor for factor in risk.factors} if risk else {}
    block = file.block()
    return SimulationRules(
        about=block.text("about"),
        age=_read_age(block.child("age"), factors),
        shares=_read_shares(block, factors),
        follows=tuple(_read_follows(part, factors) for part in block.children("follows")),
        review=_read_review(block.child("review")),
        sources=context.sources_of(block),
    )


def _read_age(block: Block, factors: Mapping[str, Factor]) -> AgeSpread:
    age = AgeSpread(block.text("factor"), block.number("mean"), block.number("sd"))
    factor = factors.get(age.factor)
    if factors and (factor is None or factor.curve is None):
        block.problem("factor", f"{age.factor!r} is not a factor with a curve", "name the one with the ages")
    if age.sd <= 0:
        block.problem("sd", "is not above 0", "write the standard deviation in years")
        return AgeSpread(age.factor, age.mean, 1.0)
    return age


def _read_shares(block: Block, factors: Mapping[str, Factor]) -> Mapping[str, Mapping[str, float]]:
    """The shares of every factor with levels: its own prevalences, or those given in this file."""
    found = {factor.id: _prevalences(factor) for factor in factors.values() if factor.levels}
    for part in block.children("shares"):
        factor_id, table = part.text("factor"), part.child("levels")
        shares = {key: table.number(key) for key in table.keys()}  # noqa: SIM118 - Block is not a mapping
        for level in shares:
            _check_level(table, level, factors, factor_id, level)
        if found.get(factor_id):
            part.problem("factor", f"{factor_id!r} has prevalences of its own", "keep them in one place")
        found[factor_id] = shares
        if abs(sum(shares.values()) - 1.0) > SUM_TOLERANCE or min(shares.values(), default=0.0) < 0:
            part.problem("levels", f"add up to {sum(shares.values()):g}", "write shares that add up to 1")
    for factor in factors.values():
        if factor.kind is FactorKind.ASKED and factor.curve is None and not found.get(factor.id):
            block.problem("shares", f"say nothing about {factor.id!r}", "add the shares of its levels")
    return {factor_id: shares for factor_id, shares in found.items() if shares}


def _prevalences(factor: Factor) -> dict[str, float]:
    return {level.id: level.prevalence for level in factor.levels if level.prevalence is not None}


def _read_follows(block: Block, factors: Mapping[str, Factor]) -> FollowsFrom:
    follows = FollowsFrom(block.text("factor"), block.text("level"), block.text("other"), block.text("at"))
    _check_level(block, "level", factors, follows.factor, follows.level)
    _check_level(block, "at", factors, follows.other, follows.at)
    return follows


def _check_level(block: Block, key: str, factors: Mapping[str, Factor], factor_id: str, level: str) -> None:
    factor = factors.get(factor_id)
    if factors and (factor is None or level not in {known.id for known in factor.levels}):
        block.problem(key, f"{level!r} is not a level of {factor_id!r}", "check the factor file")


def _read_review(block: Block) -> ReviewFigures:
    bands = tuple(
        BandFigures(
            band=part.choice("band", Band),
            athletes=part.number("athletes"),
            injuries=part.number("injuries"),
            injured=part.number("injured"),
        )
        for part in block.children("bands")
    )
    if [figures.band for figures in bands] != list(Band):
        block.problem("bands", "does not name each band once in order", f"list {', '.join(Band)}")
    return ReviewFigures(
        page=block.text("page"),
        athletes=block.integer("athletes"),
        p0=block.number("p0"),
        auc=block.number("auc"),
        auc_lowest=block.number("auc_lowest"),
        auc_highest=block.number("auc_highest"),
        other_p0=block.numbers("other_p0"),
        differs=block.texts("differs"),
        bands=bands,
    )
