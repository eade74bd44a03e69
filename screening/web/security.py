"""What every response carries and every request must keep to: headers, hosts, sizes, cookies, CSRF."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, Response, abort, request
from flask_wtf.csrf import CSRFProtect

from screening.web.policies import Policy, policy_of

if TYPE_CHECKING:
    from screening.settings import Settings

MAX_BODY_BYTES = 1024 * 1024
MAX_FIELD_BYTES = 64 * 1024
MAX_FORM_PARTS = 200
MAX_QUERY_BYTES = 4 * 1024
MAX_PATH_BYTES = 1024
CSRF_LIFETIME_S = 24 * 60 * 60
HSTS_S = 2 * 365 * 24 * 60 * 60
ASK_EACH_TIME = "private, no-cache"

View = TypeVar("View", bound=Callable[..., Any])

_OWN_POLICY = "screening_content_policy"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""For drawings that carry their own style sheet, as files of their own; never for a page."""
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "camera",
        "display-capture",
        "geolocation",
        "microphone",
        "payment",
        "usb",
        "browsing-topics",
    )
)

csrf = CSRFProtect()


def own_content_policy(words: str) -> Callable[[View], View]:
    """Declare the content policy of a view that answers with something else than a page."""

    def mark(view: View) -> View:
        setattr(view, _OWN_POLICY, words)
        return view

    return mark


def configure_security(app: Flask, settings: Settings) -> None:
    """Set limits, cookies, CSRF protection and headers; the order of the checks is the order here."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=list(settings.allowed_hosts) or None,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_FIELD_BYTES,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
        SESSION_COOKIE_NAME="__Host-screening" if settings.https else "screening",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=CSRF_LIFETIME_S,
        # We send no referrer at all, so the referrer check would refuse every form over https;
        # Sec-Fetch-Site is checked instead.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.before_request(refuse_long_addresses)
    app.before_request(refuse_other_sites)
    csrf.init_app(app)
    app.after_request(lambda response: with_headers(app, settings, response))


def refuse_long_addresses() -> None:
    """An address beyond what any page of ours needs ends here."""
    if len(request.query_string) > MAX_QUERY_BYTES or len(request.path.encode()) > MAX_PATH_BYTES:
        abort(414)


def refuse_other_sites() -> None:
    """A browser that says a form was sent from another site is believed."""
    if request.method not in _SAFE_METHODS and request.headers.get("Sec-Fetch-Site") in {
        "cross-site",
        "same-site",
    }:
        abort(400)


def with_headers(app: Flask, settings: Settings, response: Response) -> Response:
    """Put the security headers on a response, whatever it is."""
    headers = response.headers
    headers["Content-Security-Policy"] = _content_policy(app, response)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Permissions-Policy"] = PERMISSIONS
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["X-Robots-Tag"] = "noindex, nofollow" if _is_private(app) else "noindex"
    if settings.https:
        headers["Strict-Transport-Security"] = f"max-age={HSTS_S}; includeSubDomains"
    # A calendar asks again and again: it may keep what it has, and has to ask whether that still holds.
    if headers.get("Cache-Control") != ASK_EACH_TIME and (_is_private(app) or "Cache-Control" not in headers):
        headers["Cache-Control"] = "no-store"
    return response


def _content_policy(app: Flask, response: Response) -> str:
    """That of the view where it has one of its own; a page, as an error of such a view, always has ours."""
    if response.mimetype == "text/html":
        return CONTENT_POLICY
    declared = getattr(app.view_functions.get(request.endpoint or ""), _OWN_POLICY, CONTENT_POLICY)
    return str(declared)


def _is_private(app: Flask) -> bool:
    return request.endpoint is not None and policy_of(app, request.endpoint) is not Policy.PUBLIC
