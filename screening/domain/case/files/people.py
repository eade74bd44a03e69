"""Whom the rows of a file mean: by external id, else by name and then only after a person has said so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from screening.domain.roster.name_keys import club_key_alike, look_alike, look_alike_keys

from .model import PersonInFile

MOST_CANDIDATES = 10


class Known(Protocol):
    """An athlete of the club, such as `roster.changes.KnownAthlete`."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def club_key(self) -> str | None: ...
    @property
    def has_left(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """One person of a file with the athletes it may be.

    `athlete_id` is set where the external id is that of exactly one athlete with a name that looks alike.
    Everything else waits for a person: `candidates` are offered, `suggested` is the one to offer first.
    """

    person: PersonInFile
    athlete_id: int | None
    candidates: tuple[int, ...] = ()
    suggested: int | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a person has to look before a row of it is taken."""
        return self.athlete_id is None


def match_people(people: Iterable[PersonInFile], known: Sequence[Known]) -> tuple[PersonMatch, ...]:
    """Each person of the file once, in the order of the file."""
    index = _Index(known)
    return tuple(index.match(person) for person in dict.fromkeys(people))


def settled(
    matches: Sequence[PersonMatch], decisions: Mapping[PersonInFile, int | None]
) -> dict[PersonInFile, int]:
    """Who is whom once a person has looked: whoever is left out or undecided is not in it.

    Only somebody who was offered can be chosen; None leaves the person out.
    """
    found: dict[PersonInFile, int] = {}
    for match in matches:
        chosen = decisions.get(match.person, match.athlete_id)
        if chosen is not None and chosen in {match.athlete_id, *match.candidates}:
            found[match.person] = chosen
    return found


class _Index:
    """The athletes of a club by external id and by name."""

    def __init__(self, known: Sequence[Known]) -> None:
        here = [athlete for athlete in known if not athlete.has_left]
        self._by_id: defaultdict[str, list[Known]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Known]] = defaultdict(list)
        for athlete in here:
            if athlete.club_key:
                self._by_id[club_key_alike(athlete.club_key)].append(athlete)
            for key in look_alike_keys(athlete.name):
                self._by_name[key].append(athlete)

    def match(self, person: PersonInFile) -> PersonMatch:
        same_id = self._with_id(person)
        if len(same_id) == 1:
            return _by_id(person, same_id[0])
        named = self._named_like(person.name)
        candidates = tuple(dict.fromkeys(athlete.id for athlete in (*same_id, *named)))[:MOST_CANDIDATES]
        if len(same_id) > 1:
            return PersonMatch(person, None, candidates, None, "Several athletes have this external id")
        if not candidates:
            return PersonMatch(person, None, reason="Nobody in the club has this external id or name")
        if len(candidates) > 1:
            return PersonMatch(person, None, candidates, None, "Several athletes have a name like this")
        reason = "The name looks the same; the external id does not say who it is"
        return PersonMatch(person, None, candidates, candidates[0], reason)

    def _with_id(self, person: PersonInFile) -> list[Known]:
        """Athletes with exactly this id, else with one that only blanks, case or leading zeros tell apart."""
        alike = self._by_id.get(club_key_alike(person.external_id), []) if person.external_id else []
        return [athlete for athlete in alike if athlete.club_key == person.external_id] or alike

    def _named_like(self, name: str) -> list[Known]:
        found = {
            athlete.id: athlete for key in look_alike_keys(name) for athlete in self._by_name.get(key, [])
        }
        return list(found.values()) if name else []


def _by_id(person: PersonInFile, athlete: Known) -> PersonMatch:
    is_exact = athlete.club_key == person.external_id
    if is_exact and person.name and look_alike(person.name, athlete.name):
        return PersonMatch(person, athlete.id)
    if is_exact and not person.name:
        return PersonMatch(person, athlete.id)
    if not is_exact:
        return PersonMatch(person, None, (athlete.id,), athlete.id, "The external id is nearly the same")
    return PersonMatch(person, None, (athlete.id,), None, "The external id is known, but the name is another")
