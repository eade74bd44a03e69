"""Answer sets from a seed, quick enough for a hundred thousand: healthy, hurt and contradictory ones.

Numbers are drawn half of the time from the thresholds in the rules, one step either way and at them, so that
equality at a cut-off is met again and again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from random import Random

from screening.domain.answers import NONE_OPTION, NOT_SURE, Answer, Answers
from screening.domain.conditions import Compare, holds
from screening.domain.derived import Derivation, DerivedNumber
from screening.domain.facts import Facts
from screening.domain.questionnaire import Question, QuestionType
from screening.domain.rulebook import Rulebook
from screening.rulebook.load import default_rulebook
from screening.rulebook.walking import walk
from tests.support.answers import IMAGING_CLASSES
from tests.support.scenarios import boundary_cases, public_cases

WRITTEN = (*IMAGING_CLASSES, "Grade 2 c.", "type 3", "BAMIC 2b", "2.5", "12c", "1 or 2", "2nd", "grade2c")
NUMERIC = (QuestionType.INTEGER, QuestionType.NUMBER)
ASYMMETRY_BASE = 400.0


class RandomAnswers:
    """Endless answer sets.

    `blank` is the share of questions without an answer, on average: a set has none of them, as many, or twice
    as many. `not_sure` is the share of "not sure" where a question takes it.
    """

    def __init__(
        self, seed: int, *, blank: float = 0.25, not_sure: float = 0.1, rulebook: Rulebook | None = None
    ) -> None:
        self._random = Random(seed)  # noqa: S311 - no secret: the same seed must give the same answers
        self._blank, self._not_sure = blank, not_sure
        book = rulebook or default_rulebook()
        self._questions = tuple(book.questionnaire.questions.values())
        self._by_id = book.questionnaire.questions
        self._pools = pools(book) if rulebook else shipped_pools()
        self._bases = bases()
        self._required = [required.field for required in book.risk.required]
        self._first_weeks = book.risk.return_module.weeks_field
        self._counted = [
            place for place, cell in book.risk.baselines.cells.items() if cell.quality in book.risk.number_for
        ]

    def __iter__(self) -> Iterator[Answers]:
        kinds = (self.healthy, self.healthy, self.near_a_case, self.near_a_case, self.contradictory)
        while True:
            yield self._random.choice(kinds)()

    def take(self, count: int) -> list[Answers]:
        """The next so many."""
        endless = iter(self)
        return [next(endless) for _ in range(count)]

    def healthy(self) -> Answers:
        """Nothing wrong now; everything about the season may be answered."""
        about = {"problem", "clinical_findings"}
        given = self._answered(question for question in self._questions if question.section not in about)
        given |= {field: self._answer_to(self._by_id[field]) for field in self._required}
        if self._random.random() < 0.8:
            given |= self._usual()
        if self._random.random() < 0.5:
            given.pop(self._first_weeks, None)
        if self._random.random() < 0.05:
            given.pop(self._random.choice(self._required))
        return Answers(given)

    def _usual(self) -> dict[str, Answer]:
        """A grown athlete of a group that has a number, fit for the questions."""
        sport, level = self._random.choice(self._counted)
        positions = [
            option.value
            for option in self._by_id["position"].options
            if holds(option.only_when, Facts({"sport": sport}))
        ]
        return {
            "sport": sport,
            "level": level,
            **({"position": self._random.choice(positions)} if positions else {}),
            "sex": self._random.choice(("male", "male", "female")),
            "age_years": self._random.randint(15, 40),
            "exclusions": (NONE_OPTION,),
            "has_problem": False,
        }

    def near_a_case(self) -> Answers:
        """A case of the scenarios with a season behind it and a few answers changed or withdrawn."""
        given = dict(self.healthy()) | dict(self._random.choice(self._bases))
        for _ in range(self._random.randrange(6)):
            question = self._random.choice(self._questions)
            if self._random.random() < 0.4:
                given.pop(question.id, None)
            else:
                given[question.id] = self._answer_to(question)
        return Answers(given)

    def contradictory(self) -> Answers:
        """Any answer to any question, whether or not they go together."""
        return Answers(self._answered(self._questions))

    def _answered(self, questions: Sequence[Question] | Iterator[Question]) -> dict[str, Answer]:
        share = self._blank * self._random.randrange(3)
        return {
            question.id: self._answer_to(question) for question in questions if self._random.random() >= share
        }

    def _answer_to(self, question: Question) -> Answer:
        if question.takes_not_sure and self._random.random() < self._not_sure:
            return NOT_SURE
        match question.type:
            case QuestionType.BOOLEAN:
                return self._random.random() < 0.3
            case QuestionType.CHOICE:
                return self._random.choice(question.option_values)
            case QuestionType.LIST:
                return self._ticks(question)
            case QuestionType.TEXT:
                return self._random.choice(WRITTEN)
            case QuestionType.INTEGER | QuestionType.NUMBER:
                return self._number(question)

    def _ticks(self, question: Question) -> Answer:
        options = [value for value in question.option_values if value not in {NONE_OPTION, NOT_SURE}]
        ticked = self._random.sample(options, min(len(options), self._random.choice((0, 0, 1, 1, 2, 3))))
        if not ticked and NONE_OPTION in question.option_values and self._random.random() < 0.5:
            return (NONE_OPTION,)
        return tuple(ticked)

    def _number(self, question: Question) -> Answer:
        pool = self._pools.get(question.id)
        if pool and self._random.random() < 0.5:
            return self._random.choice(pool)
        low, high = question.minimum or 0.0, question.maximum or 100.0
        if question.type is QuestionType.INTEGER:
            return self._random.randint(int(low), int(high))
        return round(self._random.uniform(low, high), self._random.randrange(4))


@cache
def bases() -> tuple[Mapping[str, Answer], ...]:
    """The answers of the shipped cases."""
    return tuple(dict(case.answers) for case in (*boundary_cases(), *public_cases()))


@cache
def shipped_pools() -> Mapping[str, Sequence[float]]:
    return pools(default_rulebook())


def pools(rulebook: Rulebook) -> Mapping[str, Sequence[float]]:
    """For every numeric question the numbers at which a rule changes its mind, and their neighbours."""
    cuts: dict[str, set[float]] = {}
    for item in walk(rulebook):
        if isinstance(item, Compare):
            cuts.setdefault(item.field, set()).add(item.threshold)
    weeks = rulebook.risk.return_module
    cuts.setdefault(weeks.weeks_field, set()).add(weeks.first_weeks)
    for factor in rulebook.risk.factors:
        if factor.curve is not None:
            cuts.setdefault(factor.fields[0], set()).update((factor.curve.youngest, factor.curve.oldest))
    for derived in rulebook.derived:
        if isinstance(derived, DerivedNumber):
            for threshold in cuts.get(derived.id, ()):
                _spread(derived, threshold, cuts)
    return {
        field: _near(question, cuts[field])
        for field, question in rulebook.questionnaire.questions.items()
        if field in cuts and question.type in NUMERIC
    }


def _spread(derived: DerivedNumber, threshold: float, cuts: dict[str, set[float]]) -> None:
    """Numbers for the parts with which the whole can equal the threshold."""
    found = {threshold}
    if derived.derivation is Derivation.SUM:
        found = {threshold, 0.0, float(threshold // 2), threshold - threshold // 2}
    elif derived.derivation is Derivation.ASYMMETRY_PCT:
        found = {ASYMMETRY_BASE, ASYMMETRY_BASE * (100 - threshold) / 100}
    for field in derived.of:
        cuts.setdefault(field, set()).update(found)


def _near(question: Question, cuts: set[float]) -> tuple[float, ...]:
    step = 1.0 if question.type is QuestionType.INTEGER else 0.1
    low, high = question.minimum or 0.0, question.maximum or 100.0
    every = {round(cut + by, 6) for cut in cuts for by in (-step, 0.0, step)} | {low, high}
    allowed = sorted(value for value in every if low <= value <= high)
    if question.type is QuestionType.INTEGER:
        return tuple(int(value) for value in allowed if value == int(value))
    return tuple(allowed)
