"""Which rules stand behind a paper, and who checked them: the foot of every page and the last lines."""

from __future__ import annotations

import datetime as dt

from screening.domain.reporting.athlete import SHORT_DIGEST, required_wording
from screening.domain.reporting.words import day
from screening.domain.rulebook import Rulebook


def rules_line(rulebook: Rulebook) -> str:
    """One line: version, digest, who checked."""
    say = required_wording(rulebook).say
    return say("foot.rules", version=rulebook.version, digest=_digest(rulebook), checked=_checked(rulebook))


def rules_long(rulebook: Rulebook) -> str:
    """The same with the days from and until which the rules hold."""
    dates = {
        "from": day(dt.date.fromisoformat(rulebook.valid_from)),
        "review": day(dt.date.fromisoformat(rulebook.review_by)),
    }
    return required_wording(rulebook).say(
        "foot.rules_long",
        version=rulebook.version,
        digest=_digest(rulebook),
        checked=_checked(rulebook),
        **dates,
    )


def _digest(rulebook: Rulebook) -> str:
    return rulebook.digest.removeprefix("sha256:")[:SHORT_DIGEST]


def _checked(rulebook: Rulebook) -> str:
    say = required_wording(rulebook).say
    return say("foot.checked", name=rulebook.checked_by) if rulebook.checked_by else say("foot.unchecked")
