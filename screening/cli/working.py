"""`screening worker`: what falls due without anybody asking, again and again or once."""

from __future__ import annotations

import datetime as dt
import os
import time
from typing import TYPE_CHECKING

import click

from screening.cli.speaking import complain

if TYPE_CHECKING:
    from screening.services.due_work import MailService
    from screening.settings import Settings

EVERY_S = 60
LOOKS_UP_EVERY_S = 2


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, and end; for a timer of the system.")
@click.option(
    "--beside", type=int, hidden=True, help="End with the process of this number, which started it."
)
def worker_command(once: bool, beside: int | None) -> None:
    """Open scheduled rounds, pass on results that nobody reads, send e-mails."""
    from screening.domain.errors import Busy  # noqa: PLC0415 - keeps --help quick
    from screening.rulebook.load import default_rulebook  # noqa: PLC0415
    from screening.services.due_work import do_what_is_due  # noqa: PLC0415
    from screening.settings import read_settings  # noqa: PLC0415
    from screening.store import open_store  # noqa: PLC0415
    from screening.store.schema import require_current  # noqa: PLC0415

    settings = read_settings()
    store = open_store(settings.database_url, settings.secret_key)
    mail = mail_service(settings)
    try:
        require_current(store)
        while once or _wait(beside):
            try:
                for line in do_what_is_due(store, default_rulebook, mail, dt.datetime.now(tz=dt.UTC)):
                    click.echo(line)
            except Busy as error:
                complain(str(error))
            if once:
                return
    finally:
        store.close()


def mail_service(settings: Settings) -> MailService | None:
    """How mails leave, as it is set; None where no mail server is."""
    from screening.services.due_work import MailService  # noqa: PLC0415
    from screening.services.outbox_sending import SmtpMailer  # noqa: PLC0415

    if not settings.smtp_url:
        return None
    site = settings.address_people_open
    return MailService(SmtpMailer(settings.smtp_url), settings.mail_from, f"{site}/care", site)


def _wait(beside: int | None) -> bool:
    """Wait for the next go; False where whoever started us is gone."""
    ends = time.monotonic() + EVERY_S
    while time.monotonic() < ends:
        if beside is not None and os.getppid() != beside:
            return False
        time.sleep(LOOKS_UP_EVERY_S)
    return True
