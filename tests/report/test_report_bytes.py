"""Same view, same bytes: in another process, under another hash seed, in another time zone."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

PROGRAM = """
import hashlib
from tests.support.assessments import CASES
from tests.report.conftest import draw_view
for kind in ("number", "t3"):
    print(hashlib.sha256(draw_view(CASES[kind]()).content).hexdigest())
"""


@pytest.mark.release
def test_two_processes_make_the_same_bytes(made, pytestconfig):
    here = [hashlib.sha256(made(kind).content).hexdigest() for kind in ("number", "t3")]
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    there = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=pytestconfig.rootpath,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert there.stdout.split() == here
