"""The pages that show nothing of any person."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from tests.web.page_rules import faults_of


@pytest.mark.parametrize("path", ["/", "/check", "/for-clubs", "/red-flags", "/about", "/resume", "/nowhere"])
def test_a_public_page_keeps_every_page_rule(client: FlaskClient, path: str) -> None:
    assert faults_of(client.get(path).get_data(as_text=True)) == []


def test_the_start_page_has_two_ways_in(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert "Check myself" in page
    assert "I look after athletes" in page


def test_every_page_says_who_checked_the_rules(client: FlaskClient, rulebook: Rulebook) -> None:
    page = client.get("/about").get_data(as_text=True)
    assert rulebook.checked_by is None
    assert page.count("not yet checked by a clinician") == 2
    assert f"Rules {rulebook.version}" in page


def test_every_source_of_the_rulebook_is_named(client: FlaskClient, rulebook: Rulebook) -> None:
    pages = ""
    for part in range(1, 100):
        response = client.get("/sources" if part == 1 else f"/sources/{part}")
        if response.status_code == 404:
            break
        page = response.get_data(as_text=True)
        assert faults_of(page) == []
        pages += page
    missing = [source for source in rulebook.sources if f"<b>{source}</b>" not in pages]
    assert missing == []


def test_the_printed_card_has_every_sign_that_cannot_wait(client: FlaskClient, rulebook: Rulebook) -> None:
    page = client.get("/red-flags").get_data(as_text=True)
    on_card = dict(re.findall(r'data-rule="(triage\.[A-Z]\d+)">(.+?)</li>', page))
    urgent = {row.id for row in rulebook.triage.rows if row.urgency.is_at_least(Urgency.T2)}
    assert set(on_card) == urgent


def test_local_network_mode_says_on_every_page_that_the_line_is_open(lan_app: Flask) -> None:
    for path in ("/", "/check", "/resume", "/nowhere"):
        page = lan_app.test_client().get(path).get_data(as_text=True)
        assert "the connection between this device and the computer" in page
        assert "is not encrypted" in page


def test_without_local_network_mode_the_line_is_not_there(client: FlaskClient) -> None:
    assert "is not encrypted" not in client.get("/").get_data(as_text=True)
