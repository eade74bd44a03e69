"""Newer rules on older results: exactly those whose urgency rises are listed, told and dealt with."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.errors import InvalidAnswers, NotFound
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import RiskStatus, Urgency
from screening.services import recall as service
from screening.services.drafts import plain, save_page, start_draft
from screening.services.readiness import rules_remarks
from screening.services.recall import close_recall, rises, run_recall, run_recall_where_due, shadow, the_list
from screening.services.result_notices import open_result
from screening.services.results import Currency, by_check_code
from screening.services.rulebook_status import status_of
from screening.services.submit_screening import submit
from screening.store import Store
from screening.store.queries.audit import entries
from screening.store.tables import RecallRow, RecallRunRow, ScreeningRow
from screening.store.tables.audit import Event
from tests.support.changed_rules import renamed, with_urgency
from tests.support.store_rows import NOON, screening_row

DAY = dt.timedelta(days=1)
LATER = NOON + DAY
HURT = Answers(
    {
        "age_years": 24,
        "has_problem": True,
        "problem_side": "left",
        "onset": "sudden",
        "days_since_onset": 2,
        "pain_worst": 4,
    }
)


@pytest.fixture(scope="module")
def newer(rulebook: Rulebook) -> Rulebook:
    """Rules under which whoever cannot take four steps is an emergency."""
    return with_urgency(rulebook, "triage.S3", Urgency.T1)


def people() -> Iterator[Answers]:
    """Forty different people; some cannot walk, some of those are an emergency already."""
    walking = ("cannot", "limp", "normal", "not_sure", None)
    for walks, cold_foot, age in itertools.product(walking, (True, False), (14, 24, 34, 44)):
        answers = HURT.with_(cold_foot=cold_foot, age_years=age)
        yield answers.with_(walking=walks) if walks else answers


def keep(store: Store, rulebook: Rulebook, people: list[Answers], **changes: Any) -> list[str]:
    """Store results as they were given under these rules; says their check codes."""
    codes = []
    with store.write() as tx:
        taken = tx.scalar(sa.select(sa.func.count()).select_from(ScreeningRow)) or 0
        for number, answers in enumerate(people, taken + 1):
            given = assess(answers, rulebook)
            code = f"AAAA-AAAA-{number:04}".replace("0", "Z").replace("1", "Y")
            row = screening_row(
                number,
                check_code=code,
                urgency=given.triage.urgency,
                risk_status=RiskStatus.NOT_SCORED,
                band=None,
                rulebook_digest=rulebook.digest,
                answers=plain(answers),
                **changes,
            )
            tx.add(row)
            codes.append(code)
    return codes


def recalls(store: Store) -> int:
    with store.read() as tx:
        return tx.scalar(sa.select(sa.func.count()).select_from(RecallRow)) or 0


@pytest.mark.parametrize(
    ("old", "new", "does"),
    [
        (Urgency.T2, Urgency.T1, True),
        (Urgency.T5, Urgency.T4, True),
        (Urgency.T2, Urgency.T2, False),
        (Urgency.T1, Urgency.T2, False),
        (None, Urgency.T4, True),
        (None, Urgency.T5, False),
    ],
)
def test_only_more_urgent_counts_as_a_rise(old: Urgency | None, new: Urgency, does: bool) -> None:
    assert rises(old, new) is does


def test_exactly_those_whose_urgency_rises_are_listed(
    any_store: Store, rulebook: Rulebook, newer: Rulebook
) -> None:
    everybody = list(people())
    codes = keep(any_store, rulebook, everybody)
    expected = {
        code
        for code, answers in zip(codes, everybody, strict=True)
        if answers.get("walking") == "cannot" and not answers["cold_foot"]
    }
    assert len(expected) == 4
    run = shadow(any_store, newer, LATER)
    assert run.checked == len(everybody) == 40
    assert {rise.check_code for rise in run.rises} == expected
    for rise in run.rises:
        assert (rise.old, rise.new, rise.taken_at) == (Urgency.T2, Urgency.T1, NOON)
        assert "triage.S3" in rise.rules
    assert recalls(any_store) == 0, "looking writes nothing"
    kept = run_recall(any_store, newer, LATER)
    assert (kept.rises, kept.added) == (run.rises, 4)
    assert {entry.check_code for entry in the_list(any_store)} == expected


def test_results_past_their_last_day_and_those_of_the_same_rules_are_left_alone(
    any_store: Store, rulebook: Rulebook, newer: Rulebook
) -> None:
    lame = HURT.with_(walking="cannot")
    keep(any_store, rulebook, [lame], valid_until=LATER)
    keep(any_store, rulebook, [lame], valid_until=LATER - DAY / 2)
    (open_one,) = keep(any_store, rulebook, [lame], valid_until=LATER + dt.timedelta(seconds=1))
    keep(any_store, newer, [lame])
    run = shadow(any_store, newer, LATER)
    assert run.checked == 1
    assert [rise.check_code for rise in run.rises] == [open_one]


def test_the_screenings_themselves_are_only_read(
    any_store: Store, rulebook: Rulebook, newer: Rulebook
) -> None:
    keep(any_store, rulebook, list(people()))

    def everything() -> list[Any]:
        with any_store.read() as tx:
            return list(tx.execute(sa.select(ScreeningRow.__table__).order_by(ScreeningRow.id)))

    before = everything()
    run_recall(any_store, newer, LATER)
    assert everything() == before


def test_running_it_again_adds_nothing_and_other_rules_add_their_own(
    any_store: Store, rulebook: Rulebook, newer: Rulebook
) -> None:
    keep(any_store, rulebook, list(people()))
    assert run_recall(any_store, newer, LATER).added == 4
    assert run_recall(any_store, newer, LATER + DAY).added == 0
    assert recalls(any_store) == 4
    assert run_recall(any_store, renamed(newer, "1.2.0"), LATER + DAY).added == 4
    assert recalls(any_store) == 8
    with any_store.read() as tx:
        runs = tx.scalars(sa.select(RecallRunRow).order_by(RecallRunRow.id)).all()
        amounts = [entry.amount for entry in entries(tx) if entry.event is Event.RECALL_RUN]
    assert [(run.checked, run.listed) for run in runs] == [(40, 4)] * 3
    assert amounts == [4, 0, 4]


class _Cut(Exception):
    """Somebody pulled a plug."""


@contextmanager
def _cut_at(engine: sa.Engine, boundary: int) -> Iterator[None]:
    passed = itertools.count()

    def count(*_given: Any) -> None:
        if next(passed) == boundary:
            raise _Cut

    event.listen(engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", count)


def test_a_run_that_was_cut_short_anywhere_is_completed_by_the_next(
    store: Store, rulebook: Rulebook, newer: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "BATCH", 2)
    keep(store, rulebook, [HURT.with_(walking="cannot", age_years=20 + age) for age in range(5)])
    cuts = 0
    for boundary in itertools.count():
        with _cut_at(store.engine, boundary):
            try:
                run_recall(store, newer, LATER)
            except _Cut:
                cuts += 1
                with store.read() as tx:
                    assert tx.scalars(sa.select(RecallRunRow)).all() == [], "not noted before it is done"
            else:
                break
    assert cuts >= 10, "three batches of reading, two statements each of writing, and the closing note"
    assert recalls(store) == 5


def test_rules_that_take_an_answer_no_longer_count_it_as_blank_and_name_the_result(
    store: Store, rulebook: Rulebook, newer: Rulebook
) -> None:
    (code,) = keep(store, rulebook, [HURT.with_(walking="cannot")])
    with store.write() as tx:
        tx.connection().exec_driver_sql("DROP TRIGGER screening_refuse_update")
        changed = plain(HURT.with_(walking="cannot", wings=2, pain_worst=99))
        tx.execute(sa.update(ScreeningRow).values(answers=changed))
    run = shadow(store, newer, LATER)
    assert run.refitted == (code,)
    assert [rise.check_code for rise in run.rises] == [code]


# on the athlete's page ----------------------------------------------------------------------------


@pytest.fixture
def recalled(store: Store, rulebook: Rulebook, newer: Rulebook) -> str:
    """The link of a result that newer rules judge more urgent."""
    handle = start_draft(store, NOON)
    save_page(store, handle.token, "problem", HURT.with_(walking="cannot"), NOON)
    token = submit(store, handle.token, "key", rulebook, NOON)
    run_recall(store, newer, LATER)
    return token


def test_the_athlete_reads_the_newer_advice_and_nothing_is_worked_out_for_it(
    store: Store, recalled: str, newer: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = assess(HURT.with_(walking="cannot"), newer).triage

    def refuse(*_given: object, **_named: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr("screening.services.recall.assess", refuse)
    opened = open_result(store, recalled, newer, LATER)
    assert opened.recall is not None
    assert opened.recall.urgency is Urgency.T1
    (said,) = opened.view.notices
    assert "The rules have changed since you answered" in said
    assert expected.headline.rstrip(".") in said
    assert "  " not in said
    assert opened.assessment.triage.urgency is Urgency.T2, "the result itself stays as it was"


def test_the_notice_stays_when_the_list_entry_is_closed(store: Store, recalled: str, newer: Rulebook) -> None:
    opened = open_result(store, recalled, newer, LATER)
    assert close_recall(store, opened.check_code, by="Ada", note="called, goes today", now=LATER) == 1
    assert open_result(store, recalled, newer, LATER).view.notices == opened.view.notices


def test_a_paper_report_of_a_recalled_result_is_no_longer_current(
    store: Store, recalled: str, newer: Rulebook
) -> None:
    code = open_result(store, recalled, newer, LATER).check_code
    assert by_check_code(store, code, LATER) is Currency.SUPERSEDED


def test_later_rules_that_do_not_repeat_the_recall_take_the_notice_back(
    store: Store, recalled: str, rulebook: Rulebook
) -> None:
    calmer = renamed(rulebook, "1.2.0")
    assert open_result(store, recalled, calmer, LATER).view.notices, "nobody has asked them yet"
    run_recall(store, calmer, LATER)
    assert open_result(store, recalled, calmer, LATER).view.notices == ()


# the list -----------------------------------------------------------------------------------------


def test_closing_is_recorded_once_with_name_and_note(
    any_store: Store, rulebook: Rulebook, newer: Rulebook
) -> None:
    (code,) = keep(any_store, rulebook, [HURT.with_(walking="cannot")])
    run_recall(any_store, newer, LATER)
    run_recall(any_store, renamed(newer, "1.2.0"), LATER)
    assert close_recall(any_store, code.lower().replace("-", " "), by="Ada", note="called", now=LATER) == 2
    first, second = the_list(any_store)
    assert first.closing == second.closing
    assert first.closing is not None
    assert (first.closing.by, first.closing.note, first.closing.at) == ("Ada", "called", LATER)
    assert status_of(any_store, newer, LATER).open_recalls == 0
    with pytest.raises(NotFound):
        close_recall(any_store, code, by="Ada", note="again", now=LATER)


@pytest.mark.parametrize("code", ["", "x" * 500, "AAAA-AAAA-AAAA", "' OR 1=1"])
def test_a_code_without_an_open_recall_closes_nothing(store: Store, code: str) -> None:
    with pytest.raises(NotFound, match="no open recall has this code"):
        close_recall(store, code, by="Ada", note="called", now=LATER)


def test_closing_without_name_or_note_is_refused(store: Store) -> None:
    with pytest.raises(InvalidAnswers) as caught:
        close_recall(store, "AAAA-AAAA-AAAA", by=" ", note="", now=LATER)
    assert [problem.field for problem in caught.value.problems] == ["by", "note"]


def test_the_most_urgent_come_first(store: Store, rulebook: Rulebook) -> None:
    mild, lame = keep(store, rulebook, [HURT, HURT.with_(walking="cannot")])
    both = with_urgency(with_urgency(rulebook, "triage.S3", Urgency.T1), "triage.U1", Urgency.T2)
    run_recall(store, both, LATER)
    listed = [(entry.check_code, entry.old, entry.new) for entry in the_list(store)]
    assert listed == [(lame, Urgency.T2, Urgency.T1), (mild, Urgency.T3, Urgency.T2)]


# when it is due -----------------------------------------------------------------------------------


def test_it_is_due_until_it_ran_and_again_after_every_change_of_rules(
    store: Store, rulebook: Rulebook, newer: Rulebook
) -> None:
    assert run_recall_where_due(store, newer, NOON) is None, "nothing was stored yet"
    keep(store, rulebook, [HURT.with_(walking="cannot")])
    assert not status_of(store, rulebook, LATER).is_recall_due, "made with these rules"
    assert any("recall not run" in remark for remark in rules_remarks(store, newer, LATER))
    assert run_recall_where_due(store, newer, LATER) is not None
    assert rules_remarks(store, newer, LATER) == ()
    assert run_recall_where_due(store, newer, LATER) is None
    keep(store, newer, [HURT], taken_at=LATER)
    assert status_of(store, rulebook, LATER).is_recall_due, "a way back is a change too"
    run_recall_where_due(store, rulebook, LATER + DAY)
    assert status_of(store, newer, LATER + DAY).is_recall_due


def test_what_an_old_process_kept_after_the_run_makes_it_due_again(
    store: Store, rulebook: Rulebook, newer: Rulebook
) -> None:
    keep(store, rulebook, [HURT])
    run_recall(store, newer, LATER)
    keep(store, rulebook, [HURT.with_(walking="cannot")], taken_at=LATER + dt.timedelta(seconds=1))
    assert status_of(store, newer, LATER + DAY).is_recall_due
    again = run_recall_where_due(store, newer, LATER + DAY)
    assert again is not None
    assert again.added == 1
