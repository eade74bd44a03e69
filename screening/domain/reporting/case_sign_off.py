"""The last sign-off as a record: every criterion as it stood, what was let pass and why, the lights."""

from __future__ import annotations

from screening.domain.case.events import Criterion, Moved
from screening.domain.case.standing import Noted
from screening.domain.case.words import Party

from .case_lights import lights_in_words
from .case_log_words import who
from .case_paper_gate import paper_row
from .case_sheet import CaseSheet
from .case_view import Table
from .case_words import STATE
from .words import capital, ended, moment


def sign_off_table(sheet: CaseSheet) -> Table | None:
    """What whoever signed the last move up had before them; None where nobody has signed one."""
    signed = [one for one in sheet.state.moves if one.body.gate and one.by.party is not Party.SYSTEM]
    if not signed:
        return None
    newest = signed[-1]
    body = newest.body
    before, after = (STATE.get(one, one.value) for one in (body.before, body.after))
    return Table(
        title=f"The last sign-off: {before} to {after}, {moment(newest.at)}, {who(newest.by)}",
        heads=("Criterion, as it stood", "Asked", "Result", "Day, by", "Stands"),
        rows=tuple(_row(row, body) for row in body.gate),
        empty="",
        note=_note(newest, sheet),
    )


def _row(row: Criterion, body: Moved) -> tuple[str, ...]:
    line = paper_row(row)
    passed = next((over.reason for over in body.overrides if over.criterion == row.id), None)
    stands = line.state if passed is None else f"LET PASS: {passed}"
    sources = f" [{line.sources}]" if line.sources else ""
    return (line.text + sources, line.threshold, line.result, line.on_by, stands)


def _note(signed: Noted[Moved], sheet: CaseSheet) -> str:
    rules = next((event.rulebook for event in sheet.log if event.number == signed.number), "")
    shown = lights_in_words(one.light for one in signed.body.lights)
    parts = [
        f"Lights of the seven days before: {shown}." if shown else "",
        f"{capital(ended(signed.body.reason))}" if signed.body.reason else "",
        f"It covers: {ended(signed.body.scope)}" if signed.body.scope else "",
        f"Rules {_short(rules)}." if rules else "",
    ]
    return " ".join(part for part in parts if part)


def _short(rules: str) -> str:
    """Version and the beginning of the digest, as it stands at the foot of every page."""
    version, _, digest = rules.partition(" sha256:")
    return f"{version} ({digest[:8]})" if digest else rules
