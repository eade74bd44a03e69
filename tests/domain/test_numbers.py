"""Numbers are read in one way only, or not at all."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.numbers import NotANumber, plain, read_number, words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("24", 24),
        ("0", 0),
        ("007", 7),
        (" 24 ", 24),
        ("\t7.5\n", 7.5),
        ("7,5", 7.5),
        ("7.50", 7.5),
        ("12,5", 12.5),
        ("7.0", 7),
        ("-5", -5),
        ("-0", 0),
        ("-0.0", 0),
        ("312.125", 312.125),
        ("0,125", 0.125),
        ("123456789012", 123456789012),
        ("123456.789012", 123456.789012),
    ],
)
def test_plain_numbers_are_read(text: str, number: float) -> None:
    found = read_number(text)
    assert found == number
    assert type(found) is type(number)
    assert math.copysign(1, found) == math.copysign(1, number)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "nan",
            "NaN",
            "inf",
            "-inf",
            "Infinity",
            "sNaN",
            "1e2",
            "1E2",
            "1e400",
            "+5",
            "--5",
            "- 5",
        ),
        *(
            "0x10",
            "0b1",
            "0o7",
            "1_0",
            "1 000",
            "1 0",
            "7.",
            ".5",
            ",5",
            "7..5",
            "7,5,1",
            "1.000.000",
            "1'000",
        ),
        *(
            "½",
            "²",
            "٢٤",
            "२४",
            "\uff12\uff14",
            "𝟐𝟒",
            "twenty",
            "24 years",
            "1/2",
            "12%",
            "7:30",
            "\u00a024",
            "\u200b24",
        ),
        *("1" * 13, "9" * 400, "1." + "3" * 12, "1\x000", "24\n24", "true", "None"),
    ],
)
def test_everything_else_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(NotANumber, match=r".{5,}"):
        read_number(text)


@pytest.mark.parametrize("text", ["1,000", "312,125", "12,500"])
def test_a_comma_that_may_group_thousands_is_refused(text: str) -> None:
    with pytest.raises(NotANumber, match="thousand"):
        read_number(text)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e12, -1e300, 10**400])
def test_typed_numbers_must_be_finite_and_short(value: float) -> None:
    with pytest.raises(NotANumber):
        plain(value)


def test_typed_whole_numbers_become_whole() -> None:
    assert type(plain(24.0)) is int
    assert type(plain(7.5)) is float
    assert math.copysign(1, plain(-0.0)) == 1


@given(st.text(max_size=20))
def test_any_text_is_a_finite_number_or_refused(text: str) -> None:
    try:
        found = read_number(text)
    except NotANumber:
        return
    assert math.isfinite(found)
    assert text.strip(" \t\r\n").isascii()


@given(st.integers(0, 10**6), st.integers(0, 99))
def test_point_and_comma_mean_the_same(whole: int, hundredths: int) -> None:
    assert read_number(f"{whole}.{hundredths:02}") == read_number(f"{whole},{hundredths:02}")


def test_limits_are_written_as_people_write_them() -> None:
    assert words(8.0) == "8"
    assert words(0.5) == "0.5"
