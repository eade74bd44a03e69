"""What the views work with: made once by the factory, never looked up from the environment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from screening.domain.rulebook import Rulebook
from screening.rulebook.versions import KeptRules

if TYPE_CHECKING:
    from screening.report import ReportMaker
    from screening.settings import Settings
    from screening.store import Store
    from screening.web.athlete.journey import Journey

_KEY = "screening"

Clock = Callable[[], dt.datetime]


def wall_clock() -> dt.datetime:
    """The time now, aware, in UTC. Only shells read a clock."""
    return dt.datetime.now(tz=dt.UTC)


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a view may need beside its request."""

    settings: Settings
    store: Store
    rulebook: Rulebook
    journey: Journey
    reports: ReportMaker
    clock: Clock
    kept: KeptRules = field(default_factory=KeptRules)
    """Published rules of before, for what a result of theirs has to be drawn with."""


def keep_parts(app: Flask, made: Parts) -> None:
    """Hand the parts to the application."""
    app.extensions[_KEY] = made


def parts() -> Parts:
    """The parts of the application that answers this request."""
    return cast("Parts", current_app.extensions[_KEY])


def rules_of(digest: str) -> Rulebook:
    """The rules a kept result was made with; those that run where nobody published them."""
    running = parts().rulebook
    return running if digest == running.digest else parts().kept.with_digest(digest) or running


def now() -> dt.datetime:
    """The time of this request."""
    return parts().clock()
