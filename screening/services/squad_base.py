"""The base programme of a squad, on its own training days and around its matches."""

from __future__ import annotations

from screening.domain.answers import Answer, Answers
from screening.domain.errors import ScreeningError
from screening.domain.programme.make import make_programme
from screening.domain.programme.model import Request
from screening.domain.rulebook import Rulebook
from screening.domain.squad.model import BaseProgramme, SquadCalendar
from screening.domain.squad.picture import required_squad_rules
from screening.services.training_situation import situation_of


def base_programme(calendar: SquadCalendar, rulebook: Rulebook) -> BaseProgramme:
    """The programme for everybody.

    Args:
        calendar: days, matches and kit; what the squad's athletes answered has no part in it.
    Returns:
        Its weeks, made as those of an athlete of whom no more is known than rules/squad/base.yaml says.
    Raises:
        ScreeningError: the rulebook has no rules for squads or no programmes.
        ValueError: the first day is no Monday.
    """
    rules = required_squad_rules(rulebook).base
    if rulebook.programmes is None:
        raise ScreeningError("the rulebook holds no programmes")
    known: dict[str, Answer] = {**rules.typical, "equipment": tuple(sorted(calendar.kit)) or ("none",)}
    for field, value in (
        ("sport", calendar.sport),
        ("level", calendar.level),
        ("age_years", calendar.youngest_age),
    ):
        if value is not None:
            known[field] = value
    request = Request(
        start=calendar.started_on,
        protocol=rules.protocol,
        days=calendar.training_days,
        match_dates=calendar.match_dates,
    )
    situation = situation_of(Answers(known), rulebook)
    made = make_programme(situation, request, rulebook.plan, rulebook.programmes)
    return BaseProgramme(made, calendar.kit)
