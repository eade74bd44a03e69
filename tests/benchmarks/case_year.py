"""A return to training with a year of check-ins: what its log costs to read, and its pages to open."""

from __future__ import annotations

import datetime as dt
import json
import secrets
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from screening.domain.case import events as ev
from screening.domain.case.happen import happen_next
from screening.domain.case.log_json import log_from_json, log_to_json
from screening.domain.case.state import replay, replaying
from screening.domain.case.words import Part, SorenessWhere
from screening.domain.clubs import Role
from screening.domain.rulebook import Rulebook
from screening.settings import Settings
from screening.store import open_store
from screening.store.schema import upgrade
from screening.web.app import build_app
from screening.web.athlete.journey import Journey
from screening.web.parts import Parts
from tests.benchmarks.timing import Timed, Work, timed
from tests.support import case_lives
from tests.support.case_lives import ATHLETE, RULEBOOK, rules
from tests.support.kept_cases import make_ward
from tests.support.planted_cases import link_to, plant
from tests.support.signing_in import Person, member_of
from tests.web.quick_reports import QuickReports
from tests.web.still_clock import NOW, StillClock

EVENTS, ROUNDS = 1_200, 12
SECRET_KEY = "bench " * 8
YARDSTICK = "read the text with json alone"


def print_case_year(rulebook: Rulebook, *, events: int = EVENTS, rounds: int = ROUNDS) -> None:
    """Print what a long case costs, in multiples of reading its JSON text."""
    log = long_log(events)
    with tempfile.TemporaryDirectory() as folder:
        works = {**_parts(log), **_pages(Path(folder), rulebook, log)}
        found = timed((works for _ in range(rounds + 1)), 1)
    print(f"A case of {len(log):,} events, two check-ins on each day: {rounds} rounds")
    for line in _lines(found):
        print(line)
    print()


def long_log(events: int) -> ev.Log:
    """A life that is back in competition and goes on answering, until its log is so long."""
    log, so_far = case_lives.mild(), replaying(case_lives.mild())
    day = log[-1].day
    while len(log) < events:
        day += dt.timedelta(days=1)
        for body in _answers(day):
            at = dt.datetime.combine(day, dt.time(7 if body.part is Part.MORNING else 19), dt.UTC)
            new, so_far = happen_next(so_far, body, ATHLETE, at, day, rules(), RULEBOOK)
            log = (*log, *new)
    return log


def _answers(day: dt.date) -> tuple[ev.CheckIn, ev.CheckIn]:
    sore, tired = day.toordinal() % 4, 2 + day.toordinal() % 3
    morning = ev.CheckIn(
        Part.MORNING,
        day,
        pain_morning=0,
        soreness_hamstring=sore,
        soreness_where=SorenessWhere.BOTH,
        fatigue=tired,
        sleep_hours=8.5,
    )
    return morning, ev.CheckIn(
        Part.SESSION, day, pain_during_max=0, session_rpe=3.0 + tired, minutes=60, ran=True
    )


def _parts(log: ev.Log) -> dict[str, Work]:
    plain = log_to_json(log)
    texts = [json.dumps(event) for event in plain]
    return {
        YARDSTICK: lambda: [json.loads(text) for text in texts],
        "read the events from what json gives": lambda: log_from_json(plain),
        "replay them": lambda: replay(log),
    }


def _pages(folder: Path, rulebook: Rulebook, log: ev.Log) -> dict[str, Work]:
    settings = Settings(
        secret_key=SECRET_KEY,
        database_url=f"sqlite:///{folder / 'bench.db'}",
        instance_folder=folder,
        allowed_hosts=("localhost",),
        rate_limits=False,
        password_memory_kib=64,
        password_passes=1,
    )
    store = open_store(settings.database_url, SECRET_KEY)
    upgrade(store)
    ward = make_ward(store, rulebook, NOW)
    case = plant(ward, log, days_ago=1)
    token = link_to(ward, case)
    clock = StillClock()
    app = build_app(Parts(settings, store, rulebook, Journey.through(rulebook), QuickReports(), clock))
    physio, athlete = (member_of(app, ward.club, role) for role in (Role.PHYSIO, Role.ATHLETE))
    return {
        "the physio's page of the case": partial(_opened, physio, f"/cases/{case}"),
        "the athlete's own page": partial(_opened, athlete, f"/my-return/{case}"),
        "the form to check in": partial(_opened, athlete, f"/check-in/{token}"),
        "a check-in sent": partial(_sent, athlete, f"/check-in/{token}?part=morning"),
        "the answer to it": partial(_opened, athlete, f"/check-in/{token}/answer"),
    }


def _opened(by: Person, path: str) -> None:
    answer = by.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")


def _sent(by: Person, path: str) -> None:
    fields = {
        "pain_morning": "0",
        "soreness_hamstring": "1",
        "soreness_where": "both",
        "fatigue": "3",
        "sleep_hours": "8",
        "unusual": "no",
        "day": NOW.date().isoformat(),
        "key": secrets.token_urlsafe(24),
    }
    answer = by.post(path, fields)
    if answer.status_code != 303:
        raise RuntimeError(f"{path}: {answer.status_code}")


def _lines(found: Mapping[str, Timed]) -> list[str]:
    lines = [f"  {'':40} {'each':>11}   {'ratio':>6}  half of the rounds"]
    for name, one in found.items():
        ratios = one.ratios_to(found[YARDSTICK])
        low, high = ratios.quartiles
        lines.append(
            f"  {name:40} {one.median * 1e3:8.1f} ms   {ratios.median:6.1f}  {low:.1f} to {high:.1f}"
        )
    return lines
