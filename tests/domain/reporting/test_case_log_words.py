"""The events of a case read as sentences, and none of them is left without words."""

from __future__ import annotations

import datetime as dt
import typing

import pytest

from screening.domain.case import events as ev
from screening.domain.case.week.model import PlannedSession, Terms
from screening.domain.case.words import (
    Flag,
    Light,
    Mechanism,
    PainMode,
    Part,
    Party,
    SessionKind,
    SeverityClass,
    Side,
    State,
)
from screening.domain.reporting.case_gate_table import gate_table
from screening.domain.reporting.case_log_words import LogNames, told
from screening.domain.reporting.case_timeline import milestones, timeline
from screening.domain.vocabulary import Grade

DAY = dt.date(2026, 11, 14)
AT = dt.datetime(2026, 11, 14, 9, 30, tzinfo=dt.UTC)
PHYSIO = ev.Who(Party.PHYSIO, "Kim Physio", 7, "PH-4711")
SYSTEM = ev.Who(Party.SYSTEM, "the service")
NAMES = LogNames(
    tests={"ake": "Active knee extension"},
    units={"ake": "degrees"},
    stages={"S3": "Progressive strengthening", "S4": "Running progression"},
    questions={"flag.pop": "A pop or tearing at the buttock?"},
)
CRITERIA = (
    ev.Criterion("S3.run", "Runs at 70%", "Run log", "70%", "70%", True, on=DAY, by="Kim Physio"),
    ev.Criterion("S3.ake", "Knee extension", "Inclinometer", "10°", "not tested", None),
    ev.Criterion("S3.rom", "Range", "Inclinometer", "20%", "25%", False, advisory=True),
)
BODIES: dict[type, tuple[ev.Body, tuple[str, ...]]] = {
    ev.Opened: (
        ev.Opened(Side.RIGHT, DAY, Mechanism.SPRINT, PHYSIO, consent=True, recurrent=True),
        ("Right leg, injured on 14 November 2026, sprinting, without a screening.", "within 12 months"),
    ),
    ev.Screened: (
        ev.Screened({"flag.pop": False, "flag.other": None}),
        ("A pop or tearing at the buttock? No", "flag.other: not known"),
    ),
    ev.GradeSet: (
        ev.GradeSet(SeverityClass.G2, Grade.ONE, Grade.TWO, reason="Walks well", imaging="BAMIC 2b"),
        ("grade I to II", "Imaging as written: BAMIC 2b", "Reason: Walks well"),
    ),
    ev.CodeSet: (ev.CodeSet("OSIICS", "13", "TMHX", "TMHX"), ("TMHX", "Proposed: TMHX")),
    ev.TestRecorded: (
        ev.TestRecorded("ake", DAY, injured=70, other=80, pain=0, method="Inclinometer", corrects=4),
        ("injured leg 70 degrees, other leg 80 degrees, pain 0 of 10", "Takes the place of event 4"),
    ),
    ev.SessionRecorded: (
        ev.SessionRecorded("a", DAY, SessionKind.RUNNING, rung=4, pain_max=1, top_speed_pct=68),
        ("Running session on 14 November 2026", "rung R4", "top speed 68%, self-rated, low accuracy"),
    ),
    ev.CheckIn: (
        ev.CheckIn(Part.MORNING, DAY, pain_morning=2, flags=frozenset({Flag.LIMP})),
        ("Pain 2 of 10", "Unusual: limp"),
    ),
    ev.LightGiven: (ev.LightGiven(DAY, Light.AMBER, ("checkin.CK6",)), ("amber", "checkin.CK6")),
    ev.HoldSet: (ev.HoldSet("Fever", "hold.HD4", stops_training=True), ("Fever", "Every load", "hold.HD4")),
    ev.HoldLifted: (ev.HoldLifted(9, "No fever for two days"), ("event 9", "No fever for two days")),
    ev.RungSet: (ev.RungSet(4, "Placed today", placed=True), ("R4", "supervised graded test")),
    ev.Moved: (
        ev.Moved(
            "move.TR5",
            State.S3,
            State.S4,
            CRITERIA,
            (ev.Overridden("S3.ake", "Splint until Friday"),),
            scope="running to 90%",
            review_on=DAY,
        ),
        (
            "From S3, Progressive strengthening to S4, Running progression",
            "1 of 3 criteria met",
            "Passed without being met: Knee extension. Splint until Friday",
            "Covers: running to 90%",
            "move.TR5",
        ),
    ),
    ev.ClearanceRenewed: (ev.ClearanceRenewed("matches", DAY), ("given again", "Covers: matches")),
    ev.Agreed: (ev.Agreed("move.TR7", agrees=False, text="Not yet"), ("Does not agree to", "Not yet")),
    ev.AskedFor: (ev.AskedFor("a lighter day", "Bad night"), ("Asks for: a lighter day", "Bad night")),
    ev.DecisionRecorded: (
        ev.DecisionRecorded(
            "Strong",
            "A full match",
            "Cup final",
            (ev.Outcome("Injured again", "about one in ten", "", "one in five", True),),
            (ev.View(Party.COACH, "Robin Coach", "Wants 30 minutes", None),),
            "Injured again",
            "30 minutes",
            DAY,
            "move.TR8",
        ),
        ("risk about one in ten", "Robin Coach, coach: Wants 30 minutes (has not said)", "Most limiting"),
    ),
    ev.NoteWritten: (ev.NoteWritten("Seen", clears_red_flags=True), ("Seen", "the case may go on")),
    ev.PainModeSet: (ev.PainModeSet(PainMode.THRESHOLD, "Settles overnight"), ("threshold", "overnight")),
    ev.EccentricCapRaised: (ev.EccentricCapRaised("Strong early"), ("Eccentric class", "Strong early")),
    ev.Delegated: (ev.Delegated(7, "Kim Physio"), ("delegated to Kim Physio",)),
    ev.ResponsibleChanged: (ev.ResponsibleChanged(PHYSIO), ("Kim Physio, physio, PH-4711",)),
    ev.ProgrammeMade: (
        ev.ProgrammeMade(
            Terms(),
            DAY,
            DAY,
            (PlannedSession(DAY, "strength", "Strength", 40, ("Hip thrust, 3 × 8",)),),
            "Asked for fewer days",
        ),
        ("Programme kept, 14 November 2026", "Hip thrust, 3 × 8", "Asked for fewer days"),
    ),
    ev.DaysSaid: (ev.DaysSaid((1, 4), 20), ("Says which days", "Monday and Thursday, 20 minutes at most")),
    ev.FollowUp: (ev.FollowUp(6, True, None, False, 92), ("6 months", "Same level: not known", "92%")),
}


