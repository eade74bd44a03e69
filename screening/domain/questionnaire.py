"""The questionnaire as data: every question once, for forms, JSON, CSV, the command line and the docs."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from .conditions import ALWAYS, Condition


class QuestionType(enum.StrEnum):
    INTEGER = "integer"
    NUMBER = "number"
    CHOICE = "choice"
    LIST = "list"
    BOOLEAN = "boolean"
    TEXT = "text"


class Who(enum.StrEnum):
    """Who may answer: the athlete, staff who measured it, or a physio who examined."""

    ATHLETE = "athlete"
    STAFF = "staff"
    PHYSIO = "physio"


class Layout(enum.StrEnum):
    """How a question is drawn on its page."""

    CHOICES = "choices"
    TICKS = "ticks"
    YES_NO = "yes_no"
    NUMBER = "number"
    PAIN_SCALE = "pain_scale"
    BODY_MAP = "body_map"
    SELECT = "select"
    TEXT = "text"


class PageKind(enum.StrEnum):
    """How a page of the web form asks."""

    SINGLE = "single"
    """One question; its label is the heading."""
    GROUP = "group"
    """A tight group of questions under the page's own title."""
    TICK_GROUP = "tick_group"
    """Yes/no questions drawn as one tick list with "none of these"; nothing ticked means not answered."""
    DEMAND_GRID = "demand_grid"
    """One row of the same options per field, prefilled by sport and confirmed as a whole."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice or tick list; `only_when` hides it where it makes no sense."""

    value: str
    label: str
    hint: str | None = None
    only_when: Condition = ALWAYS
    accepted_only: bool = False
    """Read in JSON and CSV for older data, but never offered in a form."""


@dataclass(frozen=True, slots=True)
class Question:
    """One field of the contract.

    `minimum` and `maximum` are hard limits (refused outside); `soft_minimum` and `soft_maximum` make the
    form ask "is that right?". All four are in `unit`.
    """

    id: str
    section: str
    type: QuestionType
    who: Who
    label: str
    short_label: str
    """A few words for tables, check-your-answers and CSV documentation."""
    why: str
    layout: Layout
    hint: str | None = None
    unit: str | None = None
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    soft_minimum: float | None = None
    soft_maximum: float | None = None
    options: tuple[Option, ...] = ()
    not_sure: str | None = None
    """The label of the "I'm not sure" answer in forms; None where a form does not offer it."""
    show_when: Condition = ALWAYS
    scale_words: tuple[str, ...] = ()
    yes_label: str = "Yes"
    no_label: str = "No"
    statement: str | None = None
    """A yes/no question as a line to tick on a tick-group page."""
    thing: str | None = None
    """What is asked for, to follow "Enter" or "Choose" in a message: "your age in whole years"."""
    required_in_form: bool = False
    """The web form does not go on without it; elsewhere it may be absent."""
    max_length: int | None = None
    """Of a text, in characters."""
    unused: str | None = None
    """Why no rule reads it, for the check that every question is used."""

    @property
    def offered(self) -> tuple[Option, ...]:
        """The options a form may show."""
        return tuple(option for option in self.options if not option.accepted_only)

    @property
    def takes_not_sure(self) -> bool:
        """Whether "not_sure" is an answer: always for yes/no, otherwise where the question says so."""
        return self.type is QuestionType.BOOLEAN or self.not_sure is not None

    @property
    def option_values(self) -> tuple[str, ...]:
        return tuple(option.value for option in self.options)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the web form: one question or one tight group."""

    id: str
    section: str
    title: str
    fields: tuple[str, ...]
    hint: str | None = None
    why: str | None = None
    show_when: Condition = ALWAYS
    prefill: Mapping[str, Mapping[str, str]] | None = None
    """Per sport: suggested answers by field, counted as answered only once the page is confirmed."""
    suggested: Mapping[str, str] | None = None
    """The same for every sport; for preferences, never for anything about health."""
    kind: PageKind = PageKind.GROUP
    part: str = ""
    """The stretch of the form the page belongs to; pages of one part stand together."""
    extra: bool = False
    """Only on request, from "check your answers": it sharpens a result and is not on the short path."""
    none_label: str = ""
    not_sure_label: str = ""
    """Both for tick groups."""


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    intro: str | None = None


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All questions by id, in file order, and the pages of the web form in order."""

    sections: tuple[Section, ...]
    questions: Mapping[str, Question]
    pages: tuple[Page, ...]

    def question(self, field: str) -> Question:
        return self.questions[field]
