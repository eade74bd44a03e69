"""What somebody has chosen about a roster between the file and the confirmation, and how that is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from screening.domain.roster.changes import Choice, Decision
from screening.services.roster_plan import Decided


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person has chosen. `fields`: what each column holds, None before anything was chosen."""

    fields: tuple[str, ...] | None
    date_order: str | None
    decided: Decided
    revision: int


def kept_choices(choices: Choices, revision: int | None = None) -> dict[str, Any]:
    """As JSON can hold it; under another revision where one is given."""
    decided = choices.decided
    return {
        "fields": list(choices.fields) if choices.fields is not None else None,
        "date_order": choices.date_order,
        "default_squad": decided.default_squad,
        "new_squad": decided.new_squad,
        "whole_squads": sorted(decided.whole_squads),
        "decisions": {str(row): [one.choice, one.athlete_id] for row, one in decided.decisions.items()},
        "revision": revision or choices.revision,
    }


def choices_from(kept: Mapping[str, Any]) -> Choices:
    """What `kept_choices` gave, as it was."""
    decisions = {
        int(row): Decision(Choice(choice), athlete_id)
        for row, (choice, athlete_id) in kept["decisions"].items()
    }
    whole = frozenset(kept["whole_squads"])
    decided = Decided(kept["default_squad"], kept["new_squad"], whole, decisions)
    fields = tuple(kept["fields"]) if kept["fields"] is not None else None
    return Choices(fields, kept["date_order"], decided, kept["revision"])
