"""Serves the application with gunicorn: brings the database up to date and says where it listens."""

from __future__ import annotations

import datetime as dt
import gc
import socket
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from screening.domain.errors import ScreeningError
from screening.domain.rulebook import Rulebook
from screening.report.fonts import fonts_are_ready, prepare_fonts
from screening.rulebook.load import load_rulebook
from screening.services.accounts.set_up import make_secret
from screening.services.housekeeping import remove_old_drafts
from screening.services.readiness import rules_remarks
from screening.settings import Settings, in_address, is_this_machine
from screening.store import open_store
from screening.store.schema import require_intact, upgrade
from screening.web.addresses import link_to
from screening.web.app import close_app, create_app
from screening.web.working_beside import working_beside

ANSWER_WITHIN_S = 60
STOP_WITHIN_S = 20
LONGEST_LINE = 4094
MOST_HEADERS = 60
LONGEST_HEADER = 8190


class CannotServe(ScreeningError):
    """The address cannot be used; the message says why and what to try."""


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn without its own command line and configuration file."""

    def __init__(self, settings: Settings, remarks: tuple[str, ...] = ()) -> None:
        self.settings = settings
        self.remarks = remarks
        super().__init__()

    def load_config(self) -> None:
        for name, value in gunicorn_options(self.settings).items():
            self.cfg.set(name, value)
        self.cfg.set("when_ready", self._greet)
        self.cfg.set("worker_exit", _close_worker)

    def _greet(self, _server: Any) -> None:
        for line in (*greeting(self.settings), *self.remarks):
            print(line, file=sys.stderr, flush=True)

    def load(self) -> Flask:
        # Called in each worker, so that no connection and no thread is shared between processes.
        app = create_app(self.settings)
        # The rules never go, so nobody need look through them again while a page about a thousand is made.
        gc.collect()
        gc.freeze()
        return app


def _close_worker(_server: Any, worker: Any) -> None:
    """End what the worker's application started: report processes and database connections."""
    if isinstance(worker.wsgi, Flask):
        close_app(worker.wsgi)


def gunicorn_options(settings: Settings) -> dict[str, Any]:
    """How gunicorn runs. No access log: an address holds the secret that opens a result."""
    shared_memory = Path("/dev/shm")  # noqa: S108 - for gunicorn's heartbeat only; a slow disk would look dead
    return {
        "bind": _bind_address(settings),
        "workers": settings.workers,
        "worker_class": "sync",
        "worker_tmp_dir": str(shared_memory) if shared_memory.is_dir() else None,
        "timeout": ANSWER_WITHIN_S,
        "graceful_timeout": STOP_WITHIN_S,
        "limit_request_line": LONGEST_LINE,
        "limit_request_fields": MOST_HEADERS,
        "limit_request_field_size": LONGEST_HEADER,
        # Forwarding headers are read by the application, and only as many as there are proxies.
        "forwarded_allow_ips": "127.0.0.1,::1" if settings.trusted_proxies else "",
        "accesslog": None,
        "errorlog": "-",
        "loglevel": "warning",
        "proc_name": "screening",
    }


def serve(settings: Settings) -> None:
    """Bring the database up to date and serve until told to stop.

    Raises:
        ScreeningError: the database, the rules or the address cannot be used.
    """
    rulebook = load_rulebook()  # each worker loads it again; a wrong rule is to be told here, and once
    now = dt.datetime.now(tz=dt.UTC)
    prepare_store(settings, now)
    for remark in rules_to_do(settings, rulebook, now):
        print(remark, file=sys.stderr, flush=True)
    refuse_taken_address(settings)
    cut_typeface()
    with working_beside():
        _Server(settings, first_set_up(settings, now)).run()


def cut_typeface() -> None:
    """Cut the typeface before anybody waits for it; done once, then kept."""
    if not fonts_are_ready():
        sys.stdout.write(
            "Cutting the typeface for pages and reports. This happens once, for about 20 seconds.\n"
        )
        sys.stdout.flush()
        prepare_fonts()


def prepare_store(settings: Settings, now: dt.datetime) -> None:
    """Check the database file, bring its tables up to date and remove what has expired."""
    store = open_store(settings.database_url, settings.secret_key)
    try:
        require_intact(store)
        upgrade(store)
        remove_old_drafts(store, now)
    finally:
        store.close()


def first_set_up(settings: Settings, now: dt.datetime) -> tuple[str, ...]:
    """Where the first club is set up, while nobody has an account; every start makes a new address."""
    store = open_store(settings.database_url, settings.secret_key)
    try:
        secret = make_secret(store, now)
    finally:
        store.close()
    if secret is None:
        return ()
    return (
        "No club is set up yet. To set one up, open this address within an hour; it works once:",
        link_to(settings, f"/setup/{secret}"),
    )


def rules_to_do(settings: Settings, rulebook: Rulebook, now: dt.datetime) -> tuple[str, ...]:
    """What is due about the rules, for the terminal; `screening db upgrade` runs a recall."""
    store = open_store(settings.database_url, settings.secret_key)
    try:
        return tuple(f"To do: {remark}" for remark in rules_remarks(store, rulebook, now))
    finally:
        store.close()


def refuse_taken_address(settings: Settings) -> None:
    """Find out before gunicorn does, which would try for seconds and print a traceback."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise CannotServe(
                f"cannot listen on {settings.host} port {settings.port}: {error.strerror}; "
                f"try another one, such as PORT={settings.port + 1}"
            ) from None


def greeting(settings: Settings) -> tuple[str, ...]:
    """What is printed once it serves: the address to open and who can reach it."""
    if not settings.lan or is_this_machine(settings.host):
        return (
            f"Open {_address(settings, settings.host)} in a browser.",
            "Only this machine can open it. Stop with Ctrl+C.",
        )
    return (
        "Local network mode: the connection is NOT encrypted. Use it in a network you trust, for one round.",
        f"For the wall: {_address(settings, settings.host_others_reach)}",
        "Stop with Ctrl+C.",
    )


def _address(settings: Settings, host: str) -> str:
    return f"http://{in_address(host)}:{settings.port}/"


def _bind_address(settings: Settings) -> str:
    return f"{in_address(settings.host)}:{settings.port}"
