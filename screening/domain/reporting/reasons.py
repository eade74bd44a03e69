"""The reasons of a result as a tree: question, rule, what it looked at, what it did, what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from screening.domain.answers import NONE_OPTION, Answers, Known
from screening.domain.assessment import Assessment
from screening.domain.reporting.answered import answer_words
from screening.domain.reporting.season import people
from screening.domain.reporting.view import ReasonGroup, ReasonRow, Row
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import capital, ended
from screening.domain.rulebook import Rulebook
from screening.domain.sources import Source
from screening.domain.trace import TraceStep
from screening.domain.vocabulary import Certainty

KINDS = (
    ("gate", "Is it a muscle strain at all?"),
    ("grade", "Which pattern does it fit?"),
    ("findings", "What was found on examination"),
    ("missing", "What follows from missing answers"),
    ("alternative", "What else could it be, and does a scan help?"),
    ("imaging", "What else could it be, and does a scan help?"),
    ("triage", "How soon should somebody see it?"),
    ("risk", "What moves the risk, and by how much?"),
    ("plan", "Which plan?"),
)
PARTS_OF_RISK = {
    "risk.baseline": "Who are you compared with?",
    "risk.band": "What follows for the season and the next weeks?",
    "risk.return_module": "What follows for the season and the next weeks?",
    "risk.fortnight_light": "What follows for the season and the next weeks?",
}
MULTIPLIED = dict(KINDS)["risk"]
"""The group whose effects are multiplied."""
OTHER = "Other rules"
CERTAINTY = {
    Certainty.HIGH: "high",
    Certainty.MODERATE: "moderate",
    Certainty.LOW: "low",
    Certainty.VERY_LOW: "very low",
    Certainty.CONFLICTING: "studies disagree",
    Certainty.NONE: "none: this is the level everything is compared with",
}
EFFECT_DECIMALS = 3
"""With three decimals the printed effects of two dozen factors multiply to the printed total within 2%."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What steps are put into words with."""

    answers: Answers
    rulebook: Rulebook
    wording: Wording
    sentences: dict[str, str]
    """What the result says by rule, for steps that carry no sentence of their own."""
    conclusions: dict[str, str]
    """What stands in place of a conclusion that is meant for machines."""


def reason_groups(
    assessment: Assessment, answers: Answers, rulebook: Rulebook, wording: Wording
) -> tuple[ReasonGroup, ...]:
    """The trace by the question it answers, in the order of evaluation."""
    words = _Words(
        answers, rulebook, wording, _sentences(assessment, wording), _conclusions(assessment, rulebook)
    )
    found: dict[str, list[ReasonRow]] = {}
    for step in assessment.trace:
        found.setdefault(_question(step.rule), []).append(_row(step, words))
    together = _together(assessment)
    return tuple(
        ReasonGroup(title, tuple(rows), together if title == MULTIPLIED else "")
        for title, rows in found.items()
    )


def cited(groups: Iterable[ReasonGroup], rulebook: Rulebook) -> tuple[Row, ...]:
    """Every source of these reasons: its key and where to find it."""
    keys = {source for group in groups for row in group.rows for source in row.sources}
    return tuple(Row(key, _where(rulebook.sources[key])) for key in sorted(keys) if key in rulebook.sources)


def effect_words(effect: float) -> str:
    """A multiplier as printed: × 1.531."""
    return f"× {effect:.{EFFECT_DECIMALS}f}"


def _question(rule: str) -> str:
    kind = rule.partition(".")[0]
    return PARTS_OF_RISK.get(rule) or dict(KINDS).get(kind, OTHER)


def _together(assessment: Assessment) -> str:
    """What all effects multiply to; empty while nothing is multiplied."""
    relative = assessment.risk.relative_to_peers
    if relative is None:
        return ""
    return f"All effects multiplied: {effect_words(relative)}, compared with the average of the group."


def _sentences(assessment: Assessment, wording: Wording) -> dict[str, str]:
    risk = assessment.risk
    found = {f"risk.{factor.id}": factor.text for factor in risk.factors}
    found |= {f"risk.{one.id}": one.text for one in risk.adjustments}
    found |= {reason.id: reason.text for reason in assessment.triage.reasons}
    if risk.baseline:
        found["risk.baseline"] = f"You are compared with {risk.baseline.label}"
    if risk.band:
        found["risk.band"] = f"The band is “{wording.say(f'band.{risk.band}.word')}”."
    if risk.fortnight_light:
        word = wording.say(f"light.{risk.fortnight_light}.word").lower()
        found["risk.fortnight_light"] = f"{wording.say('light.title')}: {word}"
    if risk.return_module:
        found["risk.return_module"] = risk.return_module.note
    return found


def _conclusions(assessment: Assessment, rulebook: Rulebook) -> dict[str, str]:
    """The group by its id and quality; its figure only where people may see a number."""
    risk = assessment.risk
    if risk.baseline is None:
        return {}
    typical = ""
    if risk.typical_probability is not None:
        typical = (
            f", {people(risk.typical_probability, rulebook.risk, as_range=True)} of 100 typical athletes"
        )
    group = risk.baseline.id.replace("_", " ").replace(".", ", ")
    return {"risk.baseline": f"{group}{typical}, evidence {risk.baseline.quality}"}


def _row(step: TraceStep, words: _Words) -> ReasonRow:
    result = capital(words.conclusions.get(step.rule) or step.result.replace("_", " "))
    spoken = words.sentences.get(step.rule, "")
    sentence = step.text or spoken
    return ReasonRow(
        rule=step.rule,
        sentence=ended(capital(sentence or result)),
        looked_at=tuple(
            Row(_name(name, words.rulebook), _value(name, value, words)) for name, value in step.read.items()
        ),
        result=result if sentence else "",
        weight="" if step.weight is None else f"{step.weight:.{EFFECT_DECIMALS}f}",
        effect="" if step.effect is None else effect_words(step.effect),
        certainty="" if step.certainty is None else CERTAINTY[step.certainty],
        sources=step.sources,
        also=ended(capital(spoken)) if spoken not in {"", sentence} else "",
    )


def _name(name: str, rulebook: Rulebook) -> str:
    """A question by its short label; a value worked out from answers by its own name."""
    question = rulebook.questionnaire.questions.get(name)
    if question is not None:
        return question.short_label
    return capital(name.partition(".")[2].replace("_", " ")) or name


def _value(name: str, value: Known | None, words: _Words) -> str:
    question = words.rulebook.questionnaire.questions.get(name)
    if question is not None and name in words.answers:
        return answer_words(question, words.answers[name], words.wording)
    if value is None:
        return "Not answered" if question is not None else "Not known"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, frozenset):
        listed = tuple(sorted(value)) or (NONE_OPTION,)
        return "; ".join(listed).replace("_", " ")
    return value.replace("_", " ") if isinstance(value, str) else f"{value:g}"


def _where(source: Source) -> str:
    place = (
        f"doi:{source.doi}" if source.doi else f"PMID {source.pmid}" if source.pmid else source.address or ""
    )
    unsure = "" if source.verified else " Not yet confirmed."
    reference = source.reference.rstrip(".")
    return f"{reference}." + (f" {place}." if place and place not in reference else "") + unsure
