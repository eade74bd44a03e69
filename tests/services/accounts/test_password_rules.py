"""Passwords: long, any characters, and none of those that are tried first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.services.accounts.password_rules import LONGEST, password_problem, shortest, typed_password

GOOD = "kettle orbit lemon 7"
TRIED_FIRST = [
    "passwordpassword",
    "Password1234567!",
    "qwertyuiopasdfgh",
    "1234567890123456",
    "aaaaaaaaaaaaaaaaaa",
    "letmeinletmein12",
    "iloveyou20262026",
    "hamstringscreening",
    "hamstring screening 1",
]


def test_with_a_second_factor_twelve_characters_are_enough_and_fifteen_without() -> None:
    assert (shortest(second_factor=True), shortest(second_factor=False)) == (12, 15)
    eleven, twelve, fourteen, fifteen = ("kettl orbit7x9q"[:count] for count in (11, 12, 14, 15))
    assert password_problem(eleven, second_factor=True)
    assert password_problem(twelve, second_factor=True) is None
    assert password_problem(fourteen, second_factor=False)
    assert password_problem(fifteen, second_factor=False) is None


def test_any_characters_are_fine_up_to_256_and_more_is_refused() -> None:
    assert password_problem("Wörter für drei Züge", second_factor=False) is None
    assert password_problem("ключ орбита лимон семь", second_factor=False) is None
    longest = (GOOD * 20)[:LONGEST]
    assert password_problem(longest, second_factor=False) is None
    assert "256" in str(password_problem(longest + "x", second_factor=False))


@pytest.mark.parametrize("password", TRIED_FIRST)
def test_what_is_tried_first_is_refused_however_long(password: str) -> None:
    assert "easy to guess" in str(password_problem(password, second_factor=True))


@pytest.mark.parametrize("about", [("Wilhelmina Featherstone",), ("wilhelmina.featherstone@example.org",)])
def test_the_persons_own_name_and_address_are_tried_first(about: tuple[str, ...]) -> None:
    assert password_problem("wilhelmina.featherstone", second_factor=True, about=about)


def test_control_characters_are_refused_because_no_keyboard_types_them_again() -> None:
    assert "control" in str(password_problem(GOOD + "\x07", second_factor=False))


def test_an_accent_is_the_same_however_the_keyboard_composed_it() -> None:
    assert typed_password("cafe\u0301 orbit lemon") == typed_password("caf\u00e9 orbit lemon")


@settings(max_examples=30)
@given(st.text(max_size=300), st.booleans())
def test_no_text_brings_the_check_down(password: str, second_factor: bool) -> None:
    problem = password_problem(password, second_factor=second_factor)
    assert problem is None or problem
    if len(password) < shortest(second_factor=second_factor):
        assert problem
