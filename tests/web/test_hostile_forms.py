"""Whatever is sent to a form, the answer is a page or a clear refusal, never a fault of ours."""

from __future__ import annotations

import random
from urllib.parse import urlencode

import pytest
from flask import Flask

from tests.support.samples import sample_of
from tests.web.browsing import Visitor
from tests.web.people import STRAINED

TEXTS = [
    "",
    " ",
    "0",
    "-1",
    "nan",
    "NaN",
    "inf",
    "-inf",
    "1e400",
    "1e2",
    "sNaN",
    "+5",
    "0x10",
    "1_0",
    "12,5",
    "12.5",
    "1,2,3",
    "٣",
    "２４",
    "9" * 400,
    "true",
    "yes",
    "no",
    "none",
    "not_sure",
    "null",
    "[]",
    "{}",
    "{{7*7}}",
    "${7*7}",
    "%s%n",
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' OR 1=1 --",
    "../../etc/passwd",
    "a\x00b",
    "\u202eabc",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "x" * 5000,
    "\r\nSet-Cookie: a=b",
    "=cmd|' /C calc'!A0",
]


def hostile_posts(visitor: Visitor, luck: random.Random) -> list[list[tuple[str, str]]]:
    """For the page at hand: each field with each text in turn, and a few that break the form itself."""
    form = visitor.form()
    names = list(form.kinds)
    posts = [[*form.hidden, (name, luck.choice(TEXTS))] for name in names for _ in range(3)]
    posts += [[*form.hidden, *((name, text) for name in names)] for text in luck.sample(TEXTS, 6)]
    posts += [[*form.hidden, *((name, text) for text in luck.sample(TEXTS, 3))] for name in names]
    csrf = [pair for pair in form.hidden if pair[0] == "csrf_token"]
    posts += [[*csrf, ("asked", text)] for text in luck.sample(TEXTS, 4)]
    posts += [[*csrf, ("asked", "age_years sport __class__ has_problem"), ("sport", "chess")]]
    posts += [[*form.hidden, ("sure", text), ("rest_of_group", text)] for text in luck.sample(TEXTS, 4)]
    return posts


def test_no_form_page_fails_on_hostile_input(unlimited_app: Flask) -> None:
    luck = random.Random(20261114)  # noqa: S311 - the same tries every run
    visitor = Visitor(unlimited_app)
    visitor.start()
    tried = 0
    for _ in range(60):
        here = visitor.path
        if visitor.page_id == "answers":
            break
        posts = hostile_posts(visitor, luck)
        for sent in luck.sample(posts, sample_of(len(posts))):
            response = visitor.client.post(
                here,
                data=urlencode(sent, errors="surrogatepass"),
                content_type="application/x-www-form-urlencoded",
            )
            tried += 1
            assert response.status_code in {200, 303, 400, 413}, (here, sent, response.status_code)
            body = response.get_data(as_text=True)
            assert "<script>alert" not in body
            assert "<svg onload" not in body
            assert "Set-Cookie: a=b" not in str(response.headers)
            assert ">49<" not in body
        visitor.open(here)
        visitor.send(
            STRAINED,
            press="" if any(n in STRAINED or n == "rest_of_group" for n in visitor.form().kinds) else "skip",
        )
        if "Continue again" in visitor.page:
            visitor.send(STRAINED)
        if visitor.status != 200:  # what was sent before does not go with the person's answers
            visitor.open(here)
            visitor.send({}, press="skip")
    assert visitor.page_id == "answers"
    assert tried > sample_of(600)


@pytest.mark.parametrize("text", TEXTS)
def test_the_code_form_takes_any_text(unlimited_app: Flask, text: str) -> None:
    visitor = Visitor(unlimited_app)
    visitor.open("/resume")
    visitor.post("/resume", [*visitor.form().hidden, ("code", text)])
    assert visitor.status == 400


@pytest.mark.parametrize(
    "path",
    [
        "/check/%00",
        "/check/..%2f..%2fetc",
        "/result/%F0%9F%98%80",
        "/result/" + "a" * 400,
        "/check/" + "A" * 43 + "/%3Cscript%3E",
        "/check?x=%FF%FE",
        "//evil.example/check",
        "/result/" + "A" * 43 + ".pdf",
        "/result/" + "A" * 43 + "/why",
        "/check/" + "A" * 43 + "/answers?removed=" + "9" * 300,
    ],
)
def test_no_address_fails(unlimited_app: Flask, path: str) -> None:
    response = unlimited_app.test_client().get(path)
    assert response.status_code in {200, 301, 302, 303, 308, 400, 404, 414}
    assert "evil.example" not in response.headers.get("Location", "").replace("localhost//evil.example", "")
