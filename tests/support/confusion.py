"""What was intended against what the rules say, for every vignette and published case.

Print it with `python -m tests.support.confusion`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from screening.domain.vocabulary import Urgency
from screening.rulebook.vignettes import Group
from tests.support.injury_rules import judge
from tests.support.scenarios import public_cases, vignettes

NOBODY_ASKED = "none"
COLUMNS = (*(urgency.value for urgency in Urgency), NOBODY_ASKED)


@dataclass(frozen=True)
class Replayed:
    """One case with what was intended and what came out."""

    id: str
    least: Urgency | None
    most: Urgency | None
    given: Urgency | None
    group: Group | None
    """None for a published case."""
    signed: bool

    @property
    def intended(self) -> str:
        if self.least is None or self.most is None:
            return NOBODY_ASKED
        return self.least.value if self.least is self.most else f"{self.most.value} or {self.least.value}"

    @property
    def under(self) -> bool:
        """Less urgent than anything that would be right."""
        if self.least is None:
            return False
        return self.given is None or self.given.rank > self.least.rank

    @property
    def over(self) -> bool:
        """More urgent than anything that would be right."""
        if self.given is None:
            return False
        return self.most is None or self.given.rank < self.most.rank

    @property
    def non_urgent(self) -> bool:
        return self.most in {Urgency.T4, Urgency.T5}


@cache
def replayed() -> tuple[Replayed, ...]:
    """Every vignette and published case under the shipped rules."""
    ours = [
        Replayed(
            vignette.id,
            vignette.intended.least_urgent,
            vignette.intended.most_urgent,
            judge(vignette.answers).triage.urgency,
            vignette.group,
            vignette.signed_by is not None,
        )
        for vignette in vignettes()
    ]
    published = [
        Replayed(
            case.id,
            case.least_urgent,
            case.most_urgent,
            judge(case.answers).triage.urgency,
            None,
            signed=False,
        )
        for case in public_cases()
    ]
    return (*published, *ours)


def matrix(cases: Iterable[Replayed]) -> str:
    """Intended by given, as a table."""
    counts = Counter((case.intended, case.given.value if case.given else NOBODY_ASKED) for case in cases)
    rows = sorted({intended for intended, _ in counts}, key=_place)
    lines = ["| intended | " + " | ".join(COLUMNS) + " |", "|---|" + "--:|" * len(COLUMNS)]
    for row in rows:
        cells = [str(counts[row, column]) if counts[row, column] else "·" for column in COLUMNS]
        lines.append(f"| {row} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _place(intended: str) -> tuple[bool, str]:
    return intended == NOBODY_ASKED, intended


def _part(title: str, belongs: Callable[[Replayed], bool]) -> str:
    cases = [case for case in replayed() if belongs(case)]
    if not cases:
        return f"**{title}**: none."
    under, over = (sum(getattr(case, which) for case in cases) for which in ("under", "over"))
    return f"**{title}**: {len(cases)}; under-triage {under}, over-triage {over}.\n\n{matrix(cases)}"


def report() -> str:
    """All of them, then by what they are for, then by whether a clinician has signed."""
    return "\n\n".join(
        [
            _part("All", lambda _: True),
            _part("Red flags", lambda case: case.group is Group.RED_FLAG),
            _part("With a problem and nothing urgent", _problem_without_hurry),
            _part("Season checks", lambda case: case.group is Group.SEASON),
            _part("Published cases", lambda case: case.group is None),
            _part("Signed by a clinician", lambda case: case.signed),
            _part("Not signed", lambda case: not case.signed),
        ]
    )


def _problem_without_hurry(case: Replayed) -> bool:
    return case.non_urgent and case.group is not Group.SEASON


if __name__ == "__main__":
    print(report())
