"""The whole rulebook as one graph, from the answers to the codes of every conclusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screening.columnar.bands import BANDS
from screening.columnar.deriving import derived_facts
from screening.columnar.facts import Word
from screening.columnar.grade import GradeNodes, graded
from screening.columnar.graph import Graph, Node
from screening.columnar.inputs import AnswerInputs
from screening.columnar.judging import true_where
from screening.columnar.planning import plan_kind
from screening.columnar.program import Program
from screening.columnar.standing import band_places, demand_line, in_first_weeks, standings, status
from screening.columnar.urgency import UrgencyNodes, decided
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import InjuryStatus, NotGradedBecause, RiskStatus, Tag, Urgency

BAND_INPUT = "risk.band"
"""The place of the band from 1, which follows from the first stage; 0 where there is none."""


class RulesGraph:
    """The program, the inputs it reads, and the ids of the causes of an urgency."""

    def __init__(self, rulebook: Rulebook) -> None:
        graph = Graph()
        risk = rulebook.risk
        self.inputs = AnswerInputs(graph, rulebook.questionnaire)
        facts = derived_facts(self.inputs.facts, rulebook.derived)
        grade = graded(facts, self.inputs, rulebook.grading)
        triage = decided(grade, rulebook.triage)
        facts = triage.facts
        stands = standings(facts, risk.factors)
        statuses = status(facts, self.inputs, grade, triage, risk)
        self.causes = tuple(cause.id for cause in triage.causes)
        outputs = {
            **_injury_codes(graph, grade),
            **_urgency_codes(graph, triage),
            "risk_status": _code(graph, list(RiskStatus), statuses),
            "scored": statuses[RiskStatus.SCORED],
            "first_weeks": in_first_weeks(facts, risk.return_module),
            "demands": demand_line(facts, risk.baselines.by_demands),
            "settled": stands.settled,
            "not_applicable": stands.not_applicable,
            **{level_name(place): node for place, node in enumerate(stands.levels)},
            **{
                multiplier_name(place): true_where(multiplier.when, facts)
                for place, multiplier in enumerate(risk.light.multipliers)
            },
        }
        band = band_places(graph, BAND_INPUT, BANDS)
        late = {"plan_kind": plan_kind(grade, triage, band, rulebook.plan)}
        self.program = Program(graph, outputs, late)


def level_name(place: int) -> str:
    return f"level {place}"


def multiplier_name(place: int) -> str:
    return f"multiplier {place}"


def cause_name(place: int) -> str:
    return f"cause {place}"


def _injury_codes(graph: Graph, grade: GradeNodes) -> dict[str, Node]:
    tags = list(grade.tags.items())
    return {
        "injury_status": _code(graph, list(InjuryStatus), grade.status),
        "not_graded_because": _code(graph, list(NotGradedBecause), grade.because),
        "grade_down": grade.span.down,
        "grade_up": grade.span.up,
        "tags": graph.pick([1 << list(Tag).index(tag) for tag, _ in tags], [node for _, node in tags]),
    }


def _urgency_codes(graph: Graph, triage: UrgencyNodes) -> dict[str, Node]:
    codes = {"urgency": _code(graph, list(Urgency), triage.urgency)}
    for place, cause in enumerate(triage.causes):
        ranks = [level.rank for level in cause.at]
        codes[cause_name(place)] = graph.pick(ranks, list(cause.at.values()))
    return codes


def _code(graph: Graph, vocabulary: Sequence[Word], places: Mapping[Word, Node]) -> Node:
    """The place in the vocabulary, from 1; 0 for none."""
    return graph.pick([vocabulary.index(word) + 1 for word in places], list(places.values()))
