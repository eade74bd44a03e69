"""The club with planted cases, as for the pages of the athlete."""

from __future__ import annotations

from tests.web.checkin.conftest import _returning, returning

__all__ = ["_returning", "returning"]
