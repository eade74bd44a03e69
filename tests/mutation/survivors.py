"""The mistakes that nothing can notice, each with the reason why it changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tests.support.rule_mutants import Mutant

FILE = Path(__file__).parent / "survivors.yaml"


@dataclass(frozen=True, slots=True)
class Listed:
    """Mutants by name, `*` standing for anything, and why they are the same rules in other words."""

    mutants: str
    because: str

    def names(self, mutant: Mutant) -> bool:
        if not mutant.id.startswith(self.mutants.partition("*")[0]):  # quick, and nearly always enough
            return False
        return re.fullmatch(re.escape(self.mutants).replace(r"\*", ".*"), mutant.id) is not None


@cache
def listed_survivors() -> tuple[Listed, ...]:
    """Every entry of survivors.yaml."""
    return tuple(
        Listed(name, entry["because"])
        for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))
        for name in entry["mutants"]
    )


def listed_for(mutant: Mutant) -> Listed | None:
    """The entry that excuses this mutant, if there is one."""
    return next((entry for entry in listed_survivors() if entry.names(mutant)), None)


def entries_without_mutant(mutants: Iterable[Mutant]) -> list[str]:
    """Entries that name nothing any more."""
    every = tuple(mutants)
    return [entry.mutants for entry in listed_survivors() if not any(entry.names(mutant) for mutant in every)]
