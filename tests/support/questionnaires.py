"""The questionnaire that ships, read once for all tests that need nothing else of the rules."""

from __future__ import annotations

import functools

from screening.domain.questionnaire import Questionnaire
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.problems import Problems
from screening.rulebook.questionnaire import read_questionnaire


@functools.cache
def shipped_questionnaire() -> Questionnaire:
    problems = Problems()
    questionnaire = read_questionnaire(Context(rules_folder(), problems))
    problems.stop_if_any()
    return questionnaire
