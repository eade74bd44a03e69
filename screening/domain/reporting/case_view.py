"""The papers of a case as frozen data: every word and its order is decided before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.reporting.case_gate_table import GateRow, GateTable
from screening.domain.reporting.case_lights import DayLight
from screening.domain.reporting.charts.ladder import StageLadder
from screening.domain.reporting.charts.model import BodyMap
from screening.domain.reporting.charts.symmetry import SymmetryBars
from screening.domain.reporting.charts.trend import TrendLine
from screening.domain.reporting.view import AnswerGroup, Possibility, ReasonGroup, Row


@dataclass(frozen=True, slots=True)
class Table:
    """A table with heads. Where it has no rows, `empty` is printed in its place."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseIdentity:
    """What stands on every page, so that two papers, and two legs, are never mixed up."""

    name: str
    person: str
    """What tells the athlete apart: birth date or year, the club's key."""
    side: str
    """"Left leg injured"."""
    case: str
    """The number of the case and its club."""
    as_of: str
    code_label: str
    code: str


@dataclass(frozen=True, slots=True)
class Letter:
    """To whoever takes over: the reason first, then what is known and what is asked."""

    title: str
    to: str
    on: str
    lines: tuple[str, ...]
    sender: str


@dataclass(frozen=True, slots=True)
class CodeBox:
    """The injury code. An unconfirmed one has a box to tick by hand."""

    text: str
    is_confirmed: bool
    box: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Page 1."""

    headline: str
    facts: tuple[Row, ...]
    conflict: str
    """What contradicts itself and has to be settled first, such as two sides; mostly empty."""
    letter: Letter | None
    flags_title: str
    flags: tuple[Row, ...]
    signs_title: str
    signs: tuple[Row, ...]
    """The warning signs of the screening, every negative included."""
    flags_note: str
    pattern: tuple[Row, ...]
    alternatives: tuple[Possibility, ...]
    no_screening: str
    """What is said where no screening stands behind the case; empty where one does."""
    body_map: BodyMap
    code: CodeBox
    not_known: str
    """What nobody has found out or written down, in a sentence."""
    seen: tuple[Row, ...]
    seen_none: str
    consents: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Page 2. `none` is said in place of the page while nothing has been measured or judged."""

    none: str
    symmetry: SymmetryBars | None
    tests: Table
    observed: tuple[Row, ...]
    """Tests without sides, by day and by whom."""
    pain: TrendLine | None
    rung: TrendLine | None
    shares: tuple[TrendLine, ...]
    load: Table
    reasons: tuple[Row, ...]
    """Each rule about this injury in a line."""
    no_reasons: str


@dataclass(frozen=True, slots=True)
class PaperGate:
    """One gate: `table` has every row, `open_rows` and `met_rows` the same apart."""

    table: GateTable
    open_rows: tuple[GateRow, ...]
    met_rows: tuple[GateRow, ...]
    besides: str
    """What the record alone shows and is met, in a sentence: it takes no row."""


@dataclass(frozen=True, slots=True)
class PlanAndGates:
    """Page 3."""

    place: str
    since: str
    ladder: StageLadder
    holds: tuple[Row, ...]
    gate: PaperGate | None
    gate_note: str
    gate_needs: tuple[str, ...]
    settings: tuple[Row, ...]
    dose: Table
    dose_on_next_page: bool
    """The gate is so long that doses and lights stand on the page of the decision."""
    lights: tuple[DayLight, ...]
    lights_words: str


@dataclass(frozen=True, slots=True)
class DecisionPart:
    """One shared decision as recorded, with the three views."""

    title: str
    steps: tuple[Row, ...]
    outcomes: Table
    limiting: str
    views: tuple[Row, ...]
    scope: str
    review: str
    is_blank: bool = False
    """To be filled in by hand: nothing has been recorded yet."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on: whose it is, and what is known of a signature given on screen."""

    role: str
    name: str
    given: str


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """Page 4."""

    decision: DecisionPart | None
    none: str
    clearance: str
    """"Clearance was given by …, not by software.", or that nobody has given one."""
    overrides: Table
    moves: Table
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    answered: str
    answers: tuple[AnswerGroup, ...]
    programme: tuple[Table, ...]
    """The coming days and what their sessions hold."""
    gate_methods: Table | None
    sign_off: Table | None
    """What whoever signed the last move up had before them."""
    check_ins: Table
    events: Table
    reasons: tuple[ReasonGroup, ...]
    """Every rule about this injury with what it looked at."""
    other_reasons: tuple[ReasonGroup, ...]
    changes_title: str
    changes: tuple[str, ...]
    attachments: tuple[Row, ...]
    references: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CaseReport:
    """The physio's paper of a case."""

    language: str
    document_title: str
    made_on: str
    identity: CaseIdentity
    rules: str
    rules_long: str
    aid: str
    supports: str
    notices: tuple[str, ...]
    handover: HandOver
    evidence: Evidence
    plan: PlanAndGates
    decision: DecisionPage
    appendix: Appendix


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """The shared decision on one page, for three names."""

    language: str
    document_title: str
    made_on: str
    identity: CaseIdentity
    rules: str
    aid: str
    supports: str
    headline: str
    facts: tuple[Row, ...]
    page: DecisionPage
