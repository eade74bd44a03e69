"""The time as the command line reads it: of this machine, in its zone."""

from __future__ import annotations

import datetime as dt


def local_now() -> dt.datetime:
    """The time, aware."""
    return dt.datetime.now().astimezone()


def today() -> dt.date:
    """The day it is here."""
    return local_now().date()
