"""Where a form may lead back to: a page of this site and nowhere else."""

from __future__ import annotations

import re

LONGEST = 500
_SEGMENT = r"[A-Za-z0-9_.~-]+"
LOCAL = re.compile(rf"/(?:{_SEGMENT}(?:/{_SEGMENT})*/?)?(?:\?[A-Za-z0-9_.~=&+%-]*)?")


def local_path(wanted: str | None, otherwise: str) -> str:
    """The wanted path where it can only lead to this site; the other one in every doubt.

    A second slash, a backslash, an at sign or a percent sign in the path is such a doubt: programs differ in
    what they make of them.
    """
    if (
        not wanted
        or len(wanted) > LONGEST
        or not LOCAL.fullmatch(wanted)
        or "/.." in wanted
        or "/./" in wanted
    ):
        return otherwise
    return wanted
