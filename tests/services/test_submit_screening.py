"""Submitting: one record whatever happens, or none; and what was shown stays what is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.errors import Busy, InvalidAnswers, NotFound, OutOfDate
from screening.domain.rulebook import Rulebook
from screening.services.drafts import (
    AlreadySubmitted,
    DraftHandle,
    find_by_code,
    load_draft,
    save_page,
    start_draft,
)
from screening.services.results import Currency, by_check_code, load_result
from screening.services.submit_screening import submit
from screening.store import Store, open_store
from screening.store.queries.audit import entries
from screening.store.queries.screenings import count_screenings
from screening.store.schema import upgrade
from screening.store.tables import DraftRow, ScreeningRow
from screening.store.tables.audit import Event
from tests.support.samples import sample_of
from tests.support.store_rows import NOON, SECRET

SECOND = dt.timedelta(seconds=1)
HEALTHY = Answers({"age_years": 24, "sex": "male", "sport": "football", "has_problem": False})
HURT = Answers(
    {"age_years": 31, "has_problem": True, "onset": "sudden", "foot_drop": "none", "problem_side": "left"}
)
KEY = "made by the browser"


def _ready(store: Store, answers: Answers = HEALTHY, now: dt.datetime = NOON) -> DraftHandle:
    handle = start_draft(store, now)
    save_page(store, handle.token, "about_you", answers, now)
    return handle


def _screenings(store: Store) -> int:
    with store.read() as tx:
        return count_screenings(tx)


def _submissions(store: Store) -> int:
    with store.read() as tx:
        return sum(entry.event is Event.SCREENING_SUBMITTED for entry in entries(tx))


@pytest.mark.parametrize("answers", [HEALTHY, HURT, Answers()], ids=["healthy", "hurt", "nothing"])
def test_what_is_kept_is_the_assessment_of_the_answers(
    any_store: Store, rulebook: Rulebook, answers: Answers
) -> None:
    handle = _ready(any_store, answers)
    stored = load_result(any_store, submit(any_store, handle.token, KEY, rulebook, NOON))
    assert stored.answers == answers
    assert stored.assessment == assess(answers, rulebook)
    assert stored.taken_at == NOON
    assert (stored.rulebook_version, stored.rulebook_digest) == (rulebook.version, rulebook.digest)
    assert stored.view.identity.code == stored.check_code
    assert stored.view.made_on == "2026-03-14"


def test_a_result_is_read_and_never_worked_out_again(
    any_store: Store, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = _ready(any_store)
    token = submit(any_store, handle.token, KEY, rulebook, NOON)
    first = load_result(any_store, token)

    def refuse(*_given: object, **_named: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr("screening.services.submit_screening.assess", refuse)
    monkeypatch.setattr("screening.services.submit_screening.athlete_view", refuse)
    assert load_result(any_store, token) == first
    assert submit(any_store, handle.token, KEY, rulebook, NOON) == token


def test_columns_to_search_by_say_what_the_assessment_says(any_store: Store, rulebook: Rulebook) -> None:
    submit(any_store, _ready(any_store, HURT).token, KEY, rulebook, NOON)
    expected = assess(HURT, rulebook)
    with any_store.read() as tx:
        row = tx.scalars(sa.select(ScreeningRow)).one()
    assert row.urgency == expected.triage.urgency
    assert row.risk_status == expected.risk.status
    assert row.band == expected.risk.band


@pytest.mark.parametrize("key", [KEY, "another key, from a page loaded later"])
def test_a_second_click_leads_to_the_first_result(any_store: Store, rulebook: Rulebook, key: str) -> None:
    handle = _ready(any_store)
    first = submit(any_store, handle.token, KEY, rulebook, NOON)
    assert submit(any_store, handle.token, key, rulebook, NOON + SECOND) == first
    assert (_screenings(any_store), _submissions(any_store)) == (1, 1)


def test_the_same_key_from_another_draft_is_another_screening(any_store: Store, rulebook: Rulebook) -> None:
    tokens = {submit(any_store, _ready(any_store).token, KEY, rulebook, NOON) for _ in range(3)}
    assert len(tokens) == 3
    assert _screenings(any_store) == 3


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_key_of_no_use_is_refused(any_store: Store, rulebook: Rulebook, key: str) -> None:
    handle = _ready(any_store)
    with pytest.raises(InvalidAnswers, match="key"):
        submit(any_store, handle.token, key, rulebook, NOON)
    assert _screenings(any_store) == 0


def test_a_submitted_draft_is_closed_and_holds_no_answers(any_store: Store, rulebook: Rulebook) -> None:
    handle = _ready(any_store)
    token = submit(any_store, handle.token, KEY, rulebook, NOON)
    for look in (
        lambda: load_draft(any_store, handle.token, NOON),
        lambda: save_page(any_store, handle.token, "about_you", HURT, NOON),
    ):
        with pytest.raises(AlreadySubmitted) as caught:
            look()
        assert caught.value.result_token == token
    with pytest.raises(NotFound):
        find_by_code(any_store, handle.code, NOON)
    with any_store.read() as tx:
        row = tx.scalars(sa.select(DraftRow)).one()
    assert (row.answers, row.submitted_at) == ({}, NOON)


def test_a_repeat_after_the_draft_is_gone_still_finds_the_result(
    any_store: Store, rulebook: Rulebook
) -> None:
    handle = _ready(any_store)
    token = submit(any_store, handle.token, KEY, rulebook, NOON)
    with any_store.write() as tx:
        tx.execute(sa.delete(DraftRow))
    later = NOON + dt.timedelta(days=400)
    assert submit(any_store, handle.token, KEY, rulebook, later) == token
    with pytest.raises(AlreadySubmitted):
        load_draft(any_store, handle.token, later)


@pytest.mark.parametrize("late", [dt.timedelta(days=7), dt.timedelta(days=70)])
def test_an_expired_draft_cannot_be_submitted(
    any_store: Store, rulebook: Rulebook, late: dt.timedelta
) -> None:
    handle = _ready(any_store)
    with pytest.raises(NotFound):
        submit(any_store, handle.token, KEY, rulebook, NOON + late)
    assert _screenings(any_store) == 0


def test_a_page_saved_while_the_result_is_worked_out_is_not_passed_over(
    any_store: Store, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = _ready(any_store)

    def slowly(answers: Answers, rules: Rulebook) -> object:
        save_page(any_store, handle.token, "problem", HURT, NOON)
        return assess(answers, rules)

    monkeypatch.setattr("screening.services.submit_screening.assess", slowly)
    with pytest.raises(OutOfDate):
        submit(any_store, handle.token, KEY, rulebook, NOON)
    assert _screenings(any_store) == 0
    assert load_draft(any_store, handle.token, NOON).answers == HURT


def test_eight_clicks_at_once_make_one_screening(any_store: Store, rulebook: Rulebook) -> None:
    handle = _ready(any_store)
    with ThreadPoolExecutor(8) as pool:
        clicks = [
            pool.submit(submit, any_store, handle.token, f"{KEY} {number}", rulebook, NOON)
            for number in range(8)
        ]
        tokens = {click.result() for click in clicks}
    assert len(tokens) == 1
    assert (_screenings(any_store), _submissions(any_store)) == (1, 1)


class _Cut(Exception):
    """Somebody pulled a plug."""


@contextmanager
def _cut_at(engine: sa.Engine, boundary: int) -> Iterator[list[str]]:
    """Fail before the statement of that number, counted from 0; the list is what got through."""
    passed: list[str] = []

    def count(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if len(passed) == boundary:
            raise _Cut
        passed.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        yield passed
    finally:
        event.remove(engine, "before_cursor_execute", count)


def test_an_error_at_any_statement_leaves_nothing_or_everything(any_store: Store, rulebook: Rulebook) -> None:
    boundary, cuts = 0, 0
    while True:
        handle = _ready(any_store)
        before = (_screenings(any_store), _submissions(any_store))
        with _cut_at(any_store.engine, boundary) as passed:
            try:
                submit(any_store, handle.token, KEY, rulebook, NOON)
            except _Cut:
                cuts += 1
            else:
                break
        assert (_screenings(any_store), _submissions(any_store)) == before, passed
        assert load_draft(any_store, handle.token, NOON).answers == HEALTHY
        token = submit(any_store, handle.token, KEY, rulebook, NOON)
        assert load_result(any_store, token).answers == HEALTHY
        boundary += 1
    print(f"{cuts} boundaries")
    assert cuts >= 6, "at least the reads, two inserts and the closing of the draft"


def test_a_failed_commit_leaves_nothing(store: Store, rulebook: Rulebook) -> None:
    handle = _ready(store)

    def fail(_connection: Any) -> None:
        raise _Cut

    event.listen(store.engine, "commit", fail)
    with pytest.raises(_Cut):
        submit(store, handle.token, KEY, rulebook, NOON)
    event.remove(store.engine, "commit", fail)
    assert (_screenings(store), _submissions(store)) == (0, 0)


def test_a_writer_in_the_way_makes_it_busy_and_the_retry_succeeds(store: Store, rulebook: Rulebook) -> None:
    handle = _ready(store)
    impatient = open_store(str(store.engine.url), SECRET, busy_s=0.1)
    with store.write(), pytest.raises(Busy):
        submit(impatient, handle.token, KEY, rulebook, NOON)
    assert _screenings(store) == 0
    assert load_result(impatient, submit(impatient, handle.token, KEY, rulebook, NOON)).answers == HEALTHY
    impatient.close()


@st.composite
def _schedules(draw: st.DrawFn) -> list[tuple[str, bool]]:
    """1 to 10 presses: which key each sends, and whether its reply gets lost before the commit."""
    return draw(
        st.lists(st.tuples(st.sampled_from(["first", "second"]), st.booleans()), min_size=1, max_size=10)
    )


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    file: Path = tmp_path_factory.mktemp("schedules") / "a.db"
    opened = open_store(f"sqlite:///{file}", SECRET)
    upgrade(opened)
    yield opened
    opened.close()


@settings(max_examples=sample_of(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(schedule=_schedules())
def test_any_schedule_of_repeats_makes_exactly_one_record(
    shared_store: Store, rulebook: Rulebook, schedule: list[tuple[str, bool]]
) -> None:
    handle = _ready(shared_store)
    before = _screenings(shared_store)
    tokens: set[str] = set()
    for key, is_cut in schedule:
        with _cut_at(shared_store.engine, 5 if is_cut else -1):
            try:
                tokens.add(submit(shared_store, handle.token, key, rulebook, NOON))
            except _Cut:
                assert is_cut
    tokens.add(submit(shared_store, handle.token, "last", rulebook, NOON))
    assert len(tokens) == 1
    assert _screenings(shared_store) == before + 1


def test_the_check_code_says_current_until_the_last_printed_day_is_over(
    any_store: Store, rulebook: Rulebook
) -> None:
    token = submit(any_store, _ready(any_store).token, KEY, rulebook, NOON)
    stored = load_result(any_store, token)
    days = stored.assessment.valid_days
    end = NOON.replace(hour=0) + dt.timedelta(days=days + 1)
    assert by_check_code(any_store, stored.check_code, NOON) is Currency.CURRENT
    assert (
        by_check_code(any_store, stored.check_code.lower().replace("-", " "), end - SECOND)
        is Currency.CURRENT
    )
    assert by_check_code(any_store, stored.check_code, end) is Currency.SUPERSEDED
    assert by_check_code(any_store, stored.check_code, NOON - SECOND) is Currency.SUPERSEDED


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "x" * 4000, "' OR 1=1", "\ud800"])
def test_an_unknown_check_code_says_nothing(any_store: Store, rulebook: Rulebook, code: str) -> None:
    submit(any_store, _ready(any_store).token, KEY, rulebook, NOON)
    assert by_check_code(any_store, code, NOON) is None


def test_only_its_own_token_opens_a_result(any_store: Store, rulebook: Rulebook) -> None:
    handle = _ready(any_store)
    token = submit(any_store, handle.token, KEY, rulebook, NOON)
    for other in (handle.token, token[:-1], token + "A", token.swapcase(), "", "\ud800"):
        with pytest.raises(NotFound):
            load_result(any_store, other)


def test_the_date_of_a_report_is_that_of_the_place_where_it_was_taken(
    store: Store, rulebook: Rulebook
) -> None:
    sydney = dt.timezone(dt.timedelta(hours=11))
    late = dt.datetime(2026, 3, 15, 0, 30, tzinfo=sydney)
    stored = load_result(store, submit(store, _ready(store, now=late).token, KEY, rulebook, late))
    assert stored.view.made_on == "2026-03-15"
    assert stored.taken_at == late


def test_no_result_link_can_be_found_in_the_file(store: Store, rulebook: Rulebook) -> None:
    token = submit(store, _ready(store).token, KEY, rulebook, NOON)
    file = Path(str(store.engine.url.database))
    store.close()
    content = b"".join(path.read_bytes() for path in file.parent.glob("screening.db*"))
    assert b"football" in content, "the search itself works"
    assert token.encode() not in content
