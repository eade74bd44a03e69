"""Whole returns written down as days with actions and what is expected: rules/scenarios/cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from screening.domain.case import events as ev
from screening.domain.case.happen import Refused
from screening.domain.case.today import allowed_today
from screening.domain.case.words import (
    Flag,
    Mechanism,
    SessionKind,
    SeverityClass,
    Side,
    State,
)
from screening.domain.vocabulary import Grade, Tag, Urgency
from tests.support import case_lives
from tests.support.case_lives import ATHLETE, COACH, DOCTOR, GUARDIAN, PHYSIO, Life, rules

PEOPLE = {who.party.value: who for who in (ATHLETE, GUARDIAN, COACH, PHYSIO, DOCTOR)}
_READ: Mapping[str, Any] = {
    "side": Side,
    "mechanism": Mechanism,
    "low": Grade,
    "high": Grade,
    "urgency": Urgency,
    "tags": lambda tags: tuple(Tag(tag) for tag in tags),
}
_NAMES = {"low": "proposed_low", "high": "proposed_high"}


def scenario_files(rules_folder: Path) -> list[Path]:
    return sorted((rules_folder / "scenarios" / "cases").glob("*.yaml"))


def play(path: Path) -> Life:
    """Replays a file day by day and gives that life. Fails at the first day that is not as written."""
    scenario = yaml.safe_load(path.read_text(encoding="utf-8"))
    opened = {
        _NAMES.get(key, key): _READ.get(key, lambda value: value)(value)
        for key, value in scenario["opened"].items()
    }
    life = Life(replace(case_lives.OPENED, severity=SeverityClass.UNKNOWN, **opened), scenario.get("from", 0))
    for day in scenario["days"]:
        _go_to(life, day["day"], silent=day.get("silent", False))
        for action in day.get("do", ()):
            _act(life, dict(action), f"{path.stem}, day {day['day']}, {action}")
        _expect(life, day.get("expect", {}), f"{path.stem}, day {day['day']}")
    return life


def _go_to(life: Life, day: int, *, silent: bool) -> None:
    """Mornings without trouble on the days between, or nothing at all."""
    if silent:
        life.day(day)
        return
    life.until(day - 1)
    life.day(max(day, life.n))


def _act(life: Life, action: dict[str, Any], where: str) -> None:
    name = next(iter(action))
    by = PEOPLE[action.pop("by", "physio")]
    because = action.pop("refused", None)
    try:
        _ACTIONS[name](life, action.pop(name), by, action)
    except Refused as refused:
        found = sorted({reason.id for reason in refused.reasons})
        if because is None or found != sorted(because):
            raise AssertionError(f"{where}: refused for {found}") from refused
        return
    if because is not None:
        raise AssertionError(f"{where}: was not refused")
    if action:
        raise AssertionError(f"{where}: {sorted(action)} say nothing")


def _morning(life: Life, pain: int, _by: ev.Who, more: dict[str, Any]) -> None:
    flags = frozenset(Flag(flag) for flag in more.pop("flags", ()))
    life.morning(pain, flags=flags, **{key: more.pop(key) for key in list(more)})


def _session(life: Life, kind: str, _by: ev.Who, more: dict[str, Any]) -> None:
    given = {key: more.pop(key) for key in list(more)}
    life.session(SessionKind(kind), given.pop("rung"), given.pop("pain", 0), **given)


def _test(life: Life, test: str, by: ev.Who, more: dict[str, Any]) -> None:
    life.add(ev.TestRecorded(test, life.today, **{key: more.pop(key) for key in list(more)}), by)


def _move(life: Life, move: str, by: ev.Who, more: dict[str, Any]) -> None:
    after = State(more.pop("to"))
    overrides = tuple(ev.Overridden(row, text) for row, text in more.pop("let_pass", {}).items())
    review = life.today + life_days(more.pop("review_after", 0)) if "review_after" in more else None
    reason, scope = more.pop("reason", ""), more.pop("scope", "")
    body = ev.Moved(
        move, life.state.state, after, overrides=overrides, reason=reason, scope=scope, review_on=review
    )
    life.add(body, by)


def life_days(days: int) -> Any:
    return case_lives.dt.timedelta(days=days)


def _lift(life: Life, rule: str, by: ev.Who, more: dict[str, Any]) -> None:
    for hold in [hold for hold in life.state.holds if hold.rule == rule]:
        life.add(ev.HoldLifted(hold.number, more.get("reason", "Looked into.")), by)
    more.pop("reason", None)


def _note(life: Life, text: str, by: ev.Who, more: dict[str, Any]) -> None:
    body = ev.NoteWritten(
        text, more.pop("clears", False), more.pop("shorter", False), more.pop("for_move", None)
    )
    life.add(body, by)


def _grade(life: Life, severity: str, by: ev.Who, more: dict[str, Any]) -> None:
    tags = tuple(Tag(tag) for tag in more.pop("tags", ()))
    body = ev.GradeSet(SeverityClass(severity), None, None, tags, more.pop("reason", ""))
    life.add(body, by)


_ACTIONS: Mapping[str, Any] = {
    "screen": lambda life, flags, _by, _more: life.screened(**dict.fromkeys(flags, True)),
    "morning": _morning,
    "session": _session,
    "tests": lambda life, stage, _by, _more: life.tests(State(stage)),
    "test": _test,
    "move": _move,
    "lift": _lift,
    "note": _note,
    "grade": _grade,
    "rung": lambda life, rung, by, more: life.add(
        ev.RungSet(rung, "As the ladder says.", placed=more.pop("placed", False)), by
    ),
    "agree": lambda life, move, by, _more: life.add(ev.Agreed(move, True), by),
    "disagree": lambda life, move, by, _more: life.add(ev.Agreed(move, False), by),
    "decide": lambda life, _what, by, _more: life.add(life.decision(), by),
    "hold": lambda life, reason, by, _more: life.add(ev.HoldSet(reason), by),
    "renew": lambda life, days, by, _more: life.add(
        ev.ClearanceRenewed("As agreed", life.today + life_days(days)), by
    ),
}


def _expect(life: Life, expected: Mapping[str, Any], where: str) -> None:
    state = life.state
    allowed = allowed_today(state, rules(), life.today)
    light = state.light_on(life.today)
    found = {
        "state": state.state.value,
        "rung": state.rung,
        "light": light.value if light else None,
        "holds": sorted(hold.rule or "by hand" for hold in state.holds),
        "availability": allowed.availability.value,
        "speed_pct": allowed.speed_pct,
        "eccentric": allowed.highest_eccentric,
        "today": allowed.today.value,
        "severity": state.severity.value,
        "moved_by": state.moves[-1].by.party.value,
        "rules": list(state.moves[-1].body.rules),
    }
    wrong = {key: (value, found[key]) for key, value in expected.items() if found[key] != value}
    assert not wrong, f"{where}: expected and found differ in {wrong}"
