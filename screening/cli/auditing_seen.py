"""`screening audit seen-by` and `screening audit head`: for an incident, and to note the chain elsewhere."""

from __future__ import annotations

import datetime as dt

import click

from screening.cli.recall import opened_store
from screening.cli.speaking import WrongInput


@click.command("seen-by")
@click.option("--account", metavar="ADDRESS", help="Somebody who signs in with it.")
@click.option("--sign-in", "sign_in", type=int, metavar="NUMBER", help="One sign-in, by its number.")
@click.option("--link", metavar="CODE", help="A link of a result, by the code printed on its report.")
@click.option("--since", metavar="DAY", help="First day of the period, 2026-11-01. Not with --link.")
@click.option("--until", metavar="DAY", help="Last day of the period. Not with --link.")
def seen_by_command(
    account: str | None, sign_in: int | None, link: str | None, since: str | None, until: str | None
) -> None:
    """List whose records somebody has read. Shows numbers of clubs and athletes, never a name."""
    from screening.domain.errors import NotFound  # noqa: PLC0415 - keeps --help quick
    from screening.services import seen_by  # noqa: PLC0415

    if sum(given is not None for given in (account, sign_in, link)) != 1:
        raise WrongInput("give exactly one of --account, --sign-in and --link")
    with opened_store() as store:
        try:
            if link is not None:
                found = seen_by.by_link(store, link)
            else:
                period = _period(since, until)
                found = (
                    seen_by.by_account(store, account, *period)
                    if account is not None
                    else seen_by.by_sign_in(store, sign_in or 0, *period)
                )
        except NotFound as error:
            raise WrongInput(str(error)) from None
    for one in found:
        click.echo(
            f"{one.at:%Y-%m-%d %H:%M:%S} UTC  club {one.club_id}  athlete {one.athlete_id}  {one.what}"
        )
    click.echo(f"Athletes: {len({(one.club_id, one.athlete_id) for one in found})}. Readings: {len(found)}.")


def _period(since: str | None, until: str | None) -> tuple[dt.datetime, dt.datetime]:
    """From the start of the first day to the end of the last, in UTC."""
    missing = [name for name, day in (("--since", since), ("--until", until)) if day is None]
    if missing:
        raise WrongInput(*(f"{name}: say which day" for name in missing))
    first, last = _day("--since", since or ""), _day("--until", until or "")
    return first, last + dt.timedelta(days=1)


def _day(name: str, text: str) -> dt.datetime:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise WrongInput(f"{name}: write the day like 2026-11-14") from None
    return dt.datetime.combine(day, dt.time(), dt.UTC)


@click.command("head")
def head_command() -> None:
    """Print the end of the chain, to be noted outside this machine and given to `audit verify --noted`."""
    from screening.services.audit_trail import end_of_chain  # noqa: PLC0415

    with opened_store() as store:
        click.echo(end_of_chain(store))
