"""What a request has read of a case it goes on from; what others added meanwhile counts all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from screening.domain.case.events import CheckIn, HoldSet, NoteWritten
from screening.domain.case.state import replay
from screening.domain.case.words import Flag, Part, State
from screening.domain.clubs import Role
from screening.services.cases import (
    CaseMoved,
    case_by_link,
    case_page,
    check_in_by_link,
    new_check_in_link,
    record,
)
from screening.services.cases.log import read_log
from tests.support.kept_cases import Ward, morning

NOTE = NoteWritten("Walked without a limp today.")


@contextmanager
def events_read(ward: Ward) -> Iterator[list[int]]:
    """How many events each reading of a log brought, while it lasts."""
    brought: list[int] = []

    def note(conn: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT case_event.event"):
            counted = statement.replace("case_event.event", "count(*)").split("ORDER BY")[0]
            brought.append(conn.connection.cursor().execute(counted, parameters).fetchone()[0])

    sa.event.listen(ward.store.engine, "after_cursor_execute", note)
    try:
        yield brought
    finally:
        sa.event.remove(ward.store.engine, "after_cursor_execute", note)


def test_a_check_in_reads_the_log_of_its_case_once(ward: Ward) -> None:
    case = ward.in_s2()
    token = new_check_in_link(ward.store, ward.actor(Role.PHYSIO), ward.club.id, case, ward.at).token
    length = len(ward.log(case))
    with events_read(ward) as brought:
        found = case_by_link(ward.store, token, ward.rulebook, ward.at)
        check_in_by_link(
            ward.store,
            token,
            CheckIn(Part.SESSION, ward.at.date(), pain_during_max=0, session_rpe=3, minutes=30),
            "one press",
            ward.rulebook,
            ward.at,
            read=found.read,
        )
    assert brought == [length, 0]
    assert len(ward.log(case)) > length


def test_a_page_of_a_case_reads_its_log_once(ward: Ward) -> None:
    case = ward.in_s2()
    with events_read(ward) as brought:
        page = case_page(ward.store, ward.actor(Role.PHYSIO), ward.club.id, case, ward.rulebook, ward.at)
    assert brought == [len(page.log)] == [page.version]


def test_what_others_recorded_since_it_was_read_counts(ward: Ward) -> None:
    case = ward.in_s2()
    token = new_check_in_link(ward.store, ward.actor(Role.PHYSIO), ward.club.id, case, ward.at).token
    found = case_by_link(ward.store, token, ward.rulebook, ward.at)
    ward.do(case, HoldSet("To be looked at first.", stops_training=True))
    ward.do(case, CheckIn(Part.MORNING, ward.at.date(), flags=frozenset({Flag.NUMBNESS})), Role.ATHLETE)
    check_in_by_link(
        ward.store, token, morning(ward.at.date()), "one press", ward.rulebook, ward.at, read=found.read
    )
    log = ward.log(case)
    assert [event.number for event in log] == list(range(1, len(log) + 1))
    assert (replay(log).state, ward.row(case).state) == (State.REFERRED, State.REFERRED)
    assert ward.row(case).is_held


def test_a_clinician_who_has_not_seen_the_latest_is_still_told(ward: Ward) -> None:
    case = ward.in_s2()
    physio = ward.actor(Role.PHYSIO)
    page = case_page(ward.store, physio, ward.club.id, case, ward.rulebook, ward.at)
    ward.do(case, NOTE, Role.DOCTOR)
    with pytest.raises(CaseMoved) as told:
        record(
            ward.store,
            physio,
            ward.club.id,
            case,
            NOTE,
            page.version,
            ward.key(),
            ward.rulebook,
            ward.at,
            read=page.read,
        )
    assert [event.body for event in told.value.since] == [NOTE]


def test_the_log_of_another_case_is_never_gone_on_from(ward: Ward) -> None:
    mine, other = ward.in_s1(), ward.in_s1(1)
    with ward.store.read(club=ward.club.id) as tx:
        read = read_log(tx, other, read_log(tx, mine))
    assert (read.case_id, read.events) == (other, ward.log(other))
    assert read.state == replay(ward.log(other)) != replay(ward.log(mine))
