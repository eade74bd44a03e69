"""Reports in warm processes of their own: bounded in time, memory and number, replaced when one dies."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from types import TracebackType

from screening.domain.errors import Busy
from screening.report.attached import AttachedFile, packed
from screening.report.errors import MissingLibrary, ReportError
from screening.report.html import Report, report_html
from screening.report.worker import HEAD

WALL_SECONDS = 20.0
START_SECONDS = 25.0
"""More for the first job of a process, which loads the renderer and fonts."""
_ENVIRONMENT = (
    "PATH",
    "HOME",
    "LANG",
    "XDG_CACHE_HOME",
    "LD_LIBRARY_PATH",
    "VIRTUAL_ENV",
    "PYTHONPATH",
    "TMPDIR",
)


class _Worker:
    """One warm process. Used by one thread at a time."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        # The command is fixed and takes nothing from outside.
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-c", _BOOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environment, "SOURCE_DATE_EPOCH": "0", "SCREENING_REPORT_PATH": os.pathsep.join(sys.path)},
            start_new_session=True,
        )
        self.is_warm = False

    @property
    def pid(self) -> int:
        return self._process.pid

    def make(self, body: bytes, seconds: float) -> bytes:
        """The PDF; the process is ended where it takes too long or dies."""
        stuck = threading.Event()

        def end_it() -> None:
            stuck.set()
            self._process.kill()

        timer = threading.Timer(seconds, end_it)
        timer.daemon = True
        timer.start()
        try:
            reply = self._exchange(body)
        except (OSError, EOFError) as error:
            self.end()
            reason = "took too long" if stuck.is_set() else "could not be made"
            raise ReportError(f"the report {reason}") from error
        finally:
            timer.cancel()
        self.is_warm = True
        kind, content = reply[:1], reply[1:]
        if kind == b"P":
            return content
        if kind == b"L":
            raise MissingLibrary(content.decode())
        raise ReportError(content.decode())

    def _exchange(self, body: bytes) -> bytes:
        assert self._process.stdin is not None  # noqa: S101 - piped above
        assert self._process.stdout is not None  # noqa: S101 - piped above
        self._process.stdin.write(HEAD.pack(len(body)) + body)
        self._process.stdin.flush()
        head = self._process.stdout.read(HEAD.size)
        if len(head) < HEAD.size:
            raise EOFError
        (length,) = HEAD.unpack(head)
        reply = self._process.stdout.read(length)
        if len(reply) < length:
            raise EOFError
        return reply

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """Stop the process and wait for it, so that no zombie stays."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def forget(self) -> None:
        """Drop our ends of the pipes after a fork; the process belongs to the parent."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    os.close(pipe.fileno())
        self._process.returncode = 0


_BOOT = (
    "import os, sys; sys.path[:] = os.environ.pop('SCREENING_REPORT_PATH').split(os.pathsep); "
    "from screening.report.worker import main; main()"
)


class ReportMaker:
    """Makes reports, at most `at_once` at a time; more than `waiting` in line are refused.

    Starts nothing until the first report. Safe to make before a server forks: each process gets its own.
    """

    def __init__(self, at_once: int = 2, waiting: int = 50, seconds: float = WALL_SECONDS) -> None:
        self._at_once = at_once
        self._waiting = waiting
        self._seconds = seconds
        self._fresh()

    def _fresh(self) -> None:
        self._owner = os.getpid()
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(self._at_once):
            self._idle.put(None)
        self._lock = threading.Lock()
        self._in_line = 0
        self._workers: set[_Worker] = set()
        self._closed = False

    def make(
        self,
        view: Report,
        *,
        link: str | None = None,
        figures: Mapping[str, str] | None = None,
        files: Sequence[AttachedFile] = (),
    ) -> bytes:
        """The PDF of a view.

        Args:
            files: what is attached to it, as data.
        Raises:
            Busy: too many reports are waiting; trying again is safe.
            ReportError: it took too long, grew too large, or could not be drawn.
        """
        return self.draw(report_html(view, link=link, figures=figures), files)

    def draw(self, html: str, files: Sequence[AttachedFile] = ()) -> bytes:
        """The PDF of a document made by our own templates."""
        message = packed(html, files)
        if self._owner != os.getpid():
            self._after_fork()
        with self._lock:
            if self._closed:
                raise ReportError("no more reports are made: shutting down")
            if self._in_line >= self._at_once + self._waiting:
                raise Busy("too many reports are being made; try again in a moment")
            self._in_line += 1
        try:
            worker = self._idle.get()
            try:
                worker = self._usable(worker)
                return worker.make(
                    message, self._seconds if worker.is_warm else self._seconds + START_SECONDS
                )
            finally:
                self._give_back(worker)
        finally:
            with self._lock:
                self._in_line -= 1

    def _usable(self, worker: _Worker | None) -> _Worker:
        if worker is not None and worker.is_alive:
            return worker
        if worker is not None:
            self._discard(worker)
        fresh = _Worker()
        with self._lock:
            self._workers.add(fresh)
        return fresh

    def _give_back(self, worker: _Worker | None) -> None:
        if worker is not None and (self._closed or not worker.is_alive):
            self._discard(worker)
            worker = None
        self._idle.put(worker)

    def _discard(self, worker: _Worker) -> None:
        worker.end()
        with self._lock:
            self._workers.discard(worker)

    def _after_fork(self) -> None:
        for worker in self._workers:
            worker.forget()
        self._fresh()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes running now."""
        return tuple(worker.pid for worker in self._workers if worker.is_alive)

    def close(self) -> None:
        """End every process. Reports in the making fail."""
        if self._owner != os.getpid():
            return
        with self._lock:
            self._closed = True
            workers = list(self._workers)
        for worker in workers:
            self._discard(worker)

    def __enter__(self) -> ReportMaker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
