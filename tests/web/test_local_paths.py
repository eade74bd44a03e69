"""Where a form may lead back to: pages of this site and nothing else."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.urls import iri_to_uri

from screening.web.local_paths import local_path

STARTS = [
    "//",
    "/\\",
    "\\\\",
    "\\/",
    "///",
    "/\t/",
    "/\n/",
    "/%2f",
    "/%5c",
    "http://",
    "https:",
    "//\\",
    "/.//",
    "/..//",
    "@",
]
HOSTS = [
    "evil.example",
    "evil.example/",
    "evil.example:443",
    "user@evil.example",
    "[::1]",
    "127.0.0.1",
    "evil%2eexample",
]
ENDS = ["", "/club", "?a=b", "#top", "\r\nX: y"]
PAYLOADS = ["".join(parts) for parts in product(STARTS, HOSTS, ENDS)]


def test_none_of_five_hundred_payloads_leads_away() -> None:
    assert len(PAYLOADS) >= 500
    assert [one for one in PAYLOADS if local_path(one, "/otherwise") != "/otherwise"] == []


@pytest.mark.parametrize(
    "path", ["/", "/club", "/club/people/7", "/squads/3?page=2", "/club?done=changed", "/a-b_c.d/"]
)
def test_a_path_of_ours_is_kept(path: str) -> None:
    assert local_path(path, "/otherwise") == path


@pytest.mark.parametrize("wanted", [None, "", "club", "/" + "a" * 600, "/a b", "/ü", "/a/../b", "/./a"])
def test_what_is_doubtful_is_not_kept(wanted: str | None) -> None:
    assert local_path(wanted, "/otherwise") == "/otherwise"


@settings(max_examples=100)
@given(st.text(alphabet="/\\:@.?#%&=evil \t\n", max_size=30))
def test_whatever_is_kept_is_a_path_with_one_leading_slash(wanted: str) -> None:
    kept = local_path(wanted, "/otherwise")
    assert kept.startswith("/")
    assert not kept.startswith(("//", "/\\"))
    assert iri_to_uri(kept) == kept
