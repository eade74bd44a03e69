"""Each mistake the loader knows has one small file in `bad/`, which begins with the messages it causes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.domain.questionnaire import QuestionType
from screening.domain.vocabulary import Grade
from screening.rulebook.context import Context
from screening.rulebook.derived import read_derived
from screening.rulebook.index import read_index
from screening.rulebook.names import Name, NameTable
from screening.rulebook.problems import Problems
from screening.rulebook.released import read_released
from screening.rulebook.sources import read_sources

BAD = Path(__file__).parent / "bad"
EXPECT = "# expect: "
NAMES = NameTable(
    {
        "age_years": Name(QuestionType.INTEGER, minimum=8, maximum=90),
        "force_n": Name(QuestionType.NUMBER, minimum=0, maximum=1000),
        "felt_pop": Name(QuestionType.BOOLEAN),
        "onset": Name(QuestionType.CHOICE, frozenset({"sudden", "gradual"})),
        "history": Name(QuestionType.CHOICE, frozenset({"never", "not_sure"})),
        "systemic_signs": Name(QuestionType.LIST, frozenset({"none", "fever", "unwell"})),
    }
)


def read_plain_file(context: Context) -> None:
    """A made-up part that asks for one key of every kind."""
    file = context.open("file.yaml")
    block = file.block() if file else None
    if block is None:
        return
    block.text("id")
    block.optional_text("text")
    block.optional_number("number")
    block.optional_integer("whole")
    block.flag("truth", default=False)
    if block.has("grade"):
        block.choice("grade", Grade)
    block.optional_child("part")
    block.optional_children("parts")


READERS: dict[str, tuple[str, Callable[[Context], object]]] = {
    "file": ("file.yaml", read_plain_file),
    "sources": ("sources.yaml", read_sources),
    "index": ("index.yaml", read_index),
    "derived": ("derived.yaml", read_derived),
    "conditions": ("derived.yaml", read_derived),
    "released": ("released.yaml", read_released),
}


def bad_files() -> list[str]:
    return sorted(path.relative_to(BAD).as_posix() for path in BAD.rglob("*.yaml"))


def problems_of(kind: str, folder: Path) -> list[str]:
    (folder / "risk").mkdir(exist_ok=True)
    (folder / "risk" / "model.yaml").write_text("id: model\n")
    context = Context(folder, Problems(), names=NAMES)
    READERS[kind][1](context)
    for file in context.opened:
        file.report_unread()
    return [str(problem) for problem in context.problems.found]


@pytest.mark.parametrize("name", bad_files())
def test_a_mistake_is_named_with_file_line_and_advice(name: str, tmp_path: Path) -> None:
    kind = name.split("/", maxsplit=1)[0]
    shutil.copy(BAD / name, tmp_path / READERS[kind][0])
    lines = (BAD / name).read_text(encoding="utf-8").splitlines()
    expected = [line.removeprefix(EXPECT) for line in lines if line.startswith(EXPECT)]
    assert expected
    assert sorted(problems_of(kind, tmp_path)) == sorted(expected)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id: first\nother: \xff\xfe", "file.yaml:2: file: is not UTF-8; save it as UTF-8"),
        (
            b"id: first\nother: \x00\x01",
            "file.yaml:2: file: holds the control character U+0000; delete the character",
        ),
        (b"\x7fELF\x02\x01", "file.yaml:1: file: holds the control character U+007F; delete the character"),
        (b"id: " + b"[" * 40 + b"]" * 40, "file.yaml:1: file: is nested too deeply; keep it under 30 levels"),
        (b"[" * 500_000, "file.yaml:1: file: is nested too deeply; keep it under 30 levels"),
        (b"x" * 1_000_001, "file.yaml: file: is larger than 1 MB; split it"),
    ],
)
def test_what_is_no_rules_file_at_all_is_refused_with_a_reason(
    content: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / "file.yaml").write_bytes(content)
    assert problems_of("file", tmp_path) == [message]


def test_a_missing_file_is_one_problem_and_its_keys_are_none(tmp_path: Path) -> None:
    assert problems_of("file", tmp_path) == ["file.yaml: file: is missing; add the file"]


def test_a_byte_order_mark_at_the_start_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "file.yaml").write_bytes(b"\xef\xbb\xbfid: first\n")
    assert problems_of("file", tmp_path) == []
