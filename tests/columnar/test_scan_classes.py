"""The class in a report is read the same way in columns as one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.columnar.imaging import CLASSES, NO_CLASS, written_class
from screening.domain.conditions import ALWAYS
from screening.domain.facts import Facts
from screening.domain.grading.imaging import imaging_class
from screening.domain.grading.rules import ImagingFields

FIELDS = ImagingFields("system", "class", ALWAYS)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2c", "2c"),
        ("Grade 2 C.", "2c"),
        ("type3", "3"),
        ("BAMIC 2b", "2b"),
        ("2b, 2b", "2b"),
        ("2b or 2c", None),
        ("2.5", None),
        ("2.", "2"),
        ("12", None),
        ("2nd", None),
        ("5", None),
        ("", None),
        ("not_sure", None),
        ("1 2 c", None),
    ],
)
def test_a_class_is_read_from_a_text(text: str, name: str | None) -> None:
    place = written_class(text)
    assert (None if place == NO_CLASS else CLASSES[place]) == name


@given(st.lists(st.sampled_from([*"012345abcd .,-/", "grade", "bamic", "\n", "É"]), max_size=9).map("".join))
def test_any_text_is_read_as_one_by_one(text: str) -> None:
    one_by_one = imaging_class(Facts({"system": "bamic", "class": text}), FIELDS)
    place = written_class(text)
    assert (None if place == NO_CLASS else f"bamic {CLASSES[place]}") == one_by_one
