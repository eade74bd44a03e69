"""`screening user`: people who may sign in, for whoever runs the service. No password passes through here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from screening.services.accounts.passwords import PasswordLink
    from screening.settings import Settings
    from screening.store import Store


@click.group("user")
def user_group() -> None:
    """Look after the people who may sign in."""


@user_group.command("add")
@click.option("--email", required=True, metavar="ADDRESS", help="They sign in with it.")
@click.option("--name", required=True, metavar="NAME")
@click.option("--role", required=True, metavar="ROLE", help="coach, physio, doctor or administrator.")
@click.option("--club", metavar="NAME", help="May be left out where there is one club.")
@click.option("--new-club", is_flag=True, help="Make the club first.")
@click.option("--country", metavar="CODE", default="", help="Of a new club: two letters, such as GB.")
def add_command(email: str, name: str, role: str, club: str | None, new_club: bool, country: str) -> None:
    """Give somebody a role in a club and print a link to set a password. It works once."""
    from screening.services.accounts import operator  # noqa: PLC0415 - keeps --help quick

    with _opened() as (settings, store):
        if new_club:
            operator.make_club(store, club or "", country.upper(), _now())
        added = operator.add_person(store, email, name, role, club, _now())
    click.echo(f"{email} is {role} of {added.club}.")
    _say_link(settings, added.link)


@user_group.command("link")
@click.argument("email")
def link_command(email: str) -> None:
    """Print a new link to set somebody's password; the one of before stops working."""
    from screening.services.accounts import operator  # noqa: PLC0415

    with _opened() as (settings, store):
        link = operator.new_link(store, email, _now())
    _say_link(settings, link)


@user_group.command("forget-second-factor")
@click.argument("email")
def forget_command(email: str) -> None:
    """Remove the second factor of somebody who lost it. Make sure first that it is that person who asks."""
    from screening.services.accounts import operator  # noqa: PLC0415

    with _opened() as (_settings, store):
        operator.forget_second_factor(store, email, _now())
    click.echo("Removed. A role that needs a second factor asks for a new one at the next sign-in.")


@user_group.command("disable")
@click.argument("email")
def disable_command(email: str) -> None:
    """Close an account: every sign-in ends, and none can be begun."""
    from screening.services.accounts import operator  # noqa: PLC0415

    with _opened() as (_settings, store):
        operator.set_disabled(store, email, disabled=True, now=_now())
    click.echo("Closed. `screening user enable` opens it again.")


@user_group.command("enable")
@click.argument("email")
def enable_command(email: str) -> None:
    """Open a closed account again."""
    from screening.services.accounts import operator  # noqa: PLC0415

    with _opened() as (_settings, store):
        operator.set_disabled(store, email, disabled=False, now=_now())
    click.echo("Open again.")


@contextmanager
def _opened() -> Iterator[tuple[Settings, Store]]:
    from screening.settings import read_settings  # noqa: PLC0415
    from screening.store import open_store  # noqa: PLC0415
    from screening.store.schema import require_current  # noqa: PLC0415

    settings = read_settings()
    store = open_store(settings.database_url, settings.secret_key)
    try:
        require_current(store)
        yield settings, store
    finally:
        store.close()


def _say_link(settings: Settings, link: PasswordLink | None) -> None:
    if link is None:
        click.echo("They have a password already. `screening user link` prints a link to set another one.")
        return
    click.echo(f"To set a password, once, until {link.expires_at:%Y-%m-%d %H:%M} UTC:")
    click.echo(f"{settings.address_people_open}/password/{link.token}")


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)
