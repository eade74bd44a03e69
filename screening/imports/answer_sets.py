"""Many answer sets: a folder of answers files, a file with one answers object a line, or a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.domain.answers import Answers
from screening.domain.checking import check_answers, check_texts
from screening.domain.errors import InvalidAnswers, Problem
from screening.domain.questionnaire import Questionnaire
from screening.domain.wellformed import shown
from screening.imports.json_answers import MAX_BYTES, read_answers_json
from screening.imports.tables.opening import open_table
from screening.services.batch_columns import ATHLETE_ID, IDENTITY
from screening.services.batch_rows import RowChunk, TableRefused

LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """One athlete's answers, under a name to find them again."""

    name: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class WrongSet:
    """What cannot be read, and every reason."""

    name: str
    problems: tuple[Problem, ...]


Found = AnswerSet | WrongSet


def answer_sets(path: Path, questionnaires: Sequence[Questionnaire]) -> Iterator[Found]:
    """Every answer set of a folder, a `.jsonl` file, an answers file or a table, one after the other.

    Args:
        questionnaires: a set is right if one of them takes it; the problems told are those of the last.
    Raises:
        OSError: the place cannot be read.
        TableRefused: the table as a whole cannot be used.
    """
    if path.is_dir():
        for file in sorted(path.glob("*.json")):
            yield _from_json(file.name, _start_of(file), questionnaires)
    elif path.suffix.lower() in LINES:
        yield from _from_lines(path, questionnaires)
    elif path.suffix.lower() == ".json":
        yield _from_json(path.name, _start_of(path), questionnaires)
    else:
        yield from _from_table(path, questionnaires)


def _start_of(path: Path) -> bytes:
    """The bytes of a file, at most one more than may be in it."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _from_lines(path: Path, questionnaires: Sequence[Questionnaire]) -> Iterator[Found]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_BYTES + 1):
            number += 1
            if line.strip():
                yield _from_json(f"{path.name}:{number}", line, questionnaires)


def _from_json(name: str, data: bytes, questionnaires: Sequence[Questionnaire]) -> Found:
    try:
        raw = read_answers_json(data)
    except InvalidAnswers as error:
        return WrongSet(name, error.problems)
    problems: tuple[Problem, ...] = ()
    for questionnaire in questionnaires:
        try:
            return AnswerSet(name, check_answers(raw, questionnaire))
        except InvalidAnswers as error:
            problems = error.problems
    return WrongSet(name, problems)


def _from_table(path: Path, questionnaires: Sequence[Questionnaire]) -> Iterator[Found]:
    known = {field for questionnaire in questionnaires for field in questionnaire.questions}
    with open_table(path, {*known, *IDENTITY}) as table:
        unknown = [name for name in table.header if name not in known and name not in IDENTITY]
        twice = [name for name, count in Counter(table.header).items() if count > 1]
        if unknown or twice:
            raise TableRefused(
                *(f"{shown(name)}: is no question of these rules; rename or remove it" for name in unknown),
                *(f"{shown(name)}: is the name of two columns; keep one" for name in twice),
            )
        for chunk in table.chunks():
            yield from _from_rows(path.name, table.header, chunk, questionnaires)


def _from_rows(
    file: str, header: Sequence[str], chunk: RowChunk, questionnaires: Sequence[Questionnaire]
) -> Iterator[Found]:
    for fault in chunk.faults:
        yield WrongSet(f"{file}:{fault.row}", (Problem("row", fault.message),))
    for index, (number, cells) in enumerate(zip(chunk.numbers, chunk.cells, strict=True)):
        texts = dict(zip(header, cells, strict=True))
        name = f"{file}:{number} {texts.get(ATHLETE_ID, '')}".strip()
        flagged = chunk.flagged.get(index, {})
        wrong = tuple(Problem(header[place], message) for place, message in flagged.items())
        yield WrongSet(name, wrong) if wrong else _from_texts(name, texts, questionnaires)


def _from_texts(name: str, texts: dict[str, str], questionnaires: Sequence[Questionnaire]) -> Found:
    raw = {field: text for field, text in texts.items() if field not in IDENTITY}
    problems: tuple[Problem, ...] = ()
    for questionnaire in questionnaires:
        answers, problems = check_texts(raw, questionnaire)
        if not problems:
            return AnswerSet(name, answers)
    return WrongSet(name, problems)
