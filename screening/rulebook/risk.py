"""Reads rules/risk: factors, groups, cut-offs, baselines and words of the season risk."""

from __future__ import annotations

import enum
from typing import TypeVar

from screening.domain.risk.rules import FactorKind, NotWeighted, RiskRules
from screening.domain.vocabulary import BaselineQuality, Certainty
from screening.rulebook.context import Context
from screening.rulebook.reading import Block
from screening.rulebook.risk_baselines import read_baselines
from screening.rulebook.risk_factors import read_factors
from screening.rulebook.risk_model import (
    read_bands,
    read_display,
    read_groups,
    read_light,
    read_messages,
    read_not_scored,
    read_required,
)
from screening.rulebook.risk_return import read_return_rules

E = TypeVar("E", bound=enum.StrEnum)
MODEL = "risk/model.yaml"


def read_risk(context: Context) -> RiskRules | None:
    """The season risk rules; None where a file is missing. Problems are collected in the context."""
    file = context.open(MODEL)
    baselines = read_baselines(context)
    return_module = read_return_rules(context)
    not_weighted = _read_not_weighted(context)
    if file is None or baselines is None or return_module is None:
        return None
    block = file.block()
    shrinkage = _by_word(block.child("shrinkage"), Certainty)
    factors = read_factors(context, block, shrinkage)
    clamp = block.child("clamp")
    rules = RiskRules(
        factors=factors,
        groups=read_groups(context, block, factors),
        baselines=baselines,
        lowest_relative=clamp.number("lowest"),
        highest_relative=clamp.number("highest"),
        clamp_text=clamp.text("text"),
        clamp_sources=context.sources_of(clamp),
        v_base=_by_word(block.child("baseline_sd_log"), BaselineQuality),
        z=block.number("z"),
        shrinkage=shrinkage,
        bands=read_bands(context, block.child("bands"), factors),
        light=read_light(context, block.child("fortnight_light")),
        return_module=return_module,
        display=read_display(block.child("display")),
        required=read_required(context, block),
        not_scored=read_not_scored(context, block),
        messages=read_messages(block.child("messages")),
        number_for=frozenset(_qualities(block, "number_for")),
        action_order=tuple(factor.id for factor in factors if factor.target is not None),
        not_weighted=not_weighted,
    )
    _check_return_history(rules, return_module.history_factors, block)
    return rules


def _by_word(block: Block, words: type[E]) -> dict[E, float]:
    for key in block.keys():  # noqa: SIM118 - Block is not a mapping
        if key not in tuple(words):
            block.problem(key, "is not a word of this list", f"use {', '.join(words)}")
    return {word: block.number(word.value) for word in words}


def _qualities(block: Block, key: str) -> list[BaselineQuality]:
    found = []
    for text in block.texts(key):
        if text in tuple(BaselineQuality):
            found.append(BaselineQuality(text))
        else:
            block.problem(key, f"{text!r} is not a quality", f"use {', '.join(BaselineQuality)}")
    return found


def _check_return_history(rules: RiskRules, history: tuple[str, ...], block: Block) -> None:
    asked = {factor.id for factor in rules.factors if factor.kind is FactorKind.ASKED}
    for factor_id in history:
        if factor_id not in asked:
            block.problem("factors", f"has no {factor_id!r}, which risk/return_module.yaml names", "fix one")


def _read_not_weighted(context: Context) -> tuple[NotWeighted, ...]:
    file = context.open("risk/not_weighted.yaml")
    if file is None:
        return ()
    found = []
    for block in file.blocks():
        fields = block.optional_texts("fields")
        for field in fields:
            if field not in context.names:
                block.problem("fields", f"{field!r} is not a question", "check the id in rules/questionnaire")
        found.append(
            NotWeighted(
                id=block.text("id"),
                fields=fields,
                finding=block.text("finding"),
                decision=block.text("decision"),
                sources=context.sources_of(block),
            )
        )
    return tuple(found)
