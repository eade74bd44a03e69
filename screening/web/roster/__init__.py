"""Squads, athletes and rosters: who is in the club, nothing of what anybody answered."""

from __future__ import annotations

from flask import Flask

from screening.web.roster import deciding, guardians, imports, people, person, returning, taking_out
from screening.web.roster.blueprint import athletes
from screening.web.roster.large import allow_whole_rosters
from screening.web.roster.squads import squads

WITH_VIEWS = (people, person, guardians, returning, imports, deciding, taking_out)
"""Importing these has put their views on the blueprint."""


def configure_roster(app: Flask) -> None:
    """Register the pages, one of which takes a whole file."""
    app.register_blueprint(squads)
    app.register_blueprint(athletes)
    allow_whole_rosters(app)
