"""Reads an answers file: one flat JSON object, strictly, with every problem in words.

Numbers go through the one number parser, so what it refuses (exponents, NaN, 400 digits) is reported for its
field together with everything else that is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from screening.domain.errors import InvalidAnswers, Problem
from screening.domain.numbers import BadNumber, NotANumber, read_number
from screening.domain.wellformed import shown

MAX_BYTES = 1_048_576
MAX_DEPTH = 20
WHOLE_FILE = "answers"
"""What stands before the colon where a problem is not about one field."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_answers_json(data: bytes) -> dict[str, object]:
    """The object in the file, its values typed but not yet checked.

    Args:
        data: at most one byte more than MAX_BYTES need ever be read.
    Raises:
        InvalidAnswers: too large, not UTF-8, not JSON, not one object, repeated keys.
    """
    text = _decoded(data)
    if _depth(text) > MAX_DEPTH:
        raise _invalid("is nested too deeply; write one flat object of fields and answers")
    repeated: list[str] = []
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object_noting(repeated),
            parse_int=_number,
            parse_float=_number,
            parse_constant=_not_a_number,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _invalid(f"is not complete JSON at {place}: {error.msg[0].lower()}{error.msg[1:]}") from None
    except (RecursionError, ValueError):
        raise _invalid("cannot be read as JSON; write one flat object of fields and answers") from None
    if not isinstance(value, dict):
        raise _invalid('must be one object, like {"age_years": 24}')
    if repeated:
        keys = dict.fromkeys(repeated)
        raise InvalidAnswers([Problem(shown(key), "This field is there twice; keep one") for key in keys])
    return value


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _invalid("is larger than 1 MB; an answers file holds one athlete")
    data = data.removeprefix(_BYTE_ORDER_MARK)
    if not data.strip():
        raise _invalid('is empty; write one object, like {"age_years": 24}')
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _invalid(f"is not UTF-8 (byte {error.start + 1}); save it as UTF-8") from None


def _depth(text: str) -> int:
    """How deep brackets are nested; brackets inside texts do not count."""
    deepest = depth = 0
    in_text = escaped = False
    for character in text:
        if in_text:
            in_text = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            in_text = True
        elif character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _object_noting(repeated: list[str]) -> Callable[[list[tuple[str, object]]], dict[str, object]]:
    def build(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                repeated.append(key)
            found[key] = value
        return found

    return build


def _number(text: str) -> int | float | BadNumber:
    try:
        return read_number(text)
    except NotANumber as reason:
        return BadNumber(str(reason))


def _not_a_number(text: str) -> BadNumber:
    return BadNumber(f"{text} is not a number")


def _invalid(message: str) -> InvalidAnswers:
    return InvalidAnswers([Problem(WHOLE_FILE, message)])
