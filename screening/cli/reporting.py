"""`screening report`: answers in, the report as PDF out; never a half-written file."""

from __future__ import annotations

import datetime as dt
import os
import re
import tempfile
from pathlib import Path

import click

from screening.cli.answers_file import answers_from, reason_of
from screening.cli.speaking import WrongInput
from screening.domain.vocabulary import Audience

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
READABLE_BY_ALL = 0o644


@click.command("report")
@click.argument("answers_file", metavar="ANSWERS.json")
@click.option("-o", "--output", "output", required=True, metavar="OUT.pdf", help="The PDF to write.")
@click.option(
    "--audience",
    type=click.Choice([str(audience) for audience in Audience]),
    default=str(Audience.ATHLETE),
    show_default=True,
    help="Whom the report is for.",
)
@click.option("--date", "date_text", metavar="YYYY-MM-DD", help="The date of the report; today otherwise.")
def report_command(answers_file: str, output: str, audience: str, date_text: str | None) -> None:
    """Assess one set of answers and write the report as PDF.

    The same answers, rules and date give the same bytes.
    """
    from screening.domain.assess import assess  # noqa: PLC0415 - keeps --help and usage errors quick
    from screening.domain.reporting.athlete import athlete_view  # noqa: PLC0415
    from screening.domain.reporting.coach import coach_view  # noqa: PLC0415
    from screening.domain.reporting.figures import figures_of  # noqa: PLC0415
    from screening.domain.reporting.physio import physio_view  # noqa: PLC0415
    from screening.rulebook.load import default_rulebook  # noqa: PLC0415

    on = _date(date_text)
    target = _target(output)
    rulebook = default_rulebook()
    answers = answers_from(answers_file, rulebook.questionnaire)
    assessment = assess(answers, rulebook)
    from screening.report import make_report  # noqa: PLC0415 - slow, and not needed for wrong answers

    match Audience(audience):
        case Audience.ATHLETE:
            athlete = athlete_view(assessment, answers, rulebook, on)
            content = make_report(athlete, figures=figures_of(athlete.plan, rulebook))
        case Audience.COACH:
            coach = coach_view(assessment, answers, rulebook, on)
            content = make_report(coach, figures=figures_of(coach.plan, rulebook))
        case Audience.PHYSIO:
            physio = physio_view(assessment, answers, rulebook, on)
            content = make_report(physio, figures=figures_of(physio.shown.plan, rulebook))
    write_whole(target, content)


def _date(text: str | None) -> dt.date:
    if text is None:
        return dt.datetime.now().astimezone().date()
    try:
        if _DATE.fullmatch(text) is None:
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise WrongInput("--date: write a date like 2026-03-31") from None


def _target(name: str) -> Path:
    """Where to write, checked before any work is done."""
    path = Path(name)
    try:
        if "\0" in name:
            raise ValueError("a file name holds no zero")
        if path.is_dir():
            raise WrongInput(f"--output: {name} is a folder; add a file name")
        if not path.parent.is_dir():
            raise WrongInput(f"--output: the folder {path.parent} is not there; make it first")
    except (OSError, ValueError) as error:
        raise WrongInput(f"--output: {reason_of(error)}") from None
    return path


def write_whole(target: Path, data: bytes) -> None:
    """Write a file so that there is either the old one or the whole new one.

    Raises:
        WrongInput: the place cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".screening-", suffix=".part", dir=target.parent)
    except (OSError, ValueError) as error:
        raise WrongInput(f"--output: {reason_of(error)}") from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(READABLE_BY_ALL & ~_umask())
        part.replace(target)
    except (OSError, ValueError) as error:
        raise WrongInput(f"--output: {reason_of(error)}") from None
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
