"""Serving says where and to whom, refuses a taken port in one sentence, and stops orderly."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from screening.settings import Settings
from screening.web.serving import CannotServe, greeting, gunicorn_options, refuse_taken_address

ROOT = Path(__file__).parents[2]
PROGRAM = str(Path(sys.executable).parent / "screening")
START_WITHIN_S = 90


def _settings(tmp_path: Path, **changes: Any) -> Settings:
    return Settings(secret_key="x" * 40, database_url="sqlite:///x", instance_folder=tmp_path, **changes)


def test_it_says_that_only_this_machine_can_open_it(tmp_path: Path) -> None:
    said = "\n".join(greeting(_settings(tmp_path, port=8123)))
    assert "http://127.0.0.1:8123/" in said
    assert "Only this machine" in said


def test_in_local_network_mode_it_says_so_and_gives_the_address_for_the_wall(tmp_path: Path) -> None:
    said = "\n".join(greeting(_settings(tmp_path, host="0.0.0.0", lan=True)))  # noqa: S104
    assert "NOT encrypted" in said
    assert "For the wall: http://" in said
    assert "0.0.0.0" not in said, "nobody can open that"  # noqa: S104


def test_addresses_are_never_logged(tmp_path: Path) -> None:
    options = gunicorn_options(_settings(tmp_path))
    assert options["accesslog"] is None
    assert options["bind"] == "127.0.0.1:8000"
    assert gunicorn_options(_settings(tmp_path, host="::1"))["bind"] == "[::1]:8000"


def test_forwarding_headers_are_believed_from_a_configured_proxy_only(tmp_path: Path) -> None:
    assert gunicorn_options(_settings(tmp_path))["forwarded_allow_ips"] == ""
    assert gunicorn_options(_settings(tmp_path, trusted_proxies=1))["forwarded_allow_ips"] == "127.0.0.1,::1"


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=f"port {port}: .*PORT={port + 1}"):
            refuse_taken_address(_settings(tmp_path, port=port))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _answer(address: str, host: str | None = None) -> tuple[int, str]:
    asked = urllib.request.Request(address, headers={"Host": host} if host else {})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310
            return int(answer.status), answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.slow
def test_it_serves_becomes_ready_and_stops_without_leaving_anything_behind(tmp_path: Path) -> None:
    port = _free_port()
    environment = {
        **os.environ,
        "SCREENING_INSTANCE": str(tmp_path / "data"),
        "PORT": str(port),
        "WORKERS": "2",
    }
    environment.pop("DATABASE_URL", None)
    with subprocess.Popen(
        [PROGRAM, "serve"],
        cwd=ROOT,
        env=environment,
        text=True,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as server:
        try:
            _wait_until_alive(f"http://127.0.0.1:{port}", server)
            assert _answer(f"http://127.0.0.1:{port}/health") == (200, "ok")
            assert _answer(f"http://127.0.0.1:{port}/ready") == (200, "ok")
            assert _answer(f"http://127.0.0.1:{port}/")[0] == 200
            assert _answer(f"http://127.0.0.1:{port}/", host="evil.example")[0] == 400
            server.send_signal(signal.SIGTERM)
            _, said = server.communicate(timeout=30)
        finally:
            _end_group(server.pid)
    assert server.returncode == 0
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said
    with pytest.raises(ProcessLookupError):
        os.killpg(server.pid, 0)


def _wait_until_alive(address: str, server: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended by itself"
        try:
            _answer(f"{address}/health")
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server did not start in time")


def _end_group(leader: int) -> None:
    """Only after a failure is anything left to end; the group is our own."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
