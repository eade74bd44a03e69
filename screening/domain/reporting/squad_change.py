"""What changed since the round before, and what was done week by week, as small multiples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from screening.domain.reporting.squad_view import ChangePart, ChangeRow, MoveLine, WeekBar, WeeksPart
from screening.domain.reporting.words import capital, day
from screening.domain.squad.change import Change, ColumnChange, Move
from screening.domain.squad.model import WeekDone
from screening.domain.squad.rules import SquadRules
from screening.domain.vocabulary import Availability

MOVES_ON_PAPER = 12


def change_part(
    change: Change | None,
    rules: SquadRules,
    names: Mapping[str, str],
    most: int | None = None,
    *,
    follows: bool = False,
) -> ChangePart:
    """The part; without an earlier round it says that there was none.

    Args:
        follows: whether there is an earlier round to compare with.
        most: how many of those who moved a page names; None names all.
    """
    say = rules.wording.say
    found = change.moves if change else ()
    movers = tuple(dict.fromkeys(move.member.reference for move in found))
    moves = _move_lines(found, rules, names, frozenset(movers[:most]))
    not_named = len(movers) - len(moves)
    more = max(0, len(moves) - MOVES_ON_PAPER)
    steps = rules.change_steps
    return ChangePart(
        title=say("change.title"),
        first="" if change else say("change.nobody" if follows else "change.first"),
        lead=say("change.paired", number=change.paired) if change else "",
        heads=tuple(say(f"change.{head}") for head in ("then", "now", "closed", "opened", "of")),
        available_title=say("change.available"),
        available=_availability(change, rules) if change else (),
        factors_title=say("change.by_factor"),
        factors=tuple(
            _factor(column.head, found, rules)
            for column, found in zip(rules.columns, change.columns, strict=True)
        )
        if change
        else (),
        moves_title=say("change.moves"),
        moves=moves,
        moves_on_paper=MOVES_ON_PAPER,
        more_moves=say("change.more_moves", number=more) if more else "",
        more_on_page=say("change.more_on_page", number=not_named) if not_named else "",
        no_moves=say("change.no_moves"),
        note=say("change.note_one") if steps == 1 else say("change.note", steps=steps),
    )


def _availability(change: Change, rules: SquadRules) -> tuple[ChangeRow, ...]:
    return tuple(
        ChangeRow(
            head=rules.availability_words[availability].word,
            then=change.availability_before.get(availability, 0),
            now=change.availability_now.get(availability, 0),
            closed=None,
            opened=None,
            of=change.paired,
            too_few="",
        )
        for availability in Availability
    )


def _factor(head: str, found: ColumnChange | None, rules: SquadRules) -> ChangeRow:
    if found is None:
        return ChangeRow(head, None, None, None, None, None, rules.wording.say("change.too_few"))
    return ChangeRow(
        head, found.gaps_before, found.gaps_now, found.closed, found.opened, found.of, too_few=""
    )


def _move_lines(
    moves: Sequence[Move], rules: SquadRules, names: Mapping[str, str], named: Set[str]
) -> tuple[MoveLine, ...]:
    """One line for each athlete who moved and is to be named, in the order of names."""
    lines: dict[str, list[str]] = {}
    for move in moves:
        if move.member.reference not in named:
            continue
        text = rules.wording.say(
            "change.move",
            topic=rules.columns[move.index].topic,
            before=rules.cell_words[move.before].lower(),
            now=rules.cell_words[move.now].lower(),
        )
        lines.setdefault(move.member.reference, []).append(text)
    return tuple(MoveLine(names[who], capital("; ".join(texts))) for who, texts in lines.items())


def weeks_part(weeks: Sequence[WeekDone], rules: SquadRules) -> WeeksPart:
    """Sessions done of those planned. A week that fewer than the least group report is not told."""
    say = rules.wording.say
    return WeeksPart(say("weeks.title"), tuple(_week(week, rules) for week in weeks), say("weeks.none"))


def _week(week: WeekDone, rules: SquadRules) -> WeekBar:
    say = rules.wording.say
    head = say("weeks.week", date=day(week.monday).rpartition(" ")[0])
    if week.people < rules.least_group or week.planned == 0:
        return WeekBar(head, say("weeks.hidden", least=rules.least_group), None)
    share = (200 * week.done + week.planned) // (2 * week.planned)
    return WeekBar(head, say("weeks.done", done=week.done, planned=week.planned), share)
