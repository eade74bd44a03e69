"""Loads the whole rulebook and refuses it, with every problem at once, unless all of it is right."""

from __future__ import annotations

import functools
from pathlib import Path

from screening.domain.errors import RulebookError, RuleProblem
from screening.domain.rulebook import Rulebook
from screening.resources import rules_folder
from screening.rulebook.care import read_care
from screening.rulebook.case_weeks import read_case_weeks
from screening.rulebook.context import Context
from screening.rulebook.crosschecks import check_files_read, check_whole
from screening.rulebook.derived import read_derived
from screening.rulebook.digest import digest_of
from screening.rulebook.exercise_words import read_exercise_words
from screening.rulebook.grading import read_grading
from screening.rulebook.index import read_index
from screening.rulebook.names import NameTable
from screening.rulebook.notices import read_notices
from screening.rulebook.plan import read_plan
from screening.rulebook.principles import read_principles
from screening.rulebook.problems import Problems
from screening.rulebook.programmes import read_programmes
from screening.rulebook.questionnaire import read_questionnaire
from screening.rulebook.released import verify_released
from screening.rulebook.risk import read_risk
from screening.rulebook.simulation import read_simulation
from screening.rulebook.sources import read_sources
from screening.rulebook.squad import read_squad
from screening.rulebook.stages import read_stages_folder
from screening.rulebook.stages_checkin import read_checkin
from screening.rulebook.triage import read_triage
from screening.rulebook.wording import read_wording


def load_rulebook(folder: Path | None = None) -> Rulebook:
    """The rulebook of a folder, by default the one that ships with the product.

    Raises:
        RulebookError: something is wrong; it holds every problem of every file, not only the first.
    """
    folder = rules_folder() if folder is None else folder
    problems = Problems()
    if not folder.is_dir():
        problems.add(folder.name, "folder", "is missing", "give the folder that holds index.yaml")
        problems.stop_if_any()
    context = Context(folder, problems)
    rulebook, context = _read(context)
    for file in context.opened:
        file.report_unread()
    check_files_read(context)
    if rulebook is not None and not problems.found:
        check_whole(rulebook, context)  # on half-read rules it would only add noise
    problems.stop_if_any()
    if rulebook is None:
        raise AssertionError("a part of the rulebook could not be read and noted no problem")
    verify_released(rulebook, folder)
    return rulebook


def _read(context: Context) -> tuple[Rulebook | None, Context]:
    """Every part, each reading what it can, and the context that knows all names.

    The rulebook is None where a part had nothing to read.
    """
    index = read_index(context)
    context = context.citing(read_sources(context))
    questionnaire = read_questionnaire(context)
    context = context.naming(NameTable.of(questionnaire.questions.values()))
    derived, context = read_derived(context)
    risk = read_risk(context)
    simulation = read_simulation(context, risk)
    grading = read_grading(context)
    triage = read_triage(context)
    plan = read_plan(context)
    programmes = read_programmes(context, plan)
    wording = read_wording(context)
    notices = read_notices(context)
    principles = read_principles(context)
    squad, context = read_squad(context, risk, programmes)
    care = read_care(context)
    case_weeks = read_case_weeks(context, plan)
    checkin, context = read_checkin(context)
    case = read_stages_folder(context, checkin)
    exercise_words = read_exercise_words(context, plan.exercises.values() if plan else ())
    if risk is None or grading is None or triage is None or plan is None:
        return None, context
    rulebook = Rulebook(
        version=index.version,
        digest=digest_of(context.folder),
        valid_from=index.valid_from,
        review_by=index.review_by,
        checked_by=index.checked_by,
        sources=context.sources,
        questionnaire=questionnaire,
        derived=derived,
        risk=risk,
        grading=grading,
        triage=triage,
        plan=plan,
        programmes=programmes,
        squad=squad,
        care=care,
        wording=wording,
        notices=notices,
        simulation=simulation,
        exercise_words=exercise_words,
        principles=principles,
        case=case,
        case_weeks=case_weeks,
    )
    return rulebook, context


@functools.cache
def default_rulebook() -> Rulebook:
    """The rulebook that ships with the product, read once per process."""
    return load_rulebook()


def check_rules(folder: Path | None = None) -> tuple[RuleProblem, ...]:
    """Everything wrong with the rules of a folder; empty where they can be used."""
    try:
        load_rulebook(folder)
    except RulebookError as error:
        return error.problems
    return ()
