"""What a row of a file holds once it is read, and the events it becomes in the case of one athlete."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from screening.domain.case.events import CheckIn, SessionRecorded, TestRecorded
from screening.domain.case.words import SessionKind, Side

NORDIC_TEST = "eccentric_strength"
"""The test of rules/stages that a Nordic on a force device is."""


class FileKind(enum.StrEnum):
    """What a file holds."""

    WELLNESS = "wellness"
    """Daily check-ins."""
    STRENGTH = "strength"
    """Tests of both legs on a force device."""
    RUNNING = "running"
    """Sessions of a satellite system."""


@dataclass(frozen=True, slots=True)
class PersonInFile:
    """Whom a row is about, as the file says it. One of the two is not empty."""

    external_id: str
    name: str


@dataclass(frozen=True, slots=True)
class StrengthMeasured:
    """Peak forces of both legs. None: that leg was not tested, as with zero repetitions."""

    on: dt.date
    test_name: str
    """As the device calls it: "Nordic"."""
    left_n: float | None
    right_n: float | None
    left_n_kg: float | None = None
    right_n_kg: float | None = None
    imbalance_pct: float | None = None
    """As the file says it, not worked out."""
    device: str = ""
    at: dt.time | None = None
    """The time of day, where the file says it."""

    def recorded(self, injured: Side, test: str) -> TestRecorded:
        """The result for somebody with this leg injured. Without both legs it counts as not tested."""
        legs = {Side.LEFT: self.left_n, Side.RIGHT: self.right_n}
        other = Side.RIGHT if injured is Side.LEFT else Side.LEFT
        return TestRecorded(
            test=test,
            on=self.on,
            tested=self.left_n is not None and self.right_n is not None,
            injured=legs[injured],
            other=legs[other],
            method=self.test_name,
            device=self.device,
            note=self._note(),
        )

    def _note(self) -> str:
        per_kg = [
            f"{side} {value:g} N/kg"
            for side, value in (("left", self.left_n_kg), ("right", self.right_n_kg))
            if value is not None
        ]
        imbalance = [] if self.imbalance_pct is None else [f"imbalance {self.imbalance_pct:g}%"]
        at = [] if self.at is None else [f"at {self.at:%H:%M}"]
        return ", ".join((*at, *per_kg, *imbalance))


@dataclass(frozen=True, slots=True)
class RunMeasured:
    """One session as a satellite system saw it."""

    key: str
    """The same for the same session, whenever its file is read."""
    on: dt.date
    kind: SessionKind
    file_name: str
    minutes: int | None = None
    session_rpe: float | None = None
    top_speed_m_s: float | None = None
    top_speed_pct: float | None = None
    """As the file says it, of what its own system holds for the best speed."""
    sprints_ge90: int | None = None
    fast_m: float | None = None
    """Metres above 5.5 m/s, or of the bands that a person has said are those."""

    def recorded(self, best_speed_m_s: float | None) -> SessionRecorded:
        """The session for somebody with this best known speed, which goes before the share in the file."""
        share = self.top_speed_pct
        if self.top_speed_m_s is not None and best_speed_m_s:
            share = round(100 * self.top_speed_m_s / best_speed_m_s, 1)
        return SessionRecorded(
            key=self.key,
            on=self.on,
            kind=self.kind,
            minutes=self.minutes,
            session_rpe=self.session_rpe,
            top_speed_pct=share,
            speed_measured=share is not None,
            sprints_ge90=self.sprints_ge90,
            hsr_m=self.fast_m,
            from_file=self.file_name,
        )


@dataclass(frozen=True, slots=True)
class WellnessEntered:
    """The halves of one day that a row holds: the morning, the session, or both."""

    check_ins: tuple[CheckIn, ...]

    @property
    def on(self) -> dt.date:
        return self.check_ins[0].for_day


Measured = StrengthMeasured | RunMeasured | WellnessEntered


@dataclass(frozen=True, slots=True)
class FileRow:
    """One good row. `remarks` say what was read in a way that a person should know of."""

    row: int
    person: PersonInFile
    measured: Measured
    remarks: tuple[str, ...] = ()


def bodies_of(
    measured: Measured, *, injured: Side, best_speed_m_s: float | None, test: str = NORDIC_TEST
) -> tuple[TestRecorded | SessionRecorded | CheckIn, ...]:
    """The events that a row becomes in the case of one athlete.

    Args:
        injured: the leg of the case; decides which force is whose.
        best_speed_m_s: of the case, where it is known.
        test: the id of the test that a row of forces is, as a person chose it for the name in the file.
    """
    match measured:
        case StrengthMeasured():
            return (measured.recorded(injured, test),)
        case RunMeasured():
            return (measured.recorded(best_speed_m_s),)
        case WellnessEntered():
            return measured.check_ins
