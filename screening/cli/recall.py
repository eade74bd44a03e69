"""`screening rules recall`: whose urgency would rise under newer rules, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from screening.cli.clock import local_now
from screening.cli.comparing import rules_named
from screening.cli.speaking import WrongInput

if TYPE_CHECKING:
    from screening.domain.rulebook import Rulebook
    from screening.services.recall import Listed, Rise, ShadowRun
    from screening.store import Store


@click.command("recall")
@click.option("--new", "name", metavar="FOLDER|VERSION", help="Other rules, to look ahead.")
@click.option("--write", is_flag=True, help="Keep who is to be recalled; running it again adds nothing.")
@click.option("--list", "show", is_flag=True, help="Show the recall list as it is kept.")
@click.option("--close", "code", metavar="CODE", help="The recall with this check code is dealt with.")
@click.option("--by", metavar="NAME", help="With --close: who dealt with it.")
@click.option("--note", metavar="TEXT", help="With --close: what was done.")
def recall_command(
    name: str | None, write: bool, show: bool, code: str | None, by: str | None, note: str | None
) -> None:
    """List open results whose urgency would be higher under these rules than the athlete was told.

    Shows check codes, dates, urgencies and the rules that decide; never a name or an answer.
    """
    if sum((code is not None, show, write or name is not None)) > 1:
        raise WrongInput("--close, --list and looking again are three different things; give one")
    if code is not None:
        _close(code, by, note)
    elif show:
        _show_list()
    else:
        _look_again(name, write)


def _look_again(name: str | None, write: bool) -> None:
    from screening.rulebook.load import default_rulebook  # noqa: PLC0415 - keeps --help quick
    from screening.services.recall import run_recall, shadow  # noqa: PLC0415

    running = default_rulebook()
    rulebook = running if name is None else rules_named(name, "--new")
    if write and rulebook.digest != running.digest:
        raise WrongInput("--write: the list is kept for the rules that run; leave --new out")
    with opened_store() as store:
        run = run_recall if write else shadow
        for line in lines_of(run(store, rulebook, local_now()), rulebook):
            click.echo(line)
        if not write:
            click.echo("Nothing was written; --write keeps the list.")


def lines_of(run: ShadowRun, rulebook: Rulebook) -> Iterator[str]:
    """What looking again gave."""
    yield (
        f"Rules {rulebook.version} ({rulebook.digest[:19]}…): {run.checked} open results of other rules "
        f"looked at again, {len(run.rises)} would be more urgent"
    )
    for rise in run.rises:
        yield _rise_line(rise)
    if run.refitted:
        yield f"With answers these rules take no longer, counted as blank: {', '.join(run.refitted)}"
    if run.added:
        yield f"New on the recall list: {run.added}"


def _rise_line(rise: Rise) -> str:
    urgencies = f"{rise.old or 'none'} to {rise.new}"
    return f"{rise.check_code}  {_moment(rise.taken_at)}  {urgencies}  {', '.join(rise.rules)}"


def _show_list() -> None:
    from screening.services.recall import the_list  # noqa: PLC0415

    with opened_store() as store:
        entries = the_list(store)
    for entry in entries:
        click.echo(_entry_line(entry))
    count = sum(entry.closing is None for entry in entries)
    click.echo(f"{count} open, {len(entries) - count} closed")


def _entry_line(entry: Listed) -> str:
    closing = entry.closing
    state = f"closed {closing.at:%Y-%m-%d} by {closing.by}: {closing.note}" if closing else "open"
    urgencies = f"{entry.old or 'none'} to {entry.new}"
    return f"{entry.check_code}  {_moment(entry.taken_at)}  {urgencies}  rules {entry.rules_version}  {state}"


def _moment(at: dt.datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


def _close(code: str, by: str | None, note: str | None) -> None:
    from screening.domain.errors import NotFound  # noqa: PLC0415
    from screening.services.recall import close_recall  # noqa: PLC0415

    missing = [f"{name}: say {what}" for name, value, what in _wanted(by, note) if not value]
    if missing:
        raise WrongInput(*missing)
    with opened_store() as store:
        try:
            close_recall(store, code, by=by or "", note=note or "", now=local_now())
        except NotFound as error:
            raise WrongInput(f"--close: {error}") from None
    click.echo("Closed.")


def _wanted(by: str | None, note: str | None) -> tuple[tuple[str, str | None, str], ...]:
    return (("--by", by, "who dealt with it"), ("--note", note, "what was done"))


@contextmanager
def opened_store() -> Iterator[Store]:
    """The database of this installation, up to date, closed at the end."""
    from screening.settings import read_settings  # noqa: PLC0415
    from screening.store import open_store  # noqa: PLC0415
    from screening.store.schema import require_current  # noqa: PLC0415

    settings = read_settings()
    store = open_store(settings.database_url, settings.secret_key)
    try:
        require_current(store)
        yield store
    finally:
        store.close()
