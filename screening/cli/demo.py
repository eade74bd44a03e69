"""`screening demo`: a club of invented people to try everything out, and away with it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from screening.cli.speaking import WrongInput

if TYPE_CHECKING:
    from screening.services.demonstration.making import MadeDemonstration
    from screening.settings import Settings
    from screening.store import Store


@click.command("demo")
@click.option("--large", is_flag=True, help="A third squad with 1,000 athletes; takes some minutes.")
@click.option("--beside", is_flag=True, help="Also where there are clubs or results that are not invented.")
@click.option("--code", "show_codes", is_flag=True, help="Print the sign-in codes of this moment.")
@click.option("--remove", is_flag=True, help="Remove the demonstration with everything in it.")
def demo_command(large: bool, beside: bool, show_codes: bool, remove: bool) -> None:
    """Make a club of invented people, with two rounds and the answers of most athletes.

    Prints how to sign in as coach, physio, doctor, office, athlete and guardian; the passwords are made on
    the spot and shown once. Everybody in it is invented, and every page and report of it says so.
    """
    if sum((remove, show_codes, large or beside)) > 1:
        raise WrongInput("--remove and --code stand alone")
    with _opened() as (settings, store):
        if remove:
            _remove(store)
        elif show_codes:
            _show_codes(settings, store)
        else:
            _make(settings, store, large=large, beside=beside)


def _make(settings: Settings, store: Store, *, large: bool, beside: bool) -> None:
    from screening.rulebook.load import default_rulebook  # noqa: PLC0415 - keeps --help quick
    from screening.services.accounts.hashing import Cost  # noqa: PLC0415
    from screening.services.accounts.tools import AccountTools  # noqa: PLC0415
    from screening.services.demonstration.making import how_many, make_demonstration  # noqa: PLC0415
    from screening.services.demonstration.standing import require_room  # noqa: PLC0415

    require_room(store, beside=beside)
    rulebook = default_rulebook()
    cost = Cost(settings.password_memory_kib, settings.password_passes)
    tools = AccountTools.under(store, settings.secret_keys, cost)
    with click.progressbar(length=how_many(large=large), label="Athletes answer") as bar:
        made = make_demonstration(tools, rulebook, _now(), large=large, progress=bar.update)
    _say(settings, made)


def _say(settings: Settings, made: MadeDemonstration) -> None:
    click.echo(f"A demonstration club with {made.athletes} invented athletes; {made.answered} have answered.")
    click.echo(f"Sign in at {settings.address_people_open}/sign-in. This is shown once:")
    for way in made.ways_in:
        click.echo(f"  {way.role:<14} {way.email:<34} {way.password}")
    click.echo("Staff need a code as well: `screening demo --code` prints those of the moment. For an")
    click.echo("authenticator app instead:")
    for way in made.ways_in:
        if way.authenticator:
            click.echo(f"  {way.role:<14} {way.authenticator}")
    click.echo("`screening demo --remove` removes the club with everything in it.")


def _show_codes(settings: Settings, store: Store) -> None:
    from screening.services.accounts.hashing import Cost  # noqa: PLC0415
    from screening.services.accounts.tools import AccountTools  # noqa: PLC0415
    from screening.services.demonstration.accounts import codes_now  # noqa: PLC0415

    tools = AccountTools.under(store, settings.secret_keys, Cost())
    found = codes_now(tools, _now())
    if not found:
        raise WrongInput("--code: there is no demonstration here")
    for one in found:
        click.echo(f"{one.email:<34} {one.code}")
    click.echo("Each code works once and for about half a minute.")


def _remove(store: Store) -> None:
    from screening.services.demonstration.removing import remove_demonstration  # noqa: PLC0415

    gone = remove_demonstration(store, _now())
    click.echo(f"Removed the demonstration with its {gone} invented athletes.")


@contextmanager
def _opened() -> Iterator[tuple[Settings, Store]]:
    from screening.services.demonstration.standing import NoDemonstration  # noqa: PLC0415
    from screening.settings import Environment, read_settings  # noqa: PLC0415
    from screening.store import open_store  # noqa: PLC0415
    from screening.store.schema import upgrade  # noqa: PLC0415

    settings = read_settings()
    if settings.environment is Environment.PRODUCTION:
        raise WrongInput("this is production; a demonstration has no place here")
    store = open_store(settings.database_url, settings.secret_key)
    try:
        upgrade(store)  # as `screening serve` does; it may not have run here yet
        yield settings, store
    except NoDemonstration as refused:
        raise WrongInput(str(refused)) from None
    finally:
        store.close()


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)
