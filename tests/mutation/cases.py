"""Every case that can notice a mistake in the rules: boundary cases, published patients, sweeps, vignettes.

A case knows some answers and what the result has to be, in words of the rules; nothing here is worked out by
the program that is under test.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from screening.domain.answers import Answers
from screening.domain.programme.rules import ProtocolItem
from screening.domain.vocabulary import InjuryStatus, Urgency
from screening.rulebook.scenarios import BoundaryCase, PublicCase
from screening.rulebook.vignettes import Vignette
from tests.mutation.judging import STEP_OF, Judged
from tests.mutation.sweeps import Sweep, read_sweeps
from tests.support.scenarios import boundary_cases, public_cases, vignettes


@dataclass(frozen=True, slots=True)
class Case:
    """Answers, what they are about, and the statements that must hold. `step` is the last step needed."""

    name: str
    about: tuple[str, ...]
    answers: Answers
    step: str
    differences: Callable[[Judged], list[str]]
    """What is not as stated; empty where all is."""
    fires: bool | None = None
    """Whether what it is about has a say; None where the case does not say."""
    origin: str = ""
    """The file of a sweep."""

    def __str__(self) -> str:
        return self.name


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of rules/scenarios."""
    return (
        *(_boundary(case) for case in boundary_cases()),
        *(_public(case) for case in public_cases()),
        *(_vignette(vignette) for vignette in vignettes()),
        *(_sweep(sweep) for sweep in read_sweeps()),
    )


def _boundary(case: BoundaryCase) -> Case:
    expected = case.expected
    stated: dict[str, object] = {
        "triage.urgency": expected.urgency,
        "injury.status": expected.status,
        "injury.not_graded_because": expected.because,
        "injury.confidence": expected.confidence,
        "injury.provisional": expected.provisional,
    }
    if expected.grade:
        stated |= {"injury.grade_low": expected.grade[0], "injury.grade_high": expected.grade[1]}
    if expected.weeks:
        low, high = expected.weeks
        stated |= {"injury.expected_return.low_weeks": low, "injury.expected_return.high_weeks": high}
    stated = {path: value for path, value in stated.items() if value is not None}
    if expected.no_urgency:
        stated["triage.urgency"] = None
    if expected.no_grade:
        stated["injury.grade"] = None

    def differences(it: Judged) -> list[str]:
        found = list(_unlike(it, stated))
        if it.says(case.rule) is not case.expected.fires:
            found.append(case.rule)
        if expected.floor and expected.floor not in {
            r.urgency for r in it.triage.reasons if r.id == case.rule
        }:
            found.append("floor")
        if not set(expected.tags) <= set(it.injury.tags):
            found.append("tags")
        return found

    return Case(str(case), (case.rule,), case.answers, "triage", differences, case.expected.fires)


def _public(case: PublicCase) -> Case:
    def differences(it: Judged) -> list[str]:
        urgency, injury = it.triage.urgency, it.injury
        found = []
        if not _is_between(urgency, case.most_urgent, case.least_urgent):
            found.append("urgency")
        if injury.status is InjuryStatus.NOT_GRADED:
            right = injury.not_graded_because in case.because
        else:
            right = injury.grade in case.grades
        if not right or injury.grade in case.grade_not:
            found.append("grade")
        if not set(case.tags) <= set(injury.tags):
            found.append("tags")
        return found

    return Case(str(case), (case.id,), case.answers, "triage", differences)


def _vignette(vignette: Vignette) -> Case:
    """The urgency and the band that were intended; tests/scenarios replays what else a vignette says."""
    intended = vignette.intended

    def differences(it: Judged) -> list[str]:
        found = []
        if not _is_between(it.triage.urgency, intended.most_urgent, intended.least_urgent):
            found.append("urgency")
        if intended.bands and it.risk.band not in intended.bands:
            found.append("band")
        return found

    step = "risk" if intended.bands else "triage"
    return Case(str(vignette), (vignette.id,), vignette.answers, step, differences)


def _is_between(urgency: Urgency | None, most: Urgency | None, least: Urgency | None) -> bool:
    """Whether an urgency lies in a range; no range means that there should be none."""
    if most is None or least is None:
        return urgency is None
    return urgency is not None and most.rank <= urgency.rank <= least.rank


