"""The process that makes PDFs: reads a document, writes a PDF, knows nothing else.

It can open no connection and start no program: an audit hook ends the process at the attempt. Memory is
limited for its life, processor time for each job.

Frames on standard input and output: four bytes of length, then that many bytes. An answer starts with one
letter: P a PDF, R the report cannot be made (a reason follows), L a system library is missing.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import struct
import sys
from typing import BinaryIO, NoReturn

from screening.report.attached import unpacked
from screening.report.errors import MissingLibrary, ReportError
from screening.report.pdf import html_to_pdf, load_renderer

HEAD = struct.Struct(">I")
MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 20
FORBIDDEN = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.getaddrinfo",
        "os.system",
        "os.exec",
        "os.fork",
        "os.posix_spawn",
        "os.spawn",
        "subprocess.Popen",
        "urllib.Request",
    }
)


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None at the end."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    (length,) = HEAD.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


def write_frame(stream: BinaryIO, body: bytes) -> None:
    """One frame, flushed."""
    stream.write(HEAD.pack(len(body)) + body)
    stream.flush()


def _end(event: str, _details: object) -> None:
    if event in FORBIDDEN:
        _stop(f"the report worker may not do this: {event}")


def _stop(reason: str) -> NoReturn:
    os.write(2, f"{reason}\n".encode())
    os._exit(3)


def _limit_memory() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """Twenty more seconds of processor time from now; the hard limit stays, so it can be raised each job."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    allowed = spent + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (allowed if hard < 0 else min(allowed, hard), hard))


def answer(message: bytes) -> bytes:
    """What is sent back for one document with its files."""
    try:
        return b"P" + html_to_pdf(*unpacked(message)).content
    except MissingLibrary as error:
        return b"L" + str(error).encode()
    except ReportError as error:
        return b"R" + str(error).encode()
    except MemoryError:
        return b"Rthe report needs too much memory"
    except Exception as error:  # whatever the renderer trips over ends as one plain sentence
        return b"Rthe report could not be drawn: " + type(error).__name__.encode()


def main() -> None:
    """Answer frames until the other side closes."""
    # Finding the system libraries starts small programs, so it happens before the door closes.
    with contextlib.suppress(MissingLibrary):
        load_renderer()
    # What is loaded by now stays for good, so that collecting need not look at it again in every job.
    gc.collect()
    gc.freeze()
    _limit_memory()
    sys.addaudithook(_end)
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while (body := read_frame(incoming)) is not None:
        _limit_time()
        write_frame(outgoing, answer(body))


if __name__ == "__main__":
    main()
