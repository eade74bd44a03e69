"""Loads and checks the rulebook: YAML files to the typed rules of the domain, with a version and a digest."""

from __future__ import annotations

from .digest import digest_of
from .explain import RuleExplanation, explain_rule, rule_ids
from .load import check_rules, default_rulebook, load_rulebook
from .released import verify_released

__all__ = [
    "RuleExplanation",
    "check_rules",
    "default_rulebook",
    "digest_of",
    "explain_rule",
    "load_rulebook",
    "rule_ids",
    "verify_released",
]
