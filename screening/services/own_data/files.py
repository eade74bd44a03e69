"""Everything about one athlete as a zip file, made while it is sent."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from screening.domain.errors import Busy, NotFound
from screening.domain.reporting.view import AthleteReport
from screening.report.errors import ReportError
from screening.services.access import Action, Actor, require
from screening.services.consents import consent_picture
from screening.services.own_data.beside import account_of, log_of
from screening.services.own_data.collecting import Numbers, numbers_of, rows_of
from screening.services.own_data.index import Contents, index_text
from screening.services.own_data.tables import PARTS
from screening.services.reach import athlete_ref
from screening.store import Store, Transaction
from screening.store.encoding import from_record, to_json
from screening.store.queries import athletes, audit, club_screenings
from screening.store.tables import ScreeningRow
from screening.store.tables.audit import Event

FORMAT = "hamstring-screening-person-1"
MOST_REPORTS = 6
"""Each takes a second or two to draw, and a browser waits for them."""

Draw = Callable[[AthleteReport, str, bytes], bytes]
"""Makes the PDF of a view, given the digest of its rules and the seed of its link too."""


class _Outlet(io.RawIOBase):
    """What a zip file is written into and at once taken out of again."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def export_person(
    store: Store, actor: Actor, club_id: int, athlete_id: int, now: dt.datetime, draw: Draw | None = None
) -> Iterator[bytes]:
    """The zip file in pieces. Who asks is looked at, and the export noted, before the first piece.

    Args:
        draw: makes reports; without it there are none.
    Raises:
        NotFound: it is neither the athlete nor the guardian who decides for them.
    """
    with store.write(club=club_id) as tx:
        require_own(tx, actor, Action.EXPORT_PERSON, athlete_id, now)
        audit.record(
            tx,
            Event.EXPORTED,
            now,
            account_id=actor.account_id,
            athlete_id=athlete_id,
            detail={"what": "person", "format": "zip"},
        )
    return _pieces(store, club_id, athlete_id, now, draw)


def export_by_operator(store: Store, club_id: int, athlete_id: int, now: dt.datetime) -> Iterator[bytes]:
    """The same without reports, for somebody who cannot sign in and asked the club for a copy.

    Raises:
        NotFound: there is no such athlete in that club.
    """
    with store.write(club=club_id) as tx:
        if athletes.athlete(tx, athlete_id) is None:
            raise NotFound("no such athlete in that club")
        audit.record(
            tx, Event.EXPORTED, now, athlete_id=athlete_id, detail={"what": "person", "format": "zip"}
        )
    return _pieces(store, club_id, athlete_id, now, None)


def require_own(tx: Transaction, actor: Actor, action: Action, athlete_id: int, now: dt.datetime) -> None:
    """Go on only for the athlete, or for a guardian while they decide for the athlete; or for staff who may.

    Raises:
        NotFound: in every other case.
    """
    athlete = athlete_ref(tx, athlete_id, removed_too=True)
    require(actor, action, athlete)
    if athlete is not None and actor.account_id in athlete.guardian_ids - {athlete.account_id}:
        from_today = consent_picture(tx, athlete_id, now.date())
        if from_today.decider is from_today.decider.ATHLETE:
            raise NotFound("the athlete decides alone now")


def _pieces(
    store: Store, club_id: int, athlete_id: int, now: dt.datetime, draw: Draw | None
) -> Iterator[bytes]:
    outlet = _Outlet()
    with store.read(club=club_id) as tx, zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as packed:
        athlete = athletes.athlete(tx, athlete_id)
        if athlete is None:
            raise NotFound("no such athlete")
        contents = Contents(athlete.name, now, {})
        numbers = numbers_of(tx, athlete_id)
        hashed = hashlib.sha256()
        with packed.open(_entry("records.json", now), "w", force_zip64=True) as file:
            for text in records_text(tx, numbers):
                hashed.update(text.encode())
                file.write(text.encode())
                yield outlet.taken()
        contents.digest = hashed.hexdigest()
        contents.counts.update({part.name: len(numbers[part.name]) for part in PARTS})
        packed.writestr(_entry("account.json", now), to_json(account_of(tx, athlete_id)))
        packed.writestr(_entry("log.json", now), to_json(log_of(tx, athlete_id)))
        yield outlet.taken()
        for name, report in _reports(tx, athlete_id, draw, contents):
            packed.writestr(_entry(name, now), report)
            yield outlet.taken()
        packed.writestr(_entry("read-me.txt", now), index_text(contents))
    yield outlet.taken()


def records_text(tx: Transaction, numbers: Numbers) -> Iterator[str]:
    """The records as JSON, a row a line; the same text for the same records, in whatever installation."""
    yield f'{{"format":{to_json(FORMAT)}'
    for part in PARTS:
        yield f",\n{to_json(part.name)}:["
        for place, row in enumerate(rows_of(tx, part, numbers)):
            yield f"{',' if place else ''}\n{to_json(row)}"
        yield "]"
    yield "}\n"


def records_digest(tx: Transaction, athlete_id: int) -> str:
    """SHA-256 of the records of an athlete: equal where the records are."""
    hashed = hashlib.sha256()
    for text in records_text(tx, numbers_of(tx, athlete_id)):
        hashed.update(text.encode())
    return hashed.hexdigest()


def _reports(
    tx: Transaction, athlete_id: int, draw: Draw | None, contents: Contents
) -> Iterator[tuple[str, bytes]]:
    """The newest results as they were shown, as PDFs."""
    if draw is None:
        return
    for place, found in enumerate(
        club_screenings.screenings_of_athlete(tx, athlete_id, most=MOST_REPORTS), start=1
    ):
        name = f"reports/{place:02}-result-{found.screening.taken_at.date().isoformat()}.pdf"
        try:
            report = _drawn(found.screening, draw)
        except (Busy, ReportError, msgspec.ValidationError):
            # The file has begun to be sent: one report less is better than half a file.
            contents.missing_reports += 1
            continue
        contents.reports.append(name)
        yield name, report


def _drawn(row: ScreeningRow, draw: Draw) -> bytes:
    return draw(from_record(row.view, AthleteReport), row.rulebook_digest, row.seed)


def _entry(name: str, now: dt.datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, now.astimezone(dt.UTC).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
