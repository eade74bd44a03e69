"""Few dependencies, each pinned by digest, none from an address, and every one that is imported declared."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from tests.health.project_files import ROOT, modules_of

LOCKS = ("run", "build", "develop")
MOST_AT_RUN_TIME = 53
"""Forty, and three for the calendar feed: icalendar with the two it brings. Escaping, folding and order are
where home-made feeds go wrong, and a calendar that refuses a feed says nothing.

And ten for signing in: the passwords that are tried first, a memory-hard hash, codes of an authenticator,
passkeys, and the cipher that seals the secrets of second factors, with what they bring. None of these is to
be home-made."""
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(\[[a-z,]+\])?==([^ ;\\]+)", re.MULTILINE)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def _pinned(name: str) -> dict[str, str]:
    return {_normal(match[1]): match[3] for match in PINNED.finditer(_lock(name))}


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_run_time_dependencies_stay_few() -> None:
    count = len(_pinned("run"))
    print(f"{count} run-time dependencies")
    assert 10 < count <= MOST_AT_RUN_TIME


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_pinned_with_digests(name: str) -> None:
    for entry in re.split(r"\n(?=[A-Za-z0-9])", _lock(name)):
        if not entry.startswith("#"):
            assert "==" in entry.split("\n")[0], entry.split("\n")[0]
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.split("\n")[0]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_no_folder_of_a_machine(name: str) -> None:
    assert not re.search(r"://|--index|--find-links|--extra|(^|\s)/|\.whl|@ ", _lock(name))


def test_the_locks_agree_with_each_other() -> None:
    run = _pinned("run")
    for name in ("build", "develop"):
        for package, version in _pinned(name).items():
            assert run.get(package, version) == version, package


def test_every_declared_dependency_is_locked(project: dict[str, Any]) -> None:
    declared = {_normal(re.match(r"[A-Za-z0-9._-]+", line)[0]) for line in project["dependencies"]}  # type: ignore[index]
    assert declared <= set(_pinned("run"))


def test_whatever_is_imported_is_declared(project: dict[str, Any]) -> None:
    declared = {_normal(re.match(r"[A-Za-z0-9._-]+", line)[0]) for line in project["dependencies"]}  # type: ignore[index]
    providers = packages_distributions()
    missing = {}
    for module in modules_of(ROOT / "screening"):
        for top in _tops(module):
            if top in sys.stdlib_module_names or top in {"screening", "__future__"}:
                continue
            if not declared & {_normal(name) for name in providers.get(top, [])}:
                missing[top] = str(module.relative_to(ROOT))
    assert missing == {}


def _tops(module: Path) -> set[str]:
    tops = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            tops |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            tops.add(str(node.module).split(".")[0])
    return tops
