"""Hashes of passwords: memory-hard, bounded in number, and the same work for people nobody knows."""

from __future__ import annotations

import threading

import pytest

from screening.domain.errors import Busy
from screening.services.accounts import hashing
from screening.services.accounts.hashing import LEAST_MEMORY_KIB, LEAST_PASSES, Cost, Hasher
from screening.settings import Settings

CHEAP = Cost(memory_kib=64, passes=1)


def test_what_is_served_costs_at_least_nineteen_mebibytes_and_two_passes() -> None:
    made = Settings.__dataclass_fields__
    served = Cost(made["password_memory_kib"].default, made["password_passes"].default)
    for cost in (Cost(), served):
        assert cost.memory_kib >= LEAST_MEMORY_KIB == 19 * 1024
        assert cost.passes >= LEAST_PASSES == 2


def test_a_stored_hash_is_argon2id_with_its_parameters_and_a_salt_of_its_own() -> None:
    hasher = Hasher(CHEAP)
    first, second = hasher.hash("kettle orbit"), hasher.hash("kettle orbit")
    assert first.startswith("$argon2id$v=19$m=64,t=1,p=1$")
    assert first != second
    assert hasher.verify(first, "kettle orbit")
    assert not hasher.verify(first, "kettle orbit ")


def test_without_a_stored_hash_nothing_fits_and_the_same_work_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worked: list[str] = []
    real = hashing.PasswordHasher.verify

    def seen(self: hashing.PasswordHasher, stored: str, password: bytes) -> bool:
        worked.append(stored.rpartition("$")[0].rpartition("$")[0])
        return bool(real(self, stored, password))

    monkeypatch.setattr(hashing.PasswordHasher, "verify", seen)
    hasher = Hasher(CHEAP)
    stored = hasher.hash("kettle orbit")
    assert not hasher.verify(stored, "wrong")
    assert not hasher.verify(None, "wrong")
    assert worked[0] == worked[1], "kind, memory and passes are the same"


@pytest.mark.parametrize("stored", ["", "!", "$argon2id$", "$2b$12$abc", "plain text", "\ud800"])
def test_a_hash_that_cannot_be_read_never_fits(stored: str) -> None:
    assert not Hasher(CHEAP).verify(stored, "plain text")


def test_a_hash_of_another_cost_is_made_anew() -> None:
    assert Hasher(Cost(128, 1)).is_outdated(Hasher(CHEAP).hash("kettle orbit"))
    assert not Hasher(CHEAP).is_outdated(Hasher(CHEAP).hash("kettle orbit"))


def test_more_than_a_few_at_once_are_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "WAIT_S", 0.01)
    hasher, inside, done = Hasher(CHEAP), threading.Barrier(hashing.AT_ONCE + 1), threading.Event()

    def slow(*_given: object) -> bool:
        inside.wait(timeout=10)
        return done.wait(timeout=10)

    monkeypatch.setattr(hashing.PasswordHasher, "verify", slow)
    threads = [threading.Thread(target=hasher.verify, args=(None, "x")) for _ in range(hashing.AT_ONCE)]
    for thread in threads:
        thread.start()
    inside.wait(timeout=10)
    with pytest.raises(Busy):
        hasher.hash("one too many")
    done.set()
    for thread in threads:
        thread.join(timeout=10)
    assert hasher.hash("now there is room")
