"""HTML to PDF by WeasyPrint: tagged, same bytes for the same input, and with nothing to fetch from.

The only things a document can refer to are our own fonts, held in memory. Every other address is refused and
noted, whatever its scheme. Whatever the renderer complains about is collected, so that tests can fail on it.
"""

from __future__ import annotations

import atexit
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from screening.report.attached import AttachedFile, associate, made_at, packed
from screening.report.errors import MissingLibrary, ReportError
from screening.report.fonts import FAMILY, WEIGHTS, report_font
from screening.report.html import print_style

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

MOST_PAGES = 20
MOST_BYTES = 5 * 1024 * 1024
MOST_HTML = 2 * 1024 * 1024
MOST_ATTACHED = 20 * 1024 * 1024
"""Letters of all files together before they are packed; two years of daily check-ins are a quarter of it."""
_ASSETS = {f"asset:font-{weight}": weight for weight in WEIGHTS}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF with whatever the renderer complained about."""

    content: bytes
    pages: int
    complaints: tuple[str, ...]


class _Listener(logging.Handler):
    """Collects what the renderer logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def _weasyprint() -> object:
    try:
        import weasyprint  # noqa: PLC0415 - slow, and may lack its system libraries
    except OSError as error:
        raise MissingLibrary(str(error).splitlines()[0]) from error
    return weasyprint


def load_renderer() -> None:
    """Load the renderer, its system libraries, our fonts and the style sheet.

    Raises:
        MissingLibrary: Pango or HarfBuzz is not installed.
    """
    _shared()


def _font_faces() -> str:
    return "".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; src: url({address}); }}\n'
        for address, weight in _ASSETS.items()
    )


def _fetcher() -> object:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class ClosedFetcher(URLFetcher):  # type: ignore[misc]
        """Serves our fonts from memory and nothing else."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            del headers
            weight = _ASSETS.get(url)
            if weight is None:
                scheme = url.partition(":")[0][:12]
                _log.warning("refused an address of the kind %s", scheme)
                raise ValueError("this document may not refer to anything outside itself")
            return URLFetcherResponse(url, report_font(weight), {"Content-Type": "font/ttf"})

    return ClosedFetcher()


@cache
def _shared() -> tuple[FontConfiguration, object, object]:
    """Fonts, fetcher and style sheet: made once per process, or every report costs memory anew."""
    _weasyprint()
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts = FontConfiguration()
    fetcher = _fetcher()
    style = CSS(string=_font_faces() + print_style(), font_config=fonts, url_fetcher=fetcher)
    # Its own clean-up fails once the interpreter has begun to end.
    atexit.register(_shared.cache_clear)
    return fonts, fetcher, style


def html_to_pdf(html: str, files: Sequence[AttachedFile] = ()) -> Made:
    """The PDF of a document.

    Args:
        files: what is attached to it, as data.
    Raises:
        MissingLibrary: Pango or HarfBuzz is not installed.
        ReportError: the document, its pages or its file go beyond what a report may be.
    """
    if len(html) > MOST_HTML:
        raise ReportError("the report is too long")
    if sum(len(one.content) for one in files) > MOST_ATTACHED:
        raise ReportError("the files of the report are too large")
    listener = _Listener()
    renderer = logging.getLogger("weasyprint")
    renderer.addHandler(listener)
    _log.addHandler(listener)
    try:
        fonts, fetcher, style = _shared()
        from weasyprint import HTML, Attachment  # noqa: PLC0415

        document = HTML(string=html, url_fetcher=fetcher, base_url="asset:").render(
            stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"
        )
        pages = len(document.pages)
        if pages > MOST_PAGES:
            raise ReportError(f"the report has more than {MOST_PAGES} pages")
        document.metadata.attachments = [
            Attachment(
                string=one.content,
                name=one.name,
                description=one.description,
                created=made_at(one),
                modified=made_at(one),
                relationship="Data",
            )
            # Readers look names up in the order of the alphabet.
            for one in sorted(files, key=lambda one: one.name)
        ]
        identifier = hashlib.sha256(packed(html, files)).digest()[:16]
        content = document.write_pdf(finisher=associate, pdf_identifier=identifier, pdf_variant="pdf/ua-1")
    finally:
        renderer.removeHandler(listener)
        _log.removeHandler(listener)
    if len(content) > MOST_BYTES:
        raise ReportError("the report file is too large")
    return Made(content=content, pages=pages, complaints=tuple(listener.heard))


def subsetter_is_there() -> bool:
    """Whether HarfBuzz can cut fonts; without it every report is slower and larger, in silence."""
    try:
        _weasyprint()
        from weasyprint.text.ffi import harfbuzz_subset  # noqa: PLC0415
    except (OSError, MissingLibrary):
        return False
    return bool(harfbuzz_subset)
