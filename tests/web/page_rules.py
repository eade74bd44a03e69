"""What every page of ours must be, checked on each request of the test client."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
MAX_BYTES = 30_000
MAX_RESULT_BYTES = 60_000
"""A result carries its drawings and its plan, and is loaded once."""
FORBIDDEN_ATTRIBUTES = re.compile(r"^(style|on[a-z]+|srcdoc)$")
ADDRESSES = frozenset({"href", "src", "action", "srcset", "poster", "data", "formaction"})


class Page(HTMLParser):
    """The facts about a page that the rules look at."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.lang = ""
        self.title = ""
        self.h1: list[str] = []
        self.headings: list[int] = []
        self.ids: Counter[str] = Counter()
        self.label_for: set[str] = set()
        self.inputs: list[dict[str, str | None]] = []
        self.refers: set[str] = set()
        self.anchors: set[str] = set()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.landmarks: Counter[str] = Counter()
        self.images: list[dict[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "html":
            self.lang = given.get("lang") or ""
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
            if tag == "h1":
                self.h1.append("")
        if tag in {"main", "header", "footer"}:
            self.landmarks[tag] += "article" not in self.open[:-1]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.faults.append(f"inline <{tag}>")
        if tag == "label" and given.get("for"):
            self.label_for.add(str(given["for"]))
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
            self.inputs.append(given)
        if tag == "svg":
            self.images.append(given)
        self._attributes(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def _attributes(self, tag: str, given: dict[str, str | None]) -> None:
        for name, value in given.items():
            text = value or ""
            if FORBIDDEN_ATTRIBUTES.match(name):
                self.faults.append(f"{name} on <{tag}>")
            if name == "id":
                self.ids[text] += 1
            if name in {"aria-describedby", "aria-labelledby", "aria-controls"}:
                self.refers.update(text.split())
            if name in ADDRESSES:
                self._address(tag, text)

    def _address(self, tag: str, text: str) -> None:
        if text.startswith("#"):
            self.anchors.add(text[1:])
        elif re.match(r"(?i)(https?:)?//", text) and not text.startswith("http://localhost/"):
            self.faults.append(f"outside address on <{tag}>: {text}")
        elif re.match(r"(?i)(data|javascript|vbscript):", text):
            self.faults.append(f"{text[:20]} on <{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        if tag in self.open:
            while self.open and self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["title"] and "svg" not in self.open:
            self.title += data
        if "h1" in self.open:
            self.h1[-1] += data


def faults_of(html: str, most: int = MAX_BYTES) -> list[str]:
    """Everything wrong with a page; empty for a good one."""
    page = Page(html)
    faults = list(page.faults)
    if page.lang != "en-GB":
        faults.append(f"lang is {page.lang!r}")
    if len(page.h1) != 1:
        faults.append(f"{len(page.h1)} h1")
    else:
        heading = " ".join(page.h1[0].split())
        title = page.title.removeprefix("Error: ")
        if not heading or not title.startswith(heading):
            faults.append(f"title {page.title!r} does not start with the heading {heading!r}")
    faults += [f"id {name!r} {count} times" for name, count in page.ids.items() if count > 1]
    faults += [
        f"#{name} leads nowhere" for name in page.anchors | page.refers if name and name not in page.ids
    ]
    faults += [
        f"input {given.get('name')} has no label"
        for given in page.inputs
        if given.get("id") not in page.label_for and not given.get("aria-labelledby")
    ]
    faults += [
        f"heading jumps to h{b}"
        for a, b in zip([1, *page.headings], page.headings, strict=False)
        if b > a + 1
    ]
    faults += [
        "a drawing without a text alternative"
        for given in page.images
        if given.get("aria-hidden") != "true" and given.get("role") != "img"
    ]
    if page.landmarks["main"] != 1:
        faults.append("no main landmark")
    if page.open:
        faults.append(f"left open: {page.open}")
    size = len(html.encode())
    if size >= most:
        faults.append(f"{size} bytes, {most} at most")
    return faults


WANTED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def header_faults(headers: dict[str, str]) -> list[str]:
    """Everything wrong with the security headers of a response."""
    faults = [
        f"{name} is {headers.get(name)!r}"
        for name, value in WANTED_HEADERS.items()
        if headers.get(name) != value
    ]
    content = headers.get("Content-Security-Policy", "")
    if (
        not content.startswith("default-src 'none'")
        or "unsafe" in content
        or "frame-ancestors 'none'" not in content
    ):
        faults.append(f"content policy {content!r}")
    if "geolocation=()" not in headers.get("Permissions-Policy", ""):
        faults.append("permissions policy missing")
    if "Cache-Control" not in headers:
        faults.append("nothing said about keeping")
    return faults
