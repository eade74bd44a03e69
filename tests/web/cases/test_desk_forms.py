"""The forms of the desk: what is wrong stands beside its field, and nothing typed is lost."""

from __future__ import annotations

import re
from html import unescape

from screening.domain.case.events import (
    CodeSet,
    DecisionRecorded,
    GradeSet,
    HoldLifted,
    HoldSet,
    Moved,
    NoteWritten,
    PainModeSet,
    ResponsibleChanged,
    Screened,
    SessionRecorded,
    TestRecorded,
)
from screening.domain.case.words import PainMode, SessionKind, SeverityClass, State
from screening.domain.clubs import Role
from screening.store.tables import ClubRow
from tests.support.signing_in import Person
from tests.web.cases.conftest import Desk, page_of
from tests.web.page_rules import faults_of

NO_FLAGS = "no"


def newest(desk: Desk, name: str, kind: type) -> object:
    """The newest event of a kind in a case."""
    return [one.body for one in desk.ward.log(desk.cases[name]) if isinstance(one.body, kind)][-1]


def flags_of(person: Person, desk: Desk, name: str, **said: str) -> dict[str, str]:
    """Every red-flag question of the page answered with no, but for those said."""
    asked = re.findall(
        r'type="radio" name="([^"]+)" id="[^"]+-yes"', page_of(person, desk.path(name, "questions"))
    )
    return {**dict.fromkeys(asked, NO_FLAGS), **said}


def text(response: object) -> str:
    return unescape(response.get_data(as_text=True))  # type: ignore[attr-defined]


