"""What a file of measurements would do to the open cases of a club: seen before anything is written."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.domain.case.checked import check_record
from screening.domain.case.events import (
    CaseEvent,
    CheckIn,
    Log,
    Opened,
    SessionRecorded,
    TestRecorded,
    Who,
)
from screening.domain.case.files.model import FileRow, Measured, PersonInFile, StrengthMeasured, bodies_of
from screening.domain.case.files.people import PersonMatch, match_people, settled
from screening.domain.case.files.standing import Place, Recorded, Standing, place_in
from screening.domain.case.log_json import body_to_json
from screening.domain.case.refused import Refused
from screening.domain.case.rules import CaseRules
from screening.domain.case.state import CaseState, replay
from screening.domain.case.words import Party
from screening.domain.clubs import Purpose
from screening.domain.roster.changes import KnownAthlete
from screening.services.access import Actor
from screening.services.batch_rows import Fault
from screening.services.cases.log import log_of
from screening.services.consents import allowed_now
from screening.services.roster_known import known_club
from screening.store import Transaction
from screening.store.queries import cases

WHOLE_ROW = ""
_ANYBODY = Who(Party.PHYSIO, "whoever brings the file")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it was read with the columns that were chosen: good rows, and what is wrong with others.

    `tests`: which test of the rules each name of a test in the file is; empty for other kinds of files.
    """

    rows: tuple[FileRow, ...]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    tests: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open case that rows of a file can go to."""

    case_id: int
    athlete_id: int
    name: str
    opened: Opened
    log: Log
    state: CaseState


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One record that would come of a row. `before` is what is there for the same thing."""

    row: int
    case_id: int
    name: str
    body: Recorded
    place: Place
    before: Recorded | None
    remarks: tuple[str, ...]

    @property
    def standing(self) -> Standing:
        return self.place.standing


@dataclass(frozen=True, slots=True)
class FilePlan:
    """Everything on the page before it is written. `digest` tells whether it is still what was looked at.

    Args:
        matches: whom the rows may mean, with everybody's name by number; `without_case` those who have none.
        left_out: names of the file whose rows are not taken.
    """

    matches: tuple[PersonMatch, ...]
    names: Mapping[int, str]
    without_case: frozenset[int]
    lines: tuple[PlanLine, ...]
    left_out: tuple[PersonInFile, ...]
    faults: tuple[Fault, ...]
    digest: str

    def of(self, *standings: Standing) -> tuple[PlanLine, ...]:
        """The lines that stand so to their case."""
        return tuple(line for line in self.lines if line.standing in standings)

    @property
    def written(self) -> tuple[PlanLine, ...]:
        """The lines that change something."""
        return tuple(line for line in self.lines if line.standing is not Standing.SAME)


def person_key(person: PersonInFile) -> str:
    """By which a choice about somebody of a file is kept."""
    return f"{person.external_id}\x1f{person.name}"


def plan_of(
    tx: Transaction,
    actor: Actor,
    read: ReadFile,
    people: Mapping[str, int | None],
    rules: CaseRules,
    today: dt.date,
) -> FilePlan:
    """What would happen now.

    Args:
        people: the number of an athlete for each name of the file as `person_key`, None to leave one out;
            a name that is missing waits, unless its external id says who it is.
        today: the club's own day.
    """
    known = [one for one in known_club(tx, actor).athletes if not one.has_left]
    matches = match_people([row.person for row in read.rows], known)
    decisions = {
        match.person: people[person_key(match.person)]
        for match in matches
        if person_key(match.person) in people
    }
    who = settled(matches, decisions)
    found = _open_cases(tx, actor, known, sorted(set(who.values())), today)
    lines, faults = _lines(read, who, found, rules, today)
    return FilePlan(
        matches=matches,
        names={one.id: _told_apart(one) for one in known},
        without_case=frozenset(set(who.values()) - set(found)),
        lines=lines,
        left_out=tuple(match.person for match in matches if match.person not in who),
        faults=(*read.faults, *faults),
        digest=_digest(lines, found),
    )


