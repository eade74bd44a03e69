"""The address of this site as it is handed on: from the settings, never from what a request says."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from screening.services.accounts.passkeys import RelyingParty
from screening.settings import is_this_machine

if TYPE_CHECKING:
    from screening.settings import Settings


def link_to(settings: Settings, path: str) -> str:
    """A whole link to a page of this site."""
    return settings.address_people_open + path


def opens_here_only(settings: Settings) -> bool:
    """Whether the links of this site open on this machine alone, so that no phone can follow them."""
    return is_this_machine(urlsplit(settings.address_people_open).hostname or "")


def relying_party(settings: Settings, origin: str) -> RelyingParty | None:
    """This site as passkeys know it; None where browsers offer none.

    They need an encrypted connection or this very machine by its name, and a host name that is ours.

    Args:
        origin: scheme, host and port of the request, whose host the site answers to.
    """
    asked = urlsplit(origin)
    host = asked.hostname or ""
    if not host or host not in {*settings.allowed_hosts, urlsplit(settings.site_address).hostname}:
        return None
    if _is_number(host) or (asked.scheme != "https" and host != "localhost"):
        return None
    return RelyingParty(host, f"{asked.scheme}://{asked.netloc}")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
