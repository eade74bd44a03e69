"""`screening backup` and `screening restore`: sealed copies of the database, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from screening.cli.clock import local_now
from screening.cli.recall import opened_store
from screening.cli.speaking import WrongInput

if TYPE_CHECKING:
    from screening.settings import Settings
    from screening.store import Store

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command("backup")
@click.argument("folder", type=FOLDER)
def backup_command(folder: Path) -> None:
    """Make a sealed backup in FOLDER while the service runs.

    It opens with SECRET_KEY alone: keep that apart from the backups, or both are lost together.
    """
    from screening.services.backups.making import make_backup  # noqa: PLC0415 - keeps --help quick
    from screening.settings import read_settings  # noqa: PLC0415

    settings = read_settings()
    with opened_store() as store:
        made = make_backup(store, folder, settings.secret_key, _working(settings), local_now())
    click.echo(f"Made {made.name} in {folder}, sealed and opened again for a test.")


@click.command("restore")
@click.argument("backup", type=FOLDER)
@click.option("--replace", is_flag=True, help="What is in the database now may be lost.")
@click.option("--check", "only_check", is_flag=True, help="Open and check the backup; restore nothing.")
@click.option(
    "--tombstones",
    "tombstone_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="More of who was erased, as `screening retention tombstones` printed it.",
)
def restore_command(backup: Path, replace: bool, only_check: bool, tombstone_file: Path | None) -> None:
    """Put BACKUP, a folder that `screening backup` made, in the place of the database.

    Stop the service first. Whoever was erased since is erased again, everybody has to sign in anew, and links
    that were given out before have to be sent again.
    """
    from screening.services.backups.making import known_tombstones  # noqa: PLC0415
    from screening.services.backups.restoring import opened_backup, restore  # noqa: PLC0415

    if only_check and replace:
        raise WrongInput("--check and --replace do not go together")
    with _opened() as (settings, store):
        if only_check:
            with opened_backup(backup, settings.secret_keys, _working(settings)) as (manifest, _):
                click.echo(f"Sound: {sum(manifest.rows.values())} rows of {manifest.made_at}.")
            return
        done = restore(
            store,
            backup,
            settings.secret_keys,
            _working(settings),
            local_now(),
            replace=replace,
            more_tombstones=known_tombstones(tombstone_file) if tombstone_file else (),
        )
    click.echo(f"Restored {done.rows} rows. Erased again: {done.erased}. Everybody signs in anew.")
    click.echo(f"Whatever happened after {done.made_at:%Y-%m-%d %H:%M} UTC is not in it: tell the clubs.")
    click.echo(f"Links ended: {done.links}. Send new ones for rounds, check-ins, calendars and passwords.")
    click.echo(f"Clearances ended: {done.clearances}. A physio or doctor looks at each of these cases again.")


def _working(settings: Settings) -> Path:
    """Where the copy lies unsealed for a moment: as well protected as the database."""
    settings.instance_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.instance_folder


@contextmanager
def _opened() -> Iterator[tuple[Settings, Store]]:
    """The database as it is, also an empty or an old one."""
    from screening.settings import read_settings  # noqa: PLC0415
    from screening.store import open_store  # noqa: PLC0415

    settings = read_settings()
    store = open_store(settings.database_url, settings.secret_key)
    try:
        yield settings, store
    finally:
        store.close()
