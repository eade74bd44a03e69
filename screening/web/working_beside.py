"""Has a worker run beside the server, so that rounds open and e-mails leave without further set-up."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

END_WITHIN_S = 10


@contextmanager
def working_beside() -> Iterator[None]:
    """Run `screening worker` as a process of its own until the server ends, by a kill included."""
    command = [sys.executable, "-m", "screening", "worker", "--beside", str(os.getpid())]
    # A group of its own: Ctrl+C is for the server, which then ends the worker.
    worker = subprocess.Popen(  # noqa: S603 - our own program, with a number
        command, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield
    finally:
        worker.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            worker.wait(END_WITHIN_S)
        if worker.poll() is None:
            worker.kill()
