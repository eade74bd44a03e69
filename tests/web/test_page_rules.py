"""The page rules themselves: each fault is seen."""

from __future__ import annotations

import pytest

from tests.web.page_rules import faults_of, header_faults

GOOD = (
    '<!doctype html><html lang="en-GB"><head><title>Age | Site</title></head><body><main id="main">'
    '<h1>Age</h1><label for="a">Age</label><input id="a" name="a"></main></body></html>'
)


def test_a_good_page_has_no_fault() -> None:
    assert faults_of(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<h1>Age</h1>", "", "0 h1"),
        ("<h1>Age</h1>", "<h1>Other</h1>", "does not start with the heading"),
        ("<h1>Age</h1>", "<h1>Age</h1><h3>Deep</h3>", "heading jumps to h3"),
        ('id="main"', 'id="a"', "id 'a' 2 times"),
        ('name="a"', 'name="a" style="color:red"', "style on <input>"),
        ('name="a"', 'name="a" onclick="x()"', "onclick on <input>"),
        ("</main>", "<script>x()</script></main>", "inline <script>"),
        ("</main>", "<style>a{}</style></main>", "inline <style>"),
        ("</main>", '<img src="https://elsewhere.example/x.png"></main>', "outside address"),
        ("</main>", '<a href="javascript:x()">x</a></main>', "javascript:x() on <a>"),
        ("</main>", '<a href="#nowhere">x</a></main>', "#nowhere leads nowhere"),
        ('<label for="a">', "<label>", "input a has no label"),
        ('lang="en-GB"', "", "lang is ''"),
        ("</main>", "<div></main>", "closes"),
        ("</main>", f"{'x' * 30_000}</main>", "bytes"),
        ("</main>", "<svg><path/></svg></main>", "drawing without a text alternative"),
    ],
)
def test_each_fault_is_seen(old: str, new: str, fault: str) -> None:
    assert old in GOOD
    assert any(fault in found for found in faults_of(GOOD.replace(old, new, 1)))


def test_missing_headers_are_seen() -> None:
    assert len(header_faults({})) == 7