def event(body: ev.Body, number: int = 1, by: ev.Who = PHYSIO) -> ev.CaseEvent:
    return ev.CaseEvent(number, AT, DAY, by, "1.0.0 abc", body)


@pytest.mark.parametrize("kind", typing.get_args(ev.Body), ids=lambda kind: kind.__name__)
def test_every_kind_of_event_has_words_that_say_what_was_entered(kind: type) -> None:
    body, wanted = BODIES[kind]
    found = told(event(body), NAMES)
    said = " ".join((found.head, *found.lines, *found.rules))
    for words in wanted:
        assert words.casefold() in said.casefold(), (words, said)
    assert found.by == "Kim Physio, physio, PH-4711"


def test_what_the_system_did_says_so_with_its_rule() -> None:
    found = told(event(ev.HoldSet("No morning check-in", "hold.HD1"), by=SYSTEM), NAMES)
    assert found.by == "The software"
    assert found.rules == ("hold.HD1",)


def test_red_flags_come_in_the_order_of_the_questions_and_a_yes_first() -> None:
    names = LogNames(questions={"pop": "A pop?", "numb": "Numbness?", "fever": "Fever?"})
    body = ev.Screened({"fever": None, "gone": False, "numb": True, "pop": False})
    event = ev.CaseEvent(3, AT, DAY, PHYSIO, "1.0.0", body)
    assert told(event, names).lines == ("Numbness? Yes", "A pop? No", "Fever? Not known", "gone: no")


def test_a_referral_says_in_words_what_fired() -> None:
    names = LogNames(why={"finding.gap": "A gap can mean a tear."})
    body = ev.Moved("move.TR1", State.TRIAGE, State.REFERRED, rules=("finding.gap", "urgency.T2"))
    said = told(ev.CaseEvent(4, AT, DAY, SYSTEM, "1.0.0", body), names)
    assert said.lines == ("A gap can mean a tear.",)
    assert said.rules == ("finding.gap", "urgency.T2")


def test_not_tested_reads_as_not_tested_whatever_else_it_says() -> None:
    found = told(event(ev.TestRecorded("ake", DAY, tested=False, injured=80)), NAMES)
    assert found.head == "Active knee extension: not tested"


def test_the_timeline_begins_a_chapter_with_each_move_and_loses_nothing() -> None:
    log = tuple(
        event(body, number)
        for number, body in enumerate(
            (
                BODIES[ev.Opened][0],
                BODIES[ev.Screened][0],
                ev.Moved("move.TR0", State.INTAKE, State.TRIAGE),
                BODIES[ev.NoteWritten][0],
                BODIES[ev.Moved][0],
                BODIES[ev.CheckIn][0],
            ),
            1,
        )
    )
    found = timeline(log, NAMES).chapters
    assert [chapter.title for chapter in found] == [
        "S4, Running progression",
        "Before stage 1",
        "Opened and screened",
    ]
    assert [one.number for chapter in found for one in chapter.events] == [6, 5, 4, 3, 2, 1]
    assert [one.number for one in milestones(log, NAMES)] == [5, 3, 1]


def test_a_long_timeline_comes_in_pages_that_together_hold_every_event() -> None:
    log = tuple(event(BODIES[ev.NoteWritten][0], number) for number in range(1, 26))
    pages = [timeline(log, NAMES, page, size=10) for page in (1, 2, 3)]
    numbers = [one.number for page in pages for chapter in page.chapters for one in chapter.events]
    assert numbers == list(range(25, 0, -1))
    assert (pages[0].pages, pages[0].total) == (3, 25)
    assert timeline(log, NAMES, 99, size=10) == pages[2]
    assert timeline(log, NAMES, 0, size=10) == pages[0]


def test_a_gate_counts_met_rows_without_advisory_ones_and_says_what_was_not_tested() -> None:
    table = gate_table("Gate from S3 to S4", CRITERIA)
    assert table.title == "Gate from S3 to S4: 1 of 2 met"
    assert [(row.state, row.is_met, row.advisory) for row in table.rows] == [
        ("Met", True, False),
        ("Not tested", False, False),
        ("Not yet", False, True),
    ]
    assert table.rows[0].on_by == "14 Nov, Kim Physio"
