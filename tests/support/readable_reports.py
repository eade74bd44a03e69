"""Stands in for the renderer: a report comes out as its document, so that a test can read what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screening.report.attached import AttachedFile
from screening.report.html import Report, report_html


class ReadableReports:
    """Hands out the document from which the PDF would be made."""

    def make(
        self,
        view: Report,
        *,
        link: str | None = None,
        figures: Mapping[str, str] | None = None,
        files: Sequence[AttachedFile] = (),
    ) -> bytes:
        del files
        return report_html(view, link=link, figures=figures).encode()

    def close(self) -> None:
        pass
