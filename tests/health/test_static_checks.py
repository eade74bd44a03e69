"""No dynamic evaluation, no unsafe reading, no shell, no disabled escaping, no SQL made of strings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.health.project_files import ROOT, modules_of, tracked_files

CALLS = {
    "eval": "evaluates text",
    "exec": "evaluates text",
    "compile": "evaluates text",
    "__import__": "imports by text",
    "os.system": "uses a shell",
    "os.popen": "uses a shell",
    "yaml.load": "reads YAML unsafely",
    "yaml.unsafe_load": "reads YAML unsafely",
    "tempfile.mktemp": "races for a name",
    "render_template_string": "makes a template of text",
    "Markup": "switches escaping off",
    "markupsafe.Markup": "switches escaping off",
    "hashlib.md5": "is a weak digest",
    "hashlib.sha1": "is a weak digest",
}
MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "xmlrpc", "telnetlib", "ftplib"}
METHODS = {"from_string": "makes a template of text", "executescript": "runs a script of SQL"}

# Drawn by our own code from numbers and fixed words, never from what a person typed; each is reviewed.
REVIEWED_MARKUP = {"report/html.py": 2, "web/account/factors.py": 1}
STEPS = "store/migrations/versions/"
SQL = re.compile(r"\b(select|insert|update|delete|drop|alter|create)\s", re.IGNORECASE)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        inner = _dotted(node.value)
        return f"{inner}.{node.attr}" if inner else node.attr
    return node.id if isinstance(node, ast.Name) else ""


def dangers(package: Path) -> Iterator[str]:
    """Everything of the kinds above, as file:line what it does."""
    for module in modules_of(package):
        name = module.relative_to(package).as_posix()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            for danger in _dangers_of(node, is_step=name.startswith(STEPS)):
                yield f"{name}:{getattr(node, 'lineno', 0)} {danger}"


def _dangers_of(node: ast.AST, *, is_step: bool) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (f"{alias.name} reads unsafely" for alias in node.names if _top(alias.name) in MODULES)
    elif isinstance(node, ast.ImportFrom):
        if _top(str(node.module)) in MODULES:
            yield f"{node.module} reads unsafely"
    elif isinstance(node, ast.Call):
        called = _dotted(node.func)
        if called in CALLS:
            yield f"{called} {CALLS[called]}"
        last = node.func.attr if isinstance(node.func, ast.Attribute) else called
        if last in METHODS:
            yield f"{last} {METHODS[last]}"
        yield from (
            f"{last} uses a shell"
            for keyword in node.keywords
            if keyword.arg == "shell" and not _is(keyword.value, value=False)
        )
        yield from (
            f"{last} switches escaping off"
            for keyword in node.keywords
            if keyword.arg == "autoescape" and _is(keyword.value, value=False)
        )
        if last in {"text", "exec_driver_sql"} and not is_step:
            yield from (f"{last} makes SQL of parts" for given in node.args[:1] if _is_made_up_sql(given))


def _top(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def _is(node: ast.expr, *, value: bool) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _is_made_up_sql(node: ast.expr) -> bool:
    """Whether a statement is put together from parts instead of standing there whole."""
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        return any(isinstance(part, ast.Constant) and SQL.search(str(part.value)) for part in ast.walk(node))
    return isinstance(node, ast.Call) and _dotted(node.func).endswith("format")


def test_the_program_holds_nothing_dangerous() -> None:
    found = list(dangers(ROOT / "screening"))
    markup = [entry for entry in found if entry.endswith("switches escaping off")]
    assert [entry for entry in found if entry not in markup] == []
    counted: dict[str, int] = {}
    for entry in markup:
        counted[entry.split(":")[0]] = counted.get(entry.split(":")[0], 0) + 1
    assert counted == REVIEWED_MARKUP


@pytest.mark.parametrize(
    "line",
    [
        "eval('1')",
        "import pickle",
        "from pickle import loads",
        "import subprocess\nsubprocess.run('ls', shell=True)",
        "import yaml\nyaml.load('x')",
        "from markupsafe import Markup\nMarkup('<b>')",
        "import jinja2\njinja2.Environment(autoescape=False)",
        "import jinja2\njinja2.Environment().from_string('x')",
        "import sqlalchemy as sa\nsa.text(f'SELECT {name} FROM draft')",
        "tx.connection().exec_driver_sql('DELETE FROM ' + name)",
        "render_template_string(typed)",
    ],
)
def test_a_danger_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "planted.py").write_text(line + "\n", encoding="utf-8")
    assert list(dangers(tmp_path))


UNSAFE_IN_TEMPLATES = re.compile(
    r"\|\s*safe\b|autoescape\s+false|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
)


def test_no_template_switches_escaping_off_or_carries_a_script() -> None:
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert templates
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in templates
        for match in UNSAFE_IN_TEMPLATES.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["{{ x|safe }}", "{{ x | safe }}", "{% autoescape false %}", "<script>x</script>", '<a onclick="x">'],
)
def test_an_unsafe_template_would_be_found(text: str) -> None:
    assert UNSAFE_IN_TEMPLATES.search(text)


SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[bap]-[0-9A-Za-z-]{10,}"
)


def test_no_secret_is_in_the_tree() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path != Path(__file__) and SECRETS.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []
    assert not [path for path in tracked_files("instance") if path.name != "README.md"]
