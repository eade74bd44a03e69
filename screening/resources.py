"""The only module that knows where templates and rules are: in a checkout or inside the installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_bundled"
_CHECKOUT = _PACKAGE.parent


def _folder(name: str) -> Path:
    """The bundled folder of that name, or the one beside the package in a checkout."""
    bundled = _BUNDLED / name
    return bundled if bundled.is_dir() else _CHECKOUT / name


def templates_folder() -> Path:
    """Where the page and report templates are."""
    return _folder("templates")


def rules_folder() -> Path:
    """Where the rulebook is."""
    return _folder("rules")


def is_checkout() -> bool:
    """Whether this runs from a working copy rather than from an installed wheel."""
    return not _BUNDLED.is_dir()


def project_root() -> Path:
    """The working copy's root; where the local `instance/` folder lives when run from a checkout."""
    return _CHECKOUT
