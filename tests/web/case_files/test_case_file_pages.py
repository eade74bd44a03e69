"""Files of measurements on their way into cases: understood, looked at, written at once, taken back."""

from __future__ import annotations

import io
import re

from screening.domain.case.events import Moved, SessionRecorded, TestRecorded
from screening.domain.case.standing import CaseState
from screening.domain.case.state import replay
from screening.domain.case.words import Part, State
from screening.domain.clubs import Role
from tests.support.signing_in import Person, csrf_token
from tests.web.checkin.conftest import Returning
from tests.web.page_rules import faults_of

FORCES = (
    "Name,Date UTC,Device,Test,L Max Force (N),R Max Force (N)\n"
    "Harriers athlete 1,2026-11-13,NordBord 12,Nordic,310,352\n"
    "Harriers athlete 1,2026-11-14,NordBord 12,Nordic,318,355\n"
    "Somebody else,2026-11-14,NordBord 12,Nordic,300,300\n"
)
WELLNESS = (
    "Name;Date;Pain;Soreness;Fatigue;Sleep (h)\n"
    "Harriers athlete 1;13/11/2026;1;2;3;8\n"
    "Harriers athlete 1;14/11/2026;0;1;11;7,5\n"
)
RUNS = (
    "Name,Date,Session Name,Duration (min),Max Speed (km/h),HSR (m)\n"
    "Harriers athlete 1,2026-11-13,Run 1,42,22.5,0\n"
)


def opened(person: Person, path: str) -> str:
    answer = person.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    page = answer.get_data(as_text=True)
    assert faults_of(page) == [], path
    return page


