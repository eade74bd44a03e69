"""Finished reports of every kind, made once for all tests of the folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from screening.domain.reporting.figures import figures_of
from screening.domain.reporting.view import AthleteReport
from screening.report.html import report_html
from screening.report.pdf import Made, html_to_pdf
from tests.support.assessments import CASES, rulebook

LINK = "https://screening.example/result/abcdefghijklmnopqrstuvwxyz0123456789ABCD"


def draw_view(view: AthleteReport) -> Made:
    """The PDF of a view, with its exercise figures and a link."""
    return html_to_pdf(report_html(view, link=LINK, figures=figures_of(view.plan, rulebook())))


@cache
def _made(kind: str) -> Made:
    return draw_view(CASES[kind]())


@pytest.fixture(scope="session")
def made() -> Callable[[str], Made]:
    """The finished report of a kind."""
    return _made


@pytest.fixture(scope="session")
def draw() -> Callable[[AthleteReport], Made]:
    return draw_view
