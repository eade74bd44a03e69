"""Loads and checks the rulebook: YAML files to the typed rules of the domain, with a version and a digest."""

from __future__ import annotations

from .digest import digest_of, verify_released
from .explain import RuleExplanation, explain_rule, rule_ids
from .load import check_rules, default_rulebook, load_rulebook

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
