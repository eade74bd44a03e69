"""Reads texts.yaml and ages.yaml beside this module: what is asked, and from which age one decides alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from screening.domain.clubs import Purpose
from screening.domain.consents import ConsentText, Words

_HERE = Path(__file__).resolve().parent
LOWEST_AGE, HIGHEST_AGE = 13, 16
"""The limits of Article 8 of the General Data Protection Regulation."""


@lru_cache(maxsize=1)
def consent_texts() -> Mapping[Purpose, ConsentText]:
    """Every purpose in the order in which it is asked.

    Raises:
        ValueError: a purpose has no text, or a text has no purpose.
    """
    read = _read("texts.yaml")
    texts = {Purpose(name): _text(Purpose(name), entry) for name, entry in read.items()}
    missing = set(Purpose) - set(texts)
    if missing:
        raise ValueError(f"texts.yaml has no text for {', '.join(sorted(missing))}")
    return texts


def _text(purpose: Purpose, entry: Mapping[str, Any]) -> ConsentText:
    return ConsentText(
        purpose=purpose,
        version=str(entry["version"]),
        same_meaning=frozenset(map(str, entry["same_meaning"])),
        until_asked=frozenset(map(str, entry["until_asked"])),
        needed=entry["needed"],
        from_age=entry["from_age"],
        rests_at_own_age=entry["rests_at_own_age"],
        athlete=Words(**entry["athlete"]),
        guardian=Words(**entry["guardian"]),
    )


def own_age(country: str) -> int:
    """From which age athletes of clubs in a country decide alone, in years."""
    ages = _ages()
    return ages.get(country, ages[""])


@lru_cache(maxsize=1)
def _ages() -> Mapping[str, int]:
    """The age of each listed country; that of the others under the empty name.

    Raises:
        ValueError: an age is outside what the regulation allows.
    """
    read = _read("ages.yaml")
    ages = {country: entry["age"] for country, entry in {**read["countries"], "": read["others"]}.items()}
    if not all(LOWEST_AGE <= age <= HIGHEST_AGE for age in ages.values()):
        raise ValueError(f"an age in ages.yaml is not within {LOWEST_AGE} and {HIGHEST_AGE}")
    return ages


def countries_with_an_age() -> tuple[str, ...]:
    """The countries that are listed, by their two letters."""
    return tuple(sorted(country for country in _ages() if country))


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    return read
