"""Settings have safe defaults, and production refuses each unsafe one by its name."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from screening import safe_settings
from screening.settings import Environment, Settings, SettingsError, is_this_machine, read_settings
from screening.store import sqlite

GOOD_SECRET = "pX3vQ0mZr8sJ1dYh5kT7wB2nL9cF4gA6"  # noqa: S105 - of no installation


@pytest.fixture
def production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An environment that production accepts, on a machine that is set up for it."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(safe_settings.os, "access", lambda _path, _mode: False)
    return {
        "SCREENING_ENV": "production",
        "SCREENING_INSTANCE": str(tmp_path),
        "SECRET_KEY": GOOD_SECRET,
        "ALLOWED_HOSTS": "screening.example.org",
    }


def test_production_starts_when_everything_is_safe(production: dict[str, str]) -> None:
    settings = read_settings(production)
    assert settings.environment is Environment.PRODUCTION
    assert settings.https
    assert settings.rate_limits
    assert not settings.debug
    assert settings.allowed_hosts == ("screening.example.org",)


@pytest.mark.parametrize(
    ("name", "value", "names_it"),
    [
        ("DEBUG", "1", "DEBUG"),
        ("FLASK_DEBUG", "1", "DEBUG"),
        ("LAN", "1", "LAN=1"),
        ("HTTPS", "0", "HTTPS=0"),
        ("RATE_LIMITS", "0", "RATE_LIMITS=0"),
        ("SECRET_KEY", "", "SECRET_KEY is missing"),
        ("SECRET_KEY", "short", "SECRET_KEY is weak"),
        ("SECRET_KEY", "a" * 64, "SECRET_KEY is weak"),
        ("SECRET_KEY", "changeme-" + GOOD_SECRET, "SECRET_KEY is weak"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is missing"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS has a wildcard"),
        ("ALLOWED_HOSTS", ".example.org", "ALLOWED_HOSTS has a wildcard"),
        ("DATABASE_URL", "not an address", "DATABASE_URL"),
        ("DRAFT_DAYS", "400", "DRAFT_DAYS"),
        ("TRUSTED_PROXIES", "all", "TRUSTED_PROXIES"),
    ],
)
def test_production_refuses_an_unsafe_setting_by_its_name(
    production: dict[str, str], name: str, value: str, names_it: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({**production, name: value})
    assert len(caught.value.problems) == 1
    assert names_it in caught.value.problems[0]


def test_production_refuses_a_database_that_others_can_read(
    production: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "screening.db"
    file.touch(mode=0o600)
    read_settings(production)
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="can be read by others"):
        read_settings(production)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_production_refuses_a_network_file_system(
    production: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nserver:/x {tmp_path} {kind} rw 0 0\n")
    monkeypatch.setattr(safe_settings, "MOUNTS", mounts)
    with pytest.raises(SettingsError, match="network file system"):
        read_settings(production)


def test_the_kind_of_a_file_system_is_that_of_the_nearest_mount(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("a / ext4 rw 0 0\nb /data nfs4 rw 0 0\nc /data/local xfs rw 0 0\n")
    monkeypatch.setattr(safe_settings, "MOUNTS", mounts)
    kinds = [
        safe_settings.file_system_of(Path(folder))
        for folder in ("/home", "/data/club", "/data/local/club", "/database")
    ]
    assert kinds == ["ext4", "nfs4", "xfs", "ext4"]
    mounts.unlink()
    assert safe_settings.file_system_of(Path("/home")) == ""


def test_production_refuses_an_engine_with_the_log_fault(
    production: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Old:
        sqlite_version_info = (3, 40, 1)

    monkeypatch.setattr(sqlite, "driver", Old)
    with pytest.raises(SettingsError, match=r"SQLite 3\.40\.1"):
        read_settings(production)


def test_production_refuses_root(production: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(SettingsError, match="the user is root"):
        read_settings(production)


def test_production_refuses_code_it_could_change(
    production: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe_settings.os, "access", lambda _path, _mode: True)
    with pytest.raises(SettingsError, match="own files can be changed"):
        read_settings(production)


@pytest.mark.parametrize("year", [1970, 2025, 2100])
def test_production_refuses_a_clock_that_cannot_be(
    production: dict[str, str], monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    class Wrong(dt.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Wrong:
            return cls(year, 12, 31, tzinfo=tz)

    monkeypatch.setattr(safe_settings.dt, "datetime", Wrong)
    with pytest.raises(SettingsError, match="the clock says"):
        read_settings(production)


def test_all_problems_are_named_at_once(production: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({**production, "DEBUG": "1", "LAN": "1", "SECRET_KEY": "", "PORT": "0"})
    assert len(caught.value.problems) == 4


def test_production_never_makes_a_secret_of_its_own(production: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        read_settings({**production, "SECRET_KEY": ""})
    assert not (tmp_path / "secret_key").exists()


def test_local_serving_needs_nothing_and_is_for_this_machine_only(tmp_path: Path) -> None:
    settings = read_settings({"SCREENING_INSTANCE": str(tmp_path)})
    assert (settings.host, settings.port, settings.lan) == ("127.0.0.1", 8000, False)
    assert settings.database_url == f"sqlite:///{tmp_path}/screening.db"
    assert set(settings.allowed_hosts) == {"localhost", "127.0.0.1", "[::1]"}


def test_the_local_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    given = {"SCREENING_INSTANCE": str(tmp_path / "new")}
    first, second = read_settings(given), read_settings(given)
    file = tmp_path / "new" / "secret_key"
    assert first.secret_key == second.secret_key == file.read_text()
    assert len(first.secret_key) >= 43
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("content", "mode", "said"), [("", 0o600, "no usable secret"), ("x" * 64, 0o644, "chmod")]
)
def test_a_local_secret_that_is_of_no_use_is_named(
    tmp_path: Path, content: str, mode: int, said: str
) -> None:
    file = tmp_path / "secret_key"
    file.write_text(content)
    file.chmod(mode)
    with pytest.raises(SettingsError, match=said):
        read_settings({"SCREENING_INSTANCE": str(tmp_path)})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])  # noqa: S104
def test_serving_beyond_this_machine_needs_to_be_meant(tmp_path: Path, host: str) -> None:
    given = {"SCREENING_INSTANCE": str(tmp_path), "HOST": host}
    with pytest.raises(SettingsError) as caught:
        read_settings(given)
    assert len(caught.value.problems) == 1
    assert "LAN=1" in caught.value.problems[0]
    assert read_settings({**given, "LAN": "1"}).lan


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_this_machine_is_this_machine(host: str) -> None:
    assert is_this_machine(host)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "80a"),
        ("PORT", "-1"),
        ("PORT", "٨٠"),
        ("PORT", "9" * 400),
        ("WORKERS", "0"),
        ("LAN", "maybe"),
        ("SCREENING_ENV", "prod"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({"SCREENING_INSTANCE": str(tmp_path), name: value})


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="file/inside cannot be used"):
        read_settings({"SCREENING_INSTANCE": str(tmp_path / "file" / "inside")})


def test_settings_do_not_print_their_secret(tmp_path: Path) -> None:
    settings = Settings(secret_key=GOOD_SECRET, database_url="postgresql://a:b@c/d", instance_folder=tmp_path)
    assert GOOD_SECRET not in repr(settings)
    assert "a:b" not in repr(settings)
