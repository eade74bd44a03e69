"""Whether there is a problem to grade: reported, denied, never asked, or shown by a red-flag answer."""

from __future__ import annotations

import enum

from screening.domain.facts import Facts


class Asked(enum.Enum):
    """What was said about a problem. Not sure counts as present: silence is the only "not asked"."""

    PRESENT = "present"
    NONE = "none"
    NOT_ASKED = "not_asked"


def asked_about_problem(facts: Facts) -> Asked:
    """What `has_problem` holds; facts keep a "not sure" as a name without a value."""
    if "has_problem" not in facts.values:
        return Asked.NOT_ASKED
    return Asked.NONE if facts.get("has_problem") is False else Asked.PRESENT
