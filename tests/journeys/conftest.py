"""The whole product behind a real address of this machine: real store, real rules, real report processes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from screening.settings import Settings
from screening.store import Store, open_store
from screening.store.schema import upgrade
from screening.web.app import close_app, create_app
from tests.support.shared_apps import share_what_is_compiled

share_what_is_compiled()


@dataclass(frozen=True)
class Served:
    """A site that answers: its start page, and the settings it runs with."""

    address: str
    settings: Settings
    app: Flask
    store: Store


@contextmanager
def serving(folder: Path, prepare: Callable[[Store], object] | None = None) -> Iterator[Served]:
    """A site in a folder of its own, for as long as it is needed.

    Args:
        prepare: fills the empty database before anybody asks for a page.
    """
    settings = Settings(
        secret_key="journey " * 6,
        database_url=f"sqlite:///{folder / 'site.db'}",
        instance_folder=folder,
        allowed_hosts=("localhost",),
        rate_limits=False,
        password_memory_kib=64,
        password_passes=1,
    )
    store = open_store(settings.database_url, settings.secret_key)
    upgrade(store)
    if prepare is not None:
        prepare(store)
    app = create_app(settings)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(f"http://localhost:{server.server_port}/", settings, app, store)
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()
    close_app(app)
    store.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of its own for each file of tests."""
    with serving(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="module")
def site(served: Served) -> str:
    """The address of the start page."""
    return served.address
