"""How one question is drawn: every word, order and tick decided here, so that templates decide nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.domain.answers import NONE_OPTION, NOT_SURE, Answer, Answers
from screening.domain.path import options_for
from screening.domain.questionnaire import Layout, Option, Question, QuestionType


@dataclass(frozen=True, slots=True)
class OptionView:
    """One thing to choose. `target` is its id on the page."""

    value: str
    label: str
    hint: str | None
    checked: bool
    target: str
    bar: int = 0
    """Length of the bar beside a 0 to 10 answer, in percent."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question as drawn."""

    id: str
    layout: str
    label: str
    short_label: str
    statement: str
    """A yes/no question as a line to tick."""
    hint: str | None
    why: str
    options: tuple[OptionView, ...]
    apart: tuple[OptionView, ...]
    """Answers kept apart after "or": none of these, I am not sure."""
    text: str
    unit: str | None
    numeric: str
    """The phone keyboard: "numeric" for whole numbers, "decimal" else."""
    error: str | None
    doubt: str | None

    @property
    def target(self) -> str:
        """Where a link to this question leads: the first thing that can be pressed or typed into."""
        if self.layout in {Layout.NUMBER, Layout.TEXT, Layout.SELECT} or not self.options:
            return self.id
        return self.options[0].target

    @property
    def described_by(self) -> str:
        """The ids of the hint and the error, for the input."""
        said = (("hint", self.hint), ("error", self.error or self.doubt))
        return " ".join(f"{self.id}-{name}" for name, text in said if text)


Shown = Mapping[str, str | Sequence[str]]
"""What to show in the inputs, as text: what was typed, or what is stored."""


def as_text(answer: Answer) -> str | Sequence[str]:
    """A stored answer as the form would send it."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, tuple):
        return answer or (NONE_OPTION,)
    return f"{answer:g}" if isinstance(answer, float) else str(answer)


def stored_texts(answers: Answers, fields: Sequence[str]) -> dict[str, str | Sequence[str]]:
    """The stored answers of these fields, as text."""
    return {field: as_text(answers[field]) for field in fields if field in answers}


def field_view(
    question: Question, shown: Shown, answers: Answers, error: str | None = None, doubt: str | None = None
) -> FieldView:
    """One question with what was typed or stored, and what is wrong with it."""
    value = shown.get(question.id, "")
    chosen = frozenset([value] if isinstance(value, str) else value)
    options, apart = _options(question, chosen, answers)
    return FieldView(
        id=question.id,
        layout=question.layout.value,
        label=question.label,
        short_label=question.short_label,
        statement=question.statement or question.label,
        hint=question.hint,
        why=question.why,
        options=options,
        apart=apart,
        text=value if isinstance(value, str) and value != NOT_SURE else "",
        unit=question.unit if question.layout is Layout.NUMBER else None,
        numeric="numeric" if question.type is QuestionType.INTEGER else "decimal",
        error=error,
        doubt=doubt,
    )


def _options(
    question: Question, chosen: frozenset[str], answers: Answers
) -> tuple[tuple[OptionView, ...], tuple[OptionView, ...]]:
    offered = [option for option in options_for(question, answers) if option.value != NOT_SURE]
    if question.type is QuestionType.BOOLEAN:
        offered = [Option("yes", question.yes_label), Option("no", question.no_label)]
    if question.layout is Layout.PAIN_SCALE:
        offered = _scale(question)
    main = [
        option
        for option in offered
        if not (question.type is QuestionType.LIST and option.value == NONE_OPTION)
    ]
    rest = [option for option in offered if option not in main]
    if question.not_sure:
        rest.append(Option(NOT_SURE, question.not_sure))
    views = [_option_view(question, option, chosen) for option in main]
    return tuple(views), tuple(_option_view(question, option, chosen) for option in rest)


def _scale(question: Question) -> list[Option]:
    """Every whole number from the least to the most, each with its word."""
    low, high = int(question.minimum or 0), int(question.maximum or 0)
    words = question.scale_words
    return [
        Option(str(number), words[number - low] if number - low < len(words) else "")
        for number in range(low, high + 1)
    ]


def _option_view(question: Question, option: Option, chosen: frozenset[str]) -> OptionView:
    return OptionView(
        value=option.value,
        label=option.label,
        hint=option.hint,
        checked=option.value in chosen,
        target=f"{question.id}-{option.value}",
        bar=_bar(question, option),
    )


def _bar(question: Question, option: Option) -> int:
    if question.layout is not Layout.PAIN_SCALE or not option.value.isdigit():
        return 0
    return round(100 * int(option.value) / (question.maximum or 1))
