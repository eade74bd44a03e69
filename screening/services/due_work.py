"""What falls due without anybody asking: scheduled rounds, unread results, open cases, mails that wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from screening.domain.reporting.day_words import many
from screening.domain.rulebook import Rulebook
from screening.services.care_escalation import Post, escalate_unread
from screening.services.care_recalls import list_recalled
from screening.services.cases.reminding import remind
from screening.services.cases.tending import tend_cases
from screening.services.outbox_sending import Mailer, send_waiting
from screening.services.rounds_due import open_due_rounds
from screening.store import Store
from screening.store.queries import members
from screening.store.tenancy import Reason


@dataclass(frozen=True, slots=True)
class MailService:
    """How mails leave: who takes them, which address they come from, and where the care list is.

    `site` is where links lead to; without one nobody is reminded.
    """

    mailer: Mailer
    mail_from: str
    care_list: str
    site: str = ""


def do_what_is_due(
    store: Store, rulebook: Callable[[], Rulebook], mail: MailService | None, now: dt.datetime
) -> tuple[str, ...]:
    """Do all of it once and say what was done, in numbers only. Calling it again at once does nothing.

    Args:
        rulebook: gives the rules that run; asked only where there is a club.
        mail: None where no mail server is set; mails then wait in the outbox.
    Raises:
        Busy: what is done stays done; calling again goes on with the rest.
    """
    with store.read(everywhere=Reason.DUE_WORK) as tx:
        if not members.clubs(tx):
            return ()
    opened = open_due_rounds(store, now)
    recalled = list_recalled(store, rulebook(), now)
    tended = tend_cases(store, rulebook(), now)
    escalated = escalate_unread(store, rulebook(), now, Post(mail.care_list) if mail is not None else None)
    reminded = remind(store, rulebook(), mail.site, now) if mail is not None and mail.site else 0
    said = [f"{many(opened, 'round')} opened by schedule"] if opened else []
    said += [f"{many(recalled, 'result')} more urgent by newer rules"] if recalled else []
    said += [f"{many(escalated, 'result')} unread for too long"] if escalated else []
    said += [f"{many(tended, 'case')} brought up to date"] if tended else []
    said += [f"{many(reminded, 'reminder')} written"] if reminded else []
    if mail is not None:
        sent = send_waiting(store, mail.mailer, mail.mail_from, now)
        said += [f"{many(sent.sent, 'mail')} sent"] if sent.sent else []
        said += [f"{many(sent.not_taken, 'mail')} not taken"] if sent.not_taken else []
    return tuple(said)
