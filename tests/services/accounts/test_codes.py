"""Codes: six digits of an authenticator with their time steps, and recovery codes on paper."""

from __future__ import annotations

import datetime as dt

import pyotp
import pytest

from screening.services.accounts.authenticator import STEP_S, address_for_app, new_secret, step_of
from screening.services.accounts.recovery_codes import HOW_MANY, code_digest, looks_like_one, new_codes
from tests.support.store_rows import NOON

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - opens nothing
STEP = dt.timedelta(seconds=STEP_S)


def test_codes_of_this_step_and_its_neighbours_count_and_tell_their_step() -> None:
    now_step = int(NOON.timestamp()) // STEP_S
    for drift in (-1, 0, 1):
        assert step_of(SECRET, pyotp.TOTP(SECRET).at(NOON + drift * STEP), NOON) == now_step + drift
    for drift in (-2, 2):
        assert step_of(SECRET, pyotp.TOTP(SECRET).at(NOON + drift * STEP), NOON) is None


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 34 5", "-12345", "１23456"]
)
def test_what_is_no_code_of_six_digits_is_wrong(typed: str) -> None:
    assert step_of(SECRET, typed, NOON) is None


def test_a_code_may_be_typed_in_two_groups() -> None:
    code = pyotp.TOTP(SECRET).at(NOON)
    assert step_of(SECRET, f" {code[:3]} {code[3:]} ", NOON) is not None


def test_a_new_secret_has_160_bits_and_the_address_for_the_app_names_the_service() -> None:
    assert len(new_secret()) == 32
    assert len({new_secret() for _ in range(100)}) == 100
    address = address_for_app(SECRET, "sam@example.org")
    assert address.startswith("otpauth://totp/Hamstring%20Screening:sam%40example.org?")
    assert SECRET in address


def test_ten_recovery_codes_all_different_of_80_bits_each() -> None:
    codes = new_codes()
    assert len(set(codes)) == HOW_MANY == 10
    assert all(len(code.replace("-", "")) * 5 == 80 for code in codes)


def test_a_recovery_code_is_the_same_in_small_letters_without_dashes_and_with_look_alikes() -> None:
    assert code_digest(1, "7KQ4-M2RD-90TX-5GH1") == code_digest(1, "7kq4m2rd 9otx 5ghl")
    assert looks_like_one("7kq4m2rd9otx5ghl")
    assert not looks_like_one("123456")


def test_a_recovery_code_counts_for_its_own_account_only() -> None:
    assert code_digest(1, "7KQ4-M2RD-90TX-5GHW") != code_digest(2, "7KQ4-M2RD-90TX-5GHW")
