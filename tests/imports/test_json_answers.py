"""An answers file is one flat JSON object, read strictly."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.errors import InvalidAnswers
from screening.domain.numbers import BadNumber
from screening.imports.json_answers import MAX_BYTES, read_answers_json


def problems_of(data: bytes) -> list[str]:
    with pytest.raises(InvalidAnswers) as refused:
        read_answers_json(data)
    return [str(problem) for problem in refused.value.problems]


def test_an_object_is_read() -> None:
    data = b'{"age_years": 24, "sleep_hours": 7.5, "has_problem": false, "equipment": ["band"], "sex": null}'
    assert read_answers_json(data) == json.loads(data)


def test_a_byte_order_mark_is_no_problem() -> None:
    assert read_answers_json(b"\xef\xbb\xbf{}") == {}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"[1]", "must be one object"),
        (b"24", "must be one object"),
        (b"null", "must be one object"),
        (b"NaN", "must be one object"),
        (b'{"age_years": 24', "line 1, column"),
        (b'{"age_years": \n', "line 2, column 1"),
        (b"{'age_years': 24}", "line 1, column 2"),
        (b'{"a": 1} {"b": 2}', "extra data"),
        (b'{"a": 01}', "is not complete JSON"),
        (b'{"a": +1}', "is not complete JSON"),
        (b'{"a": 1_0}', "is not complete JSON"),
        (b'{"a": 0x10}', "is not complete JSON"),
        (b'{"a": "\x01"}', "is not complete JSON"),
        (b"\xff\xfe{\x00}\x00", "is not UTF-8"),
        ('{"a": "é"}'.encode("latin-1"), "is not UTF-8 (byte 8)"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 30 + b"1" + b"}" * 30, "nested too deeply"),
        (b" " * (MAX_BYTES + 1), "larger than 1 MB"),
        (b'{"a": 1, "a": 1}', "a: This field is there twice"),
        (b'{"b": {"a": 1, "a": 2}}', "a: This field is there twice"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(data: bytes, said: str) -> None:
    found = problems_of(data)
    assert len(found) == 1
    assert said in found[0]
    assert "\n" not in found[0]


def test_every_repeated_key_is_named_once() -> None:
    assert len(problems_of(b'{"a": 1, "b": 1, "a": 2, "b": 2, "a": 3}')) == 2


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e2", "1E400", "1.5e-3", "9" * 400, "0." + "3" * 13]
)
def test_a_number_that_cannot_be_meant_is_kept_apart_with_its_reason(number: str) -> None:
    value = read_answers_json(f'{{"age_years": {number}}}'.encode())["age_years"]
    assert isinstance(value, BadNumber)
    assert value.reason


def test_brackets_and_quotes_inside_texts_do_not_count_as_nesting() -> None:
    text = "[{" * 50 + '"\\'
    assert read_answers_json(json.dumps({"a": text}).encode()) == {"a": text}


@given(st.binary(max_size=200))
def test_any_bytes_are_an_object_or_a_problem(data: bytes) -> None:
    try:
        assert isinstance(read_answers_json(data), dict)
    except InvalidAnswers as refused:
        assert refused.problems  # noqa: PT017 - either way is right


@given(st.text(alphabet='{}[]",:\\ 0123456789.eE-+truefalsn\n\ud800', max_size=60))
def test_anything_that_looks_like_json_is_an_object_or_a_problem(text: str) -> None:
    try:
        assert isinstance(read_answers_json(text.encode("utf-8", "surrogatepass")), dict)
    except InvalidAnswers as refused:
        assert refused.problems  # noqa: PT017 - either way is right
