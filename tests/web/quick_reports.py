"""Stands in for the renderer's processes; the browser journey drives the real ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screening.domain.errors import Busy
from screening.domain.reporting.view import AthleteReport
from screening.report.attached import AttachedFile


class QuickReports:
    """Hands out a tiny file at once, or is busy."""

    def __init__(self) -> None:
        self.busy = False
        self.asked: list[tuple[AthleteReport, str]] = []
        self.drawn: frozenset[str] = frozenset()
        self.attached: tuple[str, ...] = ()

    def make(
        self,
        view: AthleteReport,
        *,
        link: str | None = None,
        figures: Mapping[str, str] | None = None,
        files: Sequence[AttachedFile] = (),
    ) -> bytes:
        if self.busy:
            raise Busy("too many reports at once")
        self.asked.append((view, link or ""))
        self.drawn = frozenset(figures or ())
        self.attached = tuple(one.name for one in files)
        return b"%PDF-1.7 quick"

    def close(self) -> None:
        pass
