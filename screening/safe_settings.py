"""What production refuses: every setting that would put other people's data at risk, each by its name."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from screening.resources import rules_folder, templates_folder
from screening.store import sqlite

if TYPE_CHECKING:
    from screening.settings import Settings

SHORTEST_SECRET = 32
FEWEST_SIGNS = 10
WELL_KNOWN = ("secret", "changeme", "change-me", "password", "default", "development", "example")
EARLIEST_CLOCK = dt.date(2026, 1, 1)
LATEST_CLOCK = dt.date(2100, 1, 1)
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "glusterfs", "ceph"}
)
MOUNTS = Path("/proc/self/mounts")


def unsafe_for_production(settings: Settings) -> list[str]:
    """One sentence for each unsafe setting; empty where production may start."""
    return [
        *_switches(settings),
        *_secret(settings.secret_key),
        *_hosts(settings.allowed_hosts),
        *_data(settings),
        *_process(),
    ]


def _switches(settings: Settings) -> list[str]:
    checks = (
        (settings.debug, "DEBUG is on; it shows what is inside to everybody: switch it off"),
        (settings.lan, "LAN=1 serves without encryption; production needs a proxy with TLS: leave LAN out"),
        (not settings.https, "HTTPS=0 sends cookies without encryption: leave it out"),
        (not settings.rate_limits, "RATE_LIMITS=0 lets anybody guess without limit: leave it out"),
    )
    return [sentence for is_unsafe, sentence in checks if is_unsafe]


def _secret(key: str) -> list[str]:
    if not key:
        return ["SECRET_KEY is missing; make one with `openssl rand -base64 48`"]
    weak = len(key) < SHORTEST_SECRET or len(set(key)) < FEWEST_SIGNS
    if weak or any(word in key.lower() for word in WELL_KNOWN):
        return [f"SECRET_KEY is weak; it needs {SHORTEST_SECRET} random characters or more"]
    return []


def _hosts(names: tuple[str, ...]) -> list[str]:
    if not names:
        return ["ALLOWED_HOSTS is missing; name the host people open, such as screening.example.org"]
    if any("*" in name or name.startswith(".") for name in names):
        return ["ALLOWED_HOSTS has a wildcard; name each host in full"]
    return []


def _data(settings: Settings) -> list[str]:
    try:
        url = sa.make_url(settings.database_url)
    except sa.exc.ArgumentError:
        return ["DATABASE_URL is not a database address"]
    if url.get_backend_name() != "sqlite":
        return []
    file = Path(url.database or "").resolve()
    problems = []
    if _readable_by_others(file):
        problems.append(f"DATABASE_URL: {file} can be read by others on this machine; run: chmod 600 {file}")
    if file_system_of(file.parent) in NETWORK_FILE_SYSTEMS:
        problems.append(
            f"DATABASE_URL: {file} is on a network file system, where locks do not hold; use a local disk"
        )
    version = sqlite.driver().sqlite_version_info
    if sqlite.mode_for(version) != sqlite.WRITE_AHEAD:
        problems.append(
            f"SQLite {sqlite.dotted(version)} has the write-ahead-log fault; install the package pysqlite3"
        )
    return problems


def _process() -> list[str]:
    problems = []
    if os.geteuid() == 0:
        problems.append("the user is root; start as a user of its own")
    elif os.access(rules_folder(), os.W_OK) or os.access(templates_folder(), os.W_OK):
        problems.append("the program's own files can be changed by this user; install them as another one")
    today = dt.datetime.now(tz=dt.UTC).date()
    if not EARLIEST_CLOCK <= today <= LATEST_CLOCK:
        problems.append(f"the clock says {today.isoformat()}, which cannot be; set it first")
    return problems


def _readable_by_others(file: Path) -> bool:
    return file.exists() and bool(file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def file_system_of(folder: Path) -> str:
    """The kind of file system a folder is on, "" where the system does not tell."""
    if not MOUNTS.exists():
        return ""
    best, kind = "", ""
    for line in MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, place, found, *_rest = line.split(" ")
        inside = folder == Path(place) or Path(place) in folder.parents
        if inside and len(place) >= len(best):
            best, kind = place, found
    return kind
