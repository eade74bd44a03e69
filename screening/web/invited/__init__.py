"""The way in of athletes who were invited: by their own link, or by the poster on the wall."""

from __future__ import annotations

from flask import Flask, g

from screening.web.invited.tablet import tablet
from screening.web.invited.wall import wall
from screening.web.invited.welcome import invited
from screening.web.this_browser import tablet_poster

__all__ = ["configure_invited"]


def configure_invited(app: Flask) -> None:
    """Make the routes of invitations known, and tell pages for whom and on what they are answered."""
    app.context_processor(lambda: {"for_club": g.get("for_club"), "tablet": tablet_poster()})
    for blueprint in (invited, wall, tablet):
        app.register_blueprint(blueprint)
