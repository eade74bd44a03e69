"""The blueprint that the page of a squad and its files share."""

from __future__ import annotations

from flask import Blueprint

squad_page = Blueprint("squad", __name__)
