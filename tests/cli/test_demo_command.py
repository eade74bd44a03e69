"""`screening demo` says how to sign in, and keeps away from production."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from screening.cli.program import main
from screening.store import open_store
from screening.store.schema import upgrade


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own with an empty database."""
    monkeypatch.setenv("SCREENING_INSTANCE", str(tmp_path))
    for name in ("SCREENING_ENV", "DATABASE_URL", "SECRET_KEY", "HOST", "LAN"):
        monkeypatch.delenv(name, raising=False)
    store = open_store(f"sqlite:///{tmp_path / 'screening.db'}", "a secret of this test")
    upgrade(store)
    store.close()
    return tmp_path


@pytest.mark.slow
def test_it_is_made_shown_and_removed(instance: Path) -> None:
    run = CliRunner()
    made = run.invoke(main, ["demo"])
    assert made.exit_code == 0, made.output
    letters = r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}"
    ways_in = re.findall(rf"(\w+) +\S+@demonstration\.example +{letters}\n", made.output)
    assert ways_in == ["coach", "physio", "doctor", "administrator", "athlete", "guardian"]
    codes = run.invoke(main, ["demo", "--code"])
    assert len(re.findall(r"@demonstration\.example +[0-9]{6}\n", codes.output)) == 4
    again = run.invoke(main, ["demo"])
    assert (again.exit_code, "already" in again.output) == (2, True)
    gone = run.invoke(main, ["demo", "--remove"])
    assert gone.output == "Removed the demonstration with its 65 invented athletes.\n"
    assert (run.invoke(main, ["demo", "--code"]).exit_code, (instance / "screening.db").exists()) == (2, True)


def test_production_is_no_place_for_it(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCREENING_ENV", "production")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{instance / 'screening.db'}")
    monkeypatch.setenv("SECRET_KEY", "fJ2u-9sK_wq8ZtLx4mVb7Rn1Py6Hc3Gd0Ea5Io")
    monkeypatch.setenv("ALLOWED_HOSTS", "screening.club.test")
    refused = CliRunner().invoke(main, ["demo"])
    assert refused.exit_code != 0
    assert "Sign in at" not in refused.output


def test_two_wishes_at_once_are_refused(instance: Path) -> None:
    assert instance.exists()
    refused = CliRunner().invoke(main, ["demo", "--remove", "--beside"])
    assert (refused.exit_code, refused.output) == (2, "--remove and --code stand alone\n")
