"""Answering page by page: nothing is lost, nobody else gets in, and what is over is over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from screening.domain.answers import Answers
from screening.domain.errors import NotFound, OutOfDate
from screening.services.drafts import DraftHandle, find_by_code, load_draft, save_page, start_draft
from screening.store import Store, open_store
from screening.store.tables import DraftRow
from screening.store.tokens import new_seed
from tests.support.store_rows import NOON

SECOND = dt.timedelta(seconds=1)
WEEK = dt.timedelta(days=7)
GIVEN = Answers(
    {"age_years": 24, "nprs_now": 0.5, "has_problem": False, "warm_up": "not_sure", "tags": ("b", "a")}
)


@pytest.fixture
def handle(any_store: Store) -> DraftHandle:
    return start_draft(any_store, NOON)


def test_a_new_draft_is_empty(any_store: Store, handle: DraftHandle) -> None:
    draft = load_draft(any_store, handle.token, NOON)
    assert draft.answers == Answers()
    assert (draft.pages_done, draft.interrupts_shown, draft.version) == (frozenset(), frozenset(), 1)
    assert draft.code == handle.code
    assert draft.expires_at == NOON + WEEK


def test_answers_come_back_exactly_as_given(any_store: Store, handle: DraftHandle) -> None:
    save_page(any_store, handle.token, "about_you", GIVEN, NOON)
    found = load_draft(any_store, handle.token, NOON).answers
    assert found == GIVEN
    assert [type(value) for value in found.values()] == [type(value) for value in GIVEN.values()]


def test_a_page_adds_to_the_pages_done_and_replaces_the_answers(
    any_store: Store, handle: DraftHandle
) -> None:
    save_page(any_store, handle.token, "about_you", GIVEN, NOON)
    save_page(any_store, handle.token, "training", GIVEN.without("age_years"), NOON, interrupts_shown={"T2"})
    draft = load_draft(any_store, handle.token, NOON)
    assert draft.pages_done == {"about_you", "training"}
    assert "age_years" not in draft.answers
    assert draft.interrupts_shown == {"T2"}
    assert save_page(any_store, handle.token, "training", GIVEN, NOON).interrupts_shown == {"T2"}


def test_a_page_made_from_an_older_version_is_refused(any_store: Store, handle: DraftHandle) -> None:
    first = load_draft(any_store, handle.token, NOON)
    save_page(any_store, handle.token, "about_you", GIVEN, NOON, version=first.version)
    with pytest.raises(OutOfDate):
        save_page(any_store, handle.token, "about_you", Answers(), NOON, version=first.version)
    assert load_draft(any_store, handle.token, NOON).answers == GIVEN


def test_a_draft_ends_with_its_last_second(any_store: Store, handle: DraftHandle) -> None:
    last = NOON + WEEK - SECOND
    assert load_draft(any_store, handle.token, last).version == 1
    save_page(any_store, handle.token, "about_you", GIVEN, last)
    assert find_by_code(any_store, handle.code, last) == handle.token
    for moment in (NOON + WEEK, NOON + WEEK + SECOND):
        with pytest.raises(NotFound):
            load_draft(any_store, handle.token, moment)
        with pytest.raises(NotFound):
            save_page(any_store, handle.token, "about_you", GIVEN, moment)
        with pytest.raises(NotFound):
            find_by_code(any_store, handle.code, moment)


def test_saving_does_not_extend_a_draft(any_store: Store, handle: DraftHandle) -> None:
    save_page(any_store, handle.token, "about_you", GIVEN, NOON + dt.timedelta(days=6))
    with pytest.raises(NotFound):
        load_draft(any_store, handle.token, NOON + WEEK)


def test_no_draft_lives_longer_than_thirty_days(any_store: Store) -> None:
    handle = start_draft(any_store, NOON, life=dt.timedelta(days=400))
    assert load_draft(any_store, handle.token, NOON).expires_at == NOON + dt.timedelta(days=30)


@pytest.mark.parametrize("hours", [-1, -24, -87600])
def test_a_clock_set_back_neither_fails_nor_extends(
    any_store: Store, handle: DraftHandle, hours: int
) -> None:
    earlier = NOON + dt.timedelta(hours=hours)
    draft = save_page(any_store, handle.token, "about_you", GIVEN, earlier)
    assert draft.expires_at == NOON + WEEK


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_a_code_opens_its_draft_however_it_is_typed(
    any_store: Store, handle: DraftHandle, change: object
) -> None:
    assert callable(change)
    assert find_by_code(any_store, change(handle.code), NOON) == handle.token


@pytest.mark.parametrize("code", ["", "7", "AAAA-AAAA", "' OR 1=1 --", "\ud800", "A" * 5000])
def test_a_wrong_code_opens_nothing(any_store: Store, handle: DraftHandle, code: str) -> None:
    with pytest.raises(NotFound):
        find_by_code(any_store, code, NOON)


def test_no_token_but_the_own_one_opens_a_draft(any_store: Store, handle: DraftHandle) -> None:
    others = [handle.token[:-1], handle.token + "A", handle.token.swapcase(), handle.code, "", "\ud800"]
    others += [any_store.tokens.draft_link(new_seed()) for _ in range(50)]
    for token in others:
        with pytest.raises(NotFound):
            load_draft(any_store, token, NOON)


def test_looking_a_hundred_times_changes_nothing(any_store: Store, handle: DraftHandle) -> None:
    before = load_draft(any_store, handle.token, NOON)
    for _ in range(100):
        assert load_draft(any_store, handle.token, NOON + SECOND) == before
        find_by_code(any_store, handle.code, NOON + SECOND)
    with any_store.read() as tx:
        row = tx.scalars(sa.select(DraftRow)).one()
    assert (row.version, row.updated_at) == (1, NOON)


def test_neither_link_nor_code_can_be_found_in_the_file(store: Store) -> None:
    handle = start_draft(store, NOON)
    save_page(store, handle.token, "about_you", Answers({"note": "canary in the coal mine"}), NOON)
    file = Path(str(store.engine.url.database))
    store.close()
    content = b"".join(path.read_bytes() for path in file.parent.glob("screening.db*"))
    assert b"canary in the coal mine" in content, "the search itself works"
    for secret in (handle.token, handle.code, handle.code.replace("-", "")):
        assert secret.encode() not in content


def test_links_outlive_a_change_of_the_secret_and_codes_do_not(store: Store) -> None:
    handle = start_draft(store, NOON)
    changed = open_store(str(store.engine.url), "another secret, made after the first one")
    assert load_draft(changed, handle.token, NOON).version == 1
    with pytest.raises(NotFound):
        find_by_code(changed, handle.code, NOON)
    changed.close()


def test_handles_and_drafts_do_not_print_what_they_hold(store: Store) -> None:
    handle = start_draft(store, NOON)
    draft = save_page(store, handle.token, "about_you", GIVEN, NOON)
    assert handle.token not in repr(handle)
    assert "24" not in repr(draft)
