"""The blueprints of the athlete's pages: those behind a link, and those behind a sign-in."""

from __future__ import annotations

from flask import Blueprint

check_in = Blueprint("check_in", __name__)
my_return = Blueprint("my_return", __name__, url_prefix="/my-return")
