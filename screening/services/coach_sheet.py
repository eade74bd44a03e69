"""The sheet of one athlete for a coach of theirs: their line of the squad's page, and the plan, on paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from screening.domain.errors import NotFound
from screening.domain.reporting.athlete import required_wording
from screening.domain.reporting.coach import CoachReport, coach_sheet
from screening.domain.reporting.view import Row
from screening.domain.reporting.words import day
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Band
from screening.services.access import Actor
from screening.services.care_for_coach import CoachRecord, line_of, note_opened, record_of
from screening.services.care_record import named, printed_name
from screening.services.result_notices import result_notices
from screening.services.results import StoredScreening, as_stored
from screening.store import Store
from screening.store.queries import club_screenings

LEFT_OUT = (
    "Left out on purpose: answers, symptoms and numbers. They belong to the athlete. What stands under"
    " “Opened to you” the athlete has opened, and can close again."
)


@dataclass(frozen=True, slots=True, repr=False)
class CoachSheet:
    """The view to print, and the digest of the rules that the result was made with."""

    report: CoachReport
    rulebook_digest: str


def sheet_for_coach(
    store: Store, actor: Actor, club_id: int, athlete_id: int, rulebook: Rulebook, now: dt.datetime
) -> CoachSheet:
    """The sheet; that it went out is written down before it is handed out.

    It tells what the squad's page tells at this moment, so an old or a recalled result never reads as full.

    Raises:
        NotFound: the athlete is in no squad that this person looks after, or has given no answers that may
            be used.
        Busy: it could not be written down; trying again is safe.
    """
    line = line_of(store, actor, club_id, athlete_id, rulebook, now)
    if line.member.answered_on is None:
        raise NotFound("nothing was answered")
    with store.read(club=club_id) as tx:
        newest = club_screenings.newest_screenings(tx, [athlete_id]).get(athlete_id)
        if newest is None:
            raise NotFound("nothing was answered")
        # What a recall says is for physios and doctors; the line above goes by it.
        stored = named(as_stored(newest.screening, None), printed_name(tx, line.whose))
    note_opened(store, actor, club_id, line.member, now, file="pdf")
    found = record_of(line, rulebook)
    return CoachSheet(_report(found, stored, rulebook, now), stored.rulebook_digest)


def _report(found: CoachRecord, stored: StoredScreening, rulebook: Rulebook, now: dt.datetime) -> CoachReport:
    shown = replace(stored.view, notices=result_notices(stored, rulebook, now))
    made = coach_sheet(shown, found.kind, found.availability, rulebook)
    opened = _opened(found, rulebook)
    return replace(
        made,
        made_on=now.date().isoformat(),
        times=_times(found, now.date()),
        opened=opened,
        left_out=LEFT_OUT if opened else made.left_out,
    )


def _times(found: CoachRecord, today: dt.date) -> tuple[Row, ...]:
    rows = [Row("Squad", found.squad), Row("Printed", day(today))]
    rows += [Row("Answered", day(found.answered_on))] if found.answered_on else []
    rows += [Row("Ask again", day(found.ask_again))] if found.ask_again else []
    return tuple(rows)


def _opened(found: CoachRecord, rulebook: Rulebook) -> tuple[Row, ...]:
    rows = []
    if found.reason and found.question:
        rows.append(Row("To talk about", f"{_sentence(found.reason)}. “{found.question}”"))
    if found.band:
        rows.append(Row("Risk band", _band(found.band, rulebook)))
    rows += [Row(_sentence(topic), _sentence(word)) for topic, word in found.factors]
    return tuple(rows)


def _band(band: Band, rulebook: Rulebook) -> str:
    return required_wording(rulebook).say(f"band.{band}.word")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
