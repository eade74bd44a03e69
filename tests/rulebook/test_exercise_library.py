"""What holds for every exercise that ships: words, doses, seconds for a timer, and honest evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from screening.domain.plan.exercises import Code, Emphasis, Exercise, Unit
from screening.domain.rulebook import Rulebook

NEVER = re.compile(r"isolat|you have|metaboli|posture|heels? shoes|!", re.IGNORECASE)
"""What research does not bear out, and what we do not say."""
OUR_OWN = {"expert", "design", "article"}
FIGURE = re.compile(r"\d")
NAMES_WITH_FIGURES = re.compile(r"\b11\+|\bHip extension 45°")
EVERYDAY_KIT = {"partner", "band", "ankle_anchor"}


def exercises_of(rulebook: Rulebook) -> Iterator[Exercise]:
    return iter(rulebook.plan.exercises.values())


def words_of(exercise: Exercise) -> str:
    dose = exercise.dose
    parts = (exercise.name, *exercise.also, *exercise.cues, exercise.faults, exercise.stop_rule)
    return " ".join(
        (*parts, exercise.evidence, exercise.focus or "", dose.tempo, dose.rest, dose.often or "")
    )


def test_no_text_says_what_research_does_not_bear_out(rulebook: Rulebook) -> None:
    assert {e.id: found for e in exercises_of(rulebook) if (found := NEVER.findall(words_of(e)))} == {}


def test_a_figure_stands_only_where_a_confirmed_source_carries_it(rulebook: Rulebook) -> None:
    for exercise in exercises_of(rulebook):
        if FIGURE.search(NAMES_WITH_FIGURES.sub("", exercise.evidence)):
            cited = set(exercise.sources) - OUR_OWN
            assert any(rulebook.sources[key].verified for key in cited), exercise.id


def test_an_exercise_without_a_study_says_that_none_was_found(rulebook: Rulebook) -> None:
    without = [e for e in exercises_of(rulebook) if set(e.sources) <= OUR_OWN]
    assert len(without) >= 10
    for exercise in without:
        assert re.search(r"\bNo |not shown to prevent", exercise.evidence), exercise.id


def test_a_dose_that_was_not_read_in_its_study_says_whose_version_it_is(rulebook: Rulebook) -> None:
    notes = {exercise.id: exercise.dose.note for exercise in exercises_of(rulebook) if exercise.dose.note}
    assert notes == {
        "askling_diver": "Our version, after Askling 2013.",
        "askling_extender": "Our version, after Askling 2013.",
        "askling_glider": "Our version, after Askling 2013.",
        "flywheel_leg_curl": "Our version, after Askling 2003.",
    }


def test_the_seconds_of_a_timer_lie_inside_the_words_of_the_tempo(rulebook: Rulebook) -> None:
    timed = [exercise for exercise in exercises_of(rulebook) if exercise.tempo_seconds]
    assert len(timed) >= 30
    for exercise in timed:
        assert exercise.tempo_seconds is not None
        said = [int(number) for number in re.findall(r"\d+", exercise.dose.tempo)]
        assert said, exercise.id
        assert min(said) <= exercise.tempo_seconds.lower <= max(said), exercise.id


def test_every_nordic_is_lowered_first_and_in_3_to_6_seconds(rulebook: Rulebook) -> None:
    nordics = [exercise for exercise in exercises_of(rulebook) if exercise.id.startswith("nordic_")]
    assert len(nordics) == 6
    for exercise in nordics:
        assert exercise.tempo_seconds is not None
        assert exercise.tempo_seconds.lowers_first
        assert 3 <= exercise.tempo_seconds.lower <= 6


def test_a_stretch_is_held_for_half_a_minute_to_a_minute(rulebook: Rulebook) -> None:
    limits = rulebook.plan.limits.stretch_seconds
    held = [
        exercise
        for exercise in exercises_of(rulebook)
        if exercise.emphasis is Emphasis.MOBILITY and exercise.dose.unit is Unit.SECONDS
    ]
    assert len(held) == 4
    for exercise in held:
        low, high = exercise.dose.amount
        assert limits[0] <= low <= high <= limits[1], exercise.id


def test_what_needs_a_sloped_board_fits_nobody(rulebook: Rulebook) -> None:
    question = rulebook.questionnaire.questions["equipment"]
    everything = {option.value for option in question.options}
    unfit = [exercise.id for exercise in exercises_of(rulebook) if not exercise.fits_kit(everything)]
    assert unfit == ["nordic_sloped_shank"]


def test_a_floor_and_a_few_things_of_everyday_reach_every_emphasis_but_running(rulebook: Rulebook) -> None:
    reached = {exercise.emphasis for exercise in exercises_of(rulebook) if exercise.fits_kit(EVERYDAY_KIT)}
    assert reached >= set(Emphasis) - {Emphasis.RUNNING}


def test_who_cannot_kneel_or_stand_on_one_leg_still_finds_work_for_knee_and_hip(rulebook: Rulebook) -> None:
    spared = {Code.C2, Code.C10, Code.C3}
    left = [exercise for exercise in exercises_of(rulebook) if not exercise.contraindications & spared]
    assert any(exercise.knee_flexion_halves and exercise.fits_kit(set()) for exercise in left)
    assert any(exercise.hip_extension_halves and exercise.fits_kit(set()) for exercise in left)


def test_the_card_of_a_nordic_names_steps_that_need_no_special_board(rulebook: Rulebook) -> None:
    nordic = rulebook.plan.exercises["nordic_hamstring_curl"]
    assert (nordic.easier[0], nordic.harder[0]) == ("nordic_hand_assisted", "nordic_weighted")


SIGNS = re.compile(r"[=/→<>+]|\d–\d|\d s\b|\breps?\b|% ?1RM")
"""What stands for words in notes, and does not help anybody who reads it aloud."""


def test_what_somebody_is_told_to_do_is_in_words_and_not_in_signs(rulebook: Rulebook) -> None:
    for exercise in exercises_of(rulebook):
        dose = exercise.dose
        for text in (*exercise.cues, exercise.faults, exercise.stop_rule, dose.tempo, dose.rest):
            assert not SIGNS.search(text), (exercise.id, text)


def test_a_cue_begins_with_what_to_do_and_not_with_a_stray_letter(rulebook: Rulebook) -> None:
    for exercise in exercises_of(rulebook):
        for cue in exercise.cues:
            assert cue[0].isupper(), (exercise.id, cue)
            assert len(cue.split()) >= 2, (exercise.id, cue)


def test_nobody_without_an_injury_is_told_to_use_the_injured_leg(rulebook: Rulebook) -> None:
    assert [one.id for one in exercises_of(rulebook) if "injured" in " ".join(one.cues)] == []


def test_a_speed_in_per_cent_says_of_what(rulebook: Rulebook) -> None:
    for exercise in exercises_of(rulebook):
        for match in re.finditer(r"%( of top speed| effort)?", exercise.dose.tempo):
            assert match.group(1), (exercise.id, exercise.dose.tempo)


def _trains_the_same(one: Exercise, other: Exercise) -> bool:
    loads = {Emphasis.KNEE_FLEXION, Emphasis.HIP_EXTENSION, Emphasis.COMBINED}
    if one.emphasis is Emphasis.COMBINED or other.emphasis is Emphasis.COMBINED:
        return {one.emphasis, other.emphasis} <= loads
    return one.emphasis is other.emphasis


def test_the_first_neighbour_trains_the_same_wherever_any_neighbour_does(rulebook: Rulebook) -> None:
    library = rulebook.plan.exercises
    for exercise in library.values():
        for names in (exercise.easier, exercise.harder):
            alike = [name for name in names if _trains_the_same(exercise, library[name])]
            assert not alike or names[0] in alike, (exercise.id, names)


def test_the_first_neighbours_of_the_nordics_are_the_steps_of_their_ladder(rulebook: Rulebook) -> None:
    assert rulebook.programmes is not None
    library = rulebook.plan.exercises
    steps = [step.exercise for step in rulebook.programmes.ladder if step.exercise.startswith("nordic")]
    for below, above in pairwise(steps):
        assert library[below].harder[0] == above
        assert library[above].easier[0] == below
