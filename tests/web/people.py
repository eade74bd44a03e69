"""A few people as they answer: field by field, as the form sends it. What is not here is skipped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Person = Mapping[str, str | Sequence[str]]

HEALTHY: Person = {
    "age_years": "24",
    "sport": "football",
    "position": "outfield",
    "level": "amateur",
    "sex": "male",
    "exclusions": ["none"],
    "has_problem": "no",
    "hamstring_history": "never",
    "sprint_exposure": "regular",
    "warm_up_frequency": "usually",
    "warm_up_minutes": "15",
    "warm_up_content": ["easy_running", "dynamic_stretching"],
    "neuromuscular_warm_up_per_week": "2",
    "nordic_dose": "none",
    "often_fatigued": "no",
    "sleep_hours": "7,5",
    "days_available_per_week": "2",
    "minutes_per_session": "20",
    "equipment": ["none"],
    "exercise_limits": ["none"],
}

STRAINED: Person = {
    **HEALTHY,
    "has_problem": "yes",
    "problem_side": "right",
    "onset": "sudden",
    "mechanism": "sprint",
    "days_since_onset": "3",
    "felt_pop": "no",
    "stopped": "stopped",
    "walking": "normal",
    "walking_pain_free": "within_a_day",
    "pain_worst": "4",
    "pain_rest": "0",
    "pain_activity": "2",
    "swelling": "none",
    "bruising": "none",
    "weakness": "none",
    "sitting_pain": "none",
    "pain_location": "middle_third",
    "numbness": "none",
    "foot_drop": "none",
    "calf_signs": ["none"],
    "clot_risks": ["none"],
    "systemic_signs": ["none"],
    "skin_signs": ["none"],
    "back_pain": "no",
    "both_legs": "no",
    "gap": "no",
    "daily_pain_over_3_days": "no",
    "recurrences_this_season": "0",
    "lump": "none",
    "blood_thinner": "none",
    "trend": "improving",
}

EMERGENCY: Person = {**STRAINED, "cold_foot": "yes"}
CLOT: Person = {**STRAINED, "calf_signs": ["calf_swelling", "warm"]}
