"""`screening rules compare`: who would move between two rulebooks, and why."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from screening.cli.answers_file import reason_of
from screening.cli.speaking import WrongInput, complain, say_bytes

if TYPE_CHECKING:
    from screening.domain.answers import Answers
    from screening.domain.rulebook import Rulebook
    from screening.rulebook.compare import Comparison, FactorChange, Move, Standing

PARTS = ("urgency", "band", "grade", "plan")


@click.command("compare")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--on",
    "answers",
    required=True,
    type=click.Path(path_type=Path),
    metavar="ANSWERS",
    help="A folder of answers files (.json), a .jsonl file, or a table (CSV, XLSX).",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def compare_command(old: str, new: str, answers: Path, as_json: bool) -> None:
    """Compare two rulebooks on the same answers: who would be told something else, and why.

    OLD and NEW are rules folders or version numbers. Files that cannot be read are named with the reason
    and left out.
    """
    from screening.rulebook.compare import compare_rulebooks  # noqa: PLC0415 - keeps --help quick

    before, after = rules_named(old, "OLD"), rules_named(new, "NEW")
    if not answers.exists():
        raise WrongInput(f"--on: {answers}: there is no such file or folder")
    wrong: list[dict[str, object]] = []
    found = compare_rulebooks(before, after, _athletes(answers, before, after, wrong))
    if as_json:
        text = json.dumps(_as_json(found, before, after, wrong), ensure_ascii=False, indent=2)
        say_bytes(f"{text}\n".encode())
        return
    for line in lines_of(found, before, after):
        click.echo(line)
    if wrong:
        click.echo(f"Left out, because they cannot be read: {len(wrong)}")


def rules_named(name: str, argument: str) -> Rulebook:
    """The rulebook of a folder or version.

    Raises:
        WrongInput: there is none, or its rules are not in order.
    """
    from screening.domain.errors import NotFound, RulebookError  # noqa: PLC0415
    from screening.rulebook.versions import rulebook_named  # noqa: PLC0415

    try:
        return rulebook_named(name)
    except NotFound as error:
        raise WrongInput(f"{argument}: {name} is no folder, and {error}") from None
    except RulebookError as error:
        raise WrongInput(*(f"{argument}: {problem}" for problem in error.problems)) from None


def _athletes(
    path: Path, old: Rulebook, new: Rulebook, wrong: list[dict[str, object]]
) -> Iterator[tuple[str, Answers]]:
    """Every answer set that one of the two takes; the others are told and noted in `wrong`."""
    from screening.imports.answer_sets import AnswerSet, answer_sets  # noqa: PLC0415
    from screening.services.batch_rows import TableRefused  # noqa: PLC0415

    try:
        for found in answer_sets(path, (old.questionnaire, new.questionnaire)):
            if isinstance(found, AnswerSet):
                yield found.name, found.answers
            else:
                reasons = [str(problem) for problem in found.problems]
                complain(*(f"{found.name}: {reason}" for reason in reasons))
                wrong.append({"name": found.name, "problems": reasons})
    except TableRefused as error:
        raise WrongInput(*(f"--on: {problem}" for problem in error.problems)) from None
    except OSError as error:
        raise WrongInput(f"--on: {path}: {reason_of(error)}") from None


def lines_of(found: Comparison, old: Rulebook, new: Rulebook) -> Iterator[str]:
    """The comparison in words: totals, the tables, then each athlete who moves."""
    yield f"Rules {old.version} ({old.digest[:19]}…) against {new.version} ({new.digest[:19]}…)"
    yield f"{found.athletes} athletes, {len(found.moves)} would be told something else"
    yield from _table("Urgency", found.urgencies)
    yield from _table("Band", found.bands)
    for name, fields in found.not_taken.items():
        yield f"{name}: not taken by one of the two, and blank there: {', '.join(fields)}"
    for move in found.moves:
        yield ""
        yield from _move_lines(move)


def _table(title: str, counts: Mapping[tuple[str, str], int]) -> Iterator[str]:
    moved = {pair: count for pair, count in counts.items() if pair[0] != pair[1]}
    stay = sum(counts.values()) - sum(moved.values())
    yield f"{title}: {stay} stay"
    for (before, after), count in sorted(moved.items()):
        yield f"  {before} to {after}: {count}"


def _move_lines(move: Move) -> Iterator[str]:
    yield move.name
    for part in PARTS:
        if part in move.changed:
            yield f"  {part}: {getattr(move.old, part)} to {getattr(move.new, part)}"
    if "season_probability" in move.changed:
        yield f"  season probability: {_in_100(move.old)} to {_in_100(move.new)}"
    if move.only_old:
        yield f"  rules of the old only: {', '.join(move.only_old)}"
    if move.only_new:
        yield f"  rules of the new only: {', '.join(move.only_new)}"
    for factor in move.factors:
        yield f"  {_factor(factor)}"


def _in_100(standing: Standing) -> str:
    p = standing.season_probability
    return "no number" if p is None else f"{p * 100:.1f} in 100"


def _factor(factor: FactorChange) -> str:
    old, new = (f"× {each:.2f}" if each is not None else "not counted" for each in (factor.old, factor.new))
    return f"{factor.id}: {old} to {new}"


def _as_json(
    found: Comparison, old: Rulebook, new: Rulebook, wrong: list[dict[str, object]]
) -> dict[str, object]:
    return {
        "old": {"version": old.version, "digest": old.digest},
        "new": {"version": new.version, "digest": new.digest},
        "athletes": found.athletes,
        "urgency": _counts(found.urgencies),
        "band": _counts(found.bands),
        "moves": [dataclasses.asdict(move) for move in found.moves],
        "not_taken": {name: list(fields) for name, fields in found.not_taken.items()},
        "wrong": wrong,
    }


def _counts(counts: Mapping[tuple[str, str], int]) -> list[dict[str, object]]:
    return [{"old": old, "new": new, "athletes": count} for (old, new), count in sorted(counts.items())]
