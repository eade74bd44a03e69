"""The blueprint that all views of the exercise library share."""

from __future__ import annotations

from flask import Blueprint

exercises = Blueprint("exercises", __name__)
