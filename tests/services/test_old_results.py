"""Old results: shown from their record whatever the rules say now, and exactly repeatable from kept rules."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment import Assessment
from screening.domain.assessment_json import assessment_to_json
from screening.domain.reporting.athlete import athlete_view
from screening.domain.reporting.view import AthleteReport
from screening.domain.rulebook import Rulebook
from screening.report.html import report_html
from screening.rulebook.digest import digest_of
from screening.rulebook.load import load_rulebook
from screening.rulebook.versions import KeptRules
from screening.services.drafts import plain, save_page, start_draft, verbatim
from screening.services.results import load_result
from screening.services.submit_screening import submit
from screening.store import Store
from screening.store.encoding import from_record, to_json, to_record
from tests.support.random_people import random_people
from tests.support.rule_folders import edit, next_version, published_rules
from tests.support.samples import sample_of
from tests.support.store_rows import NOON

ARCHIVED = sample_of(520)
ON = NOON.date()


@dataclasses.dataclass(frozen=True)
class Archived:
    """One result as the store keeps it: JSON texts, nothing of the program's own."""

    answers: str
    assessment: str
    shown_as_json: str
    view: str


def as_json(assessment: Assessment) -> str:
    return json.dumps(assessment_to_json(assessment), ensure_ascii=False, allow_nan=False, indent=2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rules of which 1.0.0 is published, and whose working files have changed in words and thresholds."""
    place, _ = published_rules(tmp_path_factory.mktemp("archive") / "rules")
    next_version(place)
    edit(place / "wording/athlete.yaml", "title: Your hamstrings today", "title: Your legs today")
    edit(
        place / "triage/same_day.yaml",
        "urgency: T2\n    text: You cannot",
        "urgency: T1\n    text: You cannot",
    )
    return place


@pytest.fixture(scope="module")
def archive(folder: Path, rulebook: Rulebook) -> list[Archived]:
    """Results under the published version, of people of every kind."""
    found = []
    for answers in random_people(rulebook.questionnaire, ARCHIVED, seed=12):
        assessment = assess(answers, rulebook)
        view = athlete_view(assessment, answers, rulebook, ON)
        found.append(
            Archived(
                to_json(plain(answers)),
                to_json(to_record(assessment)),
                as_json(assessment),
                to_json(to_record(view)),
            )
        )
    return found


@pytest.fixture(scope="module")
def kept(folder: Path, rulebook: Rulebook) -> Rulebook:
    """The published rules, found by the digest that a result carries."""
    assert digest_of(folder) != rulebook.digest, "the working rules have moved on"
    found = KeptRules(folder).with_digest(rulebook.digest)
    assert found is not None
    return found


def test_every_archived_result_is_worked_out_again_to_the_byte_from_the_kept_rules(
    archive: list[Archived], kept: Rulebook
) -> None:
    assert len(archive) == ARCHIVED
    for old in archive:
        assessment = assess(verbatim(json.loads(old.answers)), kept)
        assert to_json(to_record(assessment)) == old.assessment
        assert as_json(assessment) == old.shown_as_json


@pytest.mark.parametrize("every", [10, pytest.param(1, marks=pytest.mark.release)])
def test_every_word_of_an_archived_report_comes_out_again_from_the_kept_rules(
    archive: list[Archived], kept: Rulebook, every: int
) -> None:
    for old in archive[::every]:
        answers = verbatim(json.loads(old.answers))
        view = athlete_view(assess(answers, kept), answers, kept, ON)
        assert to_json(to_record(view)) == old.view


def test_every_archived_record_reads_back_as_it_was_shown(archive: list[Archived]) -> None:
    for old in archive:
        assessment = from_record(json.loads(old.assessment), Assessment)
        assert json.loads(as_json(assessment)) == json.loads(old.shown_as_json)
        view = from_record(json.loads(old.view), AthleteReport)
        assert to_json(to_record(view)) == old.view


def _without_later_fields(record: Any, kind: Any) -> Any:
    """A record as a program wrote it before any field with a default was there, in this record and inside."""
    if not isinstance(record, dict):
        return record
    later = {each.name for each in dataclasses.fields(kind) if _has_default(each)}
    return {name: value for name, value in record.items() if name not in later}


def _has_default(field: dataclasses.Field[Any]) -> bool:
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


def test_a_record_of_an_older_program_without_later_fields_is_still_shown(archive: list[Archived]) -> None:
    pages = 0
    for old in archive:
        before = _without_later_fields(json.loads(old.view), AthleteReport)
        assert "notices" not in before
        view = from_record(before, AthleteReport)
        assert view.notices == ()
        loaded = json.loads(to_json(to_record(view)))
        assert {name: loaded[name] for name in before} == before
        if pages < 5:
            assert view.document_title in report_html(view)
            pages += 1
        assessment = json.loads(old.assessment)
        stripped = {**assessment, "trace": [_older_step(step) for step in assessment["trace"]]}
        assert from_record(stripped, Assessment).triage == from_record(assessment, Assessment).triage


def _older_step(step: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in step.items() if name not in {"text", "certainty", "weight"}}


def test_a_stored_result_does_not_change_when_the_rules_do(
    store: Store, folder: Path, rulebook: Rulebook
) -> None:
    people = list(random_people(rulebook.questionnaire, 5, seed=3))
    tokens = [_submitted(store, answers, rulebook) for answers in people]
    before = [load_result(store, token) for token in tokens]
    newer = load_rulebook(folder)
    again = [load_result(store, token) for token in tokens]
    assert again == before
    said = [athlete_view(assess(answers, newer), answers, newer, ON) for answers in people]
    assert all(now.foot != was.view.foot for now, was in zip(said, before, strict=True)), "new ones differ"
    _submitted(store, people[0], newer)
    assert [load_result(store, token) for token in tokens] == before


def _submitted(store: Store, answers: Answers, rulebook: Rulebook) -> str:
    now = NOON.astimezone(dt.UTC)
    handle = start_draft(store, now)
    save_page(store, handle.token, "page", answers, now)
    return submit(store, handle.token, "key", rulebook, now)
