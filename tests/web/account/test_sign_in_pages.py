"""The pages to sign in: known and unknown people alike, nothing fixed beforehand, nothing led astray."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from screening.domain.clubs import Role
from screening.services.accounts import sign_in as service
from screening.web.signed_in import TOKEN
from tests.support.signing_in import (
    PASSWORD,
    RECOVERY_CODE,
    SECRET,
    Person,
    add_account,
    add_club,
    add_member,
    csrf_token,
    signed_in,
)
from tests.web.page_rules import faults_of, header_faults
from tests.web.still_clock import StillClock

EMAIL = "kim@example.org"
WRONG = "not the password at all"
MakeApp = Callable[..., Flask]


def stranger(app: Flask) -> Person:
    """A browser in which nobody is signed in."""
    return Person(app, app.test_client(), 0, None, "")


def member(app: Flask, role: Role = Role.PHYSIO, email: str = EMAIL) -> int:
    """Somebody with a password and, for staff, a second factor."""
    account = add_account(app, email, second_factor=role is not Role.ATHLETE)
    add_member(app, add_club(app), account, role)
    return account


def give_password(person: Person, email: str = EMAIL, password: str = PASSWORD, **more: str) -> TestResponse:
    return person.post("/sign-in", {"email": email, "password": password, **more})


def code_at(clock: StillClock) -> str:
    return pyotp.TOTP(SECRET).at(clock())


def plain(response: TestResponse) -> str:
    """The page without what differs from one request to the next: the token against forgery."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", response.get_data(as_text=True))


def test_a_member_of_the_staff_signs_in_with_password_and_code(app: Flask, clock: StillClock) -> None:
    member(app)
    kim = stranger(app)
    assert give_password(kim).headers["Location"] == "/sign-in/second-factor"
    assert kim.get("/care").headers["Location"].startswith("/sign-in/second-factor")
    done = kim.post("/sign-in/second-factor", {"code": code_at(clock)})
    assert (done.status_code, done.headers["Location"]) == (303, "/care")
    assert kim.get("/care").status_code == 200


