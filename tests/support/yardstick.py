"""The yardstick of the benchmarks: the questionnaire as a pydantic model and as a msgspec record.

Each reads a JSON text and validates it against types, options and limits, and refuses unknown fields: what a
careful program would do with a validation library alone.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from pydantic import BaseModel, ConfigDict, Field, create_model

from screening.domain.answers import NOT_SURE
from screening.domain.questionnaire import Question, Questionnaire, QuestionType


def pydantic_model(questionnaire: Questionnaire) -> type[BaseModel]:
    """A model of every field, strict: no text counts as a number and no number as yes."""
    fields: dict[str, Any] = {}
    for question in questionnaire.questions.values():
        limits = Field(**_limits(question))
        length = Field(max_length=question.max_length)
        fields[question.id] = (_type_of(question, limits, length) | None, None)
    config = ConfigDict(strict=True, extra="forbid")
    return create_model("PydanticAnswers", __config__=config, **fields)


def msgspec_record(questionnaire: Questionnaire) -> type[msgspec.Struct]:
    """The same as a msgspec record."""
    fields = []
    for question in questionnaire.questions.values():
        limits = msgspec.Meta(**_limits(question))
        length = msgspec.Meta(max_length=question.max_length)
        fields.append((question.id, _type_of(question, limits, length) | None, None))
    return msgspec.defstruct("MsgspecAnswers", fields, forbid_unknown_fields=True)


def _limits(question: Question) -> dict[str, Any]:
    """The least and the greatest number, whole where the answer is."""
    exact = int if question.type is QuestionType.INTEGER else float
    ends = {"ge": question.minimum, "le": question.maximum}
    return {name: exact(value) for name, value in ends.items() if value is not None}


def _type_of(question: Question, limits: Any, length: Any) -> Any:
    """The type of an answer.

    Args:
        limits: the library's own way to say the least and the greatest number.
        length: its way to say how long a text may be.
    """
    match question.type:
        case QuestionType.BOOLEAN:
            return bool | Literal[NOT_SURE]
        case QuestionType.INTEGER:
            return _or_not_sure(Annotated[int, limits], question)
        case QuestionType.NUMBER:
            return _or_not_sure(Annotated[float, limits], question)
        case QuestionType.LIST:
            return _or_not_sure(list[_words(question, sure=False)], question)
        case QuestionType.CHOICE:
            return _words(question, sure=True)
        case QuestionType.TEXT:
            return Annotated[str, length]


def _words(question: Question, *, sure: bool) -> Any:
    """The options as a closed list; with "not_sure" where a choice takes it."""
    unsure = (NOT_SURE,) if sure and question.takes_not_sure else ()
    return Literal[tuple(dict.fromkeys((*question.option_values, *unsure)))]


def _or_not_sure(kind: Any, question: Question) -> Any:
    return kind | Literal[NOT_SURE] if question.takes_not_sure else kind
