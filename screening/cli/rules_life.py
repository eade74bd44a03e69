"""`screening rules release`, `status` and `accept-outdated`: publish rules, and answer for old ones."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from screening.cli.clock import local_now
from screening.cli.recall import opened_store
from screening.cli.speaking import WrongInput


@click.command("release")
@click.option(
    "--by", "people", multiple=True, metavar="NAME", help="Who publishes; give it twice, for two people."
)
@click.option("--folder", type=click.Path(path_type=Path), help="The rules folder; ours otherwise.")
def release_command(people: tuple[str, ...], folder: Path | None) -> None:
    """Publish the rules under the version they bear: check everything, keep a copy, add it to the list.

    From then on that version may not change any more.
    """
    from screening.domain.errors import RulebookError  # noqa: PLC0415 - keeps --help quick
    from screening.resources import is_checkout, rules_folder  # noqa: PLC0415
    from screening.rulebook.release import release_rules  # noqa: PLC0415

    if folder is None and not is_checkout():
        raise WrongInput("--folder: the rules of an installed program are not published here; name a folder")
    try:
        release = release_rules(folder or rules_folder(), people, local_now().date())
    except RulebookError as error:
        raise WrongInput(*map(str, error.problems)) from None
    click.echo(f"Published {release.version} ({release.digest}).")
    click.echo("Add released.yaml and the copy in releases/ to the repository together.")


@click.command("status")
def status_command() -> None:
    """Show where the rules that run stand: dates, decisions, recalls."""
    from screening.rulebook.load import default_rulebook  # noqa: PLC0415
    from screening.services.readiness import remarks_on  # noqa: PLC0415
    from screening.services.rulebook_status import status_of  # noqa: PLC0415

    rulebook = default_rulebook()
    with opened_store() as store:
        status = status_of(store, rulebook, local_now())
    click.echo(f"rules {status.version} ({status.digest})")
    click.echo(f"valid from {status.valid_from}, review by {status.review_by}: {status.state}")
    click.echo(f"checked by: {status.checked_by or 'no clinician yet'}")
    click.echo(f"open recalls: {status.open_recalls}")
    for line in remarks_on(status):
        click.echo(f"to do: {line}")


@click.command("accept-outdated")
@click.option("--by", required=True, metavar="NAME", help="Who answers for it.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, in a sentence or two.")
@click.option("--until", "until_text", required=True, metavar="YYYY-MM-DD", help="The last day.")
def accept_outdated_command(by: str, reason: str, until_text: str) -> None:
    """Decide that rules past their review-by date may give new results until a day. It is recorded."""
    from screening.rulebook.load import default_rulebook  # noqa: PLC0415
    from screening.services.rulebook_status import accept_outdated  # noqa: PLC0415

    try:
        until = dt.date.fromisoformat(until_text)
    except ValueError:
        raise WrongInput("--until: write a date like 2027-05-31") from None
    rulebook = default_rulebook()
    with opened_store() as store:
        ends = accept_outdated(store, rulebook, by=by, reason=reason, until=until, now=local_now())
    click.echo(f"Recorded: rules {rulebook.version} may give new results until {ends:%Y-%m-%d %H:%M}.")
    click.echo("Every result goes on saying that the rules are overdue.")
