"""Collects everything wrong in the rules, so that an author sees all of it at once."""

from __future__ import annotations

from screening.domain.errors import RulebookError, RuleProblem


class Problems:
    """All problems found so far, in the order found."""

    def __init__(self) -> None:
        self._found: list[RuleProblem] = []

    def add(self, file: str, path: str, problem: str, advice: str, line: int | None = None) -> None:
        """Note one problem: where, what, and what to do about it. Noting it again changes nothing."""
        found = RuleProblem(file, path, problem, advice, line)
        if found not in self._found:
            self._found.append(found)

    @property
    def found(self) -> tuple[RuleProblem, ...]:
        return tuple(self._found)

    def stop_if_any(self) -> None:
        """Raise RulebookError with everything found, if anything was."""
        if self._found:
            raise RulebookError(sorted(self._found, key=lambda p: (p.file, p.line or 0, p.path)))
