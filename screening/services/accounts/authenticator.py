"""Codes of an authenticator app: six digits that change every 30 seconds, each used once."""

from __future__ import annotations

import datetime as dt

import pyotp

ISSUER = "Hamstring Screening"
STEP_S = 30
DIGITS = 6
DRIFT_STEPS = 1
"""How many steps the phone's clock may be ahead or behind."""


def new_secret() -> str:
    """A fresh secret of 160 bits, in the letters in which it is typed."""
    return pyotp.random_base32()


def address_for_app(secret: str, email: str) -> str:
    """What the QR code holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def typed_code(text: str) -> str:
    """A code as somebody typed it, without spaces and dashes."""
    return "".join(letter for letter in text if letter not in " -\t\u00a0\u2013")


def step_of(secret: str, code: str, now: dt.datetime) -> int | None:
    """The time step a code belongs to, which counts up; None for a wrong code."""
    plain = typed_code(code)
    if len(plain) != DIGITS or not (plain.isascii() and plain.isdigit()):
        return None
    current = int(now.timestamp()) // STEP_S
    maker = pyotp.TOTP(secret)
    fitting = [
        current + drift
        for drift in range(-DRIFT_STEPS, DRIFT_STEPS + 1)
        if pyotp.utils.strings_equal(plain, maker.generate_otp(current + drift))
    ]
    return max(fitting, default=None)
