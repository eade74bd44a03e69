"""Keys under which names that look alike are the same, whatever alphabet, accent, case or order of words.

They only find names to show to a person, who decides; nothing is ever joined because two keys are equal.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST_KEY = 320

# Letters of their own, which no decomposition takes apart.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ŋ": "n",
        "ə": "e",
    }
)
# Cyrillic and Greek letters by the Latin letter that their capital, or their small form, is taken for.
_CYRILLIC = dict(zip("авекмнорстухіјѕԁһӏԛԝү", "abekmhopctyxijsdhlqwy", strict=True))
_GREEK = dict(zip("αβεικμορτχ", "abeikmoptx", strict=True))
_BY_CAPITAL = str.maketrans({**_CYRILLIC, **_GREEK, **dict(zip("ζηνυ", "zhny", strict=True))})
_BY_SMALL = str.maketrans(
    {**_CYRILLIC, **_GREEK, **dict(zip("гпиηνυγωσς", "rnunvuywoc", strict=True))},
)
_VOWELS = re.compile("(?<=[aou])e")
"""Müller is also written Mueller. Applied to every name alike, so that only the comparison changes."""


def name_key(name: str) -> str:
    """The name for finding look-alikes: without case, accents, punctuation, alphabet and order of words."""
    return _key(name, small=False)


def look_alike_keys(name: str) -> frozenset[str]:
    """Every key of the name; two names look alike where they share one."""
    return frozenset((_key(name, small=False), _key(name, small=True)))


def look_alike(one: str, other: str) -> bool:
    """Whether two names look alike."""
    return not look_alike_keys(one).isdisjoint(look_alike_keys(other))


def email_key(address: str) -> str:
    """An address as it is compared. Providers that tell capitals apart in it are not known in practice."""
    return unicodedata.normalize("NFKC", address.strip()).casefold()


def club_key_alike(key: str) -> str:
    """A club number without what spreadsheets and fingers change: case, blanks and zeros at the start."""
    folded = unicodedata.normalize("NFKC", key).casefold()
    return "".join(folded.split()).lstrip("0")


@lru_cache(maxsize=1 << 15)
def _key(name: str, *, small: bool) -> str:
    folded = _without_marks(unicodedata.normalize("NFKC", name).casefold()).translate(_PLAIN)
    shapes = folded.translate(_BY_SMALL if small else _BY_CAPITAL)
    letters = "".join(map(_part, shapes))
    words = sorted(_VOWELS.sub("", word) for word in letters.split())
    return " ".join(words)[:LONGEST_KEY]


def _without_marks(text: str) -> str:
    return "".join(
        character
        for character in unicodedata.normalize("NFD", text)
        if unicodedata.category(character) != "Mn"
    )


def _part(character: str) -> str:
    """Letters and digits stay, what stands inside a word goes, anything else parts two words."""
    if character.isalnum():
        return character
    inside = character in "'’‘ʼ`´." or unicodedata.category(character) in {"Cf", "Lm", "Mc", "Me"}
    return "" if inside else " "
