"""The whole rulebook as typed data. Loaded and checked by `screening.rulebook`, applied by the domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .care_rules import CareRules
from .case.rules import CaseRules
from .case.week.rules import CaseWeekRules
from .derived import DerivedValue
from .grading.rules import GradingRules
from .notices import Notices
from .plan.exercises import Principle
from .plan.rules import PlanRules
from .programme.rules import ProgrammeRules
from .questionnaire import Questionnaire
from .reporting.exercise_words import ExerciseWords
from .reporting.wording import Wording
from .risk.rules import RiskRules
from .risk.simulation_rules import SimulationRules
from .sources import Source
from .squad.rules import SquadRules
from .triage.rules import TriageRules


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything clinical.

    `digest` is "sha256:…" over all files; dates are ISO; `checked_by` names a clinician, None until one has.
    """

    version: str
    digest: str
    valid_from: str
    review_by: str
    checked_by: str | None
    sources: Mapping[str, Source]
    questionnaire: Questionnaire
    derived: tuple[DerivedValue, ...]
    risk: RiskRules
    grading: GradingRules
    triage: TriageRules
    plan: PlanRules
    wording: Wording | None = None
    """The sentences of the reports."""
    simulation: SimulationRules | None = None
    """The assumed population that shows what the season score can do; no result reads it."""
    notices: Notices | None = None
    """What is said about the rules themselves."""
    exercise_words: ExerciseWords | None = None
    """The words the exercise library is shown with."""
    principles: tuple[Principle, ...] = ()
    """The training principles behind the exercise library."""
    programmes: ProgrammeRules | None = None
    """The rules of dated programmes."""
    squad: SquadRules | None = None
    """What a coach is shown of a squad."""
    care: CareRules | None = None
    """What is on the list for physios and doctors, and by when."""
    case: CaseRules | None = None
    """The stages, gates, holds and check-in of a return to training."""
    case_weeks: CaseWeekRules | None = None
    """The weeks of a return to training."""
