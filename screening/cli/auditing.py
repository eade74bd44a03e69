"""`screening audit verify`: are the audit entries still as they were written?"""

from __future__ import annotations

import click

from screening.cli.auditing_seen import head_command, seen_by_command
from screening.cli.recall import opened_store
from screening.cli.speaking import WrongInput, complain

CHAIN_BROKEN = 1


@click.group("audit")
def audit_group() -> None:
    """Look after the audit entries."""


@audit_group.command("verify")
@click.option("--noted", metavar="END", help="The end of the chain as an earlier run printed it.")
@click.pass_context
def verify_command(context: click.Context, noted: str | None) -> None:
    """Read every entry and say where something was changed, removed or slipped in.

    Prints the end of the chain. Note it outside this machine, once a day, and give it back with --noted: a
    chain that somebody made anew from beginning to end shows in no other way.
    """
    from screening.services.audit_trail import verify_audit  # noqa: PLC0415 - keeps --help quick

    with opened_store() as store:
        try:
            found = verify_audit(store, noted)
        except ValueError as error:
            raise WrongInput(f"--noted: {error}") from None
    if found.faults:
        complain(*found.faults, "the audit entries are not as they were written")
        context.exit(CHAIN_BROKEN)
    click.echo(f"{found.entries} entries, all as they were written. End of the chain: {found.end}")


audit_group.add_command(seen_by_command)
audit_group.add_command(head_command)
