"""What the command line says: results on standard output, one line per problem on standard error."""

from __future__ import annotations

import sys

import click


class WrongInput(Exception):
    """Something the caller gave cannot be used; `lines` say what, one problem each."""

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))


def complain(*lines: str) -> None:
    """Write lines to standard error. Characters it cannot show are written out."""
    for line in lines:
        encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
        click.echo(line.encode(encoding, "backslashreplace").decode(encoding), err=True)


def say_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are, whatever the terminal's encoding."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
