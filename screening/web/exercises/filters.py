"""What somebody is looking for in the library, read from an address and written into one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from screening.domain.plan.exercises import Emphasis, Exercise, Stage
from screening.domain.reporting.exercise_words import NOTHING, ExerciseWords

LONGEST_SEARCH = 60
LEVELS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Filter:
    """Each part that is set narrows the list; none set shows everything."""

    search: str = ""
    emphasis: Emphasis | None = None
    stage: Stage | None = None
    level: int | None = None
    """For somebody of this level: exercises of it and below."""
    kit: frozenset[str] = frozenset()
    """What is there to train with; empty: does not matter."""

    def query(self) -> dict[str, str | list[str]]:
        """The parts of the address, without those that are not set."""
        given: dict[str, str | list[str]] = {
            "q": self.search,
            "emphasis": self.emphasis or "",
            "stage": self.stage or "",
            "level": str(self.level or ""),
            "kit": sorted(self.kit),
        }
        return {name: value for name, value in given.items() if value}

    def loosened(self) -> dict[str, Filter]:
        """The filter without one of its parts, for each part that is set, by its name in the address."""
        without = {
            "q": replace(self, search=""),
            "emphasis": replace(self, emphasis=None),
            "stage": replace(self, stage=None),
            "level": replace(self, level=None),
            "kit": replace(self, kit=frozenset()),
        }
        return {name: without[name] for name in self.query()}


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter as read, and whether the address asked for something there is not."""

    wanted: Filter
    has_unknown: bool


def read_filter(given: MultiDict[str, str], kit: Iterable[str]) -> Asked:
    """The filter of an address; whatever is not known counts as not set.

    Args:
        kit: the things to train with that the list can be narrowed to.
    """
    emphasis, stage, level = (given.get(name, "") for name in ("emphasis", "stage", "level"))
    chosen = {name for name in given.getlist("kit") if name}
    wanted = Filter(
        search=" ".join(given.get("q", "").split())[:LONGEST_SEARCH],
        emphasis=Emphasis(emphasis) if emphasis in set(Emphasis) else None,
        stage=Stage(stage) if stage in set(Stage) else None,
        level=int(level) if level in map(str, LEVELS) else None,
        kit=frozenset(chosen & set(kit)),
    )
    has_unknown = (
        (bool(emphasis) and wanted.emphasis is None)
        or (bool(stage) and wanted.stage is None)
        or (bool(level) and wanted.level is None)
        or chosen != wanted.kit
    )
    return Asked(wanted, has_unknown)


def admits(wanted: Filter, exercise: Exercise, words: ExerciseWords) -> bool:
    """Whether an exercise belongs in the list."""
    return (
        (wanted.emphasis is None or exercise.emphasis is wanted.emphasis)
        and (wanted.stage is None or wanted.stage in exercise.stages)
        and (wanted.level is None or exercise.level <= wanted.level)
        and (not wanted.kit or exercise.fits_kit(wanted.kit))
        and _is_found(wanted.search, exercise, words)
    )


def _is_found(search: str, exercise: Exercise, words: ExerciseWords) -> bool:
    """Whether each word that was typed begins a word of the exercise's names, kit or emphasis."""
    typed = _plain(search).split()
    if not typed:
        return True
    said = (exercise.name, *exercise.also, words.emphasis[exercise.emphasis].word, words.kit_of(exercise))
    known = _plain(" ".join(said)).split()
    return all(any(word.startswith(start) for word in known) for start in typed)


def _plain(text: str) -> str:
    """Small letters and digits; everything else parts words."""
    return "".join(letter if letter.isalnum() else " " for letter in text.casefold())


def things(library: Iterable[Exercise], words: ExerciseWords) -> dict[str, str]:
    """What the list can be narrowed to, in words: nothing, and each thing that some exercise uses."""
    used = {name for exercise in library for group in exercise.equipment for name in group}
    return {name: word for name, word in words.kit.items() if name == NOTHING or name in used}
