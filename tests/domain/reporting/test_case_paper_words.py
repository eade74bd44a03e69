"""What the papers of a case say, and what they never leave unsaid."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.case import events as ev
from screening.domain.case.words import Flag, Light, Part, Party, State
from screening.domain.reporting import case_tests_table
from screening.domain.reporting.case_appendix import appendix_of
from screening.domain.reporting.case_decision import AGREES, clearance_words, decision_page
from screening.domain.reporting.case_flags import asked_flags, flags_title
from screening.domain.reporting.case_handover import handover_page
from screening.domain.reporting.case_holds import hold_rows, without_repeats
from screening.domain.reporting.case_long_logs import MOST_DAYS
from screening.domain.reporting.case_plan_page import next_morning, plan_page
from screening.domain.reporting.case_report import case_report_view
from screening.domain.reporting.case_sheet import CaseSheet
from tests.support import case_lives, case_papers


def sheet(life: case_lives.Life) -> CaseSheet:
    return case_papers.sheet_of(life.log, with_screening=False)


def kept(*bodies: tuple[ev.Body, ev.Who]) -> CaseSheet:
    """A log as it may have been kept, with these at its end: whoever reads it decides nothing."""
    log = case_lives.Life().log
    for body, by in bodies:
        last = log[-1]
        log = (*log, replace(last, number=last.number + 1, by=by, body=body))
    return case_papers.sheet_of(log, with_screening=False)


def test_a_screening_about_the_other_leg_is_a_warning_before_anything_else() -> None:
    right = case_papers.screening(case_papers.SCREENED.with_(problem_side="right"))
    found = replace(case_papers.sheet("moderate"), screening=right)
    assert handover_page(found).conflict.startswith("Two legs: the case is about the LEFT leg")
    assert handover_page(case_papers.sheet("moderate")).conflict == ""


def test_every_red_flag_is_listed_with_its_answer_or_as_not_asked() -> None:
    life = case_lives.Life()
    ids = list(sheet(life).names.questions)
    assert {row.text for row in asked_flags(sheet(life))} == {"Not asked"}
    life.add(ev.Screened({ids[0]: False, ids[1]: True, ids[2]: None}))
    rows = asked_flags(sheet(life))
    assert len(rows) == len(ids)
    assert [row.text for row in rows[:4]] == ["YES", "No", "Not known", "Not asked"]
    assert "AT LEAST ONE YES" in flags_title(sheet(life).state)


def test_what_was_reported_after_the_questions_stands_in_their_heading_and_in_the_letter() -> None:
    page = handover_page(case_papers.sheet("referred"))
    assert page.flags_title.endswith("SOMETHING REPORTED SINCE")
    assert page.letter is not None
    assert page.letter.title.startswith("Referral")
    assert any("numbness" in line for line in page.letter.lines)


def test_a_case_that_ended_asks_nobody_for_anything() -> None:
    assert handover_page(case_papers.sheet("reinjured")).letter is None


def test_a_grade_that_was_changed_stands_beside_the_proposed_one_with_reason_and_name() -> None:
    rows = {row.head: row.text for row in handover_page(case_papers.sheet_of(case_papers.decided())).pattern}
    assert "Provisional" in rows["Proposed"]
    assert "Dana Doctor, doctor, GMC 7654321" in rows["Set by a clinician"]
    assert "Ultrasound shows less" in rows["Set by a clinician"]
    assert rows["Imaging"].startswith("BAMIC 1b")


def test_a_code_is_confirmed_by_name_or_has_a_box_to_tick() -> None:
    open_, done = (
        handover_page(case_papers.sheet("moderate")),
        handover_page(case_papers.sheet_of(case_papers.decided())),
    )
    assert not open_.code.is_confirmed
    assert "Not yet checked against the official file" in open_.code.text
    assert done.code.is_confirmed
    assert "Confirmed by Dana Doctor" in done.code.text


@pytest.mark.parametrize(
    ("injured", "left", "right"),
    [("left", "300 N, 4.0 N/kg", "360 N, 4.8 N/kg"), ("right", "360 N, 4.8 N/kg", "300 N, 4.0 N/kg")],
)
def test_the_legs_of_a_force_are_left_and_right(injured: str, left: str, right: str) -> None:
    body = ev.TestRecorded("eccentric_strength", case_lives.INJURED, injured=300, other=360)
    side = case_lives.OPENED.side.__class__(injured)
    assert case_tests_table.sides_of(body, side, "N", 75.0) == (left, right)


def test_a_test_not_done_reads_so_and_has_no_value() -> None:
    life = case_lives.Life()
    life.add(ev.TestRecorded("eccentric_strength", life.today, tested=False))
    (row,) = case_tests_table.tests_table(sheet(life)).rows
    assert "not tested" in row
    assert not any("%" in cell for cell in row)


def test_holds_that_repeat_stand_once_with_their_number() -> None:
    red = (ev.HoldSet("A red light", "regress.RG1"), case_lives.SYSTEM)
    limping = (ev.HoldSet("Seen limping", stops_training=True), case_lives.PHYSIO)
    rows = hold_rows(kept(red, red, red, limping).state.holds)
    assert [row.text.split(".")[0] for row in rows] == ["Seen limping", "A red light"]
    assert "Every load on the leg stops" in rows[0].text
    assert "3 holds of this kind" in rows[1].text
    assert "The software (regress.RG1)" in rows[1].text


def test_rows_of_a_gate_that_differ_are_never_merged() -> None:
    row = ev.Criterion("a", "No hold", "", "", "", False)
    rows = (row, row, replace(row, met=True), replace(row, text="No red day"))
    assert [one.text for one in without_repeats(rows)] == ["No hold (2 times)", "No hold", "No red day"]


def test_what_the_record_shows_and_is_not_met_stays_in_the_table() -> None:
    page = plan_page(case_papers.sheet("tendon"))
    gate = case_papers.sheet("tendon").gate
    assert page.gate is not None
    assert gate is not None
    shown = {row.id for row in page.gate.table.rows}
    assert {row.id for row in gate.rows if row.met is not True} <= shown
    for row in gate.rows:
        assert row.id in shown or row.text in page.gate.besides


def test_an_unknown_next_morning_is_said_and_never_zero() -> None:
    life = case_lives.Life()
    life.day(1).morning(pain=2).day(2).morning(pain=0).day(4).morning(pain=1)
    state = sheet(life).state
    assert next_morning(state, case_lives.INJURED + dt.timedelta(days=1)) == "0 of 10, −2"
    assert next_morning(state, case_lives.INJURED + dt.timedelta(days=2)) == "not known"


def test_a_clearance_names_a_person_and_ends_on_its_day() -> None:
    found = case_papers.sheet_of(case_papers.decided())
    assert clearance_words(found).startswith("Clearance was given by Dana Doctor, not by software.")
    late = replace(found, today=found.today + dt.timedelta(days=400))
    assert "does not hold any more" in clearance_words(late)
    assert clearance_words(case_papers.sheet("moderate")).startswith("No clearance holds")


def test_both_sides_of_a_decision_stand_there() -> None:
    part = decision_page(case_papers.sheet_of(case_papers.decided())).decision
    assert part is not None
    assert [row.text.rpartition(". ")[2] for row in part.views] == [AGREES[True], AGREES[True], AGREES[False]]
    assert [row[3] for row in part.outcomes.rows] == ["Yes", "NO"]
    assert part.outcomes.rows[1][1] == "low (a judgement)"


def test_a_criterion_that_was_let_pass_is_shown_with_reason_and_name() -> None:
    row = ev.Criterion("S1.bike", "Five minutes on the bike without pain", "", "", "not tested", None)
    over = ev.Overridden("S1.bike", "No bike here, ran instead")
    move = ev.Moved("move.TR3", State.S1, State.S2, gate=(row,), overrides=(over,))
    (found,) = decision_page(kept((move, case_lives.DOCTOR))).overrides.rows
    assert found[1:] == (
        "S1.bike: Five minutes on the bike without pain",
        "No bike here, ran instead",
        "Dana Doctor, doctor, GMC 7654321",
    )


def test_a_child_has_a_guardian_to_sign_and_nobody_signed_by_opening_a_case() -> None:
    life = case_lives.Life(replace(case_lives.OPENED, age_years=15))
    signs = {one.role: one for one in decision_page(sheet(life)).signatures}
    assert "Guardian" in signs
    assert {one.given for one in signs.values()} == {""}
    assert "Guardian" not in {one.role for one in decision_page(sheet(case_lives.Life())).signatures}


def test_a_step_down_by_the_software_is_called_that() -> None:
    moves = decision_page(case_papers.sheet("referred")).moves.rows
    assert moves[-1][2].startswith("The software, as a safety stop")


def test_the_early_part_of_a_long_log_is_told_by_the_week_and_no_event_is_left_out() -> None:
    life = case_lives.Life().screened()
    life.moved("move.TR2", State.TRIAGE, State.S1)
    for n in range(40):
        life.day(n).add(ev.NoteWritten(f"Seen on day {n}. " + "No change. " * 20))
    found = sheet(life)
    events = appendix_of(found).events
    full = [row for row in events.rows if not row[0].startswith("Week of")]
    weeks = [row for row in events.rows if row[0].startswith("Week of")]
    assert full[0][2].startswith(f"({len(life.log)}) Note. Seen on day 39.")
    shown = sum(row[2].count("Seen on day") for row in full)
    assert f"{len(life.log) - shown} earlier events by the week; all are in the attached" in events.note
    assert weeks[-1][2].startswith("(1 to ")
    assert "From before stage 1 to S1, Acute protection." in weeks[-1][2]
    notes = [int(row[2].split(" note")[0].rpartition(" ")[2]) for row in weeks if " note" in row[2]]
    assert sum(notes) == 40 - shown


def test_check_ins_of_long_ago_are_a_line_a_week_with_the_worst_pain() -> None:
    life = case_lives.Life().screened()
    for n in range(60):
        life.day(n).morning(pain=3 if n == 2 else 0)
    table = appendix_of(sheet(life)).check_ins
    weeks = [row for row in table.rows if row[0].startswith("Week of")]
    assert len(table.rows) - len(weeks) == MOST_DAYS
    assert f"{60 - MOST_DAYS} earlier days by the week" in table.note
    assert weeks[-1][1] == "6 mornings answered, pain at most 3"
    assert weeks[-1][2] == "0 evenings answered"


def test_every_half_of_a_check_in_says_what_was_not_answered() -> None:
    on = case_lives.INJURED
    body = ev.CheckIn(Part.MORNING, on, pain_morning=3, flags=frozenset({Flag.LIMP}))
    light = ev.LightGiven(on, Light.RED, ("checkin.CK2",))
    found = kept((body, case_lives.ATHLETE), (light, case_lives.SYSTEM))
    (row,) = appendix_of(found).check_ins.rows
    assert row[1] == "pain 3, soreness not answered, fatigue not answered, sleep not answered; UNUSUAL: limp"
    assert row[2] == "not answered"
    assert row[3] == "Red (checkin.CK2)"


def test_a_day_of_rest_reads_as_one() -> None:
    on = case_lives.INJURED
    (row,) = appendix_of(kept((ev.CheckIn(Part.SESSION, on, minutes=0), case_lives.ATHLETE))).check_ins.rows
    assert row[2] == "no session"


def test_a_letter_names_whom_it_is_for_who_writes_and_what_is_asked() -> None:
    note = ev.NoteWritten("Does the tendon need repair?", to="Sam Surgeon, orthopaedic surgeon, Springfield")
    letter = handover_page(kept((note, case_lives.DOCTOR))).letter
    assert letter is not None
    assert letter.to == "Sam Surgeon, orthopaedic surgeon, Springfield"
    assert letter.sender == "Dana Doctor, doctor, GMC 7654321, Riverside FC"
    assert letter.lines[0] == "Asked on 1 September 2026: Does the tendon need repair?"


def test_a_referral_has_room_for_the_name_where_nobody_wrote_one_and_says_how_soon() -> None:
    letter = handover_page(case_papers.sheet("referred")).letter
    assert letter is not None
    assert letter.to.startswith("____")
    assert any("To be seen: Today (urgency T2)" in line for line in letter.lines)
    assert any("A warning sign was ticked in a check-in (checkin.CK1)" in line for line in letter.lines)


def test_a_letter_from_before_the_referral_is_not_the_letter_of_the_referral() -> None:
    life = case_lives.Life().into_s2(3)
    life.add(ev.NoteWritten("May she run?", to="Sam Surgeon")).next_morning()
    life.day(5).morning(flags=frozenset({Flag.NUMBNESS}))
    letter = handover_page(sheet(life)).letter
    assert letter is not None
    assert "Sam Surgeon" not in letter.to
    assert not any("May she run?" in line for line in letter.lines)


def test_what_nobody_has_found_out_is_said() -> None:
    open_ = handover_page(case_papers.sheet("moderate")).not_known
    for words in ("No clinician has confirmed the grade", "no imaging", "2 of 12 criteria of the gate not"):
        assert words in open_
    assert "not sure about blood thinner" in open_
    known = handover_page(case_papers.sheet_of(case_papers.decided())).not_known
    assert "imaging" not in known
    assert "grade" not in known
    bare = handover_page(sheet(case_lives.Life())).not_known
    assert bare.startswith("The red flags have not been asked")


def test_imaging_stands_on_its_own_or_is_said_to_be_missing() -> None:
    rows = {row.head: row.text for row in handover_page(case_papers.sheet("moderate")).pattern}
    assert rows["Imaging"] == "None recorded"


def test_lifting_the_foot_as_usual_is_no_sign() -> None:
    signs = {row.head: row.text for row in handover_page(case_papers.sheet("moderate")).signs}
    assert "Lifting the foot" in signs["No, or none"]
    assert "Lifting the foot" not in signs["Anything else"]
    assert "Blood thinner: I'M NOT SURE" in signs["Anything else"]


def test_every_criterion_of_a_gate_stands_once_the_open_ones_first_and_the_rest_in_full_behind() -> None:
    found = case_papers.sheet("moderate")
    gate, methods = plan_page(found).gate, appendix_of(found).gate_methods
    assert gate is not None
    assert methods is not None
    assert {row.state for row in gate.open_rows} == {"Not yet", "Not tested"}
    assert sorted([*gate.open_rows, *gate.met_rows], key=str) == sorted(gate.table.rows, key=str)
    assert [row[0] for row in methods.rows] == [row.text for row in gate.met_rows]
    assert all(row[1] and row[2] for row in methods.rows)


def test_a_hold_that_the_software_set_is_by_the_software() -> None:
    gate = plan_page(sheet(case_lives.continued(case_lives.moderate()).next_morning(2).morning(pain=5))).gate
    assert gate is not None
    holds = [row.on_by for row in gate.open_rows if row.result == "holds"]
    assert "18 September 2026, the software" in holds


def test_a_long_gate_sends_doses_and_lights_to_the_page_of_the_decision() -> None:
    assert plan_page(case_papers.sheet("tendon")).dose_on_next_page
    assert not plan_page(case_papers.sheet("moderate")).dose_on_next_page


def test_the_last_sign_off_is_a_record_with_what_was_let_pass() -> None:
    met = ev.Criterion("S1.squat", "Squats", "Observed", "passed", "passed", True, by="Pat Physio")
    open_ = ev.Criterion("S1.bike", "Bike", "", "passed", "not tested", None, sources=("expert",))
    over = (ev.Overridden("S1.bike", "No bike here"),)
    lights = tuple(
        ev.LightGiven(case_lives.INJURED, one, ()) for one in (Light.GREEN, Light.OPEN, Light.GREEN)
    )
    move = ev.Moved(
        "move.TR3", State.S1, State.S2, gate=(met, open_), overrides=over, scope="Jogging", lights=lights
    )
    table = appendix_of(kept((move, case_lives.DOCTOR))).sign_off
    assert table is not None
    assert "S1 to S2" in table.title
    assert "Dana Doctor, doctor, GMC 7654321" in table.title
    assert [row[-1] for row in table.rows] == ["Met", "LET PASS: No bike here"]
    assert table.note.startswith("Lights of the seven days before: 2 green and 1 open. It covers: Jogging.")
    assert appendix_of(sheet(case_lives.Life())).sign_off is None


def test_a_value_from_before_the_injury_is_printed_and_preferred() -> None:
    life = case_lives.Life()
    body = ev.TestRecorded("eccentric_strength", life.today, injured=330, other=360, baseline=350, pain=0)
    life.add(replace(body, method="Knees bent", device="NordBord"))
    (row,) = case_tests_table.tests_table(sheet(life)).rows
    assert "94% of before (350 N)" in row[3]
    assert row[5] == "1 September 2026, Pat Physio, Knees bent, NordBord"


def test_tests_without_sides_are_told_by_the_day() -> None:
    life = case_lives.Life().screened().moved("move.TR2", State.TRIAGE, State.S1)
    life.add(ev.TestRecorded("bike_5_min", life.today, passed=True, pain=0))
    life.add(ev.TestRecorded("single_leg_squat_45", life.today, passed=False, pain=3))
    (row,) = case_tests_table.observed_rows(sheet(life))
    assert row.head == "1 September 2026, Pat Physio"
    assert row.text.startswith("Done, pain 0 of 10: Bike")
    assert "no, pain 3 of 10" in row.text


def test_the_sentence_beside_every_plan_comes_from_the_rules() -> None:
    view = case_report_view(case_papers.sheet("moderate"))
    assert view.supports == "This plan supports, and does not replace, assessment by a health professional."
    assert {sign.role for sign in view.decision.signatures} >= {
        Party.DOCTOR.value.capitalize(),
        "Physio",
        "Athlete",
        "Coach",
    }
