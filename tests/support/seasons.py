"""Generated athletes whose season is scored: any sport and level, with as many blanks as wanted."""

from __future__ import annotations

from hypothesis import strategies as st

from screening.domain.answers import Answers
from tests.support.answers import answer_sets

SECTIONS = ("history", "sport_demands", "warm_up", "training", "fatigue", "measurements")
SPORTS = ("football", "australian_football", "rugby_union", "tennis", "athletics_sprint_hurdles", "other")
LEVELS = ("recreational", "amateur", "semi_professional", "professional")
PAST = ("never", "over_12_months", "within_12_months", "this_season")


@st.composite
def season_answers(draw: st.DrawFn) -> Answers:
    """Nothing hurts, and everything without which there is no score is answered."""
    about = draw(answer_sets(sections=SECTIONS, has_problem=False))
    return about.with_(
        age_years=draw(st.integers(16, 50)),
        sex=draw(st.sampled_from(["male", "female"])),
        sport=draw(st.sampled_from(SPORTS)),
        level=draw(st.sampled_from(LEVELS)),
        hamstring_history=draw(st.sampled_from(PAST)),
        exclusions=("none",),
    )
