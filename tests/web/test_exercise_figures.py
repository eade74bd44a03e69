"""The figure files: what they carry, how long they are kept, and that no page is drawn with their policy."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from screening.domain.rulebook import Rulebook
from screening.web.exercises.figures import MOMENTS, figure_address, picture
from screening.web.parts import keep_parts, parts
from screening.web.security import CONTENT_POLICY
from tests.support.changed_rules import renamed

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
EXERCISE = "nordic_hamstring_curl"


@pytest.fixture
def addresses(app: Flask) -> dict[str, str]:
    """The address of each moment of one exercise, as a page would have it."""
    with app.test_request_context():
        return {moment: figure_address(EXERCISE, moment) or "" for moment in MOMENTS}


def test_a_figure_may_style_itself_and_do_nothing_else(
    client: FlaskClient, addresses: dict[str, str]
) -> None:
    for address in addresses.values():
        response = client.get(address)
        assert response.status_code == 200
        assert response.content_type == "image/svg+xml; charset=utf-8"
        assert response.headers["Content-Security-Policy"] == POLICY
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        svg = response.get_data(as_text=True)
        assert svg.startswith("<svg ")
        assert "<script" not in svg
        assert not re.search(r"(?:href|src)=\"(?!#)", svg)
        assert "Set-Cookie" not in response.headers


def test_a_figure_is_kept_for_a_year_under_its_own_address_only(
    client: FlaskClient, addresses: dict[str, str]
) -> None:
    for address in addresses.values():
        assert "immutable" in client.get(address).headers["Cache-Control"]
        plain, _, version = address.partition("?v=")
        assert re.fullmatch("[0-9a-f]{12}", version)
        for other in (plain, f"{plain}?v=000000000000", f"{plain}?v="):
            assert client.get(other).headers["Cache-Control"] == "public, no-cache"


def test_a_figure_seen_before_is_not_sent_again(client: FlaskClient, addresses: dict[str, str]) -> None:
    first = client.get(addresses["start"])
    again = client.get(addresses["start"], headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.get_data() == b""
    assert client.get(addresses["start"], headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_moments_are_pictures_of_their_own(client: FlaskClient, addresses: dict[str, str]) -> None:
    start, end, moving = (client.get(addresses[moment]).text for moment in ("start", "end", "moving"))
    assert len({start, end, moving}) == 3
    assert "@keyframes" in moving
    assert "prefers-reduced-motion" in moving
    assert "@keyframes" not in start + end


@pytest.mark.parametrize(
    "path",
    [
        "/figures/no_such_exercise-start.svg",
        f"/figures/{EXERCISE}-middle.svg",
        f"/figures/{EXERCISE}.svg",
        "/figures/..%2f..%2fetc-start.svg",
        "/figures/-start.svg",
        f"/figures/{EXERCISE.upper()}-start.svg",
    ],
)
def test_a_figure_that_is_not_there_is_a_page_with_the_policy_of_pages(
    client: FlaskClient, path: str
) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.mimetype == "text/html"
    assert response.headers["Content-Security-Policy"] == CONTENT_POLICY


def test_every_figure_is_served_at_every_moment(unlimited_app: Flask, rulebook: Rulebook) -> None:
    client = unlimited_app.test_client()
    for exercise in rulebook.plan.figures:
        for moment in MOMENTS:
            assert client.get(f"/figures/{exercise}-{moment}.svg").status_code == 200, (exercise, moment)


def test_other_rules_give_figures_other_addresses(app: Flask, addresses: dict[str, str]) -> None:
    with app.test_request_context():
        keep_parts(app, replace(parts(), rulebook=renamed(parts().rulebook, "9.9.9")))
        assert figure_address(EXERCISE, "start") not in {None, addresses["start"]}


def test_a_page_knows_the_sides_of_a_picture_before_it_arrives(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        shown = picture(EXERCISE, "start")
    assert shown is not None
    width, height = re.findall(r'viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"', client.get(shown.address).text)[0]
    assert (shown.width, shown.height) == (round(float(width)), round(float(height)))


def test_an_exercise_without_poses_has_no_address(app: Flask) -> None:
    with app.test_request_context():
        assert figure_address("no_such_exercise", "start") is None