def bring(person: Person, kind: str, text: str) -> str:
    """Send a file; the address of the page about its columns."""
    answer = person.client.post(
        "/case-files",
        data={
            "csrf_token": csrf_token(person.app, person.client),
            "kind": kind,
            "file": (io.BytesIO(text.encode()), f"{kind}.csv"),
        },
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def fields_of(page: str, ending: str) -> dict[str, str]:
    """What the form with an address of this ending would send as it stands."""
    form = next(one for one in page.split("<form ")[1:] if re.search(rf'action="[^"]*{ending}"', one))
    form = form.partition("</form>")[0]
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    for select in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', select[1])
        sent[select[0]] = chosen[1] if chosen else ""
    sent.pop("csrf_token", None)
    return sent


def press(person: Person, path: str, page: str, **changes: str) -> str:
    """Send the form as it stands, with changes, and go where it leads."""
    answer = person.post(path, {**fields_of(page, path.rpartition("/")[2]), **changes})
    if answer.status_code != 303:
        shown = answer.get_data(as_text=True)
        assert faults_of(shown) == [], path
        return shown
    return opened(person, answer.headers["Location"])


def previewed(person: Person, kind: str, text: str, **chosen: str) -> tuple[str, str]:
    """Bring a file and take its columns as they are suggested; the address of the file and its page."""
    columns = bring(person, kind, text)
    page = press(person, columns, opened(person, columns), **chosen)
    if "What each column holds</h1>" in page:
        page = press(person, columns, page, **chosen)
    return columns.removesuffix("/columns"), page


def state_of(returning: Returning) -> CaseState:
    return replay(returning.ward.log(returning.cases["grown"]))


def written(returning: Returning, kind: str, text: str, **chosen: str) -> tuple[Person, str, str]:
    """Bring a file up to its confirmation, for the grown athlete."""
    physio = returning.person(Role.PHYSIO)
    address, page = previewed(physio, kind, text, **chosen)
    athlete = str(returning.ward.club.athletes[0])
    page = press(physio, f"{address}/people", page, **{"person-1": athlete})
    return physio, address, press(physio, f"{address}/confirm", page)


def test_columns_are_suggested_with_their_units_and_first_values(returning: Returning) -> None:
    physio = returning.person(Role.PHYSIO)
    page = opened(physio, bring(physio, "strength", FORCES))
    assert "3 rows" in page
    assert "310 · 318 · 300" in page
    assert re.search(r'value="left_force" selected', page)
    assert re.search(r'value="eccentric_strength" selected', page), "the Nordic is a test of the gates"


def test_nobody_is_joined_by_name_alone(returning: Returning) -> None:
    physio = returning.person(Role.PHYSIO)
    address, page = previewed(physio, "strength", FORCES)
    assert "Who is who" in page
    assert "<b>1</b> for you to decide" in page
    assert "Nobody in the club has this external id or name" in page
    assert ">Write 2 records<" not in page
    refused = press(physio, f"{address}/confirm", page)
    assert "First say who each name of the file is" in refused
    assert not [one for one in state_of(returning).tests if one.body.device == "NordBord 12"]


def test_forces_become_results_of_the_injured_and_the_other_leg(returning: Returning) -> None:
    before = len(state_of(returning).tests)
    _, _, page = written(returning, "strength", FORCES)
    assert "The file is in" in page
    assert "2 new" in page
    found = [one.body for one in state_of(returning).tests][before:]
    assert [(one.test, one.injured, one.other) for one in found] == [
        ("eccentric_strength", 310, 352),
        ("eccentric_strength", 318, 355),
    ]


def test_a_row_that_cannot_be_read_is_told_with_row_column_value_and_reason(returning: Returning) -> None:
    physio = returning.person(Role.PHYSIO)
    scale = "0-10, 10 is the most"
    _, page = previewed(physio, "wellness", WELLNESS, **{"unit-4": scale, "unit-5": scale})
    faulty = page.partition("Rows that cannot be read")[2]
    assert re.search(r'<th scope="row">3</th><td>Fatigue</td><td>11</td><td>Enter 0 to 10</td>', faulty)


def test_check_ins_get_their_light_and_are_not_taken_back(returning: Returning) -> None:
    scale = "0-10, 10 is the most"
    physio, address, page = written(returning, "wellness", WELLNESS, **{"unit-4": scale, "unit-5": scale})
    assert "This file cannot be taken back" in page
    assert "given their light at once" in page
    state = state_of(returning)
    (entry,) = [one.body for one in state.check_ins if one.body.from_file == "wellness.csv"]
    assert (entry.part, entry.pain_morning, entry.for_day.isoformat()) == (Part.MORNING, 1, "2026-11-13")
    assert not entry.flags_asked
    assert physio.post(f"{address}/undo").status_code == 409


def test_sessions_come_from_a_satellite_file_and_go_again(returning: Returning) -> None:
    physio, address, page = written(returning, "running", RUNS, session_kind="running")
    (run,) = [one.body for one in state_of(returning).sessions if one.body.from_file]
    assert isinstance(run, SessionRecorded)
    assert (run.minutes, run.speed_measured) == (42, True)
    assert "Take this file back" in page
    page = press(physio, f"{address}/undo", page)
    assert "The file is taken back" in page
    assert [one for one in state_of(returning).sessions if one.body.from_file] == []


def test_a_file_that_was_taken_back_can_be_brought_again(returning: Returning) -> None:
    physio, address, page = written(returning, "strength", FORCES)
    before = len(state_of(returning).tests)
    press(physio, f"{address}/undo", page)
    assert len(state_of(returning).tests) == before - 2
    assert all(
        isinstance(one.body, TestRecorded) and not one.body.taken_back for one in state_of(returning).tests
    )
    _, _, again = written(returning, "strength", FORCES)
    assert "2 new" in again
    assert len(state_of(returning).tests) == before


def test_a_second_file_of_the_same_make_starts_from_the_last_choices(returning: Returning) -> None:
    scale = "0-10, 10 is none at all"
    physio, _, _ = written(returning, "wellness", WELLNESS, **{"unit-4": scale, "unit-5": scale})
    page = opened(physio, bring(physio, "wellness", WELLNESS))
    assert page.count(", as last time") == 6
    assert page.count(f'value="{scale}" selected') == 2


def test_the_same_rows_again_are_there_already(returning: Returning) -> None:
    written(returning, "strength", FORCES)
    physio = returning.person(Role.PHYSIO)
    address, page = previewed(physio, "strength", FORCES)
    page = press(physio, f"{address}/people", page, **{"person-1": str(returning.ward.club.athletes[0])})
    assert "<b>2</b> there already" in page
    assert "A file with exactly this content was brought before" in page
    assert "There is nothing to write" in page


def test_what_was_decided_on_stays(returning: Returning) -> None:
    physio, address, _ = written(returning, "strength", FORCES)
    case = returning.cases["grown"]
    returning.ward.do(case, Moved("move.TR11", State.S4, State.S3, reason="Pain on pressing again"))
    page = opened(physio, address)
    assert "Something was decided in a case since" in page
    assert physio.post(f"{address}/undo").status_code == 409


def test_between_looking_and_writing_nothing_may_change(returning: Returning) -> None:
    physio = returning.person(Role.PHYSIO)
    address, page = previewed(physio, "strength", FORCES)
    page = press(physio, f"{address}/people", page, **{"person-1": str(returning.ward.club.athletes[0])})
    sent = fields_of(page, "confirm")
    returning.ward.do(
        returning.cases["grown"], TestRecorded("palpation", returning.clock.time.date(), passed=True, pain=0)
    )
    answer = physio.post(f"{address}/confirm", sent)
    assert answer.status_code == 409
    assert "Something has changed since you looked" in answer.get_data(as_text=True)
    assert not [one for one in state_of(returning).tests if one.body.injured in (310, 318)]


def test_athletes_without_a_case_are_passed_over(returning: Returning) -> None:
    physio = returning.person(Role.PHYSIO)
    text = FORCES.replace("Harriers athlete 1", "Harriers athlete 4")
    address, page = previewed(physio, "strength", text)
    page = press(physio, f"{address}/people", page, **{"person-1": str(returning.ward.club.athletes[3])})
    assert "Has no open case" in page
    assert "There is nothing to write" in page


def test_a_file_may_be_forgotten(returning: Returning) -> None:
    physio = returning.person(Role.PHYSIO)
    address, page = previewed(physio, "strength", FORCES)
    page = press(physio, f"{address}/discard", page)
    assert "The file is forgotten" in page
    assert physio.get(address).status_code == 200
    assert physio.get(f"{address}/columns").status_code == 404


def test_a_file_that_is_no_table_and_no_file_at_all_are_refused_in_words(returning: Returning) -> None:
    physio = returning.person(Role.PHYSIO)
    none = physio.post("/case-files", {"kind": "strength"})
    assert none.status_code == 400
    assert "Choose the file" in none.get_data(as_text=True)
    unknown = physio.post("/case-files", {"kind": "blood"})
    assert "Choose what the file holds" in unknown.get_data(as_text=True)


def test_files_of_another_physio_wait_for_them_alone(returning: Returning) -> None:
    physio, doctor = returning.person(Role.PHYSIO), returning.person(Role.DOCTOR)
    columns = bring(physio, "strength", FORCES)
    assert doctor.get(columns).status_code == 404
    assert doctor.get(columns.removesuffix("/columns")).status_code == 404
    for role in (Role.COACH, Role.ATHLETE, Role.ADMINISTRATOR):
        assert returning.person(role).get("/case-files").status_code == 404
