"""What the demonstration consists of: the club, its squads, and who looks after it."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.clubs import Role
from screening.services.demonstration.answering import SquadLife, Story

CLUB = "Demonstration club (invented people)"
COUNTRY = "GB"
TIME_ZONE = "Europe/London"
SEED = 20_261_121
"""The same people with the same answers in every demonstration."""


@dataclass(frozen=True, slots=True)
class DemonstrationSquad:
    """One squad.

    Args:
        born: first and last year of birth.
        answering: how many of 100 have answered by now.
        stories: those of the first athletes of the second round; the others' are drawn.
    """

    name: str
    size: int
    life: SquadLife
    born: tuple[int, int]
    sexes: tuple[str, ...]
    answering: int
    stories: tuple[Story, ...] = ()


FIRST_TEAM = DemonstrationSquad(
    "First team",
    25,
    SquadLife("football", "semi_professional", "outfield"),
    (1992, 2007),
    ("male",),
    88,
    (Story.WELL, Story.STRAINED, Story.TORN, Story.RECENTLY_BACK, Story.SWOLLEN_CALF, Story.SORE),
)
ACADEMY = DemonstrationSquad(
    "Academy",
    40,
    SquadLife("football", "academy", "outfield"),
    (2008, 2012),
    ("female", "male"),
    85,
    (Story.WELL, Story.WELL, Story.NERVE, Story.EMERGENCY, Story.STRAINED),
)
OPEN_GROUP = DemonstrationSquad(
    "Open training group",
    1_000,
    SquadLife("athletics_sprint_hurdles", "amateur", ""),
    (1976, 2006),
    ("female", "male"),
    90,
)
"""Filled only where a large club is wanted; an empty squad otherwise."""


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """Somebody with an account. Addresses end in .example, a name that never exists, so no mail arrives."""

    name: str
    email: str
    role: Role
    registration: str | None = None
    """Of a clinician, printed beside the name on what they sign."""


PEOPLE = (
    DemonstrationPerson("Robin Coach", "coach@demonstration.example", Role.COACH),
    DemonstrationPerson("Kim Physio", "physio@demonstration.example", Role.PHYSIO, "INVENTED 17"),
    DemonstrationPerson("Alex Office", "office@demonstration.example", Role.ADMINISTRATOR),
    DemonstrationPerson("", "athlete@demonstration.example", Role.ATHLETE),
    DemonstrationPerson("Jo Guardian", "guardian@demonstration.example", Role.GUARDIAN),
)
"""The athlete is the first of the first team, and the guardian answers for the youngest of the academy."""
