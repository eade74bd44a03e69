"""Reads the numbers no plan may break: rules/plan/limits."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.plan.exercises import Exercise
from screening.domain.plan.rules import Limits
from screening.rulebook.context import Context
from screening.rulebook.reading import Block
from screening.rulebook.sourced_numbers import SourcedNumbers


def read_limits(block: Block, context: Context, exercises: Mapping[str, Exercise]) -> Limits:
    """All limits; each says which hard constraint it belongs to and where it comes from."""
    reader = SourcedNumbers(block.child("limits"), context, of_rules=True)
    never = block.texts("child_never")
    for name in never:
        if name not in exercises:
            block.problem("child_never", f"{name!r} is not an exercise", "fix the id")
    return Limits(
        level_margin=reader.whole("level_margin"),
        class_spacing_days=reader.whole("class_spacing_days"),
        match_before_days=reader.whole("match_before_days"),
        match_before_days_unaccustomed=reader.whole("match_before_days_unaccustomed"),
        match_after_days=reader.whole("match_after_days"),
        sets_per_session=reader.whole("sets_per_session"),
        sets_per_week=reader.whole("sets_per_week"),
        tier_tolerance=reader.whole("tier_tolerance"),
        top_class=reader.whole("top_class"),
        top_reps_per_session=reader.whole("top_reps_per_session"),
        top_reps_per_week=reader.whole("top_reps_per_week"),
        top_reps_first_week=reader.whole("top_reps_first_week"),
        top_reps_step=reader.whole("top_reps_step"),
        top_reps_ratio=reader.number("top_reps_ratio"),
        child_top_reps_per_week=reader.whole("child_top_reps_per_week"),
        child_never=frozenset(never),
        exposure_gap_days=reader.whole("exposure_gap_days"),
        exposure_class=reader.whole("exposure_class"),
        deload_every_weeks=reader.whole("deload_every_weeks"),
        deload_cut=(reader.number("deload_cut_least"), reader.number("deload_cut_most")),
        warm_up_minutes=reader.whole("warm_up_minutes"),
        warm_up_class=reader.whole("warm_up_class"),
        warm_up_rung=reader.whole("warm_up_rung"),
        short_session_minutes=reader.whole("short_session_minutes"),
        short_session_class=reader.whole("short_session_class"),
        stretch_seconds=(reader.whole("stretch_seconds_least"), reader.whole("stretch_seconds_most")),
        sprint_rung=reader.whole("sprint_rung"),
        max_sprint_rung=reader.whole("max_sprint_rung"),
        max_sprint_spacing_days=reader.whole("max_sprint_spacing_days"),
        extra_sets_weaker_leg=reader.whole("extra_sets_weaker_leg"),
        fast_metres_base=reader.whole("fast_metres_base"),
        fast_metres_rise=reader.number("fast_metres_rise"),
        fast_metres_step=reader.whole("fast_metres_step"),
        default_minutes=reader.whole("default_minutes"),
        default_days=reader.whole("default_days"),
        change_over_seconds=reader.whole("change_over_seconds"),
    )
