"""What we say about an answer that cannot be read: the thing and the way out."""

from __future__ import annotations

from .numbers import words
from .questionnaire import Question, QuestionType


def enter_number(question: Question) -> str:
    """ "Enter your age in whole years, from 8 to 90"."""
    thing = question.thing or question.short_label.lower()
    whole = " as a whole number" if question.type is QuestionType.INTEGER and "whole" not in thing else ""
    if question.minimum is None or question.maximum is None:
        return f"Enter {thing}{whole}"
    limits = f"from {words(question.minimum)} to {words(question.maximum)}"
    if thing.endswith(limits):
        return f"Enter {thing}{whole}"
    return f"Enter {thing}{whole}, {limits}"


def choose_one(question: Question) -> str:
    """ "Choose one of left, right, both, not_sure"."""
    return f"Choose one of {_values(question)}"


def tick_from(question: Question) -> str:
    """ "Choose from kneeling, balance, none"."""
    return f"Choose from {_values(question)}"


def enter_text(question: Question) -> str:
    """ "Enter imaging class with at most 40 characters"."""
    return f"Enter {question.short_label.lower()} with at most {question.max_length} characters"


def _values(question: Question) -> str:
    not_sure = ("not_sure",) if question.not_sure is not None else ()
    return ", ".join((*(option.value for option in question.offered), *not_sure))
