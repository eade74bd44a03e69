"""Signing in and out, one's own account, the people of a club, and the first set-up."""

from __future__ import annotations

from flask import Flask

from screening.web.account.club import club
from screening.web.account.factors import factors
from screening.web.account.own import account
from screening.web.account.password_link import password_link
from screening.web.account.set_up import setup
from screening.web.account.sign_in import sign_in

__all__ = ["configure_account"]


def configure_account(app: Flask) -> None:
    """Make the routes about accounts known."""
    for blueprint in (sign_in, account, factors, club, setup, password_link):
        app.register_blueprint(blueprint)
