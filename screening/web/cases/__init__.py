"""The physio's desk: the cases of a club, one case with its gate, and the forms on which it moves."""

from __future__ import annotations

from flask import Flask

from screening.web.cases.acting import acting
from screening.web.cases.handing import case_link
from screening.web.cases.opening import case_opening
from screening.web.cases.pages import cases
from screening.web.cases.papers import case_papers
from screening.web.cases.programme_page import case_days
from screening.web.cases.testing import case_tests


def configure_cases(app: Flask) -> None:
    """Make the routes of the desk known."""
    for blueprint in (cases, case_opening, acting, case_tests, case_link, case_days, case_papers):
        app.register_blueprint(blueprint)
