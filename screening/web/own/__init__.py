"""Pages of athletes and guardians about what is kept of them."""

from __future__ import annotations

from flask import Flask

from screening.web.own.by_club import own_by_club
from screening.web.own.by_link import own_by_link
from screening.web.own.mine import mine

__all__ = ["configure_own"]


def configure_own(app: Flask) -> None:
    """Make the routes about one's own data known."""
    for blueprint in (mine, own_by_link, own_by_club):
        app.register_blueprint(blueprint)