def _sweep(sweep: Sweep) -> Case:
    def differences(it: Judged) -> list[str]:
        found = [] if sweep.fires is None else [n for n in sweep.about if it.says(n) is not sweep.fires]
        if sweep.reason and sweep.reason not in {r.urgency for r in it.triage.reasons if r.id in sweep.about}:
            found.append(f"not for the reason {sweep.reason}")
        return [*found, *_unlike(it, sweep.expect)]

    steps = [STEP_OF.get(name.split(".", 1)[0], "triage") for name in (*sweep.about, *sweep.expect)]
    step = max(steps, key=("triage", "risk", "plan", "programmes").index)
    return Case(sweep.name, sweep.about, sweep.answers, step, differences, sweep.fires, sweep.origin)


def _unlike(it: Judged, stated: Mapping[str, object]) -> Iterator[str]:
    for path, value in stated.items():
        found = found_at(it, path)
        if found != value:
            yield f"{path}: {found}, not {value}"


def found_at(it: Judged, path: str) -> object:
    """What a result holds under a dotted path, as it would stand in JSON; None where the way ends early.

    A `*` takes the rest of the path from every item of a list.
    """
    kind, rest = path.split(".", 1) if "." in path else (path, "")
    special = _SPECIAL.get(kind)
    return _plain(special(it, rest) if special else _follow(getattr(it, kind), rest.split(".")))


def _follow(value: Any, steps: list[str]) -> object:
    for place, step in enumerate(steps):
        if value is None:
            return None
        if step == "*":
            return [_follow(item, steps[place + 1 :]) for item in value]
        value = value[int(step)] if step.isdigit() else getattr(value, step)
    return value


def _fact(it: Judged, name: str) -> object:
    facts = it.planned.facts if name.startswith("plan.") else it.facts
    return facts.get(name)


def _effect(it: Judged, name: str) -> object:
    """What a factor, a cap, a joint weight or the clamp multiplied by."""
    named = {factor.id: factor.effect for factor in it.risk.factors}
    return (named | {adjustment.id: adjustment.effect for adjustment in it.risk.adjustments}).get(name)


def _codes(it: Judged, rest: str) -> object:
    """The reasons not to use an exercise that a plan goes by."""
    fired = {step.rule for step in it.planned.trace}
    return sorted(code for row in it.parts["plan"].codes if row.id in fired for code in row.codes)


def _limit(it: Judged, name: str) -> object:
    return _listed(getattr(it.parts["plan"].limits, name))


def _row_of(table: str) -> Callable[[Judged, str], object]:
    def found(it: Judged, path: str) -> object:
        name, field = path.rsplit(".", 1)
        row = next((row for row in getattr(it.parts["plan"], table) if row.id == name), None)
        return None if row is None else getattr(row, field)

    return found


def _rules_of(part: str) -> Callable[[Judged, str], object]:
    """A table of the programmes: `following.block_weeks`, or the whole where the path ends with its name."""

    def found(it: Judged, path: str) -> object:
        table = getattr(it.parts["programmes"], part)
        table = tuple(table.values()) if isinstance(table, Mapping) else table
        return _listed(_follow(table, path.split(".")) if path else table)

    return found


def _protocol(it: Judged, path: str) -> object:
    name, fields = path.split(".", 1)
    return _listed(_follow(it.parts["programmes"].protocols.get(name), fields.split(".")))


def _doses(it: Judged, path: str) -> object:
    """What every week of a protocol asks of slow lowering: the `sessions` it stands in, or all its `sets` or
    `reps`."""
    name, what = path.split(".")
    weeks = [
        [item for item in week.items if item.slot == "knee_flexion_high"]
        for week in it.parts["programmes"].protocols[name].weeks
    ]
    if what == "sessions":
        return [sorted(item.session for item in items) for items in weeks]
    return [sum(item.sets if what == "sets" else _reps(item) for item in items) for items in weeks]


def _reps(item: ProtocolItem) -> int:
    return sum(item.amounts) if len(item.amounts) > 1 else item.sets * item.amounts[0]


def _listed(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


_SPECIAL: Mapping[str, Callable[[Judged, str], object]] = {
    "facts": _fact,
    "effect": _effect,
    "codes": _codes,
    "limits": _limit,
    "programmes": _row_of("programmes"),
    "kinds": _row_of("kinds"),
    "protocols": _protocol,
    "doses": _doses,
    **{
        part: _rules_of(part)
        for part in (
            *("following", "around_match", "bag", "top_ups", "ladder", "reports", "effects", "wishes"),
        )
    },
}


def _plain(value: object) -> object:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
