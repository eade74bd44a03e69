"""What a squad allows is what each athlete of it allows, however it is read."""

from __future__ import annotations

import datetime as dt
import random

from screening.domain.clubs import ConsentBy, ConsentHow, Purpose
from screening.services.consents import allowed_now, consent_texts
from screening.services.squad_consents import allowed_in_squad
from screening.store import Store, Transaction
from screening.store.queries import squad_pictures
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.consent import ConsentRow
from tests.support.clubs import make_club
from tests.support.kept_squads import add_athlete
from tests.support.store_rows import NOON

TODAY = NOON.date()
BIRTHS = (
    *(None, "1990-02-28", "2012-03-14", "2012-03-15", "2010-01-01", "2011-06-30"),
    *("2006-12-31", "2007-12-31", "2008-01-01", "2008-02-29", "2009-12-31"),
)


def decide(tx: Transaction, athlete: int, chance: random.Random) -> None:
    """A few decisions of all kinds, in no particular order."""
    for _ in range(chance.randrange(9)):
        purpose = chance.choice(list(Purpose))
        version = chance.choice((consent_texts()[purpose].version, "2026-03", "another"))
        tx.add(
            ConsentRow(
                athlete_id=athlete,
                purpose=purpose,
                text_version=version,
                given=chance.random() < 0.75,
                by_whom=chance.choice(list(ConsentBy)),
                at=NOON - dt.timedelta(days=chance.randrange(1200)),
                how=ConsentHow.LINK,
            )
        )


def test_a_squad_read_at_once_allows_what_its_athletes_allow_one_by_one(store: Store) -> None:
    chance = random.Random(7)  # noqa: S311 - the same decisions in every run
    club = make_club(store, squads=1, athletes_per_squad=0)
    make_club(store, "Rovers", squads=1, athletes_per_squad=3, consents=Purpose)
    with store.write(club=club.id) as tx:
        for number in range(120):
            athlete = add_athlete(tx, club.squads[0], f"Athlete {number}", NOON)
            row = tx.get_one(AthleteRow, athlete)
            row.birth_date = chance.choice(BIRTHS)
            row.birth_year = int(row.birth_date[:4]) if row.birth_date else chance.choice((None, 1999, 2011))
            decide(tx, athlete, chance)
    with store.read(club=club.id) as tx:
        found = squad_pictures.athletes_of(tx, club.squads[0])
        numbers = [one.id for one in found]
        at_once = allowed_in_squad(tx, club.squads[0], found, TODAY)
        assert at_once == allowed_now(tx, numbers, TODAY)
    kinds = set(at_once.values())
    assert len(kinds) > 5
    assert frozenset() in kinds
