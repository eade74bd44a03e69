"""`screening retention`: what is past its time, holds, and erasing again after a restore."""

from __future__ import annotations

from pathlib import Path

import click

from screening.cli.clock import local_now
from screening.cli.recall import opened_store
from screening.cli.speaking import WrongInput


@click.group("retention", invoke_without_command=True)
@click.option("--dry-run", is_flag=True, help="List what is past its time and print a code; the default.")
@click.option("--apply", "code", metavar="CODE", help="Remove exactly the list that printed this code.")
@click.pass_context
def retention_group(context: click.Context, dry_run: bool, code: str | None) -> None:
    """Remove what is past its time, in two steps: look at the list, then give its code back."""
    if context.invoked_subcommand is not None:
        return
    if dry_run and code is not None:
        raise WrongInput("--dry-run and --apply are two steps; give one")
    if code is None:
        _list()
    else:
        _apply(code)


def _list() -> None:
    from screening.services.retention import code_of, list_due  # noqa: PLC0415 - keeps --help quick

    with opened_store() as store:
        dues = list_due(store, local_now())
    for due in dues:
        click.echo(
            f"Club {due.club_id}, {due.club}: athletes {len(due.athletes)}, mails {len(due.mails)}, "
            f"imports {len(due.imports)}; athletes held {len(due.held)}"
        )
        if due.athletes:
            click.echo(f"  numbers of athletes: {', '.join(map(str, due.athletes))}")
    click.echo(f"Past their time: {sum(due.amount for due in dues)}. Nothing was removed.")
    click.echo(f"To remove exactly these: screening retention --apply {code_of(dues)}")


def _apply(code: str) -> None:
    from screening.services.retention import OtherList, apply_due  # noqa: PLC0415

    with opened_store() as store:
        try:
            removed = apply_due(store, code, local_now())
        except OtherList as error:
            raise WrongInput(f"--apply: {error}") from None
    click.echo(f"Removed: {removed}.")


@retention_group.command("hold")
@click.option("--club", "club_id", type=int, required=True, metavar="NUMBER")
@click.option("--athlete", "athlete_id", type=int, required=True, metavar="NUMBER")
@click.option("--lift", is_flag=True, help="End the hold.")
def hold_command(club_id: int, athlete_id: int, lift: bool) -> None:
    """Keep a record beyond its time, for a claim or an inquiry; until then nobody can erase it."""
    from screening.domain.errors import NotFound  # noqa: PLC0415
    from screening.services.retention import set_hold  # noqa: PLC0415

    with opened_store() as store:
        try:
            set_hold(store, club_id, athlete_id, local_now(), held=not lift)
        except NotFound as error:
            raise WrongInput(str(error)) from None
    click.echo("The hold is lifted." if lift else "Held.")


@retention_group.command("tombstones")
def tombstones_command() -> None:
    """Print what is kept of everybody who was erased. Keep it beside the backups, not in them."""
    from screening.services.erasure import tombstones  # noqa: PLC0415

    with opened_store() as store:
        for digest in tombstones(store):
            click.echo(digest)


@retention_group.command("erase-again")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def erase_again_command(file: Path) -> None:
    """After a restore: erase again everybody whom a tombstone in FILE names."""
    from screening.services.erasure import erase_again  # noqa: PLC0415

    digests = file.read_text(encoding="ascii", errors="replace").split()
    with opened_store() as store:
        click.echo(f"Erased again: {erase_again(store, digests, local_now())}.")


@click.command("export-person")
@click.option("--club", "club_id", type=int, required=True, metavar="NUMBER")
@click.option("--athlete", "athlete_id", type=int, required=True, metavar="NUMBER")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export_person_command(club_id: int, athlete_id: int, file: Path) -> None:
    """Write everything that is kept about an athlete who cannot sign in to FILE, a new zip file.

    Make sure first that it is the athlete, or the guardian who decides for them, who asks.
    """
    from screening.domain.errors import NotFound  # noqa: PLC0415
    from screening.services.own_data.files import export_by_operator  # noqa: PLC0415

    if file.exists():
        raise WrongInput(f"{file.name} exists; name a new file")
    with opened_store() as store:
        try:
            pieces = export_by_operator(store, club_id, athlete_id, local_now())
            with file.open("xb") as packed:
                file.chmod(0o600)
                packed.writelines(pieces)
        except NotFound as error:
            raise WrongInput(str(error)) from None
        except OSError as error:
            raise WrongInput(f"{file.name} cannot be written: {error.strerror}") from None
    click.echo("Written. It holds health data: hand it over in person or encrypted, then remove it.")


@click.command("read-person")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def read_person_command(file: Path) -> None:
    """Read records.json of somebody's export into an empty installation."""
    from screening.services.own_data.reading import read_person  # noqa: PLC0415

    text = file.read_text(encoding="utf-8", errors="replace")
    with opened_store() as store:
        club_id, athlete_id = read_person(store, text, local_now())
    click.echo(f"Club {club_id}, athlete {athlete_id}.")
