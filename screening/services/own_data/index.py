"""The index of an export in plain words: what is in which file, and what is not there and why."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field

from screening.services.own_data.tables import NOT_TOLD

PARTS_IN_WORDS = {
    "club": "the club",
    "people": "people whom a record names",
    "squads": "squads you are or were in, or were asked with",
    "rounds": "rounds in which you were asked",
    "athlete": "who you are: name, birth, address, dates",
    "squad_places": "times in squads",
    "guardians": "guardians",
    "consents": "what you allowed or took back",
    "seen_by": "times somebody of the club looked at something of yours",
    "screenings": "answers with the result as it was shown",
    "club_screenings": "which answers were given for the club, and who typed them",
    "drafts": "answers not finished, or finished and emptied",
    "invitations": "invitations to answer",
    "care_items": "times a result was put on the list of physio and doctor, and what became of it",
    "cases": "cases: an injury each, from the day it was opened to the day it ended",
    "case_events": "everything that was recorded in a case, by whom and when",
    "check_in_links": "links to check in daily",
    "programmes": "programmes you started",
    "session_reports": "reports about sessions",
    "calendar_feeds": "calendar addresses",
    "recalls": "results that newer rules call more urgent",
    "recall_closings": "what became of those",
    "mails": "mails to you that wait or were sent",
}


@dataclass(slots=True)
class Contents:
    """What was put into one export; filled while it is made."""

    name: str
    made_at: dt.datetime
    counts: dict[str, int]
    digest: str = ""
    reports: list[str] = field(default_factory=list)
    missing_reports: int = 0


def index_text(contents: Contents) -> str:
    """The index, to be read without any program but one for text."""
    return "\n".join(
        [
            f"Everything that is kept about {contents.name}",
            f"Made on {_words(contents.made_at)}",
            "",
            "records.json: every record, one a line",
            *(
                f"  {contents.counts[name]:>5}  {words}"
                for name, words in PARTS_IN_WORDS.items()
                if contents.counts.get(name)
            ),
            "account.json: the account you sign in with, if there is one, and where you were signed in",
            "log.json: what was done with your record, when and by whom",
            *contents.reports,
            *_about_reports(contents),
            "",
            "Numbers in records.json count within each part: athlete 1, screening 2.",
            "Left out are secrets that open records, such as links: they work here only.",
            "Nothing about you stands in these tables, or nothing that can be told without others:",
            *(f"  {table}: {why}" for table, why in sorted(NOT_TOLD.items())),
            "",
            f"SHA-256 of records.json: {contents.digest}",
            "This file holds health data. Keep it where nobody else can read it.",
            "",
        ]
    )


def _about_reports(contents: Contents) -> list[str]:
    older = contents.counts.get("screenings", 0) - len(contents.reports) - contents.missing_reports
    lines = []
    if older > 0:
        lines.append(f"  older results, in records.json only: {older}; their pages give the reports")
    if contents.missing_reports:
        lines.append(f"  reports that could not be drawn just now: {contents.missing_reports}")
    return lines


def _words(at: dt.datetime) -> str:
    utc = at.astimezone(dt.UTC)
    return f"{utc.day} {calendar.month_name[utc.month]} {utc.year}, {utc:%H:%M} UTC"
