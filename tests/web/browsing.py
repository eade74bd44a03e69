"""A visitor who checks every page against the page rules and answers forms by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from screening.web.parts import parts
from tests.web.page_rules import MAX_BYTES, MAX_RESULT_BYTES, faults_of, header_faults
from tests.web.walking import Form, filled, main_form

Given = Mapping[str, str | Sequence[str]]


class Visitor:
    """One browser: keeps cookies, knows where it is, and refuses pages that break a page rule."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        with app.app_context():
            self.questionnaire = parts().rulebook.questionnaire
        self.path = "/"
        self.page = ""
        self.status = 0
        self.seen: list[str] = []

    def open(self, path: str) -> str:
        """Go to an address of ours and follow where it leads."""
        self._arrive(self.client.get(path), path)
        return self.page

    def form(self) -> Form:
        return main_form(self.page)

    def send(self, given: Given, *, press: str = "") -> str:
        """Fill in the page's form and press Continue, or the button of that name."""
        form = self.form()
        sent = filled(form, given) + ([(press, "1")] if press else [])
        return self.post(form.action or self.path, sent)

    def post(self, path: str, sent: Sequence[tuple[str, str]]) -> str:
        data: dict[str, list[str]] = {}
        for name, value in sent:
            data.setdefault(name, []).append(value)
        self._arrive(self.client.post(path, data=data), path)
        return self.page

    @property
    def page_id(self) -> str:
        """The last part of the address: the id of a question page."""
        return urlsplit(self.path).path.rpartition("/")[2]

    @property
    def token(self) -> str:
        return self.path.split("/")[2]

    def start(self) -> str:
        """From the page before the first question to the first question."""
        self.open("/check")
        return self.send({})

    def answer_all(self, person: Given, *, until: str = "answers", most: int = 80) -> None:
        """Answer page after page as this person, skipping what they do not know, until that page."""
        for _ in range(most):
            if self.page_id == until:
                return
            if self.page_id == "care":
                self.go_on()
                continue
            before = (self.path, self.page)
            form = self.form()
            knows = any(name in person for name in form.kinds) or "rest_of_group" in form.kinds or form.preset
            self.send(person, press="" if knows or "skip" not in form.buttons else "skip")
            if self.status == 200 and self.path == before[0] and "Continue again" in self.page:
                self.send(person)
            assert self.status == 200, f"{self.path}: {self.status}\n{self.page}"
        raise AssertionError(f"still at {self.path} after {most} pages: {self.seen}")

    def go_on(self) -> str:
        """From a care card back to the questions."""
        link = self.page.rpartition(">Go on answering")[0].rpartition('href="')[2].partition('"')[0]
        return self.open(link)

    def _arrive(self, response: TestResponse, path: str) -> None:
        for _ in range(5):
            assert header_faults(dict(response.headers)) == [], path
            if response.status_code not in {301, 302, 303, 307, 308}:
                break
            path = urlsplit(response.headers["Location"]).path + _query(response.headers["Location"])
            response = self.client.get(path)
        self.path, self.status, self.page = path, response.status_code, response.get_data(as_text=True)
        self.seen.append(f"{response.status_code} {path}")
        if response.mimetype == "text/html":
            faults = faults_of(self.page, MAX_RESULT_BYTES if path.startswith("/result/") else MAX_BYTES)
            assert faults == [], (path, faults)


def _query(address: str) -> str:
    query = urlsplit(address).query
    return f"?{query}" if query else ""
