"""Styles, scripts and fonts from our own origin, each under an address that changes with its content."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from importlib import resources

from flask import Blueprint, Flask, Response, abort, make_response, url_for

from screening.report.fonts import FAMILY, WEIGHTS, web_font, web_fonts
from screening.web.limits import limited
from screening.web.policies import Policy, policy

YEAR_S = 365 * 24 * 60 * 60
MONTH_S = 30 * 24 * 60 * 60

assets = Blueprint("assets", __name__)


@cache
def shipped() -> dict[str, bytes]:
    """Every file of `static/` by name, read once, and the style sheet that names the fonts."""
    folder = resources.files("screening.web") / "static"
    files = {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
    return {**files, "fonts.css": font_faces().encode()}


def font_faces() -> str:
    """A rule per web font; text shows in the system's typeface until ours is there."""
    rule = (
        '@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: normal; '
        'font-display: swap; src: url("../fonts/{name}") format("woff2"); }}\n'
    )
    return "".join(
        rule.format(family=FAMILY, weight=weight, name=name)
        for weight, name in zip(WEIGHTS, web_fonts(), strict=True)
    )


@cache
def version_of(name: str) -> str:
    """A few letters that change when the file does."""
    return hashlib.sha256(shipped()[name]).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a shipped file, for templates."""
    return url_for("assets.static_file", name=name, v=version_of(name))


def _kept(content: bytes, kind: str, how: str) -> Response:
    response = make_response(content)
    response.content_type = kind
    response.headers["Cache-Control"] = how
    return response


@assets.get("/static/<asset:name>")
@limited()
@policy(Policy.PUBLIC)
def static_file(name: str) -> Response:
    """One shipped file."""
    content = shipped().get(name)
    if content is None:
        abort(404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    typed = f"{kind}; charset=utf-8" if kind.startswith("text/") or "svg" in kind else kind
    return _kept(content, typed, f"public, max-age={YEAR_S}, immutable")


@assets.get("/fonts/<asset:name>")
@limited()
@policy(Policy.PUBLIC)
def font(name: str) -> Response:
    """One web font."""
    if name not in web_fonts():
        abort(404)
    return _kept(web_font(name), "font/woff2", f"public, max-age={MONTH_S}")


def configure_assets(app: Flask) -> None:
    """Serve the files and tell templates their addresses."""
    app.register_blueprint(assets)
    app.jinja_env.globals["asset"] = asset
