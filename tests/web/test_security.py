"""Headers, cookies, hosts, sizes and forgery: what every response carries and every request must keep to."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.page_rules import header_faults
from tests.web.walking import main_form

PUBLIC = ["/", "/check", "/for-clubs", "/red-flags", "/about", "/resume", "/health", "/ready"]


@pytest.mark.parametrize(
    "path", [*PUBLIC, "/static/screen.css", "/fonts/source-sans-3-400.woff2", "/nowhere"]
)
def test_every_response_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert header_faults(dict(response.headers)) == []


def test_a_server_error_carries_the_security_headers_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.view_functions, "public.start", lambda: 1 / 0)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    response = app.test_client().get("/")
    assert response.status_code == 500
    assert header_faults(dict(response.headers)) == []


def test_an_error_shows_an_id_that_the_log_has_and_nothing_from_inside(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answer = "_".join(("foot", "drop"))

    def fails() -> str:
        raise ValueError(answer)

    monkeypatch.setitem(app.view_functions, "public.start", fails)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with caplog.at_level(logging.INFO):
        page = app.test_client().get("/").get_data(as_text=True)
    found = re.search(r'give them this code: <span class="num">([a-z0-9]{8})</span>', page)
    assert found
    assert found.group(1) in caplog.text
    assert "ValueError" in caplog.text
    assert answer not in caplog.text
    assert "ValueError" not in page
    assert "Traceback" not in page
    assert answer not in page


def test_a_link_is_never_written_to_the_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    secret = "Q" * 43
    with caplog.at_level(logging.DEBUG):
        assert client.get(f"/result/{secret}").status_code == 404
        assert client.post(f"/check/{secret}/age").status_code in {400, 404}
    assert secret not in caplog.text


def test_a_form_without_its_token_is_refused(client: FlaskClient) -> None:
    assert client.post("/check").status_code == 400
    assert client.post("/resume", data={"code": "7KQ4-M2RD"}).status_code == 400


def test_a_token_of_another_session_is_refused(app: Flask) -> None:
    page = app.test_client().get("/check").get_data(as_text=True)
    token = dict(main_form(page).hidden)["csrf_token"]
    assert app.test_client().post("/check", data={"csrf_token": token}).status_code == 400


def test_a_form_that_the_browser_says_came_from_elsewhere_is_refused(client: FlaskClient) -> None:
    token = dict(main_form(client.get("/check").get_data(as_text=True)).hidden)["csrf_token"]
    sent: dict[str, Any] = {"data": {"csrf_token": token}}
    assert client.post("/check", headers={"Sec-Fetch-Site": "cross-site"}, **sent).status_code == 400
    assert client.post("/check", headers={"Sec-Fetch-Site": "same-origin"}, **sent).status_code == 303


def test_the_cookie_is_only_for_forms_and_kept_from_scripts(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/").headers
    cookie = client.get("/check").headers["Set-Cookie"]
    assert cookie.startswith("screening=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    with client.session_transaction() as session:
        assert set(session) == {"csrf_token"}


def test_over_https_the_cookie_is_bound_to_the_host_and_the_browser_told_to_stay(https_app: Flask) -> None:
    response = https_app.test_client().get("/check", base_url="https://localhost")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-screening=")
    assert "Secure" in cookie
    assert "Domain" not in cookie
    assert int(re.findall(r"max-age=(\d+)", response.headers["Strict-Transport-Security"])[0]) >= 31_536_000


def test_over_plain_http_nothing_is_said_about_https(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "", "a b"]
)
def test_a_foreign_host_name_is_refused(client: FlaskClient, host: str) -> None:
    response = client.get("/check", headers={"Host": host})
    assert response.status_code == 400
    assert "evil" not in response.get_data(as_text=True)


def test_a_forwarded_host_name_never_reaches_a_page(client: FlaskClient) -> None:
    headers = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example", "X-Host": "evil.example"}
    assert "evil" not in client.get("/check", headers=headers).get_data(as_text=True)


def test_too_much_is_refused_with_the_right_code(client: FlaskClient) -> None:
    token = dict(main_form(client.get("/resume").get_data(as_text=True)).hidden)["csrf_token"]
    data = {"csrf_token": token, "code": "x" * 2_000_000}
    assert client.post("/resume", data=data).status_code == 413
    many = {"csrf_token": token, **{f"f{number}": "1" for number in range(300)}}
    response = client.post("/resume", data=many, content_type="multipart/form-data")
    assert response.status_code == 413
    assert client.get("/resume?" + "x" * 5000).status_code == 414
    assert client.get("/" + "x" * 2000).status_code == 414


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_method_we_do_not_offer_is_refused_with_those_we_do(client: FlaskClient, method: str) -> None:
    token = dict(main_form(client.get("/check").get_data(as_text=True)).hidden)["csrf_token"]
    response = getattr(client, method)("/check", headers={"X-CSRFToken": token})
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_guessing_codes_is_slowed_down_long_before_browsing_is(app: Flask) -> None:
    client = app.test_client()
    token = dict(main_form(client.get("/resume").get_data(as_text=True)).hidden)["csrf_token"]
    statuses = [
        client.post("/resume", data={"csrf_token": token, "code": f"AAAA-{n:04}"}).status_code
        for n in range(12)
    ]
    assert statuses[:10] == [400] * 10
    assert statuses[10:] == [429, 429]
    assert client.get("/check").status_code == 200


def test_a_spoofed_address_does_not_get_more_tries(app: Flask) -> None:
    client = app.test_client()
    token = dict(main_form(client.get("/resume").get_data(as_text=True)).hidden)["csrf_token"]
    for number in range(10):
        client.post(
            "/resume",
            data={"csrf_token": token, "code": "AAAA-0000"},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )
    last = client.post(
        "/resume", data={"csrf_token": token, "code": "AAAA-0000"}, headers={"X-Forwarded-For": "10.9.9.9"}
    )
    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) >= 1


def test_shipped_files_are_kept_and_pages_are_not(client: FlaskClient) -> None:
    assert "immutable" in client.get("/static/screen.css").headers["Cache-Control"]
    assert client.get("/check").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "name", ["../app.py", "..%2fapp.py", ".hidden.css", "app.py", "screen.css/x", "none.css"]
)
def test_nothing_but_shipped_files_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404
