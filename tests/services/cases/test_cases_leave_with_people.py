"""A case is told whole to whoever it is about, can be read elsewhere, and goes when its athlete is erased."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from screening.domain.case.state import replay
from screening.domain.case.words import State
from screening.domain.clubs import Role
from screening.domain.errors import NotFound
from screening.services.cases import case_by_link, new_check_in_link
from screening.services.cases.log import log_of
from screening.services.erasure import erase_by_operator
from screening.services.own_data.collecting import numbers_of
from screening.services.own_data.files import records_text
from screening.services.own_data.reading import read_person
from screening.store import Store
from screening.store.queries import cases
from screening.store.tables import AccountRow, CaseEventRow, CaseLinkRow, InjuryCaseRow
from tests.support.kept_cases import Ward


def test_the_log_of_a_case_read_elsewhere_leads_to_the_same_state(ward: Ward, elsewhere: Store) -> None:
    case = ward.in_s2()
    new_check_in_link(ward.store, ward.actor(Role.PHYSIO), ward.club.id, case, ward.at)
    with ward.store.read(club=ward.club.id) as tx:
        text = "".join(records_text(tx, numbers_of(tx, ward.club.athletes[0])))
    told = json.loads(text)
    assert (len(told["cases"]), len(told["check_in_links"])) == (1, 1)
    assert len(told["case_events"]) == ward.row(case).version
    club, athlete = read_person(elsewhere, text, ward.at)
    with elsewhere.read(club=club) as tx:
        (row,) = cases.cases_of_athlete(tx, athlete)
        log = log_of(tx, row.id)
        names = {one.id: one.name for one in tx.scalars(sa.select(AccountRow))}
    here = ward.log(case)
    assert (replay(log).state, row.state) == (State.S2, State.S2)
    assert [event.body for event in log[2:]] == [event.body for event in here[2:]]
    assert [event.by.name for event in log] == [event.by.name for event in here]
    for event in log:
        if event.by.account_id is not None:
            assert names[event.by.account_id] == event.by.name, "numbers mean the same people there"


def test_an_erasure_takes_the_case_its_log_and_its_links(ward: Ward) -> None:
    mine, theirs = ward.in_s1(0), ward.in_s1(2)
    token = new_check_in_link(ward.store, ward.actor(Role.PHYSIO), ward.club.id, mine, ward.at).token
    erase_by_operator(ward.store, ward.club.id, ward.club.athletes[0], ward.at)
    with ward.store.read(club=ward.club.id) as tx:
        assert list(tx.scalars(sa.select(InjuryCaseRow.id))) == [theirs]
        assert set(tx.scalars(sa.select(CaseEventRow.case_id))) == {theirs}
        assert list(tx.scalars(sa.select(CaseLinkRow.id))) == []
    with pytest.raises(NotFound):
        case_by_link(ward.store, token, ward.rulebook, ward.at)
    assert ward.row(theirs).state is State.S1
