"""Mails over the wire, to a mail server of this machine that the test itself plays."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from screening.cli.program import main
from screening.services.access import Actor
from screening.services.outbox import write_to_everybody
from screening.services.outbox_sending import NotTaken, SmtpMailer, message_of
from screening.services.rounds import RoundWish, open_round
from screening.settings import SettingsError, read_settings
from screening.store import Store
from screening.store.queries import outbox
from screening.store.tables.outbox import OutgoingMailRow
from tests.support.clubs import MadeClub
from tests.support.store_rows import NOON, SECRET

REFUSED = "refused@example.org"


class Server:
    """Speaks as much of the protocol as one mail needs; refuses one address."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.mails: list[str] = []
        self.url = f"smtp://localhost:{self.listening.getsockname()[1]}"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as talk:
                self._talk(talk)

    def _talk(self, talk: object) -> None:
        def say(line: str) -> None:
            talk.write(line.encode() + b"\r\n")  # type: ignore[attr-defined]
            talk.flush()  # type: ignore[attr-defined]

        say("220 here")
        for raw in talk:  # type: ignore[attr-defined]
            line = raw.decode().strip()
            if line.upper().startswith("DATA"):
                say("354 go on")
                self.mails.append(self._until_dot(talk))
                say("250 taken")
            elif REFUSED in line:
                say("550 no such user refused@example.org")
            elif line.upper().startswith("QUIT"):
                say("221 bye")
                return
            else:
                say("250 fine")

    def _until_dot(self, talk: object) -> str:
        lines = []
        for raw in talk:  # type: ignore[attr-defined]
            if raw == b".\r\n":
                break
            lines.append(raw.decode())
        return "".join(lines)


@contextmanager
def mail_server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield server
    server.listening.shutdown(socket.SHUT_RDWR)
    server.listening.close()
    thread.join(timeout=10)


def mail(address: str) -> OutgoingMailRow:
    return OutgoingMailRow(
        id=7, to_address=address, subject="Questions from A", body="Hello", created_at=NOON
    )


def test_a_mail_arrives_with_one_address_and_says_that_a_program_wrote_it() -> None:
    with mail_server() as server:
        SmtpMailer(server.url)(message_of(mail("sam@example.org"), "club@example.org"))
        assert len(server.mails) == 1
        assert "To: sam@example.org" in server.mails[0]
        assert "Auto-Submitted: auto-generated" in server.mails[0]


def test_what_a_server_says_about_an_address_is_not_repeated() -> None:
    with mail_server() as server, pytest.raises(NotTaken) as caught:
        SmtpMailer(server.url)(message_of(mail(REFUSED), "club@example.org"))
    assert "@" not in caught.value.words
    assert not caught.value.stops


def test_a_server_that_is_not_there_stops_the_round() -> None:
    with mail_server() as server:
        url = server.url
    with pytest.raises(NotTaken) as caught:
        SmtpMailer(url)(message_of(mail("sam@example.org"), "club@example.org"))
    assert caught.value.stops


def test_the_worker_sends_what_waits(
    store: Store, club: MadeClub, coach: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = RoundWish(str(club.squads[0]), "Spring", "2026-03-14", "2026-03-20")
    number = open_round(store, coach, club.id, wish, NOON)
    write_to_everybody(store, coach, club.id, number, "https://screening.example.org", NOON)
    with mail_server() as server:
        monkeypatch.setenv("DATABASE_URL", store.engine.url.render_as_string(hide_password=False))
        monkeypatch.setenv("SECRET_KEY", SECRET)
        monkeypatch.setenv("SMTP_URL", server.url)
        monkeypatch.setenv("MAIL_FROM", "club@example.org")
        done = CliRunner().invoke(main, ["worker", "--once"])
        assert done.exit_code == 0, done.output
        assert "3 mails sent" in done.output
        assert "@" not in done.output
        assert len(server.mails) == 3
    with store.read(club=club.id) as tx:
        assert all(one.sent_at is not None for one in outbox.newest_mails(tx))


@pytest.mark.parametrize(
    "given",
    [
        {"SMTP_URL": "mail.example.org", "MAIL_FROM": "a@example.org"},
        {"SMTP_URL": "smtp://mail.example.org"},
        {"SMTP_URL": "smtp://mail.example.org", "MAIL_FROM": "a@example.org\nBcc: b@example.org"},
        {"SMTP_URL": "http://mail.example.org", "MAIL_FROM": "a@example.org"},
    ],
)
def test_settings_for_mail_that_cannot_work_are_refused(given: dict[str, str], tmp_path: object) -> None:
    with pytest.raises(SettingsError, match=r"SMTP_URL|MAIL_FROM"):
        read_settings({"SCREENING_INSTANCE": str(tmp_path), "SECRET_KEY": SECRET, **given})
