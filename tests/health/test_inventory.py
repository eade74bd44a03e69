"""Every stored column is listed with its class, purpose, retention and readers."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

import screening.store.tables  # noqa: F401 - makes the tables known
from screening.domain.clubs import Role
from screening.store.base import Base
from tests.health.project_files import ROOT

CLASSES = {"health", "personal", "secret", "technical"}
KEPT = {"draft", "record", "athlete", "account", "club", "undo", "mail", "window", "log", "moment"}
CLINICIANS = {"physio", "doctor"}
READERS = {"holder", "system", "operator", "responsible", "owner", *Role}


@pytest.fixture(scope="module")
def inventory() -> dict[str, dict[str, dict[str, Any]]]:
    listed = yaml.safe_load((ROOT / "screening/store/inventory.yaml").read_text(encoding="utf-8"))
    assert isinstance(listed, dict)
    return listed


def test_what_is_listed_is_what_is_stored(inventory: dict[str, dict[str, Any]]) -> None:
    stored = {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()}
    assert {name: set(columns) for name, columns in inventory.items()} == stored


def test_each_entry_says_everything_in_known_words(inventory: dict[str, dict[str, dict[str, Any]]]) -> None:
    for table, columns in inventory.items():
        for column, entry in columns.items():
            place = f"{table}.{column}"
            assert set(entry) == {"class", "for", "kept", "readers"}, place
            assert entry["class"] in CLASSES, place
            assert entry["kept"] in KEPT, place
            assert entry["for"], place
            assert entry["readers"], place
            assert set(entry["readers"]) <= READERS, place


def test_nothing_about_health_is_read_by_whoever_is_no_clinician(
    inventory: dict[str, dict[str, dict[str, Any]]],
) -> None:
    of_health = {"holder", "responsible", "system", "athlete", "guardian", *CLINICIANS}
    for table, columns in inventory.items():
        for column, entry in columns.items():
            if entry["class"] == "health":
                assert set(entry["readers"]) <= of_health, f"{table}.{column}"


def test_secrets_are_read_by_the_program_and_by_whoever_sends_them_on(
    inventory: dict[str, dict[str, dict[str, Any]]],
) -> None:
    others = {
        f"{table}.{column}"
        for table, columns in inventory.items()
        for column, entry in columns.items()
        if entry["class"] == "secret" and set(entry["readers"]) != {"system"}
    }
    # A mail holds a link; where no mail server is set, the outbox page shows it to be sent by hand.
    assert others == {"outgoing_mail.body"}
