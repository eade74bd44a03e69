"""Who can see what of an athlete: told before the first question, and again on the result."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from screening.domain.clubs import Purpose, Role
from screening.domain.reporting.view import Row
from screening.services.access import CLINICIANS
from screening.store import Transaction
from screening.store.queries import athletes, members
from screening.store.tables.account import AccountRow
from screening.store.tables.people import MembershipRow

NAMELESS = "somebody who has not signed in yet"


@dataclass(frozen=True, slots=True)
class Readers:
    """The people of a club who can see something of one athlete, by name."""

    coaches: tuple[str, ...]
    clinicians: tuple[str, ...]
    administrators: tuple[str, ...]


def readers_of(tx: Transaction, athlete_id: int) -> Readers:
    """The people of the transaction's club who can see something of this athlete today."""
    found = members.members(tx)
    squads = athletes.squad_ids_of_athlete(tx, athlete_id)
    coached = members.squads_of(tx, [membership.id for membership, _ in found])
    coaches = [
        account
        for membership, account in found
        if membership.role is Role.COACH and coached.get(membership.id, frozenset()) & squads
    ]
    return Readers(
        coaches=_names(coaches),
        clinicians=_names(_with(found, CLINICIANS)),
        administrators=_names(_with(found, {Role.ADMINISTRATOR})),
    )


def before_the_first_question(readers: Readers) -> tuple[Row, ...]:
    """Who sees what, whatever is allowed; each further purpose is asked for on its own."""
    return (
        Row("You", "Everything. You get a link to your result, and can hand it on."),
        Row(
            f"Coach: {_list(readers.coaches)}" if readers.coaches else "Coach: nobody at the moment",
            "Whether you have answered and can train in full, and your plan. No answers, no symptoms.",
        ),
        Row(
            f"Physio and doctor: {_list(readers.clinicians)}"
            if readers.clinicians
            else "Physio and doctor: nobody at the moment",
            "How soon somebody should look at you, and your plan."
            if readers.clinicians
            else "Nobody in the club reads results. If something is urgent, the page tells you what to do.",
        ),
        Row(
            f"Administrator: {_list(readers.administrators)}"
            if readers.administrators
            else "Administrator: nobody at the moment",
            "Your name, address and squad, and whether you have answered. No answers, no result.",
        ),
    )


def on_the_result(readers: Readers, allowed: Collection[Purpose]) -> tuple[Row, ...]:
    """The same on the result, as it was allowed when it was made, by role: names change, a result stays."""
    coach = ["Whether you can train in full, and your plan."]
    coach += (
        ["The one main reason, and what training can change."] if Purpose.COACH_REASONS in allowed else []
    )
    coach += ["Your band."] if Purpose.COACH_BAND in allowed else []
    reads_all = Purpose.PHYSIO_CLINICAL in allowed
    clinic = (
        "Your answers and your whole result." if reads_all else "How soon you should be seen, and your plan."
    )
    return (
        Row("You", "Everything."),
        Row("Your coach", " ".join((*coach, "No answers, no symptoms."))),
        Row(
            "Physio and doctor of the club",
            clinic if readers.clinicians else "Nobody reads it at the moment.",
        ),
        Row("Anybody with the link or the paper", "Whatever you hand on can be read by whoever has it."),
    )


def _with(found: Collection[tuple[MembershipRow, AccountRow]], roles: Collection[Role]) -> list[AccountRow]:
    return [account for membership, account in found if membership.role in roles]


def _names(accounts: Collection[AccountRow]) -> tuple[str, ...]:
    """Each person once, by name, although somebody may be several things."""
    return tuple(dict.fromkeys(account.name or NAMELESS for account in accounts))


def _list(names: tuple[str, ...]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
