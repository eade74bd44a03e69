"""A document can reach nothing: no address of any kind, from any text of any report."""

from __future__ import annotations

import http.server
import threading

import pytest

from screening.domain.reporting.identity import ReportIdentity
from screening.domain.vocabulary import Urgency
from screening.report.html import report_html
from screening.report.pdf import html_to_pdf
from tests.support.assessments import AT, HEALTHY, PROBLEM, STRAIN, care, urgent_view, view_of

CANARY = "canary-7f3b9a"


@pytest.fixture
def listener():
    """A local server that writes down every request."""
    heard = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", heard
    server.shutdown()
    server.server_close()
    thread.join()


def addresses(web: str, file: str) -> list[str]:
    return [
        f"{web}/a.png",
        f"//{web.removeprefix('http://')}/b.png",
        f"ftp://{web.removeprefix('http://')}/c",
        f"file://{file}",
        file,
        f"data:text/html,<img src='{web}/d.png'>",
        "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'/>",
        "asset:font-999",
        "asset:../../etc/passwd",
        "jar:file:///etc/passwd!/x",
    ]


def carriers(address: str) -> list[str]:
    return [
        f'<img alt="x" src="{address}">',
        f'<link rel="stylesheet" href="{address}">',
        f'<style>@import url("{address}");</style>',
        f'<style>@font-face {{ font-family: x; src: url("{address}"); }}</style><p>x</p>',
        f"<p style=\"background: url('{address}')\">x</p>",
        f'<style>@page {{ background: url("{address}"); }}</style>',
        f'<object data="{address}" type="image/png"></object>',
        f'<embed src="{address}">',
        f'<link rel="attachment" href="{address}">',
        f'<svg><title>x</title><image href="{address}" width="5" height="5"/></svg>',
        f'<svg><title>x</title><use href="{address}#a"/></svg>',
        f'<base href="{address}"><img alt="x" src="y.png">',
        f"<ul style=\"list-style-image: url('{address}')\"><li>x</li></ul>",
    ]


def test_no_carrier_reaches_anything_even_inside_a_document(listener, tmp_path):
    web, heard = listener
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    payloads = [carrier for address in addresses(web, str(secret)) for carrier in carriers(address)]
    assert len(payloads) > 60
    for payload in payloads:
        made = html_to_pdf(f"<!doctype html><html lang='en'><title>x</title><body>{payload}</body></html>")
        assert CANARY.encode() not in made.content
        assert b"/EmbeddedFile" not in made.content
    assert heard == []


def test_a_refused_address_is_noted_but_not_repeated(listener):
    web, _ = listener
    made = html_to_pdf(f'<html lang="en"><title>x</title><img alt="x" src="{web}/secret-name.png"></html>')
    assert any("refused an address of the kind http" in line for line in made.complaints)


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        pytest.param('"><img src=x onerror=y>', marks=pytest.mark.release),
        "</title><link rel=attachment href=file:///etc/passwd>",
        "{{ 7*7 }}",
        pytest.param("{% include 'x' %}", marks=pytest.mark.release),
        pytest.param("&lt;b&gt;", marks=pytest.mark.release),
        pytest.param('" data-who="somebody else', marks=pytest.mark.release),
        "a\\A b; content: url(file:///etc/passwd)",
    ],
)
def test_a_hostile_name_is_only_text(name, listener):
    _, heard = listener
    view = urgent_view(ReportIdentity(name=name, answered_at=AT))
    html = report_html(view)
    assert name not in html or (name.isascii() and not set(name) & set("<>\"'&"))
    made = html_to_pdf(html)
    assert made.complaints == ()
    assert heard == []


def test_hostile_answers_are_only_text():
    answers = PROBLEM.with_(imaging_class="<img src=http://x/y.png>", sport="football")
    view = view_of(answers, injury=STRAIN, triage=care(Urgency.T4))
    assert html_to_pdf(report_html(view)).complaints == ()


def test_a_link_too_long_for_a_code_is_refused():
    with pytest.raises(ValueError, match="too long"):
        report_html(view_of(HEALTHY), link="https://x.example/" + "a" * 400)
