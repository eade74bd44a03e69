"""`screening assess-batch`: a table of athletes in, a table of results out, reports too if asked."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from screening.cli.answers_file import reason_of
from screening.cli.speaking import WrongInput, complain
from screening.domain.vocabulary import Audience
from screening.imports.tables import delimiters, encodings
from screening.services.batch_rows import TableRefused

if TYPE_CHECKING:
    from screening.domain.rulebook import Rulebook
    from screening.services.batch_reports import ReportCount, ReportFolder

SOME_ROWS_WERE_BAD = 2
A_REPORT_FAILED = 1


def _print_columns(ctx: click.Context, _parameter: click.Parameter, is_wanted: bool) -> None:
    if not is_wanted or ctx.resilient_parsing:
        return
    from screening.rulebook.load import default_rulebook  # noqa: PLC0415 - keeps --help quick
    from screening.services.batch_columns import COLUMN_FACTS, column_facts  # noqa: PLC0415

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMN_FACTS)
    writer.writerows(column_facts(default_rulebook().questionnaire))
    ctx.exit()


@click.command("assess-batch")
@click.argument("table_file", metavar="IN.csv|IN.xlsx", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT.csv",
    type=click.Path(path_type=Path),
    help="The table of results; problems go to OUT.errors.csv beside it.",
)
@click.option(
    "--reports", metavar="FOLDER", type=click.Path(path_type=Path), help="Also make a PDF for each good row."
)
@click.option(
    "--audience",
    type=click.Choice([str(audience) for audience in Audience]),
    default=str(Audience.ATHLETE),
    show_default=True,
    help="Whom the reports are for.",
)
@click.option(
    "--date",
    "on",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date of the reports; today otherwise.",
)
@click.option("--ignore-unknown", is_flag=True, help="Leave out columns that are no field.")
@click.option(
    "--encoding",
    metavar="NAME",
    type=click.Choice(encodings.CHOICES, case_sensitive=False),
    help="How a CSV file is written, for example windows-1250; found out otherwise.",
)
@click.option(
    "--delimiter",
    type=click.Choice(list(delimiters.CHOICES)),
    help="What separates its columns; found out otherwise.",
)
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook; the first one otherwise.")
@click.option(
    "--columns",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_columns,
    help="Print every column a table may have, with type, unit, limits and answers, and stop.",
)
@click.pass_context
def assess_batch_command(
    ctx: click.Context,
    table_file: Path,
    output: Path,
    reports: Path | None,
    audience: str,
    on: dt.datetime | None,
    ignore_unknown: bool,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
) -> None:
    """Assess a table of athletes, one in each row; the columns are field ids, in any order.

    Good rows are assessed; every problem of the others goes to OUT.errors.csv. The exit status is 0 when all
    rows were good and 2 when some were not.
    """
    from screening.domain.notices import rules_notices  # noqa: PLC0415 - keeps --help quick
    from screening.imports.tables.opening import open_table  # noqa: PLC0415
    from screening.rulebook.load import default_rulebook  # noqa: PLC0415
    from screening.services.assess_batch import assess_batch, errors_path  # noqa: PLC0415
    from screening.services.batch_columns import known_columns, plan_columns  # noqa: PLC0415

    problems = errors_path(output)
    _check_places(table_file, output, problems)
    day = on.date() if on else dt.datetime.now().astimezone().date()
    rulebook = default_rulebook()
    made: ReportCount | None = None
    with _refusals(table_file):
        known = known_columns(rulebook.questionnaire)
        with (
            open_table(
                table_file,
                known,
                encoding=encoding,
                delimiter=delimiters.CHOICES[delimiter] if delimiter else None,
                sheet=sheet,
            ) as table,
            _desk(reports, rulebook, Audience(audience), day) as desk,
        ):
            complain(*rules_notices(rulebook, day), f"{table_file.name}: {table.said}")
            plan = plan_columns(table.header, rulebook.questionnaire, ignore_unknown=ignore_unknown)
            if plan.ignored:
                complain(f"columns left out: {', '.join(plan.ignored)}")
            with _progress(table.total) as progress:
                count = assess_batch(table, plan, rulebook, output, reports=desk, progress=progress)
            made = desk.count if desk else None
    click.echo(count.closing_line())
    if made is not None:
        click.echo(f"{made.closing_line()} in {reports}")
        complain(*(f"row {row}: no report: {reason}" for row, reason in made.failed))
    click.echo(f"results: {output}; problems: {problems}")
    if count.bad:
        rows = "1 row was" if count.bad == 1 else f"{count.bad:,} rows were"
        complain(f"{rows} wrong and left out; see {problems}")
        ctx.exit(SOME_ROWS_WERE_BAD)
    if made is not None and made.failed:
        ctx.exit(A_REPORT_FAILED)


def _check_places(table_file: Path, output: Path, problems: Path) -> None:
    """Refuse places that cannot be written, and overwriting the table itself, before any work is done."""
    if "\0" in str(table_file):
        raise WrongInput("IN.csv: this is not a usable file name")
    try:
        if output.is_dir():
            raise WrongInput(f"--output: {output} is a folder; add a file name")
        if not output.parent.is_dir():
            raise WrongInput(f"--output: the folder {output.parent} is not there; make it first")
        for place in (output, problems):
            if place.exists() and table_file.exists() and place.samefile(table_file):
                raise WrongInput(f"--output: {place} is the table itself; give another name")
    except (OSError, ValueError) as error:
        raise WrongInput(f"--output: {reason_of(error)}") from None


@contextlib.contextmanager
def _refusals(table_file: Path) -> Iterator[None]:
    """A table that cannot be used ends the command with all its problems, one in each line."""
    try:
        yield
    except TableRefused as refused:
        raise WrongInput(*(f"{table_file.name}: {problem}" for problem in refused.problems)) from None
    except OSError as error:
        raise WrongInput(f"{error.filename or 'reading or writing'}: {reason_of(error)}") from None


@contextlib.contextmanager
def _desk(
    folder: Path | None, rulebook: Rulebook, audience: Audience, on: dt.date
) -> Iterator[ReportFolder | None]:
    if folder is None:
        yield None
        return
    from screening.services.batch_report_files import held_folder  # noqa: PLC0415 - slow, and rarely needed
    from screening.services.batch_reports import ReportFolder  # noqa: PLC0415

    with contextlib.ExitStack() as held:
        try:
            held.enter_context(held_folder(folder))
        except BlockingIOError:
            raise WrongInput(f"--reports: another run is writing reports to {folder}") from None
        except (OSError, ValueError) as error:
            raise WrongInput(f"--reports: {reason_of(error)}") from None
        desk = ReportFolder(folder, rulebook, audience, on, at_once=os.cpu_count() or 1)
        held.callback(desk.abandon)
        yield desk


@contextlib.contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, nothing elsewhere."""
    is_seen = sys.stderr.isatty() and total > 0
    with click.progressbar(length=max(total, 1), hidden=not is_seen, file=sys.stderr) as bar:

        def to(position: int) -> None:
            bar.update(min(position, total) - bar.pos)

        yield to
