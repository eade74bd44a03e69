"""The list for physios and doctors, and the page of one athlete for the staff of a club."""

from __future__ import annotations

from flask import Flask

from screening.web.care.findings import findings
from screening.web.care.listing import care
from screening.web.care.notices import configure_care_notices
from screening.web.care.record import record


def configure_care(app: Flask) -> None:
    """Register the pages, and what staff are told on every page."""
    configure_care_notices(app)
    app.register_blueprint(care)
    app.register_blueprint(record)
    app.register_blueprint(findings)
