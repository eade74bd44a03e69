"""Sends what waits in the outbox. A mail may go out twice after a crash, which does no harm; none is lost."""

from __future__ import annotations

import datetime as dt
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol
from urllib.parse import unquote, urlsplit

from screening.store import Store
from screening.store.queries import outbox
from screening.store.tables.outbox import OutgoingMailRow
from screening.store.tenancy import Reason

MOST_ATTEMPTS = 50
"""Then it is given up; an hour's trouble with the mail server does not lose a mail."""
AT_A_TIME = 50
KEPT_AFTER_SENDING = dt.timedelta(days=7)
WITHIN_S = 20
THIS_MACHINE = frozenset({"localhost", "127.0.0.1"})
PORTS = {"smtp": 587, "smtps": 465}


class NotTaken(Exception):
    """A mail was not taken; `words` say why in our own words, because a server's own may quote addresses."""

    def __init__(self, words: str, *, stops: bool) -> None:
        self.words = words
        self.stops = stops
        """Whether trying further mails now makes no sense."""
        super().__init__(words)


class Mailer(Protocol):
    """Hands one mail over to whatever delivers it."""

    def __call__(self, message: EmailMessage) -> None:
        """Raises NotTaken where it was not taken."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What one go through the outbox did."""

    sent: int
    not_taken: int


@dataclass(frozen=True, slots=True, repr=False)
class SmtpMailer:
    """A mail server by its address; always encrypted, unless it is this very machine."""

    url: str

    def __call__(self, message: EmailMessage) -> None:
        """Hand one mail over; raises NotTaken."""
        try:
            with self._connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused:
            raise NotTaken("the mail server refused the address", stops=False) from None
        except smtplib.SMTPAuthenticationError:
            raise NotTaken("the mail server refused user or password", stops=True) from None
        except smtplib.SMTPResponseException:
            raise NotTaken("the mail server refused the mail", stops=False) from None
        except (smtplib.SMTPException, OSError):
            raise NotTaken("the mail server could not be reached", stops=True) from None

    def _connected(self) -> smtplib.SMTP:
        parsed = urlsplit(self.url)
        host, port = parsed.hostname or "", parsed.port or PORTS[parsed.scheme]
        secure = ssl.create_default_context()
        if parsed.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=WITHIN_S, context=secure)
        else:
            server = smtplib.SMTP(host, port, timeout=WITHIN_S)
            if host not in THIS_MACHINE:
                server.starttls(context=secure)
        if parsed.username:
            server.login(unquote(parsed.username), unquote(parsed.password or ""))
        return server


def send_waiting(store: Store, mailer: Mailer, mail_from: str, now: dt.datetime) -> Sent:
    """Send what waits, the oldest first, and forget what was sent a week ago.

    Args:
        mail_from: the address that mails come from, as it is set.
    """
    sent = not_taken = 0
    with store.write(everywhere=Reason.DUE_WORK) as tx:
        outbox.remove_sent_mails(tx, now - KEPT_AFTER_SENDING)
        found = [one.id for one in outbox.waiting_mails(tx, most_attempts=MOST_ATTEMPTS, most=AT_A_TIME)]
    for number in found:
        row = _claimed(store, number)
        if row is None:
            continue
        try:
            mailer(message_of(row, mail_from))
        except NotTaken as problem:
            not_taken += 1
            _note(store, number, problem.words)
            if problem.stops:
                break
        else:
            sent += 1
            _mark(store, number, now)
    return Sent(sent, not_taken)


def message_of(row: OutgoingMailRow, mail_from: str) -> EmailMessage:
    """One mail as it is sent; a repeat carries the same number, by which mail programs know it.

    Raises:
        ValueError: an address or a subject of more than one line.
    """
    message = EmailMessage()
    message["From"] = mail_from
    message["To"] = row.to_address
    message["Subject"] = row.subject
    message["Date"] = format_datetime(row.created_at)
    message["Message-ID"] = (
        f"<outbox-{row.id}-{int(row.created_at.timestamp())}@{mail_from.rpartition('@')[2]}>"
    )
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(row.body)
    return message


def _claimed(store: Store, number: int) -> OutgoingMailRow | None:
    """Count the try before it is made, so that a mail that ends the program is not tried for ever."""
    with store.write(everywhere=Reason.DUE_WORK) as tx:
        row = outbox.mail(tx, number)
        if row is None or row.sent_at is not None or row.attempts >= MOST_ATTEMPTS:
            return None
        row.attempts += 1
        return row


def _note(store: Store, number: int, words: str) -> None:
    with store.write(everywhere=Reason.DUE_WORK) as tx:
        row = outbox.mail(tx, number)
        if row is not None:
            row.last_problem = words


def _mark(store: Store, number: int, now: dt.datetime) -> None:
    with store.write(everywhere=Reason.DUE_WORK) as tx:
        row = outbox.mail(tx, number)
        if row is not None:
            row.sent_at, row.last_problem = max(now, row.created_at), None
