"""The wheel and the source archive carry what is needed and nothing else, and the installed program works."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.health.project_files import ROOT, tracked_files

ANSWERS = {"age_years": 24, "sex": "male", "sport": "football", "has_problem": False}


def _run(*command: str, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and a source archive."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT), folder=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (made,) = built.glob("*.whl")
    return made


def _tracked(*folders: str) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in tracked_files(*folders)}


def test_the_wheel_holds_exactly_the_program_its_templates_and_its_rules(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    bundled = {f"screening/_bundled/{name}" for name in _tracked("templates", "rules")}
    assert shipped == _tracked("screening") | bundled


def test_the_source_archive_holds_nothing_that_git_ignores(built: Path) -> None:
    (made,) = built.glob("*.tar.gz")
    with tarfile.open(made) as archive:
        names = {name.partition("/")[2] for name in archive.getnames() if not name.endswith("/")}
        files = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    assert names
    assert files - {"PKG-INFO"} <= _tracked()
    assert {"Makefile", "README.md", "requirements/run.txt", "rules/index.yaml"} <= files


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it; what it depends on is borrowed from ours."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "env", with_pip=False, symlinks=True)
    (site,) = (folder / "env").glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)  # noqa: S202 - our own wheel
    ours = sysconfig.get_path("purelib")
    # addsitedir would read our own .pth too, and the working copy would come in by that door.
    (site / "borrowed.pth").write_text(ours + "\n", encoding="utf-8")
    return folder


def _screening(installed: Path, *arguments: str) -> str:
    python = str(installed / "env/bin/python")
    return _run(python, "-c", "from screening.cli.program import main; main()", *arguments, folder=installed)


def test_the_installed_program_is_the_one_from_the_wheel(installed: Path) -> None:
    where = _run(
        str(installed / "env/bin/python"),
        "-c",
        "import screening; print(screening.__file__)",
        folder=installed,
    )
    assert str(ROOT) not in where


def test_the_installed_program_checks_its_own_rules(installed: Path) -> None:
    assert "are in order" in _screening(installed, "rules", "check")


def test_the_installed_program_assesses(installed: Path) -> None:
    (installed / "answers.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    result = json.loads(_screening(installed, "assess", "answers.json"))
    assert result["injury"]["status"] == "no_problem"
    assert result["triage"]["urgency"] == "T5"


@pytest.mark.slow
@pytest.mark.release
def test_the_installed_program_writes_a_report(installed: Path) -> None:
    (installed / "answers.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    _screening(installed, "report", "answers.json", "-o", "out.pdf", "--date", "2026-03-14")
    assert (installed / "out.pdf").read_bytes().startswith(b"%PDF-")
