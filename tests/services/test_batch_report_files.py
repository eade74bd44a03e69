"""Names of reports: harmless, different for different reports, the same for the same; and the folder."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.answers import Answers
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Audience
from screening.services.batch_report_files import (
    LONGEST_SLUG,
    ReportOrder,
    held_folder,
    is_whole,
    report_name,
    slug,
    write_report,
)

DAY = dt.date(2026, 1, 15)
ORDER = ReportOrder(123, "a7", "Ann", Answers({"age_years": 24}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zoë Müller", "zoe-muller"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\\b:c*d?e", "a-b-c-d-e"),
        ("Жанна", ""),
        ("", ""),
        ("...", ""),
        ("x" * 60, "x" * LONGEST_SLUG),
        ("-rf", "rf"),
    ],
)
def test_a_slug_holds_letters_digits_and_dashes(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(), st.text(), st.integers(2, 2_000_000))
def test_no_name_leaves_the_folder(athlete_id: str, name: str, row: int) -> None:
    order = ReportOrder(row, athlete_id, name, ORDER.answers)
    made = report_name(order, _rules(), Audience.ATHLETE, DAY)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert made.count(".") == 1
    assert made.endswith(".pdf")
    assert len(made) <= 70
    assert made.split("-")[0] == f"{row:06d}"


def test_the_same_report_has_the_same_name_and_any_other_another(rulebook: Rulebook) -> None:
    first = report_name(ORDER, rulebook, Audience.ATHLETE, DAY)
    assert first == report_name(replace(ORDER), rulebook, Audience.ATHLETE, DAY)
    others = [
        report_name(replace(ORDER, row=124), rulebook, Audience.ATHLETE, DAY),
        report_name(replace(ORDER, athlete_id="A7"), rulebook, Audience.ATHLETE, DAY),
        report_name(replace(ORDER, athlete_name="Bo"), rulebook, Audience.ATHLETE, DAY),
        report_name(replace(ORDER, answers=Answers({"age_years": 25})), rulebook, Audience.ATHLETE, DAY),
        report_name(ORDER, replace(rulebook, digest="sha256:0"), Audience.ATHLETE, DAY),
        report_name(ORDER, rulebook, Audience.COACH, DAY),
        report_name(ORDER, rulebook, Audience.ATHLETE, dt.date(2026, 1, 16)),
    ]
    assert len({first, *others}) == 8


def test_names_of_devices_do_not_stand_alone(rulebook: Rulebook) -> None:
    name = report_name(replace(ORDER, athlete_id="CON"), rulebook, Audience.ATHLETE, DAY)
    assert name.startswith("000123-con-")


def test_a_folder_is_held_by_one_run_and_cleared_of_leavings(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / ".screening-x.pdf.part").write_bytes(b"half")
    (folder / "kept.pdf").write_bytes(b"other")
    with held_folder(folder):
        assert [path.name for path in folder.iterdir()] == ["kept.pdf"]
        with pytest.raises(BlockingIOError), held_folder(folder):
            pass
    with held_folder(folder):
        pass


def test_only_a_pdf_with_its_end_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    assert not is_whole(target)
    target.write_bytes(b"%PDF-1.7 and then nothing")
    assert not is_whole(target)
    write_report(target, b"%PDF-1.7 " + b"x" * 100 + b"\n%%EOF\n")
    assert is_whole(target)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def _rules() -> Rulebook:
    from screening.rulebook.load import default_rulebook

    return default_rulebook()
