"""One exercise as it is shown, on its page and on its card: the same words in both places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from screening.domain.errors import ScreeningError
from screening.domain.plan.exercises import Code, Exercise, Stage, Tempo, Unit
from screening.domain.reporting.exercise_words import ExerciseWords, Meaning
from screening.domain.reporting.references import OWN
from screening.domain.reporting.view import Row
from screening.domain.reporting.words import capital, ended
from screening.domain.rulebook import Rulebook
from screening.domain.sources import Source


@dataclass(frozen=True, slots=True)
class Neighbour:
    exercise: str
    name: str


@dataclass(frozen=True, slots=True)
class StageMark:
    """One stage, and whether the exercise may be done in it. `code` is S1 to S8, or P for prevention."""

    code: str
    word: str
    text: str
    is_allowed: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """A class of 0 to 4 as steps and as a word."""

    steps: int
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class ExercisePage:
    exercise: str
    name: str
    also: str
    emphasis: Meaning
    grade: Grade
    kit: str
    level: str
    focus: str | None
    cues: tuple[str, ...]
    faults: str
    stop_rule: str
    dose: tuple[Row, ...]
    dose_line: str
    """All of the dose that fits on a card."""
    dose_note: str | None
    """Where the dose is our version of a published one."""
    avoid: tuple[str, ...]
    stages: tuple[StageMark, ...]
    easier: tuple[Neighbour, ...]
    harder: tuple[Neighbour, ...]
    evidence: str
    sources: tuple[Source, ...]
    """Without our own word for it, which is no study."""
    figure: str | None
    """What moves, in a sentence; None where there is no picture."""
    is_hold: bool
    """Start and end look the same."""
    for_physios: tuple[Row, ...]


def required_words(rulebook: Rulebook) -> ExerciseWords:
    """The words of the library; they are always there in rules that this program has checked."""
    if rulebook.exercise_words is None:
        raise ScreeningError("the rulebook holds no words for the exercise library")
    return rulebook.exercise_words


def exercise_page(exercise: Exercise, rulebook: Rulebook) -> ExercisePage:
    """Everything there is to say about an exercise."""
    words, plan = required_words(rulebook), rulebook.plan
    level = words.level(exercise.level)
    rows, figure = dose_rows(exercise), plan.figures.get(exercise.id)
    return ExercisePage(
        exercise=exercise.id,
        name=exercise.name,
        also=capital(", ".join(exercise.also)),
        emphasis=words.emphasis[exercise.emphasis],
        grade=grade_of(exercise, words),
        kit=capital(words.kit_of(exercise)),
        level=", ".join(part for part in (level.word, level.text) if part),
        focus=ended(exercise.focus) if exercise.focus else None,
        cues=tuple(ended(cue) for cue in exercise.cues),
        faults=ended(exercise.faults),
        stop_rule=ended(exercise.stop_rule),
        dose=rows,
        dose_line=". ".join(row.text for row in rows[:2]),
        dose_note=ended(exercise.dose.note) if exercise.dose.note else None,
        avoid=tuple(words.reason(code, plan.limits) for code in Code if code in exercise.contraindications),
        stages=tuple(_stage(stage, exercise, words) for stage in Stage),
        easier=_neighbours(exercise.easier, rulebook),
        harder=_neighbours(exercise.harder, rulebook),
        evidence=ended(exercise.evidence),
        sources=tuple(rulebook.sources[key] for key in exercise.sources if key != OWN),
        figure=figure.description if figure else None,
        is_hold=figure is not None and figure.is_hold,
        for_physios=_for_physios(exercise),
    )


def grade_of(exercise: Exercise, words: ExerciseWords) -> Grade:
    """How hard the muscle works while it lengthens."""
    meaning = words.classes[exercise.eccentric_class]
    return Grade(exercise.eccentric_class, meaning.word, meaning.text)


def dose_rows(exercise: Exercise) -> tuple[Row, ...]:
    """The library's own dose, line by line; the amount first, then the tempo."""
    dose = exercise.dose
    rows = [
        ("Amount", amount_text(exercise)),
        ("Tempo", capital(dose.tempo)),
        ("Rest", capital(dose.rest)),
        ("How often", capital(dose.often or "")),
    ]
    return tuple(Row(head, text) for head, text in rows if text)


def amount_text(exercise: Exercise) -> str:
    """ "2 to 3 sets of 4 to 8 repetitions, each leg"."""
    dose = exercise.dose
    words = {Unit.REPS: "repetitions", Unit.SECONDS: "seconds", Unit.RUNS: "runs", Unit.MINUTES: "minutes"}
    said = f"{_span(dose.amount)} {words[dose.unit]}"
    is_one_run = dose.sets == (1, 1) and dose.unit in {Unit.RUNS, Unit.MINUTES}
    if not is_one_run:
        said = f"{_span(dose.sets)} {'set' if dose.sets == (1, 1) else 'sets'} of {said}"
    if exercise.each:
        said += f", each {exercise.each}"
    return said


def _span(ends: tuple[int, int]) -> str:
    low, high = ends
    return str(low) if low == high else f"{low} to {high}"


def _stage(stage: Stage, exercise: Exercise, words: ExerciseWords) -> StageMark:
    meaning = words.stages[stage]
    return StageMark(stage.value, meaning.word, meaning.text, stage in exercise.stages)


def _neighbours(ids: Iterable[str], rulebook: Rulebook) -> tuple[Neighbour, ...]:
    library = rulebook.plan.exercises
    return tuple(Neighbour(name, library[name].name) for name in ids if name in library)


def _for_physios(exercise: Exercise) -> tuple[Row, ...]:
    """The classification as the library keeps it."""
    tempo = exercise.tempo_seconds
    rows = [
        ("Contraction", capital(exercise.contraction)),
        ("Muscle length", capital(exercise.length)),
        ("Eccentric class", f"E{exercise.eccentric_class}"),
        ("Running rung", "" if exercise.rung is None else f"R{exercise.rung}"),
        ("Level", f"{exercise.level} of 5"),
        ("Seconds a repetition", "" if tempo is None else _tempo(tempo)),
        ("Codes to leave it out", ", ".join(code for code in Code if code in exercise.contraindications)),
        ("Id", exercise.id),
    ]
    return tuple(Row(head, text) for head, text in rows if text.strip("–"))


def _tempo(tempo: Tempo) -> str:
    parts = [f"{tempo.lower} lowering", f"{tempo.lift} lifting"]
    ordered = parts if tempo.lowers_first else parts[::-1]
    pause = [f"{tempo.pause} pause"] if tempo.pause else []
    return ", ".join([ordered[0], *pause, ordered[1]])
