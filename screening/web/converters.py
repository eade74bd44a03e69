"""The types a part of an address can have; anything else is not found before a view runs."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map

MOST = 2**31 - 1


class TokenConverter(BaseConverter):
    """A link secret as `screening.services` makes them: URL-safe letters, 32 or more."""

    regex = "[A-Za-z0-9_-]{32,128}"


class InvitationConverter(BaseConverter):
    """The secret of an invitation; asked about before other links, which never begin like it."""

    regex = "inv-[A-Za-z0-9_-]{43}"
    weight = 50


class PosterConverter(BaseConverter):
    """The secret of a poster on the wall."""

    regex = "wall-[A-Za-z0-9_-]{43}"
    weight = 50


class PageConverter(BaseConverter):
    """The id of a page of the questionnaire."""

    regex = "[a-z][a-z0-9_]{0,59}"


class ExerciseConverter(BaseConverter):
    """The id of an exercise of the library."""

    regex = "[a-z][a-z0-9_]{0,59}"


class SessionConverter(BaseConverter):
    """The key of a session: its week and its place in it."""

    regex = "[1-9][0-9]?-[1-9][0-9]?"


class ActConverter(BaseConverter):
    """The name of one thing that is done with a case."""

    regex = "[a-z]{2,20}"


class AssetConverter(BaseConverter):
    """The name of one shipped file: no folders, no leading dot."""

    regex = "[a-z0-9][a-z0-9_-]{0,59}\\.[a-z0-9]{2,5}"


class NumberConverter(IntegerConverter):
    """The number of a row; one that no database of ours can hold is not found before a view runs."""

    def __init__(self, url_map: Map, **named: Any) -> None:
        super().__init__(url_map, **{"max": MOST, **named})


def configure_converters(app: Flask) -> None:
    """Make the address types known to the routes."""
    app.url_map.converters.update(
        int=NumberConverter,
        token=TokenConverter,
        invitation=InvitationConverter,
        poster=PosterConverter,
        page=PageConverter,
        exercise=ExerciseConverter,
        session=SessionConverter,
        act=ActConverter,
        asset=AssetConverter,
    )
