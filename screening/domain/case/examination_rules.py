"""What is examined on the first day and what a finding means, as typed data. Nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.vocabulary import Certainty, Urgency

from .stage_rules import Need


@dataclass(frozen=True, slots=True)
class ExaminedGroup:
    """Tests that are done together, by their ids, in the order of the page."""

    title: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one result means. `means` and `do` are sentences for the physio.

    `shows` is the result: a limit that is reached, or a test that was not passed.
    """

    id: str
    shows: Need
    urgency: Urgency | None
    """How soon somebody should look; then it refers the case at once. None: it is only said."""
    from_day: int | None
    """Days from the injury to the test, at least; None: from the first on."""
    to_day: int | None
    up_to_age: int | None
    """In years; an age that is not known counts as well. None: at every age."""
    means: str
    do: str
    certainty: Certainty
    sources: tuple[str, ...]
    note: str | None = None

    @property
    def refers(self) -> bool:
        return self.urgency is not None


@dataclass(frozen=True, slots=True)
class Examination:
    """rules/stages/examination.yaml."""

    groups: tuple[ExaminedGroup, ...]
    findings: tuple[Finding, ...]

    @property
    def tests(self) -> tuple[str, ...]:
        """The ids of all tests, in the order of the page."""
        return tuple(test for group in self.groups for test in group.tests)
