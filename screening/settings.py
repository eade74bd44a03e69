"""Every setting in one frozen object, made once at the edge from the environment and the instance folder."""

from __future__ import annotations

import datetime as dt
import enum
import ipaddress
import os
import re
import secrets
import socket
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from screening.domain.errors import ScreeningError
from screening.resources import is_checkout, project_root
from screening.safe_settings import unsafe_for_production

SECRET_KEY_BYTES = 48
SHORTEST_SECRET_KEY = 32
MAX_DRAFT_DAYS = 30
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, not listened on
SMTP_ADDRESS = re.compile(r"smtps?://([^\s/@]+@)?[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?/?")
MAIL_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253}")
SITE_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?")


class SettingsError(ScreeningError):
    """Start-up is refused. Each problem names its setting and says what to do."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Environment(enum.StrEnum):
    LOCAL = "local"
    """This machine or this room, as `make run` serves it."""
    PRODUCTION = "production"
    """For others, behind a proxy that brings TLS; unsafe settings are refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation runs. Made by `read_settings`; tests make their own."""

    secret_key: str
    database_url: str
    instance_folder: Path
    environment: Environment = Environment.LOCAL
    host: str = "127.0.0.1"
    port: int = 8000
    lan: bool = False
    """Plain http to the local network, for a round in a changing room."""
    https: bool = False
    """The address people open starts with https; cookies and headers follow."""
    allowed_hosts: tuple[str, ...] = ()
    """Host names this site answers to; none means every name, which only local serving allows."""
    trusted_proxies: int = 0
    """How many proxies in front may say who asked; 0 believes no forwarding header."""
    site_address: str = ""
    """What people open, such as https://screening.example.org; links that are handed on begin with it."""
    smtp_url: str = ""
    """The mail server, such as smtp://user:password@mail.example.org:587; without one nothing is sent."""
    mail_from: str = ""
    """The address that mails come from."""
    old_secret_keys: tuple[str, ...] = ()
    """Secrets of before, newest first: what they sealed can still be opened."""
    password_memory_kib: int = 32 * 1024
    password_passes: int = 2
    """What hashing a password costs. Only tests make it cheap; no variable of the environment does."""
    workers: int = 2
    draft_days: int = 7
    rate_limits: bool = True
    debug: bool = False

    def __repr__(self) -> str:
        return f"Settings({self.environment}, {self.host}:{self.port}, lan={self.lan})"

    @property
    def draft_life(self) -> dt.timedelta:
        return dt.timedelta(days=self.draft_days)

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The secret of today and those of before, newest first."""
        return (self.secret_key, *self.old_secret_keys)

    @property
    def address_people_open(self) -> str:
        """Scheme and host of this site, without a slash at the end; never taken from a request."""
        if self.site_address:
            return self.site_address
        if self.https:
            return f"https://{self.allowed_hosts[0] if self.allowed_hosts else 'localhost'}"
        return f"http://{in_address(self.host_others_reach)}:{self.port}"

    @property
    def host_others_reach(self) -> str:
        """The host by which this machine is reached; where it listens everywhere, its address in the room."""
        return address_of_this_machine() if self.host in EVERYWHERE else self.host


def default_instance_folder(environment: Mapping[str, str]) -> Path:
    """`SCREENING_INSTANCE`, else `instance/` of a working copy, else of the folder one is in."""
    given = environment.get("SCREENING_INSTANCE")
    if given:
        return Path(given).expanduser().resolve()
    return (project_root() if is_checkout() else Path.cwd()) / "instance"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process.

    Args:
        environment: instead of the process's own environment.
    Raises:
        SettingsError: with every problem found; nothing is served then.
    """
    given = os.environ if environment is None else environment
    reader = _Reader(given)
    mode = reader.choice("SCREENING_ENV", Environment, Environment.LOCAL)
    folder = default_instance_folder(given)
    host = given.get("HOST", "127.0.0.1")
    lan = reader.flag("LAN")
    hosts = tuple(name.strip() for name in given.get("ALLOWED_HOSTS", "").split(",") if name.strip())
    production = mode is Environment.PRODUCTION
    if not production:
        reader.problems += _beyond_this_machine(host, lan)
    if not hosts and not lan and not production:
        hosts = ("localhost", "127.0.0.1", "[::1]")
    settings = Settings(
        secret_key=given.get("SECRET_KEY") or ("" if production else _local_secret(folder)),
        database_url=given.get("DATABASE_URL") or f"sqlite:///{folder / 'screening.db'}",
        instance_folder=folder,
        environment=mode,
        host=host,
        port=reader.number("PORT", 8000, 1, 65535),
        lan=lan,
        https=reader.flag("HTTPS", default=production),
        allowed_hosts=hosts,
        trusted_proxies=reader.number("TRUSTED_PROXIES", 0, 0, 5),
        site_address=reader.site_address("SITE_ADDRESS"),
        smtp_url=reader.smtp_url("SMTP_URL"),
        mail_from=reader.mail_from("MAIL_FROM"),
        old_secret_keys=tuple(
            key.strip() for key in given.get("OLD_SECRET_KEYS", "").split(",") if key.strip()
        ),
        workers=reader.number("WORKERS", min(os.cpu_count() or 1, 8), 1, 64),
        draft_days=reader.number("DRAFT_DAYS", 7, 1, MAX_DRAFT_DAYS),
        rate_limits=reader.flag("RATE_LIMITS", default=True),
        debug=reader.flag("DEBUG") or reader.flag("FLASK_DEBUG"),
    )
    if production:
        reader.problems += unsafe_for_production(settings)
    if reader.problems:
        raise SettingsError(*reader.problems)
    return settings


