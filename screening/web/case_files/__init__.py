"""Pages that bring files of measurements into open cases: check-ins, force tests, running sessions."""

from __future__ import annotations

from flask import Flask

from screening.web.case_files import bringing, deciding
from screening.web.case_files.blueprint import case_files

WITH_VIEWS = (bringing, deciding)
"""Importing these has put their views on the blueprint."""


def configure_case_files(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(case_files)