def test_an_athlete_signs_in_with_the_password_alone_and_stays(app: Flask) -> None:
    member(app, Role.ATHLETE)
    kim = stranger(app)
    response = give_password(kim)
    assert response.headers["Location"] == "/me"
    assert any("Expires" in cookie for cookie in response.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize(
    "email", ["nobody@example.org", "disabled@example.org", "fresh@example.org", "", "x" * 400, "a@b"]
)
def test_an_unknown_a_closed_and_a_passwordless_account_are_answered_like_a_wrong_password(
    unlimited_app: Flask, email: str
) -> None:
    app = unlimited_app
    member(app)
    add_account(app, "fresh@example.org", password=False)
    add_account(app, "disabled@example.org")
    with app.app_context():
        from screening.services.accounts.operator import set_disabled
        from screening.web.parts import now, parts

        set_disabled(parts().store, "disabled@example.org", disabled=True, now=now())
    known, unknown = (
        give_password(stranger(app), password=WRONG),
        give_password(stranger(app), email, PASSWORD),
    )
    assert known.status_code == unknown.status_code == 400
    assert plain(known).replace(EMAIL, "") == plain(unknown).replace(email, "") or len(email) in {0, 400}
    assert [name for name, _ in known.headers] == [name for name, _ in unknown.headers]


def test_the_same_work_is_done_for_known_and_unknown_people(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    member(app)
    worked: list[bool] = []
    real = service.AccountTools.hasher.__get__  # the hash is asked exactly once for each

    def count(self: Any, stored: str | None, password: str) -> bool:
        worked.append(stored is None)
        return False

    assert real
    monkeypatch.setattr("screening.services.accounts.hashing.Hasher.verify", count)
    give_password(stranger(app), password=WRONG)
    give_password(stranger(app), "nobody@example.org", WRONG)
    assert worked == [False, True]


def test_after_five_wrong_tries_known_and_unknown_people_wait_alike_and_the_owner_does_not(
    unlimited_app: Flask,
) -> None:
    app = unlimited_app
    member(app, Role.ATHLETE)
    owner = stranger(app)
    assert give_password(owner).status_code == 303
    owner.post("/sign-out")
    answers = {}
    for email in (EMAIL, "nobody@example.org"):
        for _ in range(5):
            assert give_password(stranger(app), email, WRONG).status_code == 400
        answers[email] = give_password(stranger(app), email, PASSWORD)
        assert answers[email].status_code == 429
        assert 0 < int(answers[email].headers["Retry-After"]) <= 301
    assert plain(answers[EMAIL]).replace(EMAIL, "") == plain(answers["nobody@example.org"]).replace(
        "nobody@example.org", ""
    )
    assert give_password(owner).status_code == 303, "in a browser that is known"


def test_a_forwarding_header_that_nobody_configured_does_not_help_to_guess(unlimited_app: Flask) -> None:
    app = unlimited_app
    member(app)
    tried = [
        app.test_client().get("/sign-in", headers={"X-Forwarded-For": f"10.0.0.{number}"}).status_code
        for number in range(3)
    ]
    assert set(tried) == {200}
    statuses = []
    for number in range(8):
        person = stranger(app)
        person.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"10.0.0.{number}"
        statuses.append(give_password(person, password=WRONG).status_code)
    assert statuses == [400] * 5 + [429] * 3


def test_what_a_browser_held_before_signing_in_is_worth_nothing_afterwards(
    app: Flask, clock: StillClock
) -> None:
    member(app)
    kim = stranger(app)
    with kim.client.session_transaction() as kept:
        kept[TOKEN] = "planted by somebody else and long enough to pass"
        kept["planted"] = "yes"
    give_password(kim)
    half = kim.token
    kim.post("/sign-in/second-factor", {"code": code_at(clock)})
    with kim.client.session_transaction() as kept:
        assert "planted" not in kept
        assert kept[TOKEN] not in {half, "planted by somebody else and long enough to pass"}
    thief = stranger(app)
    with thief.client.session_transaction() as kept:
        kept[TOKEN] = half
    assert thief.get("/account").headers["Location"].startswith("/sign-in?")


def test_a_cookie_kept_from_before_signing_out_opens_nothing(app: Flask) -> None:
    kim = signed_in(app, Role.COACH)
    before = kim.token
    answer = kim.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    with kim.client.session_transaction() as kept:
        assert TOKEN not in kept
        kept[TOKEN] = before
    assert kim.get("/account").status_code == 303


@pytest.mark.parametrize("token", ["", "x", 7, None, True, ["a"], "x" * 5000, "\ud800" * 10])
def test_a_token_that_never_was_is_nobody(app: Flask, token: object) -> None:
    person = stranger(app)
    with person.client.session_transaction() as kept:
        if token != "\ud800" * 10:
            kept[TOKEN] = token
        kept["club"] = {"a": 1}
    assert person.get("/account").headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize(
    ("app_name", "secure", "prefix"),
    [("https_app", True, "__Host-"), ("lan_app", False, ""), ("app", False, "")],
)
def test_the_cookies_of_a_sign_in(
    request: pytest.FixtureRequest, app_name: str, secure: bool, prefix: str
) -> None:
    app = request.getfixturevalue(app_name)
    member(app, Role.ATHLETE)
    person = stranger(app)
    if secure:
        person.client.environ_base["wsgi.url_scheme"] = "https"
        with app.test_client() as client:
            page = client.get("/sign-in", base_url="https://localhost").get_data(as_text=True)
            token = re.search(r'name="csrf_token" value="([^"]+)"', page)
            assert token
            fields = {"email": EMAIL, "password": PASSWORD, "csrf_token": token.group(1)}
            response = client.post("/sign-in", data=fields, base_url="https://localhost")
    else:
        response = give_password(person)
    assert response.status_code == 303
    cookies = response.headers.getlist("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {
        f"{prefix}screening",
        f"{prefix}known-browser",
    }
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
        assert ("Secure" in cookie) is secure
        assert EMAIL not in cookie


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%2f/evil.example",
        "javascript:alert(1)",
        "/club\r\nSet-Cookie: a=b",
        "/../../evil",
        "http:evil.example",
        "/@evil.example",
        " /club",
        "/sign-in?next=//evil.example\u2028",
    ],
)
def test_after_signing_in_nobody_is_led_to_another_site(app: Flask, wanted: str) -> None:
    member(app, Role.ATHLETE)
    person = stranger(app)
    assert f'value="{wanted}"' not in person.client.get("/sign-in", query_string={"next": wanted}).get_data(
        as_text=True
    )
    location = give_password(person, next=wanted).headers["Location"]
    assert location == "/me"


