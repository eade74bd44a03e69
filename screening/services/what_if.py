"""Trying out changes on a finished result. Reads what was kept, stores nothing, and the result stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.assess import assess
from screening.domain.checking import check_answers
from screening.domain.errors import InvalidAnswers, NotFound, Problem
from screening.domain.reporting.athlete import required_wording
from screening.domain.reporting.step_down import may_try_out, what_if_of
from screening.domain.reporting.view import WhatIf
from screening.domain.reporting.what_if_page import Column, changed_column, column_of
from screening.domain.risk.what_if import Ground, ground_of
from screening.domain.rulebook import Rulebook
from screening.services.results import StoredScreening

YOURS = "Your result"
TODAY = "Your answers with today’s rules"
CHANGED = "With these changes"


@dataclass(frozen=True, slots=True)
class TriedOut:
    """A result beside what would come out; the last column holds the changes, where there are any."""

    offer: WhatIf
    chosen: tuple[str, ...]
    columns: tuple[Column, ...]
    minutes_per_week: int | None
    """Of the chosen changes with known minutes; None where none are."""
    minutes_not_known: tuple[str, ...]
    """The chosen changes whose minutes nobody has estimated, in words."""
    has_newer_rules: bool
    """The rules in use are not those of the result, so that changes are worked out with newer ones."""


def try_out(stored: StoredScreening, rulebook: Rulebook, chosen: Sequence[str]) -> TriedOut:
    """The present result beside the one that these changes would lead to.

    Args:
        chosen: ids of factors to bring to their target.
    Raises:
        NotFound: changes are not offered for this result, or not under the rules in use.
        InvalidAnswers: something was chosen that is not offered.
    """
    if not may_try_out(stored.assessment):
        raise NotFound("no changes to try out")
    wording = required_wording(rulebook)
    has_newer_rules = stored.rulebook_digest != rulebook.digest
    ground = _ground(stored, rulebook)
    today = assess(stored.answers, rulebook) if has_newer_rules else stored.assessment
    offer = what_if_of(today, ground, wording)
    if offer is None:
        raise NotFound("no changes to try out")
    picked = _picked(chosen, offer)
    columns = [column_of(YOURS, stored.assessment.risk, rulebook.risk, wording)]
    if has_newer_rules:
        columns.append(column_of(TODAY, today.risk, rulebook.risk, wording))
    if picked:
        columns.append(changed_column(CHANGED, ground, picked, wording))
    targets = {
        factor_id: target for factor_id, target in ground.open_targets().items() if factor_id in picked
    }
    known = [each.minutes_per_week for each in targets.values() if each.minutes_per_week is not None]
    return TriedOut(
        offer=offer,
        chosen=picked,
        columns=tuple(columns),
        minutes_per_week=sum(known) if known else None,
        minutes_not_known=tuple(each.text for each in targets.values() if each.minutes_per_week is None),
        has_newer_rules=has_newer_rules,
    )


def _ground(stored: StoredScreening, rulebook: Rulebook) -> Ground:
    """What the stored answers rest on under the rules in use; these may not know every answer any more."""
    try:
        check_answers({field: _raw(stored, field) for field in stored.answers}, rulebook.questionnaire)
    except InvalidAnswers:
        raise NotFound("the rules in use ask other questions") from None
    return ground_of(stored.answers, rulebook)


def _raw(stored: StoredScreening, field: str) -> object:
    value = stored.answers[field]
    return list(value) if isinstance(value, tuple) else value


def _picked(chosen: Sequence[str], offer: WhatIf) -> tuple[str, ...]:
    """The chosen changes in the order in which they are offered."""
    offered = [choice.id for choice in offer.choices]
    if not set(chosen) <= set(offered):
        raise InvalidAnswers((Problem("change", "choose from the changes that are offered"),))
    return tuple(choice for choice in offered if choice in chosen)
