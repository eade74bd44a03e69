"""Reports are made apart from the program, bounded, and a dead process harms nobody."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time

import pikepdf
import pytest

from screening.domain.errors import Busy
from screening.report import ReportError, ReportMaker, make_report
from screening.report.pdf import MOST_PAGES, html_to_pdf, subsetter_is_there
from screening.report.process import ReportMaker as Maker
from tests.support.assessments import view_of

SMALL = "<!doctype html><html lang='en'><title>x</title><body><h1>x</h1></body></html>"


@pytest.fixture(scope="module")
def maker():
    with Maker(at_once=1, waiting=2) as made:
        made.draw(SMALL)
        yield made


def test_a_report_is_made_and_the_process_stays_warm(maker):
    before = maker.pids
    assert maker.draw(SMALL).startswith(b"%PDF-")
    assert maker.pids == before
    assert len(before) == 1


@pytest.mark.release
def test_the_command_line_makes_the_same_bytes_as_a_warm_process(maker):
    view = view_of()
    assert make_report(view) == maker.make(view)


def test_a_killed_process_is_replaced_and_leaves_no_zombie(maker):
    for _ in range(2):
        (pid,) = maker.pids
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 5
        while maker.pids and time.monotonic() < deadline:
            time.sleep(0.01)
        assert maker.draw(SMALL).startswith(b"%PDF-")
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def test_a_process_killed_in_the_middle_gives_an_error_and_no_part_of_a_file(maker):
    (pid,) = maker.pids
    long = "<html lang='en'><title>x</title>" + "<p>word word word</p>" * 4000 + "</html>"
    timer = threading.Timer(0.2, os.kill, (pid, signal.SIGKILL))
    timer.start()
    with pytest.raises(ReportError):
        maker.draw(long)
    assert maker.draw(SMALL).startswith(b"%PDF-")


def test_a_report_that_takes_too_long_is_ended():
    with Maker(at_once=1, waiting=0, seconds=20) as slow:
        slow.draw(SMALL)
        slow._seconds = 0.3
        began = time.monotonic()
        with pytest.raises(ReportError, match="too long"):
            slow.draw("<html lang='en'><title>x</title>" + "<p>word word word</p>" * 8000 + "</html>")
        assert time.monotonic() - began < 5


def test_too_many_pages_are_refused(maker):
    pages = "<p style='break-after: page'>x</p>" * (MOST_PAGES + 3)
    with pytest.raises(ReportError, match="pages"):
        maker.draw(f"<html lang='en'><title>x</title>{pages}</html>")


@pytest.mark.release
def test_deep_nesting_ends_as_a_report_or_an_error(maker):
    with pytest.raises(ReportError):
        maker.draw("<html lang='en'><title>x</title>" + "<div>" * 6_000 + "</html>")
    assert maker.draw(SMALL).startswith(b"%PDF-")


def test_more_than_the_line_holds_are_refused_at_once(maker):
    outcomes = []
    lock = threading.Lock()

    def ask():
        began = time.monotonic()
        try:
            maker.draw(SMALL)
            outcome = ("made", time.monotonic() - began)
        except Busy:
            outcome = ("busy", time.monotonic() - began)
        with lock:
            outcomes.append(outcome)

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    words = [word for word, _ in outcomes]
    assert words.count("made") >= 3
    assert words.count("busy") >= 1
    assert max(took for word, took in outcomes if word == "busy") < 1


def test_reports_asked_for_at_the_same_time_are_not_mixed_up():
    made = {}
    with Maker(at_once=2, waiting=50) as maker:

        def ask(number):
            made[number] = maker.draw(f"<html lang='en'><title>report-{number}</title><h1>x</h1></html>")

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for number, content in made.items():
        with pikepdf.open(io.BytesIO(content)) as document:
            assert str(document.docinfo["/Title"]) == f"report-{number}"
    assert len(made) == 16


def test_a_closed_maker_makes_nothing_and_leaves_nothing_running():
    maker = Maker(at_once=1)
    maker.draw(SMALL)
    (pid,) = maker.pids
    maker.close()
    with pytest.raises(ReportError):
        maker.draw(SMALL)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.release
def test_a_forked_server_process_gets_workers_of_its_own():
    program = """
import os
from screening.report import ReportMaker
SMALL = "<html lang='en'><title>x</title><h1>x</h1></html>"
maker = ReportMaker(at_once=1)
maker.draw(SMALL)
parents = maker.pids
child = os.fork()
if child == 0:
    fine = maker.draw(SMALL).startswith(b"%PDF-") and maker.pids != parents
    maker.close()
    os._exit(0 if fine else 1)
_, status = os.waitpid(child, 0)
assert status == 0
assert maker.draw(SMALL).startswith(b"%PDF-")
assert maker.pids == parents
maker.close()
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        pytest.param("import subprocess; subprocess.run(['true'])", marks=pytest.mark.release),
        "import os; os.system('true')",
        pytest.param(
            "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')", marks=pytest.mark.release
        ),
    ],
)
def test_the_worker_ends_at_the_attempt_to_reach_outside(deed):
    program = f"import sys; from screening.report.worker import _end; sys.addaudithook(_end)\n{deed}"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == 3
    assert "may not do this" in run.stderr


def test_the_worker_cannot_take_more_memory_than_it_may():
    program = (
        "from screening.report.worker import _limit_memory, MEMORY_BYTES\n"
        "_limit_memory()\n"
        "try:\n    bytearray(MEMORY_BYTES)\nexcept MemoryError:\n    print('refused')"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout == "refused\n"


def test_the_font_subsetter_is_installed():
    assert subsetter_is_there(), "install libharfbuzz-subset0"


def test_an_overlong_document_is_refused_before_it_is_drawn():
    with pytest.raises(ReportError, match="too long"):
        html_to_pdf("x" * (3 * 1024 * 1024))


def test_a_maker_starts_nothing_before_the_first_report():
    assert ReportMaker().pids == ()
