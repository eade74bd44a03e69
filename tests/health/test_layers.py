"""Imports point down: shells, services, then store, rulebook and report, then the core."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.health.project_files import ROOT, modules_of

SHELLS = {"web", "api", "cli", "imports"}
MAY_USE = {
    "domain": {"domain"},
    "store": {"store", "domain"},
    "rulebook": {"rulebook", "domain", "resources"},
    "report": {"report", "domain", "resources"},
    # The second evaluator reads the same rules as data; of the core's code it may use none that evaluates.
    "columnar": {"columnar", "domain"},
    "services": {"services", "store", "rulebook", "report", "columnar", "domain", ""},
    "resources": set(),
    "safe_settings": {"settings", "store", "resources", "domain"},
    "settings": {"safe_settings", "resources", "domain"},
    "__main__": {"cli"},
    # The version stands in the package itself.
    "": set(),
}
EDGE = {"services", "store", "rulebook", "report", "columnar", "domain", "settings", "resources", ""}
MAY_USE |= {shell: {shell} | EDGE for shell in SHELLS}
# The command line and the pages read the files that people bring; the command line starts the server.
MAY_USE["cli"] |= {"imports"}
MAY_USE["web"] |= {"imports"}
STARTS_THE_SERVER = ("cli", "screening.web.serving")

# Rows are the services' business: a shell opens the store and brings its tables up to date, no more.
SHELL_MAY_USE_OF_STORE = {"screening.store", "screening.store.schema", "screening.store.errors"}


def _imports(module: Path) -> Iterator[tuple[int, str]]:
    """Line and absolute name of everything a module imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield node.lineno, "." * node.level + (node.module or "")
            else:
                yield node.lineno, str(node.module)
                # `from screening import store` imports a part, though the name stands on the right.
                if node.module == "screening":
                    yield from ((node.lineno, f"screening.{alias.name}") for alias in node.names)


def _part_of(name: str, package: Path) -> str:
    """The part of the package a name belongs to; "" for the package itself."""
    part = name.split(".")[1] if "." in name else ""
    is_part = (package / part).is_dir() or (package / f"{part}.py").is_file()
    return part if is_part else ""


def upward_imports(package: Path) -> list[str]:
    """Every import that points up or sideways, as file:line name."""
    wrong = []
    for module in modules_of(package):
        inside = module.relative_to(package)
        layer = inside.parts[0] if len(inside.parts) > 1 else inside.stem.replace("__init__", "")
        for line, name in _imports(module):
            if _is_wrong(layer, name, package):
                wrong.append(f"{inside.as_posix()}:{line} {name}")
    return wrong


def _is_wrong(layer: str, name: str, package: Path) -> bool:
    if name.startswith("."):
        return layer != "domain" and name.startswith("..")
    top = name.split(".", maxsplit=1)[0]
    if top != "screening":
        return layer == "domain" and top not in sys.stdlib_module_names
    if layer in SHELLS and name.startswith("screening.store"):
        return name not in SHELL_MAY_USE_OF_STORE and name != "screening.store.Store"
    if layer not in MAY_USE:
        return True
    if (layer, name) == STARTS_THE_SERVER:
        return False
    return _part_of(name, package) not in MAY_USE[layer]


def test_every_import_points_down() -> None:
    assert upward_imports(ROOT / "screening") == []


def test_every_part_has_its_place_in_the_order() -> None:
    parts = {path.name for path in (ROOT / "screening").iterdir() if (path / "__init__.py").is_file()}
    assert parts <= set(MAY_USE)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("domain/planted.py", "import yaml"),
        ("domain/planted.py", "from screening.store import Store"),
        ("domain/planted.py", "from screening import store"),
        ("domain/deep/planted.py", "def late():\n    import flask"),
        ("store/planted.py", "from screening.rulebook.load import load_rulebook"),
        ("report/planted.py", "import screening.store.tables"),
        ("rulebook/planted.py", "from screening.services.drafts import start_draft"),
        ("services/planted.py", "from screening.web.app import create_app"),
        ("web/planted.py", "from screening.store.tables import DraftRow"),
        ("cli/planted.py", "from screening.web.app import create_app"),
        ("newcomer/planted.py", "from screening.domain.answers import Answers"),
    ],
)
def test_an_import_that_points_up_is_found(outline: Path, file: str, line: str) -> None:
    planted = outline / file
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(line + "\n", encoding="utf-8")
    assert upward_imports(outline), f"{line} in {file} went unnoticed"


@pytest.fixture
def outline(tmp_path: Path) -> Path:
    """A package with the parts of ours and nothing in them."""
    package = tmp_path / "screening"
    for part in MAY_USE:
        (package / part).mkdir(parents=True, exist_ok=True)
    return package


FORBIDDEN_IN_THE_CORE = {
    "open",
    "input",
    "print",
    "eval",
    "exec",
    "compile",
    "__import__",
    "globals",
}
CLOCK_AND_CHANCE = {
    "random",
    "secrets",
    "time",
    "os",
    "io",
    "pathlib",
    "socket",
    "subprocess",
    "locale",
    "uuid",
}
ASKS_THE_CLOCK = {"now", "today", "utcnow", "fromtimestamp"}


def impurities(package: Path) -> list[str]:
    """Whatever would let the core read a clock, chance, a file or the environment."""
    found = []
    for module in modules_of(package):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            name = ""
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                name = node.func.id if node.func.id in FORBIDDEN_IN_THE_CORE else ""
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                name = node.func.attr if node.func.attr in ASKS_THE_CLOCK else ""
            elif isinstance(node, ast.Import | ast.ImportFrom):
                named = (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [str(node.module)]
                )
                name = next((one for one in named if one.split(".")[0] in CLOCK_AND_CHANCE), "")
            if name:
                found.append(f"{module.relative_to(package).as_posix()}:{getattr(node, 'lineno', 0)} {name}")
    return found


def test_the_core_reads_no_clock_no_chance_and_no_file() -> None:
    assert impurities(ROOT / "screening" / "domain") == []


@pytest.mark.parametrize(
    "line", ["import random", "open('x')", "import datetime\ndatetime.date.today()", "from os import environ"]
)
def test_an_impurity_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "planted.py").write_text(line + "\n", encoding="utf-8")
    assert len(impurities(tmp_path)) == 1
