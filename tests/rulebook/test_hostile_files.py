"""Whatever stands in a file, reading it ends quickly, with a reason, and never with an accident."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.rulebook.composing import MAX_DEPTH, compose_file
from screening.rulebook.context import Context
from screening.rulebook.derived import read_derived
from screening.rulebook.index import read_index
from screening.rulebook.problems import Problems
from screening.rulebook.sources import read_sources
from tests.support.samples import sample_of

YAML_WORDS = ["a: ", "- ", "{", "}", "[", "]", "&x ", "*x", "!!python/name:os ", "!t ", "<<: ", "? ", "|\n"]
ODD_WORDS = [
    "012",
    "no",
    "2026-01-15",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "\\ud800",
    "\x85",
    "\u2028",
    "\ufeff",
]
OUR_WORDS = ["id", "means", "when: {field: f, is: v}", "all: []", "\n", "  ", "\t", ": ", "#", '"', "'", "é"]
SNIPPETS = st.sampled_from([*YAML_WORDS, *ODD_WORDS, *OUR_WORDS])
FILES = st.one_of(
    st.binary(max_size=400),
    st.lists(SNIPPETS, max_size=60).map(lambda parts: "".join(parts).encode()),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@settings(
    max_examples=sample_of(300), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=FILES)
def test_any_bytes_are_read_or_refused_with_a_reason(folder: Path, content: bytes) -> None:
    for name, reader in (("sources", read_sources), ("derived", read_derived), ("index", read_index)):
        (folder / f"{name}.yaml").write_bytes(content)
        context = Context(folder, Problems())
        reader(context)
        for file in context.opened:
            file.report_unread()
        for problem in context.problems.found:
            assert problem.file == f"{name}.yaml"
            assert problem.problem
            assert problem.advice


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [1,1,1,1,1,1,1,1,1]\n"
        + "\n".join(
            f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        ),
        "{" * 400_000,
        "- " * 400_000,
        "? " * 400_000,
        "a: " + "9" * 900_000,
        '"' + "x" * 900_000,
        "!<" * 400_000,
    ],
    ids=["alias bomb", "braces", "dashes", "question marks", "digits", "open quote", "open tag"],
)
def test_a_file_made_to_hurt_is_dealt_with_in_no_time(text: str, tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(text)
    begun = time.perf_counter()
    context = Context(tmp_path, Problems())
    file = context.open("file.yaml")
    assert file is not None
    file.block().text("a")
    assert context.problems.found
    assert (
        time.perf_counter() - begun < 3
    )  # seconds; half a second on a slow machine, an accident takes minutes


def test_depth_is_counted_where_it_ends_and_not_where_it_has_been(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("\n".join("- " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1) for _ in range(3)))
    problems = Problems()
    assert compose_file(path, "file.yaml", problems) is not None
    assert problems.found == ()


def test_a_file_that_is_a_folder_is_missing(tmp_path: Path) -> None:
    (tmp_path / "index.yaml").mkdir()
    context = Context(tmp_path, Problems())
    read_index(context)
    assert [str(problem) for problem in context.problems.found] == [
        "index.yaml: file: is missing; add the file"
    ]
