"""The squad map as a table for a spreadsheet, with a dictionary of its columns.

Bands are left out, whoever opened them: a column that can be sorted would be a ranking, and a file goes
further than a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.rulebook import Rulebook
from screening.domain.squad.picture import SquadPicture, required_squad_rules
from screening.domain.squad.rules import SquadRules
from screening.domain.squad.visible import VisibleMember

FACTOR_PREFIX = "map_"
"""Before the id of a factor, so that no column is taken for the question of that name."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its name in the header, what it says, and which values there can be."""

    name: str
    meaning: str
    values: str


@dataclass(frozen=True, slots=True)
class SquadTable:
    """Rows of texts in the order of the columns; who to talk to first comes first."""

    sheet: str
    dictionary: str
    dictionary_heads: tuple[str, str, str]
    made_on: str
    """ISO date."""
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]


def squad_table(picture: SquadPicture, rulebook: Rulebook) -> SquadTable:
    """The table of what the coach's page shows, columns of factors in the order of the rules."""
    rules = required_squad_rules(rulebook)
    say = rules.wording.say
    return SquadTable(
        sheet=say("table.sheet"),
        dictionary=say("table.dictionary"),
        dictionary_heads=(say("table.column"), say("table.meaning"), say("table.values")),
        made_on=picture.on.isoformat(),
        columns=_columns(rules),
        rows=tuple(_row(member, rules) for member in picture.members),
    )


def _columns(rules: SquadRules) -> tuple[TableColumn, ...]:
    say = rules.wording.say
    words = (said.word for said in rules.availability_words.values())
    values: Mapping[str, str] = {
        "athlete_name": say("table.any_name"),
        "club_key": say("table.any_key"),
        "answered": "; ".join(rules.wording.states.values()),
        "answered_on": say("table.any_date"),
        "availability": "; ".join(words),
        "ask_again": say("table.any_date"),
    }
    cells = "; ".join(rules.cell_words.values())
    return (
        *(TableColumn(name, say(f"table.{name}"), allowed) for name, allowed in values.items()),
        *(
            TableColumn(f"{FACTOR_PREFIX}{column.factor}", say("table.factor", head=column.head), cells)
            for column in rules.columns
        ),
    )


def _row(member: VisibleMember, rules: SquadRules) -> tuple[str, ...]:
    return (
        member.name,
        member.key or "",
        rules.wording.states[member.state.value],
        member.answered_on.isoformat() if member.answered_on else "",
        rules.availability_words[member.availability].word,
        member.ask_again.isoformat() if member.ask_again else "",
        *(rules.cell_words[cell] for cell in member.cells),
    )
