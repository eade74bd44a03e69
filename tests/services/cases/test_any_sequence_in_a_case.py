"""Whatever anybody does, in whatever order, by whatever clock: nothing goes up unmet or unsigned."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from itertools import pairwise

import pytest
import sqlalchemy as sa

from screening.domain.case.events import (
    Agreed,
    AskedFor,
    Body,
    CheckIn,
    HoldLifted,
    HoldSet,
    Moved,
    NoteWritten,
    Overridden,
    RungSet,
    SessionRecorded,
)
from screening.domain.case.happen import Refused
from screening.domain.case.rules import required_case_rules
from screening.domain.case.state import replay
from screening.domain.case.words import STAGES, Flag, Part, Party, SessionKind, State
from screening.domain.clubs import Purpose, Role
from screening.domain.errors import InvalidAnswers, NotFound
from screening.domain.rulebook import Rulebook
from screening.services.cases import CaseMoved, record, tend_cases
from screening.store import Store
from screening.store.tables import CaseEventRow
from tests.support.kept_cases import Ward, make_ward, morning
from tests.support.store_rows import NOON

CLINICIANS = (Role.PHYSIO, Role.PHYSIO, Role.DOCTOR)
OWN = (Role.ATHLETE, Role.ATHLETE, Role.ATHLETE, Role.COACH)
JUMPS = (
    dt.timedelta(minutes=1),
    dt.timedelta(hours=9),
    dt.timedelta(days=1),
    dt.timedelta(days=1),
    dt.timedelta(days=9),
    -dt.timedelta(days=3),
)
HUMANS = {Party.PHYSIO, Party.DOCTOR}


def some_body(chance: random.Random, ward: Ward, case: int) -> Body | tuple[Body, ...]:
    state = replay(ward.log(case)).state
    today = ward.at.date()
    moves = list(required_case_rules(ward.rulebook).moves)
    flags = frozenset({chance.choice(list(Flag))} if chance.random() < 0.2 else ())
    bodies: list[Body | tuple[Body, ...]] = [
        morning(today, chance.choice((0, 0, 0, 2, 6))),
        CheckIn(Part.SESSION, today, pain_during_max=chance.choice((0, 1, 5)), session_rpe=4, minutes=30),
        CheckIn(Part.MORNING, today, pain_morning=0, flags=flags),
        SessionRecorded(f"s {today}", today, SessionKind.REHAB, rung=chance.randrange(4), strength=True),
        NoteWritten("Looked at again in the clinic.", clears_red_flags=chance.random() < 0.5),
        HoldSet("To be looked at first."),
        HoldLifted(chance.randrange(1, 60), "Looked at and fine."),
        RungSet(chance.randrange(10), "Felt ready for it.", placed=chance.random() < 0.3),
        Agreed(chance.choice(moves), agrees=chance.random() < 0.8),
        AskedFor("a move up", "It feels good."),
        ward.no_flags(),
        tuple(ward.tests_of(chance.choice(STAGES[:6]))),
    ]
    after = chance.choice(list(State))
    over = tuple(Overridden(name, "It was seen to be fine.") for name in ("guard.time", "S1.rest_pain"))
    up = Moved(chance.choice(moves), state, after, reason="As was agreed today.")
    bodies += [up, up, up, Moved(up.move, state, after, overrides=over, reason="As agreed today.")]
    number = state.number
    if number is not None and number < len(STAGES):
        honest = Moved(f"move.TR{number + 2}", state, STAGES[number])
        bodies += [honest, (*ward.tests_of(state), honest), (*ward.tests_of(state), honest)]
    elif state is State.TRIAGE:
        bodies += [Moved("move.TR2", state, State.S1)] * 4
    elif state is State.REFERRED:
        seen = NoteWritten("Seen by the doctor, cleared again.", clears_red_flags=True)
        bodies += [(seen, Moved("move.TR14", state, State.S1, reason="Cleared by the doctor."))] * 2
    return chance.choice(bodies)


def step(chance: random.Random, ward: Ward, case: int) -> str:
    """Somebody does something; the word for what became of it."""
    body = some_body(chance, ward, case)
    first = body[0] if isinstance(body, tuple) else body
    usual = OWN if isinstance(first, CheckIn | Agreed | AskedFor) else CLINICIANS
    role = chance.choice(usual if chance.random() < 0.85 else tuple(Role))
    version = ward.row(case).version
    seen = version if chance.random() < 0.9 else chance.choice((None, version - 1))
    key = ward.key() if chance.random() < 0.9 else "press 0 of a button"
    actor = ward.actor(role)
    try:
        record(ward.store, actor, ward.club.id, case, body, seen, key, ward.rulebook, ward.at)
    except (CaseMoved, Refused, NotFound, InvalidAnswers) as refused:
        return type(refused).__name__
    return "kept"


def check(ward: Ward, case: int) -> None:
    log, row = ward.log(case), ward.row(case)
    state = replay(log)
    assert [event.number for event in log] == list(range(1, len(log) + 1))
    assert all(before.at <= after.at for before, after in pairwise(log))
    assert all(before.day <= after.day for before, after in pairwise(log))
    assert (row.version, row.state, row.rung, row.last_at) == (
        len(log),
        state.state,
        state.rung,
        state.last_at,
    )
    assert (row.closed_at is not None) == state.is_ended
    rules = required_case_rules(ward.rulebook)
    for event in log:
        if event.by.party is Party.SYSTEM:
            assert not isinstance(event.body, HoldLifted), "only a person lifts"
        if isinstance(event.body, Moved) and rules.moves[event.body.move].direction.is_up:
            _check_up(event.by.party, event.body)


def _check_up(party: Party, moved: Moved) -> None:
    assert party in HUMANS
    let_pass = {override.criterion for override in moved.overrides}
    unmet = [line.id for line in moved.gate if line.met is not True and not line.advisory]
    assert set(unmet) <= let_pass, moved.move
    if moved.before.number and moved.after.number:
        assert moved.after.number - moved.before.number == 1


def lives(store: Store, rulebook: Rulebook, seed: int, steps: int) -> Counter[str]:
    chance = random.Random(seed)  # noqa: S311 - test data, not a secret
    ward = make_ward(store, rulebook, NOON, f"Club {seed}")
    case = ward.in_s1()
    outcomes: Counter[str] = Counter()
    for number in range(steps):
        if chance.random() < 0.3:
            ward.at += chance.choice(JUMPS)
        if chance.random() < 0.02:
            tend_cases(ward.store, rulebook, ward.at)
        if chance.random() < 0.003:
            ward.decide(0, Purpose.PHYSIO_CLINICAL, given=False)
        outcomes[step(chance, ward, case)] += 1
        if number % 20 == 0:
            check(ward, case)
        if ward.row(case).closed_at is not None:
            break
    check(ward, case)
    with store.read(club=ward.club.id) as tx:
        keys = list(tx.scalars(sa.select(CaseEventRow.request_key).where(CaseEventRow.case_id == case)))
    kept = [key for key in keys if key is not None]
    assert len(kept) == len(set(kept))
    outcomes[f"ends in {ward.row(case).state}"] += 1
    outcomes.update(event.body.move for event in ward.log(case) if isinstance(event.body, Moved))
    return outcomes


def test_nothing_goes_up_without_a_gate_that_is_met_and_a_person(store: Store, rulebook: Rulebook) -> None:
    outcomes = lives(store, rulebook, seed=101, steps=45)
    assert outcomes["kept"] > 10
    assert outcomes["Refused"] > 5
    assert outcomes["CaseMoved"] > 0


@pytest.mark.release
def test_nothing_goes_up_in_many_long_lives(store: Store, rulebook: Rulebook) -> None:
    outcomes = sum((lives(store, rulebook, seed, steps=250) for seed in range(40)), Counter[str]())
    print(dict(outcomes))
    seen = {"move.TR3", "move.TR11", "move.TR13", "move.TR14", "move.TR16"}
    assert seen <= set(outcomes), "up, down, referred, on again and withdrawn"
