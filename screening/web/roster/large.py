"""The pages that take a whole file: their requests may be larger than every other."""

from __future__ import annotations

from flask import Flask, request, session

from screening.imports.roster.limits import MAX_FILE, MAX_PASTED
from screening.web.signed_in import TOKEN

UPLOADS = frozenset({"athletes.bring", "case_files.bring"})
_AROUND_A_FILE = 64 * 1024
"""The other fields of the form, and what stands between the parts."""
_BYTES_OF_A_CHARACTER = 4


def allow_whole_rosters(app: Flask) -> None:
    """Widen the limits of those pages, before anything reads its form, for browsers that are signed in."""
    app.before_request_funcs.setdefault(None, []).insert(0, _widen)


def _widen() -> None:
    if request.endpoint in UPLOADS and request.method == "POST" and session.get(TOKEN):
        request.max_content_length = MAX_FILE + _AROUND_A_FILE
        request.max_form_memory_size = MAX_PASTED * _BYTES_OF_A_CHARACTER
