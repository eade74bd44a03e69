"""Reads one decision from a form: which purpose, yes or no, and on which text."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import BadRequest

from screening.domain.clubs import Purpose

YES, NO = "allow", "take-back"


def wish_of_form() -> tuple[Purpose, bool, str]:
    """Purpose, whether it is allowed, and the version of the text that was on the page."""
    try:
        purpose = Purpose(request.form.get("purpose", ""))
    except ValueError:
        raise BadRequest from None
    wish = request.form.get("wish")
    if wish not in (YES, NO):
        raise BadRequest
    return purpose, wish == YES, request.form.get("version", "")[:40]
