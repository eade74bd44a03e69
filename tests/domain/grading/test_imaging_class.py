"""A class is read as reports write it, and not guessed where they leave it open."""

from __future__ import annotations

import pytest

from screening.domain.facts import Facts
from screening.domain.grading.imaging import imaging_class
from tests.support.injury_rules import injury_rules


def _read(system: str | None, written: str | None, modality: str | None = "mri") -> str | None:
    answers = {"imaging_system": system, "imaging_class": written, "imaging_modality": modality}
    return imaging_class(Facts(answers), injury_rules().grading.imaging)


@pytest.mark.parametrize(
    ("system", "written", "wanted"),
    [
        ("bamic", "2c", "bamic 2c"),
        ("bamic", " 2C ", "bamic 2c"),
        ("bamic", "BAMIC 2 b", "bamic 2b"),
        ("bamic", "Grade 3a, proximal", "bamic 3a"),
        ("bamic", "2b/2b", "bamic 2b"),
        ("peetrons", "Peetrons grade 1", "peetrons 1"),
        ("munich", "Type 3A", "munich 3a"),
        ("bamic", "4", "bamic 4"),
    ],
)
def test_case_spaces_and_the_systems_own_words_do_not_matter(system: str, written: str, wanted: str) -> None:
    assert _read(system, written) == wanted


@pytest.mark.parametrize("written", ["1a or 2b", "5", "2d", "tear", "11 cm", "", "0.4", "12"])
def test_a_text_without_exactly_one_class_is_not_read(written: str) -> None:
    assert _read("bamic", written) is None


@pytest.mark.parametrize("system", ["other", None])
def test_without_a_known_system_there_is_no_class(system: str | None) -> None:
    assert _read(system, "2b") is None


@pytest.mark.parametrize(
    ("modality", "wanted"), [("ultrasound", "bamic 2b"), (None, "bamic 2b"), ("xray", None)]
)
def test_an_x_ray_cannot_show_a_muscle_class(modality: str | None, wanted: str | None) -> None:
    assert _read("bamic", "2b", modality) == wanted
