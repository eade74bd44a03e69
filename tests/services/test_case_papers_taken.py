"""The papers of a case go to physio and doctor alone, with the athlete's consent, and leave a trace."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from screening.domain.case.log_json import log_from_json
from screening.domain.clubs import Purpose, Role, Sight
from screening.domain.errors import NotFound
from screening.domain.reporting.case_data import case_json
from screening.domain.reporting.case_sheet import CaseSheet
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.services.case_reports import Paper, PaperWish, case_report
from screening.store import Store
from screening.store.queries import consents
from screening.store.tables import ClubRow
from screening.store.tables.audit import Event
from tests.support.kept_cases import Ward, make_ward
from tests.support.store_rows import NOON


@pytest.fixture
def ward(store: Store, rulebook: Rulebook) -> Ward:
    return make_ward(store, rulebook, NOON)


def taken(ward: Ward, case_id: int, actor: Actor | None = None, paper: Paper = Paper.REPORT) -> CaseSheet:
    wish = PaperWish(ward.club.id, case_id, paper)
    who = actor or ward.actor(Role.PHYSIO)
    return case_report(ward.store, who, wish, ward.rulebook, lambda _digest: ward.rulebook, ward.at)


def test_the_sheet_holds_the_whole_log_and_the_club(ward: Ward) -> None:
    case = ward.in_s2()
    sheet = taken(ward, case)
    assert sheet.log == ward.log(case)
    with ward.store.read(club=ward.club.id) as tx:
        assert sheet.club == tx.get_one(ClubRow, ward.club.id).name
    assert sheet.gate is not None
    assert sheet.gate.title == "Gate from S2 to S3"
    assert log_from_json(json.loads(case_json(sheet))["events"]) == sheet.log


@pytest.mark.parametrize("paper", [Paper.REPORT, Paper.BUNDLE, Paper.CHECK_INS])
def test_who_took_which_paper_is_written_down(ward: Ward, paper: Paper) -> None:
    case = ward.in_s1()
    taken(ward, case, paper=paper)
    (entry,) = ward.audit(Event.EXPORTED)
    assert entry.detail == {"case_id": case, "what": paper.value, "format": paper.ending}
    assert entry.account_id == ward.club.accounts[Role.PHYSIO]
    with ward.store.read(club=ward.club.id) as tx:
        seen = [view.what for view, _ in consents.who_has_seen(tx, ward.club.athletes[0])]
    assert Sight.REPORT in seen


@pytest.mark.parametrize("role", [Role.COACH, Role.ADMINISTRATOR, Role.ATHLETE, Role.GUARDIAN])
def test_nobody_else_gets_a_paper(ward: Ward, role: Role) -> None:
    case = ward.in_s1()
    with pytest.raises(NotFound):
        taken(ward, case, ward.actor(role))
    assert ward.audit(Event.EXPORTED) == []


def test_another_club_and_a_case_that_never_was_read_the_same(ward: Ward) -> None:
    other = make_ward(ward.store, ward.rulebook, NOON, "Rovers")
    theirs = other.in_s1()
    with pytest.raises(NotFound) as foreign:
        taken(ward, theirs)
    with pytest.raises(NotFound) as never:
        taken(ward, 10**6)
    assert str(foreign.value) == str(never.value)


def test_a_consent_taken_back_ends_the_papers(ward: Ward) -> None:
    case = ward.in_s1()
    ward.decide(0, Purpose.PHYSIO_CLINICAL, given=False)
    with pytest.raises(NotFound):
        taken(ward, case)


def test_somebody_without_a_second_factor_gets_none(ward: Ward) -> None:
    case = ward.in_s1()
    with pytest.raises(NotFound):
        taken(ward, case, ward.actor(Role.PHYSIO, second_factor=False))


def test_the_second_report_knows_the_day_of_the_first(ward: Ward) -> None:
    case = ward.in_s1()
    assert taken(ward, case).since is None
    taken(ward, case, paper=Paper.TESTS)
    first = ward.at.date()
    ward.at += dt.timedelta(days=2)
    assert taken(ward, case).since == first


def test_a_reader_is_named_once_with_the_newest_day(ward: Ward) -> None:
    case = ward.in_s1()
    taken(ward, case)
    ward.at += dt.timedelta(days=1)
    taken(ward, case, ward.actor(Role.DOCTOR))
    seen = taken(ward, case, ward.actor(Role.DOCTOR)).seen
    assert len({row.head for row in seen}) == len(seen) == 2
    assert all("last on" in row.text for row in seen)


def test_no_gate_reads_open_while_the_clock_is_in_doubt(ward: Ward) -> None:
    case = ward.in_s2()
    ward.at -= dt.timedelta(days=1, hours=1)
    sheet = taken(ward, case)
    assert sheet.gate is not None
    assert not sheet.gate.is_open
    assert any("clock" in line for line in sheet.gate.missing)
