"""One athlete as a coach of theirs reads them: availability, and what the athlete opened. Nothing else.

It is the athlete's own line of the squad's page, made by the same steps, so the two can never differ.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.clubs import Sight
from screening.domain.errors import NotFound
from screening.domain.rulebook import Rulebook
from screening.domain.squad.picture import required_squad_rules
from screening.domain.squad.rules import OPEN_CELLS, Said
from screening.domain.squad.visible import VisibleMember
from screening.domain.vocabulary import Availability, Band
from screening.services.access import Action, Actor, require
from screening.services.care_names import Whose, whose
from screening.services.reach import athlete_ref
from screening.services.squad_picture import open_squad
from screening.store import Store
from screening.store.queries import athletes, audit, consents
from screening.store.tables.audit import Event


@dataclass(frozen=True, slots=True)
class CoachRecord:
    """What the page of one athlete shows to a coach.

    `factors` is what the athlete opened, as topic and word; empty where nothing was opened. `reason` and
    `question` are None where there is none or it is kept private: nobody can tell which.
    """

    whose: Whose
    alike: tuple[Whose, ...]
    squad_id: int
    squad: str
    kind: Availability
    availability: Said
    answered_on: dt.date | None
    ask_again: dt.date | None
    reason: str | None
    question: str | None
    band: Band | None
    factors: tuple[tuple[str, str], ...]


def coach_record(
    store: Store, actor: Actor, club_id: int, athlete_id: int, rulebook: Rulebook, now: dt.datetime
) -> CoachRecord:
    """The record; that it was opened is written down before it is handed out.

    Raises:
        NotFound: the athlete is in no squad that this person looks after.
        Busy: the opening could not be written down; trying again is safe.
    """
    found = line_of(store, actor, club_id, athlete_id, rulebook, now)
    note_opened(store, actor, club_id, found.member, now)
    return record_of(found, rulebook)


@dataclass(frozen=True, slots=True)
class CoachLine:
    """One athlete's line of the page of a squad, with what tells them apart from others."""

    whose: Whose
    alike: tuple[Whose, ...]
    squad_id: int
    squad: str
    member: VisibleMember


def line_of(
    store: Store, actor: Actor, club_id: int, athlete_id: int, rulebook: Rulebook, now: dt.datetime
) -> CoachLine:
    """The line, of which nobody has been shown anything yet: writing that down is the caller's part.

    Raises:
        NotFound: the athlete is in no squad that this person looks after.
    """
    with store.read(club=club_id) as tx:
        about = athlete_ref(tx, athlete_id)
        require(actor, Action.SEE_AVAILABILITY, about)
        row = athletes.athlete(tx, athlete_id)
        coached = sorted(about.squad_ids & actor.squads_coached_in(club_id)) if about is not None else []
        if row is None or not coached:
            raise NotFound("no such athlete")
        alike = [one for one in athletes.look_alikes(tx, row.name_key) if one.id != row.id]
        squad = athletes.squad(tx, coached[0])
        person, others = whose(row, ()), tuple(whose(one, ()) for one in alike)
    picture = open_squad(store, actor, club_id, coached[0], rulebook, now).picture
    member = next((one for one in picture.members if one.reference == str(athlete_id)), None)
    if member is None or squad is None:
        raise NotFound("no such athlete")
    return CoachLine(person, others, coached[0], squad.name, member)


def record_of(line: CoachLine, rulebook: Rulebook) -> CoachRecord:
    """A line in words."""
    rules, member = required_squad_rules(rulebook), line.member
    row = rules.attention_row(member.reason) if member.reason else None
    shown = zip(rules.columns, member.cells, strict=True)
    return CoachRecord(
        whose=line.whose,
        alike=line.alike,
        squad_id=line.squad_id,
        squad=line.squad,
        kind=member.availability,
        availability=rules.availability_words[member.availability],
        answered_on=member.answered_on,
        ask_again=member.ask_again,
        reason=row.reason if row else None,
        question=row.question if row else None,
        band=member.band,
        factors=tuple((column.topic, rules.cell_words[cell]) for column, cell in shown if cell in OPEN_CELLS),
    )


def note_opened(
    store: Store,
    actor: Actor,
    club_id: int,
    member: VisibleMember,
    now: dt.datetime,
    *,
    file: str | None = None,
) -> None:
    """Write down that a coach has seen a line.

    Args:
        file: the form of the file that goes out; None for a page.
    """
    athlete_id = int(member.reference)
    sights = [Sight.AVAILABILITY]
    sights += [Sight.REASON] if member.reason or OPEN_CELLS & set(member.cells) else []
    sights += [Sight.BAND] if member.band is not None else []
    sights += [Sight.REPORT] if file else []
    with store.write(club=club_id) as tx:
        for sight in sights:
            consents.note_seen(tx, [athlete_id], actor.account_id, sight, now)
        audit.record(
            tx,
            Event.EXPORTED if file else Event.RECORD_VIEWED,
            now,
            account_id=actor.account_id,
            athlete_id=athlete_id,
            detail={"what": "availability", **({"format": file} if file else {})},
        )