def test_a_case_is_opened_from_the_page_of_the_athlete_and_asks_the_red_flags_next(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    athlete = desk.ward.club.athletes[3]
    assert "Open a case" in page_of(physio, f"/athletes/{athlete}")
    path = f"/athletes/{athlete}/case"
    assert faults_of(page_of(physio, path)) == []
    typed = {
        "key": "key-of-this-press-of-the-button",
        "without": "yes",
        "side": "right",
        "injury_on": "2026-11-13",
        "mechanism": "sprint",
        "mechanism_note": "Chasing a long ball",
        "recurrent": "no",
        "mid_rehabilitation": "no",
        "sport": "football",
        "is_sprinter": "no",
    }
    wrong = physio.post(path, {**typed, "side": "", "injury_on": "2026-12-24"})
    page = text(wrong)
    assert wrong.status_code == 400
    assert faults_of(wrong.get_data(as_text=True)) == []
    for words in (
        "Choose the left or the right leg",
        "choose 14 November 2026 or earlier",
        "Chasing a long ball",
    ):
        assert words in page
    made = physio.post(path, typed)
    assert made.status_code == 303
    assert made.location.endswith("/questions")
    assert "right hamstring" in page_of(physio, made.location.removesuffix("/questions"))
    again = physio.post(path, typed)
    assert again.location == made.location, "sent twice, opened once"
    taken = physio.post(path, {**typed, "key": "another-key-of-another-press"})
    assert taken.status_code == 400
    assert "There is an open case of this leg already" in text(taken)


def test_without_a_responsible_clinician_the_page_says_what_to_do(desk: Desk) -> None:
    with desk.ward.store.write(club=desk.ward.club.id) as tx:
        row = tx.get_one(ClubRow, desk.ward.club.id)
        row.responsible_clinician = row.responsible_account_id = None
    page = page_of(desk.person(Role.PHYSIO), f"/athletes/{desk.ward.club.athletes[3]}/case")
    assert "An administrator sets the name" in page
    assert faults_of(page) == []


def test_red_flags_are_asked_one_by_one_and_every_no_is_kept(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    said = flags_of(physio, desk, "new")
    left_out = next(iter(said))
    wrong = desk.send(physio, "new", "questions", **{**said, left_out: ""})
    assert wrong.status_code == 400
    assert text(wrong).count("choose yes, no or not known".capitalize()) >= 1
    assert desk.send(physio, "new", "questions", **said).status_code == 303
    kept = newest(desk, "new", Screened)
    assert isinstance(kept, Screened)
    assert len(kept.answers) == len(said)
    assert set(kept.answers.values()) == {False}


def test_one_yes_refers_at_once(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    said = flags_of(physio, desk, "new")
    desk.send(physio, "new", "questions", **{**said, next(iter(said)): "yes"})
    assert desk.state("new") is State.REFERRED
    assert "Referred, waiting for a clinician" in page_of(physio, desk.path("new"))


def test_the_first_move_is_signed_and_stands_in_the_record_with_its_gate(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    desk.send(physio, "new", "questions", **flags_of(physio, desk, "new"))
    desk.send(physio, "new", "note", text="Walks well, no swelling.", clears="yes")
    moved = desk.send(physio, "new", "move", scope="Walking and light exercises", review_on="2026-11-18")
    assert moved.status_code == 303, text(moved)
    kept = newest(desk, "new", Moved)
    assert isinstance(kept, Moved)
    assert (kept.after, kept.scope) == (State.S1, "Walking and light exercises")
    assert kept.gate


def test_a_shut_gate_is_refused_with_every_reason_and_what_was_typed_stays(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    refused = desk.send(physio, "moderate", "move", scope="Running to 100%", review_on="2026-11-20")
    page = text(refused)
    assert refused.status_code == 400
    said = ("This cannot be done now", "S4.", "Nothing was kept.", "Running to 100%", "2026-11-20")
    for words in (*said, "Who has to agree", "Has not agreed yet"):
        assert words in page, words
    assert faults_of(refused.get_data(as_text=True)) == []
    assert desk.state("moderate") is State.S4


WRONG: tuple[tuple[str, dict[str, str], str], ...] = (
    ("hold", {"stops": "up"}, "Write the reason"),
    ("hold", {"reason": "Fever since noon"}, "Choose what stops"),
    ("rung", {"reason": "Ran well"}, "Choose the rung"),
    ("class", {"severity": "G9", "reason": "Strong"}, "Choose from the list"),
    ("note", {}, "Write the note"),
    ("session", {"kind": "running", "on": "2026-11-20"}, "14 November 2026 or earlier"),
    ("session", {"on": "2026-11-14", "pain_max": "11"}, "type a whole number from 0 to 10"),
    ("decision", {"own-name": "Pain in the back"}, "Write about the tissue health"),
)


def test_what_is_wrong_stands_above_and_beside_its_field(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    before = desk.ward.row(desk.cases["moderate"]).version
    for act, typed, message in WRONG:
        wrong = desk.send(physio, "moderate", act, **typed)
        page = wrong.get_data(as_text=True)
        assert wrong.status_code == 400, act
        assert unescape(page).count(message) == 2, "once above and once beside"
        assert faults_of(page) == [], act
        assert "<title>Error: " in page
        assert act == "class" or all(value in page for value in typed.values()), act
    assert desk.ward.row(desk.cases["moderate"]).version == before


def test_holding_and_lifting_take_one_press_and_a_reason_each(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    desk.send(physio, "moderate", "hold", stops="up", reason="Tight after travel")
    held = newest(desk, "moderate", HoldSet)
    assert isinstance(held, HoldSet)
    assert (held.reason, held.rule, held.stops_training) == ("Tight after travel", None, False)
    number = [
        one.number for one in desk.ward.log(desk.cases["moderate"]) if one.body is held or one.body == held
    ][-1]
    assert f'value="{number}" checked' in page_of(physio, desk.path("moderate", f"lift?about={number}"))
    desk.send(physio, "moderate", "lift", hold=str(number), reason="Loose again, tested")
    lifted = newest(desk, "moderate", HoldLifted)
    assert lifted == HoldLifted(number, "Loose again, tested")


def test_stepping_down_needs_a_reason_and_nothing_else(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    assert desk.send(physio, "moderate", "down", reason="Limps after the session").status_code == 303
    assert desk.state("moderate") is State.S3


def test_a_grade_stands_beside_the_proposed_one_and_imaging_keeps_its_words(desk: Desk) -> None:
    doctor = desk.person(Role.DOCTOR)
    typed = {"severity": "G2", "low": "II", "high": "II", "recurrent": "no", "imaging": "BAMIC 2b"}
    assert desk.send(doctor, "moderate", "class", reason="Clear weakness", **typed).status_code == 303
    kept = newest(desk, "moderate", GradeSet)
    assert isinstance(kept, GradeSet)
    assert (kept.severity, kept.imaging) == (SeverityClass.G2, "BAMIC 2b")
    page = page_of(doctor, desk.path("moderate"))
    for words in ("grade II strain", "Set by Harriers doctor", "Proposed:", "Imaging as written: BAMIC 2b"):
        assert words in page


def test_code_pain_and_responsible_clinician_are_set(desk: Desk) -> None:
    doctor = desk.person(Role.DOCTOR)
    code = re.findall(r'<option value="([^"]+)" selected', page_of(doctor, desk.path("moderate", "code")))
    desk.send(doctor, "moderate", "code", code=code[0])
    kept = newest(desk, "moderate", CodeSet)
    assert isinstance(kept, CodeSet)
    assert kept.code == kept.proposed == code[0]
    desk.send(doctor, "moderate", "limits", mode="threshold", reason="Settles overnight")
    assert newest(desk, "moderate", PainModeSet) == PainModeSet(PainMode.THRESHOLD, "Settles overnight")
    account = desk.ward.club.accounts[Role.DOCTOR]
    desk.send(doctor, "moderate", "responsible", who=str(account))
    changed = newest(desk, "moderate", ResponsibleChanged)
    assert isinstance(changed, ResponsibleChanged)
    assert changed.responsible.account_id == account


def test_a_session_is_kept_and_corrected_under_its_key(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    typed = {"on": "2026-11-14", "kind": "running", "rung": "5", "minutes": "40", "pain_max": "0"}
    assert desk.send(physio, "moderate", "session", **typed).status_code == 303
    kept = newest(desk, "moderate", SessionRecorded)
    assert isinstance(kept, SessionRecorded)
    assert (kept.kind, kept.rung, kept.speed_measured) == (SessionKind.RUNNING, 5, False)
    assert 'value="40"' in page_of(physio, desk.path("moderate", f"session?about={kept.key}"))
    changed = desk.send(physio, "moderate", "session", about=kept.key, **{**typed, "minutes": "45"})
    assert changed.status_code == 303
    again = newest(desk, "moderate", SessionRecorded)
    assert isinstance(again, SessionRecorded)
    assert (again.key, again.minutes) == (kept.key, 45)


def test_the_shared_decision_keeps_outcomes_and_three_views(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    typed = {
        "tissue_health": "Strength 95%, no pain",
        "tissue_stress": "A full match",
        "modifiers": "Cup final",
        "again__risk": "about one in ten",
        "again__tolerance": "one in five",
        "again__acceptable": "yes",
        "later__risk": "low",
        "later__tolerance": "low",
        "later__acceptable": "yes",
        "athlete__who": "Alex",
        "athlete__view": "Feels ready",
        "athlete__agrees": "yes",
        "coach__who": "Robin",
        "coach__view": "30 minutes",
        "clinician__who": "Kim",
        "clinician__view": "30 minutes at most",
        "clinician__agrees": "yes",
        "limiting": "again",
        "scope": "30 minutes",
        "review_on": "2026-11-21",
    }
    lonely = desk.send(physio, "moderate", "decision", own__risk="high", **typed)
    assert lonely.status_code == 400
    assert "Name the outcome" in text(lonely)
    kept = desk.send(physio, "moderate", "decision", **typed)
    assert kept.status_code == 303, text(kept)
    found = newest(desk, "moderate", DecisionRecorded)
    assert isinstance(found, DecisionRecorded)
    assert [one.name for one in found.outcomes] == ["Injured again", "Trouble in the long run"]
    assert [one.agrees for one in found.views] == [True, None, True]


def test_many_tests_are_entered_on_one_page_both_legs_side_by_side(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    typed = {
        "day": "2026-11-14",
        "ake__left": "76",
        "ake__right": "80",
        "ake__pain": "0",
        "palpation__passed": "yes",
        "palpation__pain": "0",
        "slr__not": "yes",
        "single_leg_bridge__left": "21,0",
        "single_leg_bridge__right": "22",
        "single_leg_bridge__device": "Box of 60 cm",
    }
    assert desk.send(physio, "moderate", "tests", **typed).status_code == 303
    kept = [
        one.body for one in desk.ward.log(desk.cases["moderate"])[-6:] if isinstance(one.body, TestRecorded)
    ]
    by_test = {one.test: one for one in kept}
    assert set(by_test) == {"ake", "palpation", "slr", "single_leg_bridge"}
    assert (by_test["ake"].injured, by_test["ake"].other) == (76, 80)
    assert by_test["slr"].tested is False
    assert by_test["single_leg_bridge"].injured == 21
    assert by_test["single_leg_bridge"].device == "Box of 60 cm"


TYPED_WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({}, "Type at least one result"),
    ({"ake__left": "400"}, "Active knee extension: type a number from 0 to 120"),
    ({"ake__right": "80"}, "type the left leg, the injured one"),
    ({"ake__left": "70", "ake__not": "yes"}, "either type a result, or tick"),
    ({"ake__left": "70", "ake__pain": "2.5"}, "type the pain as a whole number"),
    ({"ake__left": "70", "ake__on": "2027-01-01"}, "choose a day from the injury to today"),
    ({"ake__left": "70", "day": ""}, "Choose the day of the tests"),
)


def test_a_row_of_tests_that_cannot_be_keeps_everything_typed(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    before = desk.ward.row(desk.cases["moderate"]).version
    for typed, message in TYPED_WRONG:
        beside = {"slr__left": "70", "slr__right": "75"} if typed else {}
        wrong = desk.send(physio, "moderate", "tests", **{"day": "2026-11-14", **beside, **typed})
        page = wrong.get_data(as_text=True)
        assert wrong.status_code == 400, message
        assert message in unescape(page)
        assert faults_of(page) == [], message
        for value in typed.values():
            assert not value or value == "yes" or f'value="{value}"' in page
    assert desk.ward.row(desk.cases["moderate"]).version == before, "all of it or nothing"


def test_a_correction_keeps_both_results(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    log = desk.ward.log(desk.cases["moderate"])
    number, old = next(
        (one.number, one.body)
        for one in reversed(log)
        if isinstance(one.body, TestRecorded) and one.body.injured
    )
    page = page_of(physio, desk.path("moderate", f"tests?corrects={number}"))
    assert "Correct a result" in page
    assert f'value="{old.injured:g}"' in page
    typed = {
        "day": old.on.isoformat(),
        f"{old.test}__left": "71",
        f"{old.test}__right": "80",
        f"{old.test}__pain": "0",
    }
    assert desk.send(physio, "moderate", f"tests?corrects={number}", **typed).status_code == 303
    new = newest(desk, "moderate", TestRecorded)
    assert isinstance(new, TestRecorded)
    assert (new.corrects, new.injured) == (number, 71)
    timeline = page_of(physio, desk.path("moderate", "timeline"))
    assert f"Takes the place of event {number}." in timeline
    page_of(physio, desk.path("moderate", "tests?corrects=1"), 404)


def test_whoever_is_second_sees_what_the_first_did_and_keeps_what_was_typed(desk: Desk) -> None:
    physio, doctor = desk.person(Role.PHYSIO), desk.person(Role.DOCTOR)
    seen = desk.ward.row(desk.cases["moderate"]).version
    desk.send(physio, "moderate", "hold", stops="up", reason="Tight after travel")
    late = desk.send(doctor, "moderate", "note", seen=seen, text="Strength is fine.")
    page = late.get_data(as_text=True)
    assert late.status_code == 409
    for words in (
        "has changed since you opened this page",
        "Tight after travel",
        "Harriers physio",
        "Strength is fine.",
    ):
        assert words in page
    assert faults_of(page) == []
    again = re.search(r'name="version" value="(\d+)"', page)
    assert again is not None
    assert int(again[1]) > seen
    tests = desk.send(
        doctor, "moderate", "tests", seen=seen, day="2026-11-14", ake__left="77", ake__right="80"
    )
    assert tests.status_code == 409
    assert 'value="77"' in tests.get_data(as_text=True)
    kept = desk.send(doctor, "moderate", "note", seen=int(again[1]), text="Strength is fine.")
    assert kept.status_code == 303
    assert newest(desk, "moderate", NoteWritten) == NoteWritten("Strength is fine.")


def test_sending_twice_keeps_once(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    seen = desk.ward.row(desk.cases["moderate"]).version
    fields = {
        "version": str(seen),
        "key": "key-of-this-press-of-the-button",
        "text": "Seen and examined today.",
    }
    for _ in range(2):
        assert physio.post(desk.path("moderate", "note"), fields).status_code == 303
    notes = [
        one
        for one in desk.ward.log(desk.cases["moderate"])
        if one.body == NoteWritten("Seen and examined today.")
    ]
    assert len(notes) == 1
    assert physio.post(desk.path("moderate", "note"), {**fields, "key": "short"}).status_code == 400


def test_without_a_token_against_forgery_nothing_is_kept(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    before = desk.ward.row(desk.cases["moderate"]).version
    refused = physio.client.post(desk.path("moderate", "down"), data={"reason": "No", "version": str(before)})
    assert refused.status_code == 400
    assert desk.ward.row(desk.cases["moderate"]).version == before


def test_a_letter_names_whom_it_is_for_and_stands_in_the_record(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    assert desk.path("referred", "letter") in page_of(physio, desk.path("referred"))
    asked = "Does the tendon need repair?"
    wrong = desk.send(physio, "referred", "letter", to="", text=asked)
    assert wrong.status_code == 400
    assert "Write whom the letter is for" in text(wrong)
    assert asked in text(wrong)
    kept = desk.send(physio, "referred", "letter", to="Sam Surgeon, Springfield", text=asked)
    assert kept.status_code == 303
    assert "Sam" not in kept.headers["Location"]
    assert newest(desk, "referred", NoteWritten) == NoteWritten(asked, to="Sam Surgeon, Springfield")
    assert "Letter to Sam Surgeon, Springfield" in page_of(physio, desk.path("referred"))


def test_after_a_referral_a_note_comes_first_and_then_the_case_goes_on(desk: Desk) -> None:
    doctor = desk.person(Role.DOCTOR)
    typed = {"stage": "S1", "reason": "Scan without a tear of the tendon"}
    refused = desk.send(doctor, "referred", "resume", **typed)
    assert refused.status_code == 400
    assert "This cannot be done now" in text(refused)
    said = flags_of(doctor, desk, "referred")
    desk.send(doctor, "referred", "questions", **said)
    desk.send(doctor, "referred", "note", text="Scan seen, no red flag.", clears="yes")
    went_on = desk.send(doctor, "referred", "resume", **typed)
    assert went_on.status_code == 303, text(went_on)
    assert desk.state("referred") is State.S1
