"""What does not belong in the product: paths of a machine, unfinished work, modules about several things."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pytest

from tests.health.project_files import ROOT, modules_of, tracked_files

LONG, TOO_LONG = 300, 400
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|opt/pypi)/")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")
SWALLOWED = re.compile(r"except(?: Exception| BaseException)?:\s*\n\s*pass\b")
BARE_IGNORE = re.compile(r"# type: ignore(\[[\w, -]+\])?\s*$", re.MULTILINE)
TEXT = {
    ".py",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".txt",
    ".in",
    ".html",
    ".css",
    ".svg",
    ".js",
    ".sh",
    ".json",
    "",
}


def _texts() -> list[tuple[Path, str]]:
    return [
        (path, path.read_text(encoding="utf-8"))
        for path in tracked_files()
        if path.suffix in TEXT and path != Path(__file__)
    ]


def test_no_file_knows_a_folder_of_a_machine() -> None:
    assert [str(path.relative_to(ROOT)) for path, text in _texts() if MACHINE_PATHS.search(text)] == []


def test_nothing_is_left_unfinished() -> None:
    program = [(path, text) for path, text in _texts() if "tests" not in path.relative_to(ROOT).parts]
    assert [str(path.relative_to(ROOT)) for path, text in program if UNFINISHED.search(text)] == []


def test_no_failure_is_swallowed() -> None:
    texts = [(path, path.read_text(encoding="utf-8")) for path in modules_of(ROOT / "screening")]
    assert [str(path.relative_to(ROOT)) for path, text in texts if SWALLOWED.search(text)] == []


def test_no_module_is_about_too_much() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules_of(ROOT / "screening")
    }
    long = {name: count for name, count in lengths.items() if count > LONG}
    print(f"modules past {LONG} lines: {long or 'none'}")
    assert {name: count for name, count in long.items() if count > TOO_LONG} == {}


def test_a_module_says_what_it_is_about() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in modules_of(ROOT / "screening")
        if path.read_text(encoding="utf-8").strip() and not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []


def test_no_module_is_a_drawer() -> None:
    names = {path.stem for path in modules_of(ROOT / "screening")}
    assert not names & {"util", "utils", "helpers", "helper", "misc", "common"}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE_PATHS, "see /root/x"),
        (UNFINISHED, "# TODO later"),
        (SWALLOWED, "except Exception:\n    pass"),
    ],
)
def test_each_pattern_finds_its_fault(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


def test_test_files_have_names_of_their_own() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))


def test_the_documents_are_there_and_name_the_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for word in (
        "make run",
        "make test",
        "not a diagnosis",
        "rules/README.md",
        "SECURITY.md",
        "docs/operating.md",
    ):
        assert word in readme, word
    operating = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    settings = (ROOT / "screening/settings.py").read_text(encoding="utf-8")
    for name in set(re.findall(r'"([A-Z][A-Z_]{2,})"', settings)):
        assert f"`{name}`" in operating, f"docs/operating.md does not explain {name}"


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = []
    for path in tracked_files("*.md"):
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def test_warnings_are_errors() -> None:
    with pytest.raises(UserWarning):
        warnings.warn("seen", stacklevel=1)
