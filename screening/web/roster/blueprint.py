"""The addresses about athletes as people of the club."""

from __future__ import annotations

from flask import Blueprint

athletes = Blueprint("athletes", __name__, url_prefix="/athletes")
