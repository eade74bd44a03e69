"""The holds that lie over a case on paper: what repeats is said once, with how often and since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from screening.domain.case.events import Criterion
from screening.domain.case.standing import Hold

from .case_log_words import who
from .day_words import many
from .view import Row
from .words import day, ended

MOST_REASONS = 6


def hold_rows(holds: Sequence[Hold]) -> tuple[Row, ...]:
    """One row for each reason, the newest first, with who set it."""
    found: dict[str, list[Hold]] = {}
    for hold in sorted(holds, key=lambda one: one.number, reverse=True):
        found.setdefault(hold.reason, []).append(hold)
    rows = [_row(reason, same) for reason, same in found.items()]
    left_out = len(rows) - MOST_REASONS
    more = (
        [Row("More holds", f"{many(left_out, 'more reason')} in the list of events.")] if left_out > 0 else []
    )
    return (*rows[:MOST_REASONS], *more)


def _row(reason: str, same: Sequence[Hold]) -> Row:
    newest, oldest = same[0], same[-1]
    rule = f" ({newest.rule})" if newest.rule else ""
    often = (
        f" {many(len(same), 'hold')} of this kind, the newest of {day(newest.day)}." if len(same) > 1 else ""
    )
    stops = " Every load on the leg stops." if any(one.stops_training for one in same) else ""
    return Row(
        f"Hold since {day(oldest.day)}",
        f"{ended(reason)}{often} Set by {who(newest.by)}{rule}.{stops} A physio or doctor lifts it.",
    )


def holds_in_short(holds: Sequence[Hold]) -> str:
    """All of them in a sentence or two."""
    if not holds:
        return "No hold lies over the case."
    rows = {hold.reason: hold for hold in sorted(holds, key=lambda one: one.number)}
    said = " ".join(ended(reason) for reason in list(rows)[-MOST_REASONS:])
    return f"{many(len(holds), 'hold')} to be lifted by a physio or doctor: {said}"


def without_repeats(rows: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """The rows of a gate; equal ones that close it stand once, with how many there are."""
    counts: dict[tuple[str, bool | None], int] = {}
    newest: dict[tuple[str, bool | None], Criterion] = {}
    for row in rows:
        key = (row.text, row.met)
        counts[key] = counts.get(key, 0) + 1
        newest[key] = row
    return tuple(_counted(row, counts[key]) for key, row in newest.items())


def _counted(row: Criterion, number: int) -> Criterion:
    return row if number == 1 else replace(row, text=f"{row.text} ({number} times)")


def rules_in_words(rules: Sequence[str], texts: Mapping[str, str]) -> str:
    """What fired, in words where the rules have some: "A red light (regress.RG1)", "rule checkin.CK1"."""
    return "; ".join(f"{texts[one].rstrip('.')} ({one})" if one in texts else f"rule {one}" for one in rules)
