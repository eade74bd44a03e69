"""The principles behind the library: all of them, in words that promise no more than research does."""

from __future__ import annotations

import re

from screening.domain.rulebook import Rulebook

ALL = (
    *("emphasis", "attention", "eccentric_control", "full_range", "foot_position", "progressive_overload"),
    *("hip_and_knee", "front_and_back", "stretching", "warm_up", "ask_somebody"),
)


def test_every_principle_of_the_articles_is_there(rulebook: Rulebook) -> None:
    assert [principle.id for principle in rulebook.principles] == [f"principle.{name}" for name in ALL]


def test_a_principle_says_what_was_found_and_what_we_do(rulebook: Rulebook) -> None:
    for principle in rulebook.principles:
        assert len(principle.research) > 40, principle.id
        assert len(principle.use) > 40, principle.id


def test_no_principle_promises_what_research_does_not(rulebook: Rulebook) -> None:
    said = " ".join(f"{p.principle} {p.research} {p.use}" for p in rulebook.principles)
    assert not re.search(r"isolat|metaboli|shoe|posture|\bice\b|you have|!", said, re.IGNORECASE)


def test_a_figure_of_a_principle_has_a_confirmed_source(rulebook: Rulebook) -> None:
    own = {"article", "expert", "design"}
    with_figures = [p for p in rulebook.principles if re.search(r"\d", p.research)]
    assert len(with_figures) >= 4
    for principle in with_figures:
        assert any(rulebook.sources[key].verified for key in set(principle.sources) - own), principle.id
