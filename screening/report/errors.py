"""What can go wrong while a report is made."""

from __future__ import annotations

from screening.domain.errors import ScreeningError


class ReportError(ScreeningError):
    """The report could not be made; nothing was written."""


class MissingLibrary(ReportError):
    """A system library that the PDF renderer needs is not installed."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            "PDF reports need the system libraries Pango and HarfBuzz "
            f"(Debian: libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0): {detail}"
        )
