"""Files in which rows, columns, cells or names of columns have moved; the club knows most of the athletes."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.fields import TITLES, RosterField
from tests.support.rosters import COLUMNS, cells_of, line, person

OTHER_WORDS = {
    RosterField.NAME: ("Full name", "Spieler", "Jugador", "Nom complet", "Giocatore"),
    RosterField.BIRTH_DATE: (
        "DOB",
        "Geburtsdatum",
        "Fecha de nacimiento",
        "Date de naissance",
        "Data di nascita",
    ),
    RosterField.CLUB_KEY: ("ID", "Passnummer", "Licencia", "Numéro de licence", "Tessera"),
    RosterField.EMAIL: ("E-mail", "Mail", "Correo electrónico", "Courriel", "Indirizzo e-mail"),
    RosterField.SQUAD: ("Team", "Mannschaft", "Equipo", "Équipe", "Squadra"),
    RosterField.GUARDIAN_NAME: ("Parent", "Eltern", "Tutor", "Représentant légal", "Genitore"),
    RosterField.GUARDIAN_EMAIL: (
        "Parent email",
        "E-Mail Eltern",
        "Correo padres",
        "Email parents",
        "Email genitori",
    ),
}
_KNOWN_SHARE = 0.85
_TELLING = [field for field in COLUMNS if field is not RosterField.SQUAD]


@dataclass
class Sheet:
    """A sheet as somebody edits it: a header and rows of cells, all of one width."""

    header: list[str]
    rows: list[list[str]]
    of_known: frozenset[str]
    """Names of the athletes whom the club knows."""

    def place(self, chance: random.Random) -> int:
        return chance.randrange(len(self.header))

    def text(self) -> str:
        return "".join(map(line, [self.header, *self.rows]))


@dataclass(frozen=True)
class MovedFile:
    """A file, whom the club knows, who else is in it, and what was done to it."""

    data: bytes
    known: list[RosterEntry]
    new: list[RosterEntry]
    edits: tuple[str, ...]


Edit = Callable[[Sheet, random.Random], None]


def shuffle_rows(sheet: Sheet, chance: random.Random) -> None:
    chance.shuffle(sheet.rows)


def shuffle_columns(sheet: Sheet, chance: random.Random) -> None:
    order = list(range(len(sheet.header)))
    chance.shuffle(order)
    sheet.header = [sheet.header[place] for place in order]
    sheet.rows = [[row[place] for place in order] for row in sheet.rows]


def rename_columns(sheet: Sheet, chance: random.Random) -> None:
    fields = {title: field for field, title in TITLES.items()}
    for place, name in enumerate(sheet.header):
        if name in fields and chance.random() < 0.6:
            sheet.header[place] = chance.choice(OTHER_WORDS[fields[name]])


def rename_beyond_knowledge(sheet: Sheet, chance: random.Random) -> None:
    sheet.header[sheet.place(chance)] = f"Column {chance.randrange(99)}"


def swap_two_names_of_columns(sheet: Sheet, chance: random.Random) -> None:
    one, other = sheet.place(chance), sheet.place(chance)
    sheet.header[one], sheet.header[other] = sheet.header[other], sheet.header[one]


def move_the_header(sheet: Sheet, _chance: random.Random) -> None:
    sheet.header = [sheet.header[-1], *sheet.header[:-1]]


def push_a_column_down(sheet: Sheet, chance: random.Random) -> None:
    place, start = sheet.place(chance), chance.randrange(len(sheet.rows) // 2)
    column = [row[place] for row in sheet.rows]
    sheet.rows.append([""] * len(sheet.header))
    for row, cell in zip(sheet.rows, [*column[:start], "", *column[start:]], strict=True):
        row[place] = cell


def pull_a_column_up(sheet: Sheet, chance: random.Random) -> None:
    place, start = sheet.place(chance), chance.randrange(len(sheet.rows) // 2)
    column = [row[place] for row in sheet.rows]
    for row, cell in zip(sheet.rows, [*column[:start], *column[start + 1 :], ""], strict=True):
        row[place] = cell


def sort_one_column(sheet: Sheet, chance: random.Random) -> None:
    place = sheet.place(chance)
    for row, cell in zip(sheet.rows, sorted(row[place] for row in sheet.rows), strict=True):
        row[place] = cell


def sort_half_the_columns(sheet: Sheet, chance: random.Random) -> None:
    start = chance.randrange(1, len(sheet.header))
    halves = sorted(row[start:] for row in sheet.rows)
    sheet.rows = [[*row[:start], *half] for row, half in zip(sheet.rows, halves, strict=True)]


def swap_two_cells(sheet: Sheet, chance: random.Random) -> None:
    """One of them in a row of somebody known: between two new people nobody could tell."""
    place = sheet.place(chance)
    known = [row for row in sheet.rows if not sheet.of_known.isdisjoint(row)]
    if known:
        one, other = chance.choice(known), chance.choice(sheet.rows)
        one[place], other[place] = other[place], one[place]


def pull_a_row_left(sheet: Sheet, chance: random.Random) -> None:
    row, place = chance.choice(sheet.rows), sheet.place(chance)
    row[:] = [*row[:place], *row[place + 1 :], ""]


def push_a_row_right(sheet: Sheet, chance: random.Random) -> None:
    row, place = chance.choice(sheet.rows), sheet.place(chance)
    row[:] = [*row[:place], "", *row[place:-1]]


def repeat_a_row(sheet: Sheet, chance: random.Random) -> None:
    sheet.rows.insert(chance.randrange(len(sheet.rows)), list(chance.choice(sheet.rows)))


def repeat_a_row_with_another_cell(sheet: Sheet, chance: random.Random) -> None:
    row = list(chance.choice(sheet.rows))
    row[sheet.place(chance)] = ""
    sheet.rows.insert(chance.randrange(len(sheet.rows)), row)


def repeat_a_column(sheet: Sheet, chance: random.Random) -> None:
    place = sheet.place(chance)
    sheet.header.append(sheet.header[place])
    cells = [row[place] for row in sheet.rows]
    chance.shuffle(cells)
    for row, cell in zip(sheet.rows, cells, strict=True):
        row.append(cell)


def drop_a_column(sheet: Sheet, chance: random.Random) -> None:
    if len(sheet.header) > 2:
        place = sheet.place(chance)
        for row in [sheet.header, *sheet.rows]:
            del row[place]


def misspell_a_cell(sheet: Sheet, chance: random.Random) -> None:
    row, place = chance.choice(sheet.rows), sheet.place(chance)
    row[place] = row[place].replace("a", "e", 1)


EDITS: tuple[Edit, ...] = (
    shuffle_rows,
    shuffle_columns,
    rename_columns,
    rename_beyond_knowledge,
    swap_two_names_of_columns,
    move_the_header,
    push_a_column_down,
    pull_a_column_up,
    sort_one_column,
    sort_half_the_columns,
    swap_two_cells,
    pull_a_row_left,
    push_a_row_right,
    repeat_a_row,
    repeat_a_row_with_another_cell,
    repeat_a_column,
    drop_a_column,
    misspell_a_cell,
)


def moved_file(seed: int) -> MovedFile:
    """A squad of 12 to 40, most of them known to the club, and one to three edits."""
    chance = random.Random(seed)  # noqa: S311 - test data, not a secret
    numbers = chance.sample(range(1, 2000), chance.randrange(12, 41))
    people = [person(number) for number in numbers]
    count = int(len(people) * _KNOWN_SHARE)
    known, new = people[:count], people[count:]
    chance.shuffle(people)
    sheet = Sheet(
        [TITLES[field] for field in COLUMNS],
        [[cells_of(someone)[field] for field in COLUMNS] for someone in people],
        frozenset(someone.name for someone in known),
    )
    edits = [EDITS[seed % len(EDITS)], *chance.choices(EDITS, k=chance.randrange(3))]
    chance.shuffle(edits)
    for edit in edits:
        edit(sheet, chance)
    names = tuple(edit.__name__ for edit in edits)
    return MovedFile(sheet.text().encode(), known, new, names)


def owners() -> dict[tuple[RosterField, str], int]:
    """Whose each telling value is, for everybody a file can hold."""
    found = {}
    for number in range(1, 2000):
        cells = cells_of(person(number))
        found.update({(field, cells[field]): number for field in _TELLING})
    return found
