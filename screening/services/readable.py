"""Which fields of an athlete's record somebody may read: one answer for page, file, JSON and report alike."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping

from screening.domain.clubs import Purpose, Role
from screening.services.access import CLINICIANS, Action, Actor, AthleteRef, is_own, may


class Field(enum.StrEnum):
    """The closed list of what can be read of an athlete."""

    # who it is
    NAME = "name"
    SQUADS = "squads"
    CLUB_KEY = "club_key"
    BIRTH_DATE = "birth_date"
    BIRTH_YEAR = "birth_year"
    EMAIL = "email"
    GUARDIANS = "guardians"
    CONSENTS = "consents"
    # whether there are answers
    HAS_ANSWERED = "has_answered"
    ANSWERED_AT = "answered_at"
    ASKED_ABOUT_PAIN = "asked_about_pain"
    VALID_UNTIL = "valid_until"
    # what training has to know
    AVAILABILITY = "availability"
    REVIEW_BY = "review_by"
    PLAN_KIND = "plan_kind"
    TRAINING_GUIDANCE = "training_guidance"
    STAGE = "stage"
    # what the athlete can open to the coach
    ONE_REASON = "one_reason"
    OPEN_FACTORS = "open_factors"
    BAND = "band"
    RELATIVE_TO_PEERS = "relative_to_peers"
    # how soon somebody should look
    URGENCY = "urgency"
    CARE_ITEM = "care_item"
    CARE_OUTCOME = "care_outcome"
    # everything clinical
    CARE_CARD = "care_card"
    ANSWERS = "answers"
    SEASON_PROBABILITY = "season_probability"
    FACTORS = "factors"
    RETURN_MODULE = "return_module"
    INJURY_STATUS = "injury_status"
    GRADE = "grade"
    TAGS = "tags"
    ALTERNATIVES = "alternatives"
    EXPECTED_RETURN = "expected_return"
    TRIAGE_REASONS = "triage_reasons"
    TRACE = "trace"
    PLAN = "plan"
    ASSESSMENT = "assessment"
    REPORT_ATHLETE = "report_athlete"
    REPORT_PHYSIO = "report_physio"
    REPORT_COACH = "report_coach"
    # what only the athlete reads
    WHO_LOOKED = "who_looked"


IDENTITY = frozenset({Field.NAME, Field.SQUADS, Field.CLUB_KEY, Field.BIRTH_YEAR})
CONTACT = frozenset({Field.EMAIL, Field.BIRTH_DATE, Field.GUARDIANS, Field.CONSENTS})
TAKING_PART = frozenset({Field.HAS_ANSWERED, Field.ANSWERED_AT, Field.VALID_UNTIL})
TRAINING = frozenset(
    {
        Field.AVAILABILITY,
        Field.REVIEW_BY,
        Field.PLAN_KIND,
        Field.TRAINING_GUIDANCE,
        Field.STAGE,
        Field.PLAN,
        Field.ASKED_ABOUT_PAIN,
        Field.REPORT_COACH,
    }
)
CARE = frozenset({Field.URGENCY, Field.CARE_ITEM, Field.CARE_OUTCOME})
OPENED_BY: Mapping[Purpose, frozenset[Field]] = {
    Purpose.COACH_REASONS: frozenset({Field.ONE_REASON, Field.OPEN_FACTORS}),
    Purpose.COACH_BAND: frozenset({Field.BAND, Field.RELATIVE_TO_PEERS}),
}
OWN_ONLY = frozenset({Field.WHO_LOOKED})
CLINICAL = frozenset(Field) - IDENTITY - CONTACT - OWN_ONLY
"""Everything about the answers and the result, what others may read of it included."""


def readable_fields(actor: Actor, athlete: AthleteRef, allowed: Collection[Purpose]) -> frozenset[Field]:
    """What somebody may read of this athlete at this moment; empty for whoever has nothing to do with them.

    Args:
        allowed: the purposes whose newest decision allows it.
    """
    if is_own(actor, athlete):
        return frozenset(Field)
    if not may(actor, Action.SEE_PEOPLE, athlete):
        return frozenset()
    readable = IDENTITY | TAKING_PART
    for role in actor.roles_in(athlete.club_id):
        readable |= _as(role, actor, athlete, allowed)
    return readable


def _as(role: Role, actor: Actor, athlete: AthleteRef, allowed: Collection[Purpose]) -> frozenset[Field]:
    """What one role adds to the name and to whether there are answers."""
    nothing: frozenset[Field] = frozenset()
    if role is Role.ADMINISTRATOR:
        return CONTACT
    if role in CLINICIANS:
        if Purpose.PROCESSING not in allowed:
            return CONTACT
        # Whoever works the care list has to see that somebody waits, and how soon they are to be seen.
        return CONTACT | TRAINING | CARE | (CLINICAL if Purpose.PHYSIO_CLINICAL in allowed else nothing)
    looks_after = athlete.squad_ids & actor.squads_coached_in(athlete.club_id)
    if role is not Role.COACH or not looks_after or Purpose.PROCESSING not in allowed:
        return nothing
    opened = [fields for purpose, fields in OPENED_BY.items() if purpose in allowed]
    return TRAINING.union(*opened)