def _told_apart(one: KnownAthlete) -> str:
    year = one.birth_date.year if one.birth_date else one.birth_year
    parts = [one.name, f"born {year}" if year else "", f"code {one.club_key}" if one.club_key else ""]
    return ", ".join(part for part in parts if part)


def _open_cases(
    tx: Transaction, actor: Actor, known: Sequence[KnownAthlete], numbers: Sequence[int], today: dt.date
) -> Mapping[int, tuple[OpenCase, ...]]:
    """Their open cases, as far as each allows it, by athlete. Nobody brings a file about themselves."""
    allowed = allowed_now(tx, numbers, today) if numbers else {}
    names = {one.id: one.name for one in known}
    found: defaultdict[int, list[OpenCase]] = defaultdict(list)
    for row in cases.open_cases_of(tx, numbers):
        log = log_of(tx, row.id)
        opened = log[0].body
        is_own = isinstance(opened, Opened) and opened.athlete_account_id == actor.account_id
        if not isinstance(opened, Opened) or is_own:
            continue
        if Purpose.PHYSIO_CLINICAL in allowed[row.athlete_id]:
            found[row.athlete_id].append(
                OpenCase(row.id, row.athlete_id, names[row.athlete_id], opened, log, replay(log))
            )
    return {number: tuple(those) for number, those in found.items()}


def _lines(
    read: ReadFile,
    who: Mapping[PersonInFile, int],
    found: Mapping[int, tuple[OpenCase, ...]],
    rules: CaseRules,
    today: dt.date,
) -> tuple[tuple[PlanLine, ...], tuple[Fault, ...]]:
    lines: list[PlanLine] = []
    faults: list[Fault] = []
    for row in sorted(read.rows, key=lambda one: (one.measured.on, one.row)):
        for case in found.get(who.get(row.person, 0), ()):
            those = _lines_of(row, case, read.tests or {})
            wrong = next((said for line in those if (said := _wrong(line, case, rules, today))), "")
            if wrong:
                faults.append(Fault(row.row, WHOLE_ROW, row.measured.on.isoformat(), wrong))
            else:
                lines += those
    return tuple(lines), tuple(dict.fromkeys(faults))


def _wrong(line: PlanLine, case: OpenCase, rules: CaseRules, today: dt.date) -> str:
    """Why the rules would not take a record; empty where they would."""
    try:
        check_record(case.state, line.body, _ANYBODY, today, rules)
    except Refused as refused:
        return refused.reasons[0].text
    return ""


def _lines_of(row: FileRow, case: OpenCase, tests: Mapping[str, str]) -> list[PlanLine]:
    lines = []
    counting = [event for event in case.log if _counts(event, case.state)]
    for body in _bodies(row.measured, case, tests):
        place = place_in(counting, body)
        there = next((one.body for one in counting if one.number == place.event), None)
        before = there if isinstance(there, CheckIn | TestRecorded | SessionRecorded) else None
        lines.append(PlanLine(row.row, case.case_id, case.name, body, place, before, row.remarks))
    return lines


def _counts(event: CaseEvent, state: CaseState) -> bool:
    """Whether a record still counts: a file that was taken back can be brought again."""
    match event.body:
        case TestRecorded():
            return event.number in {one.number for one in state.tests}
        case SessionRecorded() as body:
            return body.key in {one.body.key for one in state.sessions}
        case _:
            return isinstance(event.body, CheckIn)


def _bodies(measured: Measured, case: OpenCase, tests: Mapping[str, str]) -> tuple[Recorded, ...]:
    opened = case.opened
    if isinstance(measured, StrengthMeasured):
        test = tests.get(measured.test_name)
        if test is None:
            return ()
        return bodies_of(measured, injured=opened.side, best_speed_m_s=opened.best_speed_m_s, test=test)
    return bodies_of(measured, injured=opened.side, best_speed_m_s=opened.best_speed_m_s)


def _digest(lines: Sequence[PlanLine], found: Mapping[int, tuple[OpenCase, ...]]) -> str:
    """Changes with every line and with every event of a case that would be written to."""
    parts = [f"{line.row} {line.case_id} {line.standing} {body_to_json(line.body)}" for line in lines]
    parts += [f"{case.case_id} {len(case.log)}" for those in found.values() for case in those]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
