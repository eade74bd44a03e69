"""Fill in pages as a person would: read the form, answer what it asks, press a button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

Given = Mapping[str, str | Sequence[str]]


@dataclass
class Form:
    """One form of a page, as a browser sees it."""

    action: str = ""
    method: str = "get"
    hidden: list[tuple[str, str]] = field(default_factory=list)
    preset: list[tuple[str, str]] = field(default_factory=list)
    offers: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)


class FormReader(HTMLParser):
    """The forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside = False
        self.select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
            self.inside = True
        if not self.inside:
            return
        form = self.forms[-1]
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "button" and name:
            form.buttons.append(name)
        if tag == "select":
            self.select = name
            form.kinds[name] = "select"
        if tag == "option" and value:
            form.offers.setdefault(self.select, []).append(value)
            if "selected" in given:
                form.preset.append((self.select, value))
        if tag == "input":
            self._input(form, name, value, given)

    def _input(self, form: Form, name: str, value: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind == "hidden":
            form.hidden.append((name, value))
            return
        form.kinds[name] = kind
        if kind in {"radio", "checkbox"}:
            form.offers.setdefault(name, []).append(value)
            if "checked" in given:
                form.preset.append((name, value))
        elif value:
            form.preset.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def main_form(html: str) -> Form:
    """The one form of a page."""
    forms = FormReader(html).forms
    assert len(forms) == 1, f"{len(forms)} forms on the page"
    return forms[0]


def filled(form: Form, given: Given) -> list[tuple[str, str]]:
    """What pressing Continue would send, with these answers in the form; a known prefilled value stays."""
    sent = list(form.hidden)
    answered = set()
    for name in form.kinds:
        if name not in given:
            continue
        answered.add(name)
        values = given[name]
        for value in [values] if isinstance(values, str) else values:
            if form.kinds[name] == "checkbox" and form.offers[name] == ["yes"]:
                if value == "yes":
                    sent.append((name, "yes"))
            else:
                sent.append((name, value))
    sent += [(name, value) for name, value in form.preset if name not in answered and name != "rest_of_group"]
    group = [name for name in form.kinds if form.offers.get(name) == ["yes"]]
    if "rest_of_group" in form.kinds and not any(given.get(name) == "yes" for name in group):
        sent.append(("rest_of_group", "none"))
    return sent
