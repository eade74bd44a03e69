"""Reports on paper: a view becomes HTML and then a tagged PDF, the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping

from screening.report.errors import MissingLibrary, ReportError
from screening.report.html import Report
from screening.report.process import ReportMaker

__all__ = ["MissingLibrary", "ReportError", "ReportMaker", "make_report"]


def make_report(view: Report, *, link: str | None = None, figures: Mapping[str, str] | None = None) -> bytes:
    """One report, made in a process of its own that ends with it; for the command line.

    Args:
        link: address of the online result for the QR code.
        figures: SVG of exercises by id.
    Raises:
        MissingLibrary: Pango or HarfBuzz is not installed.
        ReportError: the report could not be made.
    """
    with ReportMaker(at_once=1, waiting=0) as maker:
        return maker.make(view, link=link, figures=figures)