def test_after_signing_in_one_is_where_one_wanted_to_be(app: Flask) -> None:
    member(app, Role.ATHLETE)
    person = stranger(app)
    sent = person.get("/account/password").headers["Location"]
    assert sent == "/sign-in?next=/account/password"
    assert 'name="next" value="/account/password"' in person.get(sent).get_data(as_text=True)
    assert give_password(person, next="/account/password").headers["Location"] == "/account/password"


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-in/second-factor", "/sign-out", "/account/password", "/club/invite"]
)
def test_no_form_counts_without_its_token_or_with_somebody_elses(app: Flask, path: str) -> None:
    kim, other = signed_in(app, Role.ADMINISTRATOR), signed_in(app, Role.ADMINISTRATOR)
    assert kim.client.post(path).status_code == 400
    assert kim.client.post(path, data={"csrf_token": "x"}).status_code == 400
    with other.client.session_transaction() as kept:
        kept["csrf_token"] = "another than the first browser's"  # noqa: S105 - it is no password, and nobody's
    assert kim.client.post(path, data={"csrf_token": csrf_token(app, other.client)}).status_code == 400
    assert kim.get("/account").status_code == 200, "nothing happened"


@pytest.mark.parametrize(
    "code", ["", "000000", "abc", "12345678901234567890" * 10, "0000-0000-0000-0000", "\ud7ff"]
)
def test_a_wrong_code_shows_the_form_again(app: Flask, code: str) -> None:
    member(app)
    kim = stranger(app)
    give_password(kim)
    response = kim.post("/sign-in/second-factor", {"code": code})
    assert response.status_code == 400
    assert faults_of(response.get_data(as_text=True)) == []
    assert kim.get("/account").status_code == 303


def test_guessing_codes_is_slowed_down(unlimited_app: Flask, clock: StillClock) -> None:
    member(unlimited_app)
    kim = stranger(unlimited_app)
    give_password(kim)
    kim.client.delete_cookie("known-browser")
    statuses = [
        kim.post("/sign-in/second-factor", {"code": f"00000{number}"}).status_code for number in range(7)
    ]
    assert statuses == [400] * 5 + [429] * 2
    assert kim.post("/sign-in/second-factor", {"code": code_at(clock)}).status_code == 429


def test_a_recovery_code_completes_a_sign_in_once(app: Flask) -> None:
    member(app)
    for expected in (303, 400):
        kim = stranger(app)
        give_password(kim)
        assert kim.post("/sign-in/second-factor", {"code": RECOVERY_CODE}).status_code == expected


def test_a_foreign_host_name_is_answered_with_nothing_of_ours(app: Flask) -> None:
    for path in ("/sign-in", "/account", "/setup/" + "x" * 43, "/password/" + "x" * 43):
        response = app.test_client().get(path, headers={"Host": "evil.example"})
        assert response.status_code == 400
        assert "evil.example" not in response.get_data(as_text=True)
        assert "evil.example" not in str(response.headers)


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/trouble", "/for-clubs"])
def test_the_pages_before_the_sign_in_keep_the_page_rules(app: Flask, path: str) -> None:
    response = app.test_client().get(path)
    assert faults_of(response.get_data(as_text=True)) == []
    assert header_faults(dict(response.headers)) == []


def test_passwords_codes_and_addresses_are_never_logged(
    app: Flask, caplog: pytest.LogCaptureFixture, clock: StillClock
) -> None:
    member(app)
    with caplog.at_level("DEBUG"):
        kim = stranger(app)
        give_password(kim, password=WRONG)
        give_password(kim)
        kim.post("/sign-in/second-factor", {"code": "000000"})
        kim.post("/sign-in/second-factor", {"code": code_at(clock)})
        app.test_client().get("/password/" + "Q" * 43)
    for secret in (EMAIL, WRONG, PASSWORD, code_at(clock), SECRET, "Q" * 43, kim.token or "?"):
        assert secret not in caplog.text
