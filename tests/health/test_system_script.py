"""The set-up asks apt for exactly what is missing, and says in one sentence when it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.health.project_files import ROOT

SCRIPT = ROOT / "requirements" / "system.sh"
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
PROGRAMS = {
    "chromium": "chromium",
    "pdftoppm": "poppler-utils",
    "javac": "default-jdk-headless",
    "git": "git",
}
PLAIN_TOOLS = ("sh", "grep", "cat", "tail", "mktemp", "rm", "env", "ls")


class Machine:
    """A machine with nothing on its path but what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.asked = folder / "asked"
        for tool in PLAIN_TOOLS:
            found = shutil.which(tool)
            assert found, tool
            (self.bin / tool).symlink_to(found)
        self.libraries(*LIBRARIES)
        self.program("id", "echo 0")
        self.program("python", "exit 0")

    def program(self, name: str, does: str = "exit 0") -> None:
        path = self.bin / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        path.chmod(0o755)

    def libraries(self, *names: str) -> None:
        self.program("ldconfig", "".join(f"echo '  {name} (libc6) => /lib/{name}'\n" for name in names))

    def apt(self, does: str = "exit 0") -> None:
        self.program("apt-get", f'echo "$@" >> {self.asked}\n{does}')

    def set_up(self, kind: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
        # The script adds the system's own sbin folders at the end; they hold none of what is asked for.
        return subprocess.run(
            [str(self.bin / "sh"), str(SCRIPT), kind],
            env={"PATH": str(self.bin), "PYTHON": "python", **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def installed(self) -> list[str]:
        """The packages apt was asked to install."""
        if not self.asked.exists():
            return []
        (line,) = [line for line in self.asked.read_text().splitlines() if line.startswith("install")]
        return [word for word in line.split()[1:] if not word.startswith("-")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_complete_machine_is_left_alone(machine: Machine) -> None:
    machine.apt()
    for program in PROGRAMS:
        machine.program(program)
    for kind in ("run", "test"):
        done = machine.set_up(kind)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not machine.asked.exists()


@pytest.mark.parametrize("missing", LIBRARIES)
def test_a_missing_library_is_asked_for_and_nothing_else(machine: Machine, missing: str) -> None:
    machine.apt()
    machine.libraries(*(name for name in LIBRARIES if name != missing))
    assert machine.set_up().returncode == 0
    assert machine.installed == [LIBRARIES[missing]]


@pytest.mark.parametrize("missing", PROGRAMS)
def test_a_missing_program_is_asked_for_by_the_tests_only(machine: Machine, missing: str) -> None:
    machine.apt()
    for program in PROGRAMS:
        if program != missing:
            machine.program(program)
    assert machine.set_up("run").returncode == 0
    assert machine.installed == []
    assert machine.set_up("test").returncode == 0
    assert machine.installed == [PROGRAMS[missing]]


def test_a_continuous_build_gets_a_database_server_too(machine: Machine) -> None:
    machine.apt()
    for program in PROGRAMS:
        machine.program(program)
    assert machine.set_up("test", CI="1", POSTGRES_HOME="/nowhere").returncode == 0
    assert machine.installed == ["postgresql"]


def test_without_any_python_one_is_asked_for(machine: Machine) -> None:
    machine.apt()
    assert machine.set_up(PYTHON="").returncode == 0
    assert machine.installed == ["python3", "python3-venv"]


def test_a_python_without_environments_gets_its_own_package(machine: Machine) -> None:
    machine.apt()
    machine.program("python", 'case "$2" in *ensurepip*) exit 1;; *) echo python3.11-venv;; esac')
    assert machine.set_up().returncode == 0
    assert machine.installed == ["python3.11-venv"]


def test_apt_failing_ends_in_one_sentence(machine: Machine) -> None:
    machine.apt("echo 'E: no network' >&2; exit 100")
    machine.libraries()
    done = machine.set_up()
    assert done.returncode == 1
    assert "E: no network" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("These system packages are missing: libpango-1.0-0 ")


def test_without_rights_it_says_what_an_administrator_should_run(machine: Machine) -> None:
    machine.apt()
    machine.program("id", "echo 1000")
    machine.libraries()
    done = machine.set_up()
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in line
    assert not machine.asked.exists()


def test_with_sudo_apt_runs_under_it(machine: Machine) -> None:
    machine.apt()
    machine.program("id", "echo 1000")
    machine.program("sudo", f'echo sudo >> {machine.asked}.sudo; "$@"')
    machine.libraries(*list(LIBRARIES)[:-1])
    assert machine.set_up().returncode == 0
    assert machine.installed == ["libharfbuzz-subset0"]
    assert Path(f"{machine.asked}.sudo").read_text().split() == ["sudo", "sudo"]


def test_on_another_system_it_names_the_packages(machine: Machine) -> None:
    machine.libraries()
    done = machine.set_up()
    assert done.returncode == 1
    assert "Install them with your package manager" in done.stderr


@pytest.mark.parametrize("target", ["run", "test", "bench", "lint", "format", "clean"])
def test_the_makefile_knows_every_target(target: str) -> None:
    environment = {**os.environ, "PYTHON": sys.executable}
    done = subprocess.run(
        ["make", "-n", target], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_build_is_what_a_contributor_runs() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert script.rstrip().endswith("make test")
