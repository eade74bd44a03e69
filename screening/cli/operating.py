"""`screening serve` and `screening db`: run the site, bring the database up to date."""

from __future__ import annotations

import click


@click.command("serve")
def serve_command() -> None:
    """Serve the site. HOST, PORT and the other settings come from the environment."""
    from screening.settings import read_settings  # noqa: PLC0415
    from screening.web.serving import serve  # noqa: PLC0415

    serve(read_settings())


@click.group("db")
def db_group() -> None:
    """Look after the database."""


@db_group.command("upgrade")
def upgrade_command() -> None:
    """Bring the tables up to date; running it again changes nothing.

    Where the rules are others than last time, open results are looked at again under the new ones.
    """
    from screening.cli.clock import local_now  # noqa: PLC0415
    from screening.cli.recall import lines_of  # noqa: PLC0415
    from screening.rulebook.load import default_rulebook  # noqa: PLC0415
    from screening.services.recall import run_recall_where_due  # noqa: PLC0415
    from screening.settings import read_settings  # noqa: PLC0415
    from screening.store import open_store  # noqa: PLC0415
    from screening.store.schema import require_intact, upgrade  # noqa: PLC0415

    settings = read_settings()
    store = open_store(settings.database_url, settings.secret_key)
    try:
        require_intact(store)
        version = upgrade(store)
        click.echo(f"The database is up to date ({version}).")
        rulebook = default_rulebook()
        recall = run_recall_where_due(store, rulebook, local_now())
    finally:
        store.close()
    for line in lines_of(recall, rulebook) if recall is not None else ():
        click.echo(line)
