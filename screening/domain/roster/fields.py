"""What a column of a roster can hold, what each is called, and how long a value may be."""

from __future__ import annotations

import enum


class RosterField(enum.StrEnum):
    """A column of a roster."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    BIRTH_DATE = "birth_date"
    BIRTH_YEAR = "birth_year"
    CLUB_KEY = "club_key"
    EMAIL = "email"
    SQUAD = "squad"
    SPORT = "sport"
    POSITION = "position"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_EMAIL = "guardian_email"


TITLES = {
    RosterField.NAME: "Name",
    RosterField.FIRST_NAME: "First name",
    RosterField.LAST_NAME: "Last name",
    RosterField.BIRTH_DATE: "Date of birth",
    RosterField.BIRTH_YEAR: "Year of birth",
    RosterField.CLUB_KEY: "Club number",
    RosterField.EMAIL: "Email address",
    RosterField.SQUAD: "Squad",
    RosterField.SPORT: "Sport",
    RosterField.POSITION: "Position",
    RosterField.GUARDIAN_NAME: "Parent or guardian",
    RosterField.GUARDIAN_EMAIL: "Email address of parent or guardian",
}
"""As people read it, and as our own export names its columns."""

PHRASES = {
    RosterField.NAME: "the name",
    RosterField.FIRST_NAME: "the first name",
    RosterField.LAST_NAME: "the last name",
    RosterField.BIRTH_DATE: "the date of birth",
    RosterField.BIRTH_YEAR: "the year of birth",
    RosterField.CLUB_KEY: "the club number",
    RosterField.EMAIL: "the email address",
    RosterField.SQUAD: "the squad",
    RosterField.SPORT: "the sport",
    RosterField.POSITION: "the position",
    RosterField.GUARDIAN_NAME: "the parent or guardian",
    RosterField.GUARDIAN_EMAIL: "the parent's or guardian's email address",
}
"""Inside a sentence."""

LONGEST = {
    RosterField.NAME: 80,
    RosterField.FIRST_NAME: 60,
    RosterField.LAST_NAME: 60,
    RosterField.CLUB_KEY: 60,
    RosterField.EMAIL: 254,
    RosterField.SQUAD: 80,
    RosterField.SPORT: 80,
    RosterField.POSITION: 80,
    RosterField.GUARDIAN_NAME: 80,
    RosterField.GUARDIAN_EMAIL: 254,
}
"""Characters at most. A name has to fit on one line of a report."""

NAMES = frozenset(
    {RosterField.NAME, RosterField.FIRST_NAME, RosterField.LAST_NAME, RosterField.GUARDIAN_NAME}
)
EMAILS = frozenset({RosterField.EMAIL, RosterField.GUARDIAN_EMAIL})
BIRTHS = frozenset({RosterField.BIRTH_DATE, RosterField.BIRTH_YEAR})
