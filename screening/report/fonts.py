"""The one typeface, cut from its packaged variable font: static weights for print, small subsets for the web.

The PDF renderer chooses more reliably among static fonts than along a variable axis. Cutting takes seconds,
so the cuts are kept in a folder and named after what they were made from; the same package gives the same
bytes everywhere.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from functools import cache
from importlib import resources
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FAMILY = "Source Sans 3"
WEIGHTS = (400, 600, 700, 800)
_RECIPE = "3"
"""Goes up whenever the way of cutting changes, so that kept cuts are made again."""

_WEB_RANGES = (
    range(0x20, 0x7F),
    range(0xA0, 0x180),
    range(0x2010, 0x2028),
    (0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2260, 0x2264),
    (0x2265, 0x25A0, 0x25B2, 0x25C6, 0x25CF, 0x2713),
)


def _source() -> bytes:
    return (resources.files("fontpkg_source_sans_3") / "files" / "SourceSans3[wght].ttf").read_bytes()


@cache
def font_folder() -> Path:
    """Where cuts are kept: the user's cache, or a private temporary folder where that cannot be written."""
    digest = hashlib.sha256(_source() + _RECIPE.encode()).hexdigest()[:16]
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    for base in (Path(home), Path(tempfile.gettempdir()) / f"screening-{os.getuid()}"):
        folder = base / "hamstring-screening" / f"fonts-{digest}"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK) and folder.stat().st_uid == os.getuid():
            return folder
    return Path(tempfile.mkdtemp(prefix="screening-fonts-"))


def _kept(name: str, make: bytes | None = None) -> bytes | None:
    """The kept file; with `make`, keeps these bytes first, never leaving a half-written file."""
    path = font_folder() / name
    if make is not None:
        handle, temporary = tempfile.mkstemp(dir=font_folder(), prefix=".making-")
        with os.fdopen(handle, "wb") as file:
            file.write(make)
        os.replace(temporary, path)
        return make
    return path.read_bytes() if path.is_file() else None


def _options() -> Options:
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
    options.recalc_timestamp = False
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    return options


@cache
def _plain_variable() -> bytes:
    """The variable font with every letter and sign, without small capitals and other alternates."""
    font = TTFont(io.BytesIO(_source()), recalcTimestamp=False)
    subsetter = Subsetter(_options())
    subsetter.populate(unicodes=list(font.getBestCmap() or ()))
    subsetter.subset(font)
    return _bytes_of(font)


def _static(weight: int) -> TTFont:
    font = TTFont(io.BytesIO(_plain_variable()), recalcTimestamp=False)
    cut = instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    cut["OS/2"].usWeightClass = weight
    for record in cut["name"].names:
        # One typographic family: the renderer matches 600 and 800 by it.
        if record.nameID in {1, 16}:
            record.string = FAMILY
        elif record.nameID in {2, 17}:
            record.string = str(weight)
        elif record.nameID in {4, 6}:
            record.string = f"SourceSans3-{weight}"
    if "DSIG" in cut:
        del cut["DSIG"]
    return cut


def _bytes_of(font: TTFont) -> bytes:
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=True)
    return buffer.getvalue()


@cache
def report_font(weight: int) -> bytes:
    """The static font of that weight, for print: every glyph of the typeface."""
    name = f"source-sans-3-{weight}.ttf"
    return _kept(name) or _kept(name, _bytes_of(_static(weight))) or b""


def web_fonts() -> tuple[str, ...]:
    """The names of the web fonts: one per weight, Latin with its extensions and the few signs we use."""
    return tuple(f"source-sans-3-{weight}.woff2" for weight in WEIGHTS)


@cache
def web_font(name: str) -> bytes:
    """One web font by name.

    Raises:
        KeyError: there is none of that name.
    """
    if name not in web_fonts():
        raise KeyError(name)
    kept = _kept(name)
    if kept is not None:
        return kept
    weight = int(name.removesuffix(".woff2").rpartition("-")[2])
    font = TTFont(io.BytesIO(report_font(weight)), recalcTimestamp=False)
    subsetter = Subsetter(_options())
    subsetter.populate(unicodes=[code for codes in _WEB_RANGES for code in codes])
    subsetter.subset(font)
    font.flavor = "woff2"
    return _kept(name, _bytes_of(font)) or b""


@cache
def covered() -> frozenset[int]:
    """Every code point the typeface can print."""
    font = TTFont(io.BytesIO(report_font(400)), lazy=True)
    return frozenset(font.getBestCmap() or ())


def fonts_are_ready() -> bool:
    """Whether every cut is kept, so that nothing has to be made."""
    names = (*(f"source-sans-3-{weight}.ttf" for weight in WEIGHTS), *web_fonts())
    return all((font_folder() / name).is_file() for name in names)


def prepare_fonts() -> Path:
    """Make every cut that is not kept yet, so that the first page and the first report are quick."""
    for weight in WEIGHTS:
        report_font(weight)
    for name in web_fonts():
        web_font(name)
    return font_folder()
