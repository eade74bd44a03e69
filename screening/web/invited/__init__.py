"""The way in of athletes who were invited: by their own link, or by the poster on the wall."""

from __future__ import annotations

from flask import Flask

from screening.web.invited.tablet import tablet
from screening.web.invited.wall import wall
from screening.web.invited.welcome import invited

__all__ = ["configure_invited"]


def configure_invited(app: Flask) -> None:
    """Make the routes of invitations known."""
    for blueprint in (invited, wall, tablet):
        app.register_blueprint(blueprint)
