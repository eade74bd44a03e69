"""Charts as numbers with their text alternative; short SVG templates draw them for page and PDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StateShape:
    """A state as a shape: circle low, diamond moderate, triangle high, square very high."""

    kind: str
    """low, moderate, high or very-high: the theme class and the shape."""
    title: str


@dataclass(frozen=True, slots=True)
class IconArray:
    """A hundred people: the first `filled` solid from the bottom left, then `hollow` in outline."""

    filled: int
    hollow: int
    kind: str
    """The theme class of the filled: a band, or ink-2 for the reference group."""
    title: str

    def pieces(self, first: int, end: int) -> tuple[tuple[bool, int, int], ...]:
        """Where to draw the people from number `first` up to `end`, counted from the bottom left.

        Returns:
            Per piece: whether it is a whole row of ten, and its place from the top left, 12 units a person.
        """
        found = []
        place = first
        while place < end:
            is_row = place % 10 == 0 and place + 10 <= end
            found.append((is_row, 12 * (place % 10), 12 * (9 - place // 10)))
            place += 10 if is_row else 1
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: from `start` to `end` on a scale of -1 to 1 around the zero line."""

    label: str
    steps: int
    """Strength of the evidence: 3 strong, 2 some, 1 weak, 0 not shown."""
    steps_title: str
    share: float
    figure: str
    """People in a hundred as printed, or a word where no number is shown."""
    note: str
    references: str

    @property
    def raises(self) -> bool:
        return self.share >= 0


@dataclass(frozen=True, slots=True)
class BarGroup:
    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class ContributionChart:
    """What moved the result, in up to five rows, grouped by what can be done about it."""

    heading: str
    title: str
    groups: tuple[BarGroup, ...]
    note: str
    notes_head: str
    """Head of the column at the right; empty where no number may be shown."""


@dataclass(frozen=True, slots=True)
class Zone:
    """One band of the range bar, in people of a hundred."""

    kind: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A word below the axis."""

    place: int
    word: str


@dataclass(frozen=True, slots=True)
class RangeBar:
    """One range with its name, over the bands, with the estimate and the typical figure marked.

    Places are people of a hundred; where no number may be shown they are steps of a scale in words, which
    `ticks` name, and the bar carries no figure.
    """

    low: int
    high: int
    value: int
    value_label: str
    typical: int
    axis_end: int
    zones: tuple[Zone, ...]
    title: str
    name: str = ""
    text: str = ""
    ticks: tuple[Tick, ...] = ()
    leaves_open: bool = False
    """What missing answers leave open: drawn hollow, so that it is never taken for the likely range."""


@dataclass(frozen=True, slots=True)
class ClockStep:
    word: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """How soon, as a place on five steps."""

    steps: tuple[ClockStep, ...]
    title: str


@dataclass(frozen=True, slots=True)
class BodyMap:
    """The back of both thighs, left on the left, with the place that hurts marked."""

    left: bool
    right: bool
    region: str | None
    title: str
