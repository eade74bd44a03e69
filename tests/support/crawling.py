"""Walking through everything that somebody can reach by links, and the forms that stand there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from werkzeug.test import TestResponse

from tests.support.doors import address, doors
from tests.support.principals import World
from tests.web.walking import Form, FormReader

SAME_FOR_ALL = re.compile(r"/(static|fonts|figures|exercises|sources|red-flags|about|for-clubs)\b")
"""Pages that know no person."""
MOST_PAGES = 400
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')


@dataclass
class Crawl:
    """What somebody has reached: pages by address, and each form with the address of its page."""

    pages: dict[str, TestResponse] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)


def crawl(world: World, principal: str, *, every_door: bool = False) -> Crawl:
    """Open every page that needs nothing in its address, and follow every link from there.

    Of pages that differ in their query only, three are opened.

    Args:
        every_door: begin at every page that opens for this person, those behind a link included.
    """
    client = world.client(principal)
    found = Crawl()
    waiting = [*_beginnings(world, principal, every_door)]
    queries: dict[str, int] = {}
    while waiting and len(found.pages) < MOST_PAGES:
        path = waiting.pop(0)
        bare = path.partition("?")[0]
        if path in found.pages or SAME_FOR_ALL.match(path) or queries.get(bare, 0) >= 3:
            continue
        queries[bare] = queries.get(bare, 0) + 1
        response = client.get(path, buffered=True)
        found.pages[path] = response
        waiting += _onwards(path, response, found)
    return found


def _beginnings(world: World, principal: str, every_door: bool) -> Iterator[str]:
    for door in doors(world.app):
        opening = [one for one in door.relations if one in door.opens.get(principal, ())]
        if door.method == "GET" and opening and (every_door or not door.parameters):
            yield address(door, opening[0], principal, world)


def _onwards(path: str, response: TestResponse, found: Crawl) -> Iterator[str]:
    if "Location" in response.headers:
        yield _local(path, response.headers["Location"])
    if response.mimetype != "text/html":
        return
    text = response.get_data(as_text=True)
    for form in FormReader(text).forms:
        action = _local(path, form.action or path)
        if form.method.lower() == "post":
            found.forms.setdefault(action.partition("?")[0], form)
        elif action not in found.pages:
            yield action
    for href in _LINK.findall(text):
        whole = urljoin("http://localhost" + path, href.replace("&amp;", "&"))
        if urlsplit(whole).netloc == "localhost":
            yield _local(path, whole)


def _local(path: str, address_given: str) -> str:
    parts = urlsplit(urljoin("http://localhost" + path, address_given))
    return parts.path + (f"?{parts.query}" if parts.query else "")


def everything_in(response: TestResponse) -> str:
    """Body and headers as text; what is packed in a workbook or an archive is unpacked."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    body = response.get_data()
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return headers + "\n" + body.decode("utf-8", "replace")
