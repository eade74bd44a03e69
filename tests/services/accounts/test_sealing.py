"""Sealed secrets: nobody reads or changes them without the key, and keys can be changed."""

from __future__ import annotations

import datetime as dt

import pytest

from screening.services.accounts.sealing import CannotOpen, Sealer
from tests.support.store_rows import NOON

OLD, NEW, NEWEST = "old secret " * 4, "new secret " * 4, "newest secret " * 4


def test_a_seal_shows_nothing_and_opens_for_its_own_purpose_only() -> None:
    sealer = Sealer.under([OLD])
    sealed = sealer.seal("authenticator of 7", "JBSWY3DP", NOON)
    assert "JBSWY3DP" not in sealed
    assert sealer.open("authenticator of 7", sealed) == "JBSWY3DP"
    with pytest.raises(CannotOpen):
        sealer.open("authenticator of 8", sealed)


def test_nothing_is_lost_when_the_key_is_changed_twice_and_an_old_key_alone_opens_nothing_new() -> None:
    sealed = Sealer.under([OLD]).seal("a", "text", NOON)
    assert Sealer.under([NEW, OLD]).open("a", sealed) == "text"
    assert Sealer.under([NEWEST, NEW, OLD]).open("a", sealed) == "text"
    with pytest.raises(CannotOpen):
        Sealer.under([OLD]).open("a", Sealer.under([NEW, OLD]).seal("a", "text", NOON))


def test_every_changed_letter_is_noticed() -> None:
    sealer = Sealer.under([OLD])
    sealed = sealer.seal("a", "text", NOON)
    for place in range(0, len(sealed) - 2, 7):
        other = "A" if sealed[place] != "A" else "B"
        with pytest.raises(CannotOpen):
            sealer.open("a", sealed[:place] + other + sealed[place + 1 :])


@pytest.mark.parametrize("sealed", ["", "x", "gAAAAA", "ü", "\ud800", "A" * 5000])
def test_what_is_no_seal_is_refused(sealed: str) -> None:
    with pytest.raises(CannotOpen):
        Sealer.under([OLD]).open_fresh("a", sealed, NOON, dt.timedelta(minutes=30))


def test_a_seal_that_must_be_fresh_ends_after_its_time() -> None:
    sealer, life = Sealer.under([OLD]), dt.timedelta(minutes=30)
    sealed = sealer.seal("a", "text", NOON)
    assert sealer.open_fresh("a", sealed, NOON + life, life) == "text"
    with pytest.raises(CannotOpen):
        sealer.open_fresh("a", sealed, NOON + life + dt.timedelta(seconds=1), life)
