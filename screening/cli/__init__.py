"""The command line: `screening assess`, `report`, `rules`, `serve`, `db`."""

from screening.cli.program import main

__all__ = ["main"]