def is_this_machine(host: str) -> bool:
    """Whether only this machine can reach what is served at `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def in_address(host: str) -> str:
    """A host as an address has it: numbers with colons stand in brackets."""
    return f"[{host}]" if ":" in host else host


def address_of_this_machine() -> str:
    """The address other machines in the room can reach this one by; the own name where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: connecting a datagram socket only picks the outgoing address.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def _beyond_this_machine(host: str, lan: bool) -> list[str]:
    if is_this_machine(host) or lan:
        return []
    return [
        f"HOST={host} would let other machines connect without encryption; "
        "add LAN=1 if a local network round is what you want, or leave HOST out"
    ]


def _local_secret(folder: Path) -> str:
    """The secret of this installation, made once and readable by its owner only."""
    path = folder / "secret_key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _read_secret(path)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            key = secrets.token_urlsafe(SECRET_KEY_BYTES)
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        return key
    except OSError as error:
        raise SettingsError(f"the folder {folder} cannot be used: {error.strerror}") from None


def _read_secret(path: Path) -> str:
    key = path.read_text(encoding="ascii", errors="replace").strip()
    if len(key) < SHORTEST_SECRET_KEY:
        raise SettingsError(f"{path} holds no usable secret; delete it and start again")
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(f"{path} can be read by others on this machine; run: chmod 600 {path}")
    return key


class _Reader:
    """Reads single settings and collects what is wrong with them."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.problems: list[str] = []

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.given.get(name, "").strip().lower()
        if value in {"1", "true", "yes", "on"}:
            return True
        if value in {"0", "false", "no", "off"}:
            return False
        if value:
            self.problems.append(f"{name} is neither 1 nor 0")
        return default

    def number(self, name: str, default: int, lowest: int, highest: int) -> int:
        value = self.given.get(name, "").strip()
        if not value:
            return default
        if not (value.isascii() and value.isdigit() and len(value) <= 6 and lowest <= int(value) <= highest):
            self.problems.append(f"{name} is not a whole number from {lowest} to {highest}")
            return default
        return int(value)

    def site_address(self, name: str) -> str:
        """An address with its scheme and host, and nothing after them."""
        value = self.given.get(name, "").strip().rstrip("/")
        if value and not SITE_ADDRESS.fullmatch(value):
            self.problems.append(f"{name} is not an address such as https://screening.example.org")
            return ""
        return value

    def smtp_url(self, name: str) -> str:
        """A mail server with its host; smtps:// speaks TLS from the first byte, smtp:// asks for it."""
        value = self.given.get(name, "").strip()
        if value and not SMTP_ADDRESS.fullmatch(value):
            self.problems.append(
                f"{name} is not an address such as smtp://user:password@mail.example.org:587"
            )
            return ""
        if value and not self.given.get("MAIL_FROM", "").strip():
            self.problems.append(f"{name} needs MAIL_FROM, the address that mails come from")
        return value

    def mail_from(self, name: str) -> str:
        """One plain address; nothing that could start another line of a mail's head."""
        value = self.given.get(name, "").strip()
        if value and not MAIL_ADDRESS.fullmatch(value):
            self.problems.append(f"{name} is not an address such as screening@example.org")
            return ""
        return value

    def choice(self, name: str, kind: type[Environment], default: Environment) -> Environment:
        value = self.given.get(name, "").strip()
        try:
            return kind(value) if value else default
        except ValueError:
            self.problems.append(f"{name} is none of {', '.join(kind)}")
            return default
