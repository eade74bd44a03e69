"""What a condition can look at: known answers, values derived from them, and earlier conclusions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .answers import Answers, Known


@dataclass(frozen=True, slots=True)
class Facts:
    """Known values by name. A name that is missing, or None, is unknown.

    Derived values and conclusions share the name space with answers; their names carry a dot
    (`derived.severity_count`, `result.grade_high`), which no field id does.
    """

    values: Mapping[str, Known | None] = field(default_factory=dict)

    @classmethod
    def of(cls, answers: Answers) -> Facts:
        """Facts that hold nothing but the known answers."""
        return cls(answers.all_known())

    def get(self, name: str) -> Known | None:
        """The value, or None when unknown."""
        return self.values.get(name)

    def plus(self, more: Mapping[str, Known | None]) -> Facts:
        """These facts and more; what is given here wins."""
        return Facts({**self.values, **more})
