"""Who may move a case where, hold it, lift it, clear it; and who may not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.case import events as ev
from screening.domain.case.happen import Refused, happen
from screening.domain.case.suggest import Kind, suggest
from screening.domain.case.words import (
    Flag,
    Light,
    PainMode,
    Part,
    Party,
    SessionKind,
    SeverityClass,
    Side,
    State,
)
from screening.domain.vocabulary import Grade, Tag, Urgency
from tests.support import case_lives
from tests.support.case_lives import (
    ATHLETE,
    COACH,
    DOCTOR,
    GUARDIAN,
    OPENED,
    PHYSIO,
    SYSTEM,
    Life,
    continued,
    rules,
)

REASON = "Seen together, and agreed."
SELF = ev.Who(Party.PHYSIO, "Alex Example", ATHLETE.account_id, "PH 1")


def refused(life: Life, body: ev.Body, by: ev.Who = PHYSIO) -> set[str]:
    """The rules that speak against it."""
    with pytest.raises(Refused) as caught:
        life.add(body, by)
    return {reason.id for reason in caught.value.reasons}


def before(state: State, log: ev.Log) -> Life:
    place = next(
        number
        for number, event in enumerate(log)
        if isinstance(event.body, ev.Moved) and event.body.after is state
    )
    return continued(log[:place])


def last_move(life: Life) -> ev.Moved:
    return life.state.moves[-1].body


@pytest.fixture
def in_s2() -> Life:
    return continued(case_lives.recurrent())


@pytest.fixture
def in_s4() -> Life:
    return continued(case_lives.moderate())


@pytest.fixture
def in_s7() -> Life:
    return continued(case_lives.mild())


# opening -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"consent": False}, "guard.consent"),
        ({"injury_on": case_lives.INJURED + dt.timedelta(days=1)}, "guard.past_injury_day"),
        ({"responsible": COACH}, "guard.responsible"),
        ({"responsible": SELF}, "may.not_oneself"),
        ({"responsible": replace(PHYSIO, account_id=None)}, "may.person"),
    ],
)
def test_no_case_is_opened_without_consent_a_day_and_somebody_responsible(
    changes: dict[str, object], rule: str
) -> None:
    with pytest.raises(Refused) as caught:
        Life(replace(OPENED, **changes))  # type: ignore[arg-type]
    assert {reason.id for reason in caught.value.reasons} == {rule}


def test_a_coach_opens_no_case() -> None:
    with pytest.raises(Refused):
        happen((), OPENED, COACH, Life().now, case_lives.INJURED, rules(), "1.0.0")


def test_an_opening_cannot_claim_a_milder_class_than_its_grade() -> None:
    assert Life(replace(OPENED, severity=SeverityClass.G0)).state.severity is SeverityClass.G2


@pytest.mark.parametrize(
    "changes",
    [
        {"proposed_low": Grade.TWO, "proposed_high": Grade.THREE},
        {"tags": (Tag.AVULSION_SUSPECTED,)},
        {"urgency": Urgency.T3},
    ],
)
def test_a_torn_tendon_or_an_urgent_screening_is_referred_at_once(changes: dict[str, object]) -> None:
    life = Life(replace(OPENED, **changes))  # type: ignore[arg-type]
    assert life.state.state is State.REFERRED
    assert last_move(life).move == "move.TR1"
    assert life.state.moves[-1].by == SYSTEM
    assert last_move(life).rules


# into S1 -------------------------------------------------------------------------------------------


def to_s1(life: Life) -> set[str]:
    return refused(life, ev.Moved("move.TR2", State.TRIAGE, State.S1))


def test_nobody_enters_s1_before_every_red_flag_was_asked() -> None:
    life = Life()
    assert to_s1(life) == {"guard.red_flags"}
    life.screened(numbness=None)
    assert to_s1(life) == {"guard.red_flags"}
    life.screened().moved("move.TR2", State.TRIAGE, State.S1)
    assert life.state.state is State.S1


def test_without_an_urgency_a_clinicians_note_is_needed() -> None:
    life = Life(replace(OPENED, urgency=None)).screened()
    assert to_s1(life) == {"guard.urgency"}
    life.add(ev.NoteWritten("Examined, no sign of more.", clears_red_flags=True))
    life.moved("move.TR2", State.TRIAGE, State.S1)
    assert life.state.state is State.S1


def test_a_red_flag_refers_at_once_and_only_a_clinician_leads_back() -> None:
    life = Life().screened(numbness=True)
    assert life.state.state is State.REFERRED
    back = ev.Moved("move.TR14", State.REFERRED, State.S1, reason=REASON)
    assert refused(life, back) == {"guard.note"}
    assert refused(life, ev.NoteWritten(REASON, clears_red_flags=True), COACH) == {"may.clear_flags"}
    life.add(ev.NoteWritten(REASON, clears_red_flags=True), DOCTOR)
    assert "move.TR14" in refused(life, back, COACH)
    assert refused(life, replace(back, after=State.S2)) == {"guard.not_above"}
    life.add(back, DOCTOR)
    assert life.state.state is State.S1


# moves up ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [COACH, ATHLETE, SELF, SYSTEM, replace(PHYSIO, account_id=None)])
def test_only_a_clinician_who_is_not_the_athlete_moves_up(by: ev.Who) -> None:
    life = before(State.S3, case_lives.moderate())
    refused(life, ev.Moved("move.TR4", State.S2, State.S3), by)
    life.moved("move.TR4", State.S2, State.S3, PHYSIO)
    assert life.state.state is State.S3


def test_no_stage_is_skipped(in_s2: Life) -> None:
    for after in (State.S4, State.S5, State.S8):
        assert refused(in_s2, ev.Moved("move.TR4", State.S2, after), DOCTOR) == {"move.TR4"}
    assert refused(in_s2, ev.Moved("move.TR5", State.S3, State.S4), DOCTOR) == {"move.TR5"}


def test_nobody_moves_up_twice_a_day() -> None:
    life = before(State.S3, case_lives.moderate()).on("move.TR4")
    assert "guard.one_a_day" in refused(life, ev.Moved("move.TR5", State.S3, State.S4), DOCTOR)


def test_an_unmet_criterion_passes_only_with_a_clinicians_reason() -> None:
    life = before(State.S3, case_lives.moderate())
    life.add(ev.TestRecorded("single_leg_bridge", life.today, injured=12, other=20, pain=0))
    move = ev.Moved("move.TR4", State.S2, State.S3)
    assert refused(life, move) == {"S2.bridge"}
    assert refused(life, replace(move, overrides=(ev.Overridden("S2.bridge", "ok"),))) == {"S2.bridge"}
    life.add(replace(move, overrides=(ev.Overridden("S2.bridge", "Tired from the bike, 18 yesterday."),)))
    assert last_move(life).overrides[0].criterion == "S2.bridge"
    assert next(row for row in last_move(life).gate if row.id == "S2.bridge").met is False


def test_nobody_lets_a_red_flag_a_hold_or_the_clock_pass() -> None:
    life = before(State.S3, case_lives.moderate())
    life.add(ev.HoldSet("Something is not right."))
    overrides = tuple(ev.Overridden(rule, REASON) for rule in ("hold.by_hand", "guard.clock"))
    move = ev.Moved("move.TR4", State.S2, State.S3, overrides=overrides)
    assert refused(life, move, DOCTOR) == {"hold.by_hand", "guard.clock"}


def test_only_a_doctor_shortens_a_time() -> None:
    life = Life(OPENED, 0).screened().moved("move.TR2", State.TRIAGE, State.S1)
    life.next_morning().tests(State.S1)
    move = ev.Moved(
        "move.TR3",
        State.S1,
        State.S2,
        overrides=(ev.Overridden("guard.time", "Walks as before the injury."),),
    )
    assert refused(life, replace(move, overrides=())) == {"guard.time"}
    assert refused(life, move, PHYSIO) == {"guard.time"}
    life.add(move, DOCTOR)
    assert life.state.state is State.S2


def test_a_move_keeps_its_whole_gate_and_the_lights_of_a_week() -> None:
    life = before(State.S4, case_lives.moderate())
    life.on("move.TR5")
    assert {row.id for row in last_move(life).gate} >= {"S3.run70", "guard.time", "guard.sessions"}
    assert 1 <= len(last_move(life).lights) <= 7


def test_a_gate_somebody_sends_along_is_not_believed() -> None:
    life = before(State.S4, case_lives.moderate())
    life.moved("move.TR5", State.S3, State.S4, gate=(), rules=("regress.RG1",), lights=())
    assert last_move(life).gate
    assert last_move(life).rules == ()


# the clock -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [-1, -365, -3650])
def test_a_clock_that_went_back_opens_nothing(days: int) -> None:
    life = before(State.S3, case_lives.moderate())
    life.day(life.n + days)
    assert "guard.clock" in refused(life, ev.Moved("move.TR4", State.S2, State.S3), DOCTOR)


def test_an_hour_back_inside_a_day_opens_nothing() -> None:
    life = before(State.S3, case_lives.moderate())
    at = life.log[-1].at - dt.timedelta(hours=1)
    with pytest.raises(Refused, match="clock"):
        happen(life.log, ev.Moved("move.TR4", State.S2, State.S3), PHYSIO, at, life.today, rules(), "1.0.0")


@pytest.mark.parametrize("days", [2, 8, 365, 3650])
def test_a_clock_that_leapt_ahead_opens_nothing(days: int) -> None:
    life = before(State.S3, case_lives.moderate())
    life.day(life.n + days)
    assert refused(life, ev.Moved("move.TR4", State.S2, State.S3), DOCTOR)


@pytest.mark.parametrize("first", [dt.date(2028, 2, 27), dt.date(2026, 10, 23), dt.date(2026, 12, 30)])
def test_leap_days_summer_time_and_new_year_count_as_days(first: dt.date) -> None:
    life = Life(replace(OPENED, injury_on=first), (first - case_lives.INJURED).days)
    life.into_s2(life.n + 2)
    assert (life.today - first).days == 2


# steps down and holds ------------------------------------------------------------------------------


def test_a_step_down_is_always_open_to_a_clinician_with_a_reason(in_s4: Life) -> None:
    move = ev.Moved("move.TR11", State.S4, State.S3)
    assert refused(in_s4, move) == {"move.TR11"}
    assert refused(in_s4, replace(move, reason=REASON), COACH) == {"move.TR11"}
    in_s4.add(ev.HoldSet("Something is not right.")).add(replace(move, reason=REASON))
    assert in_s4.state.state is State.S3
    assert in_s4.state.rung == 4


def test_coach_and_athlete_may_ask_for_a_step_down(in_s4: Life) -> None:
    in_s4.add(ev.AskedFor("a stage down", "Pulls in sprints."), COACH)
    assert in_s4.state.state is State.S4
    assert in_s4.state.asked_for[-1].by == COACH


def test_a_red_light_takes_two_rungs_and_holds_until_a_green_day(in_s4: Life) -> None:
    rung = in_s4.state.rung
    in_s4.next_morning().session(SessionKind.RUNNING, rung, pain=4)
    (hold,) = in_s4.state.holds
    assert hold.rule == "regress.RG1"
    assert hold.by.party is Party.SYSTEM
    assert in_s4.state.rung == rung - 2
    assert refused(in_s4, ev.HoldLifted(hold.number, REASON)) == {"regress.RG1"}
    in_s4.next_morning().next_morning().session(SessionKind.RUNNING, 3).next_morning()
    assert refused(in_s4, ev.HoldLifted(hold.number, REASON), COACH) == {"may.lift"}
    in_s4.add(ev.HoldLifted(hold.number, REASON))
    assert in_s4.state.holds == ()


def test_a_second_red_within_a_week_takes_a_stage(in_s4: Life) -> None:
    in_s4.next_morning().session(SessionKind.RUNNING, 5, pain=4)
    in_s4.next_morning(2).session(SessionKind.RUNNING, 3, pain=4)
    assert in_s4.state.state is State.S3
    assert last_move(in_s4).rules == ("regress.RG2",)
    assert in_s4.state.rung == 0


def test_a_red_day_told_late_still_counts_with_the_next_one(in_s4: Life) -> None:
    in_s4.next_morning(4)
    told = ev.CheckIn(Part.SESSION, in_s4.today, pain_during_max=5, session_rpe=4, minutes=40, ran=True)
    in_s4.add(told, ATHLETE)
    assert in_s4.state.state is State.S4
    in_s4.add(replace(told, for_day=in_s4.today - dt.timedelta(days=3)), ATHLETE)
    assert in_s4.state.state is State.S3
    assert last_move(in_s4).rules == ("regress.RG2",)


def test_the_same_red_answer_twice_steps_down_once(in_s4: Life) -> None:
    in_s4.next_morning().session(SessionKind.RUNNING, 5, pain=4)
    rung, holds = in_s4.state.rung, len(in_s4.state.holds)
    body = next(event.body for event in reversed(in_s4.log) if isinstance(event.body, ev.CheckIn))
    in_s4.add(body, ATHLETE)
    assert (in_s4.state.rung, len(in_s4.state.holds)) == (rung, holds)


def test_pain_that_only_the_physio_wrote_down_counts_as_well(in_s4: Life) -> None:
    in_s4.day(in_s4.n + 1)
    in_s4.add(ev.SessionRecorded("seen", in_s4.today, SessionKind.RUNNING, rung=5, pain_max=6))
    assert [hold.rule for hold in in_s4.state.holds] == ["regress.RG1"]


def test_a_new_warning_sign_on_the_day_of_coming_back_refers_again() -> None:
    life = continued(case_lives.referred())
    life.add(ev.NoteWritten(REASON, clears_red_flags=True))
    life.moved("move.TR14", State.REFERRED, State.S2, reason=REASON)
    life.session(SessionKind.RUNNING, 1)
    assert life.state.state is State.S2
    life.morning(flags=frozenset({Flag.POP}))
    assert life.state.state is State.REFERRED


def test_sharp_pain_stops_running_and_proposes_a_new_look(in_s4: Life) -> None:
    in_s4.day(in_s4.n + 1).morning(flags=frozenset({Flag.SHARP_PAIN}))
    assert any(hold.stops_training for hold in in_s4.state.holds)
    assert in_s4.state.rung == 0


def test_after_a_suspected_new_injury_a_clinician_goes_back_to_the_beginning(in_s4: Life) -> None:
    move = ev.Moved("move.TR12", State.S4, State.S1, reason=REASON)
    assert refused(in_s4, move, ATHLETE) == {"move.TR12"}
    in_s4.add(move)
    assert in_s4.state.state is State.S1
    assert in_s4.state.rung == 0


def test_a_test_that_got_worse_holds(in_s4: Life) -> None:
    in_s4.add(ev.TestRecorded("ake", in_s4.today, injured=60, other=80, pain=0))
    assert [hold.rule for hold in in_s4.state.holds] == ["regress.worse_ake"]


def test_a_hold_for_a_typing_error_is_lifted_once_it_is_corrected(in_s4: Life) -> None:
    wrong = ev.TestRecorded("ake", in_s4.today, injured=60, other=80, pain=0)
    in_s4.add(wrong)
    (hold,) = in_s4.state.holds
    number = in_s4.state.tests[-1].number
    lift = ev.HoldLifted(hold.number, REASON)
    assert refused(in_s4, lift) == {"regress.worse_ake"}
    in_s4.add(replace(wrong, injured=74, corrects=number))
    in_s4.add(lift)
    assert not in_s4.state.holds


@pytest.mark.parametrize("corrected", [60, 55])
def test_a_correction_that_is_no_better_leaves_the_hold(in_s4: Life, corrected: int) -> None:
    wrong = ev.TestRecorded("ake", in_s4.today, injured=58, other=80, pain=0)
    in_s4.add(wrong)
    hold = in_s4.state.holds[0].number
    in_s4.add(replace(wrong, injured=corrected, corrects=in_s4.state.tests[-1].number))
    assert refused(in_s4, ev.HoldLifted(hold, REASON)) == {"regress.worse_ake"}


def test_a_second_fall_that_nobody_corrected_leaves_the_hold(in_s4: Life) -> None:
    for test in ("isometric_prone_90", "eccentric_strength"):
        in_s4.add(ev.TestRecorded(test, in_s4.today - dt.timedelta(days=1), injured=300, other=300, pain=0))
    in_s4.add(ev.TestRecorded("isometric_prone_90", in_s4.today, injured=200, other=300, pain=0))
    wrong = ev.TestRecorded("eccentric_strength", in_s4.today, injured=30, other=300, pain=0)
    in_s4.add(wrong).add(replace(wrong, injured=300, corrects=in_s4.state.tests[-1].number))
    assert refused(in_s4, ev.HoldLifted(in_s4.state.holds[0].number, REASON)) == {"regress.worse_strength"}


def test_a_correction_to_less_holds_as_the_first_result_would_have(in_s4: Life) -> None:
    good = ev.TestRecorded("ake", in_s4.today, injured=75, other=80, pain=0)
    in_s4.add(good)
    in_s4.add(replace(good, injured=60, corrects=in_s4.state.tests[-1].number))
    assert [hold.rule for hold in in_s4.state.holds] == ["regress.worse_ake"]


@pytest.mark.parametrize(
    ("away", "state", "held"), [(5, State.S4, []), (6, State.S3, []), (14, State.S3, ["regress.RG4"])]
)
def test_days_away_take_a_stage_and_long_ones_new_tests(
    in_s4: Life, away: int, state: State, held: list[str]
) -> None:
    in_s4.day(in_s4.n + away + 1).morning()
    assert in_s4.state.state is state
    assert [hold.rule for hold in in_s4.state.holds] == held


def test_what_was_not_filled_in_is_not_made_up_later(in_s4: Life) -> None:
    in_s4.day(in_s4.n + 8)
    for back in (6, 4, 2):
        late = ev.CheckIn(Part.MORNING, in_s4.today - dt.timedelta(days=back), pain_morning=0)
        in_s4.add(late, ATHLETE)
    in_s4.morning()
    assert in_s4.state.state is State.S3


# clearance -----------------------------------------------------------------------------------------


def into_s7(life: Life, by: ev.Who = DOCTOR, **kept: object) -> ev.Moved:
    moved = ev.Moved("move.TR8", State.S6, State.S7, scope="20 minutes", review_on=life.today)
    kept = {"review_on": life.today + dt.timedelta(days=28), **kept}
    return replace(moved, **kept)  # type: ignore[arg-type]


def test_a_clearance_names_a_person_a_scope_and_an_end() -> None:
    life = before(State.S7, case_lives.mild())
    assert refused(life, into_s7(life), PHYSIO) == {"move.TR8"}
    assert refused(life, into_s7(life, scope=" "), DOCTOR) == {"clearance.scope"}
    for days in (0, 29, 400):
        review = life.today + dt.timedelta(days=days)
        assert refused(life, into_s7(life, review_on=review), DOCTOR) == {"clearance.review_on"}
    assert refused(life, into_s7(life, review_on=None), DOCTOR) == {"clearance.review_on"}
    life.add(into_s7(life), DOCTOR)
    assert life.state.clearance is not None
    assert life.state.clearance.by == DOCTOR


def test_a_physio_clears_for_competition_only_where_a_doctor_named_them() -> None:
    life = before(State.S7, case_lives.mild())
    assert refused(life, ev.Delegated(PHYSIO.account_id or 0, "Pat Physio"), PHYSIO) == {"may.delegate"}
    life.add(ev.Delegated(PHYSIO.account_id or 0, "Pat Physio"), DOCTOR)
    life.add(into_s7(life), PHYSIO)
    assert life.state.state is State.S7


def test_the_athlete_has_to_agree_to_competition_and_not_through_the_signer() -> None:
    life = before(State.S7, case_lives.mild())
    life.add(ev.Agreed("move.TR8", True), replace(ATHLETE, account_id=None, name="Alex Example"))
    life.add(ev.Agreed("move.TR8", False), ATHLETE)
    assert {"hold.HD6", "move.TR8"} <= refused(life, into_s7(life), DOCTOR)


def test_a_clearance_runs_out_and_only_who_may_give_it_renews_it(in_s7: Life) -> None:
    cleared = in_s7.state.clearance
    assert cleared is not None
    assert cleared.review_on is not None
    assert cleared.holds_on(cleared.review_on)
    assert not cleared.holds_on(cleared.review_on + dt.timedelta(days=1))
    body = ev.ClearanceRenewed("Whole matches", in_s7.today + dt.timedelta(days=28))
    assert refused(in_s7, body, PHYSIO) == {"may.renew"}
    assert refused(in_s7, body, COACH) == {"may.renew"}
    too_long = replace(body, review_on=in_s7.today + dt.timedelta(days=29))
    assert refused(in_s7, too_long, DOCTOR) == {"clearance.review_on"}
    in_s7.add(body, DOCTOR)
    assert in_s7.state.clearance is not None
    assert in_s7.state.clearance.scope == "Whole matches"


def test_a_doctor_who_signs_out_of_competition_says_until_when_the_clearance_goes_on() -> None:
    life = before(State.S8, case_lives.finished())
    move = ev.Moved("move.TR9", State.S7, State.S8, scope="All matches", review_on=life.today)
    assert refused(life, move, DOCTOR) == {"clearance.review_on"}
    later = life.today + dt.timedelta(days=28)
    life.add(replace(move, review_on=later), DOCTOR)
    assert life.state.clearance is not None
    assert (life.state.clearance.by, life.state.clearance.review_on) == (DOCTOR, later)


def test_a_physio_who_signs_out_of_competition_leaves_the_clearance_as_it_was() -> None:
    life = before(State.S8, case_lives.finished())
    given = life.state.clearance
    later = life.today + dt.timedelta(days=28)
    life.moved("move.TR9", State.S7, State.S8, PHYSIO, scope="All matches", review_on=later)
    assert life.state.clearance == given


def test_the_day_of_review_is_kept_in_every_stage_and_comes_up_when_it_is_there() -> None:
    life = Life().screened()
    move = ev.Moved("move.TR2", State.TRIAGE, State.S1, review_on=life.today - dt.timedelta(days=1))
    assert refused(life, move, PHYSIO) == {"clearance.review_on"}
    on = life.today + dt.timedelta(days=2)
    life.add(replace(move, review_on=on))
    assert life.state.review_on == on
    due = [suggest(life.state, rules(), life.today + dt.timedelta(days=days)) for days in (1, 2)]
    assert [Kind.REVIEW in {one.kind for one in found} for found in due] == [False, True]


def test_a_second_warning_sign_of_a_referred_case_needs_a_note_of_its_own() -> None:
    life = Life().screened(numbness=True)
    life.add(ev.NoteWritten(REASON, clears_red_flags=True))
    life.screened(pop_or_tearing=True).screened()
    back = ev.Moved("move.TR14", State.REFERRED, State.S1, reason=REASON)
    assert refused(life, back) == {"guard.note"}
    life.add(ev.NoteWritten(REASON, clears_red_flags=True)).add(back)
    assert life.state.state is State.S1


def test_a_finding_of_a_referred_case_is_not_corrected_past_a_note_of_before() -> None:
    life = Life().screened(numbness=True)
    life.add(ev.NoteWritten(REASON, clears_red_flags=True))
    gap = ev.TestRecorded("palpable_gap", life.today, passed=False)
    life.add(gap)
    life.add(replace(gap, passed=True, corrects=life.state.tests[-1].number))
    back = ev.Moved("move.TR14", State.REFERRED, State.S1, reason=REASON)
    assert refused(life, back) == {"guard.note"}
    life.add(ev.NoteWritten(REASON, clears_red_flags=True)).add(back)
    assert life.state.state is State.S1


@pytest.mark.parametrize("flag", [Flag.POP, Flag.NUMBNESS, Flag.FEVER, Flag.CALF_SWELLING])
def test_a_new_red_flag_takes_the_clearance_away(in_s7: Life, flag: Flag) -> None:
    in_s7.day(in_s7.n + 1).morning(flags=frozenset({flag}))
    assert in_s7.state.state is State.REFERRED
    assert in_s7.state.clearance is None
    assert in_s7.state.before_referral is State.S7
    in_s7.add(ev.NoteWritten(REASON, clears_red_flags=True), PHYSIO)
    back = ev.Moved("move.TR14", State.REFERRED, State.S7, reason=REASON, scope="All")
    back = replace(back, review_on=in_s7.today + dt.timedelta(days=7))
    assert refused(in_s7, back, PHYSIO) == {"move.TR14"}
    assert refused(in_s7, back, DOCTOR) == {"move.TR14"}
    in_s7.add(ev.Agreed("move.TR14", True), ATHLETE).add(back, DOCTOR)
    assert in_s7.state.clearance is not None


def test_a_step_down_takes_the_clearance_away(in_s7: Life) -> None:
    in_s7.moved("move.TR11", State.S7, State.S6, reason=REASON)
    assert in_s7.state.clearance is None


# placement -----------------------------------------------------------------------------------------


def placed(stage: State, by: ev.Who, life: Life) -> ev.Moved:
    life.add(ev.Agreed("move.TR17", True), ATHLETE)
    return ev.Moved("move.TR17", State.TRIAGE, stage, reason=REASON, review_on=None)


def test_a_case_opened_in_the_middle_is_placed_once_with_the_tests_of_the_stage() -> None:
    life = Life(replace(OPENED, mid_rehabilitation=True), 10).screened().morning()
    move = placed(State.S2, PHYSIO, life)
    assert refused(life, move) == {one.id for one in rules().stages[State.S1].exit}
    life.tests(State.S1)
    assert refused(life, replace(move, after=State.S3)) > {"S2.bridge", "S2.rung", "guard.sessions"}
    life.add(move)
    assert life.state.placed
    assert refused(life, replace(move, before=State.S2, after=State.S3)) == {"move.TR17"}


def test_nothing_can_be_let_pass_at_a_placement() -> None:
    life = Life(replace(OPENED, mid_rehabilitation=True), 10).screened().morning().tests(State.S1)
    life.add(replace(case_lives.EXIT_TESTS[State.S1][0], on=life.today, number=3))
    let_pass = (ev.Overridden("S1.rest_pain", REASON),)
    move = replace(placed(State.S2, DOCTOR, life), overrides=let_pass)
    assert refused(life, move, DOCTOR) == {"S1.rest_pain"}


def test_a_case_of_the_first_hour_is_not_placed() -> None:
    life = Life().screened().morning().tests(State.S1)
    assert "guard.mid_rehabilitation" in refused(life, placed(State.S2, PHYSIO, life))


# grades, pain, codes, ends -------------------------------------------------------------------------


def test_only_a_doctor_makes_a_grade_milder(in_s4: Life) -> None:
    milder = ev.GradeSet(SeverityClass.G1, Grade.ONE, Grade.ONE, (), REASON)
    slower = ev.GradeSet(SeverityClass.G3, Grade.TWO_TO_THREE, Grade.TWO_TO_THREE, (), REASON)
    assert refused(in_s4, milder, PHYSIO) == {"may.grade"}
    assert refused(in_s4, replace(slower, reason="")) == {"may.grade"}
    in_s4.add(slower, PHYSIO)
    assert refused(in_s4, milder, PHYSIO) == {"may.grade"}
    in_s4.add(milder, DOCTOR)
    assert in_s4.state.severity is SeverityClass.G1


def test_the_first_class_is_set_by_whoever_examined_where_none_was_proposed() -> None:
    unknown = replace(OPENED, severity=SeverityClass.UNKNOWN, proposed_low=None, proposed_high=None)
    life = Life(unknown).screened()
    milder = ev.GradeSet(SeverityClass.G1, Grade.ONE, Grade.ONE, (), REASON)
    assert refused(life, replace(milder, reason=""), PHYSIO) == {"may.grade"}
    life.add(milder, PHYSIO)
    assert life.state.severity is SeverityClass.G1
    life.add(replace(milder, severity=SeverityClass.G2), PHYSIO)
    assert refused(life, milder, PHYSIO) == {"may.grade"}


def test_a_grade_that_becomes_a_torn_tendon_is_referred(in_s4: Life) -> None:
    in_s4.add(ev.GradeSet(SeverityClass.AV, Grade.THREE, Grade.THREE, (), REASON), PHYSIO)
    assert in_s4.state.state is State.REFERRED


def test_a_recurrent_case_stays_pain_free(in_s2: Life, in_s4: Life) -> None:
    assert refused(in_s2, ev.PainModeSet(PainMode.THRESHOLD, REASON)) == {"may.pain_mode"}
    assert refused(in_s4, ev.PainModeSet(PainMode.THRESHOLD, REASON), COACH) == {"may.pain_mode"}
    in_s4.add(ev.PainModeSet(PainMode.THRESHOLD, REASON))
    assert in_s4.state.pain_mode is PainMode.THRESHOLD


def test_a_coach_records_load_and_no_pain(in_s4: Life) -> None:
    session = ev.SessionRecorded("coach", in_s4.today, SessionKind.TEAM_MODIFIED, session_rpe=5, minutes=40)
    in_s4.add(session, COACH)
    assert refused(in_s4, replace(session, pain_max=0), COACH) == {"may.session"}
    assert refused(in_s4, ev.CheckIn(Part.MORNING, in_s4.today, pain_morning=0), COACH) == {"may.check_in"}


def test_another_athlete_does_not_check_in_here(in_s4: Life) -> None:
    other = ev.Who(Party.ATHLETE, "Somebody Else", 99)
    assert refused(in_s4, ev.CheckIn(Part.MORNING, in_s4.today, pain_morning=0), other) == {"may.person"}


def test_a_guardian_acts_for_the_young_alone(in_s4: Life) -> None:
    body = ev.CheckIn(Part.MORNING, in_s4.today, pain_morning=0)
    assert refused(in_s4, body, GUARDIAN) == {"may.guardian"}
    continued(case_lives.adolescent()).add(ev.AskedFor("a pause"), GUARDIAN)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (ev.TestRecorded("no_such_test", case_lives.INJURED, number=1), "record.value"),
        (ev.TestRecorded("rest_pain", case_lives.INJURED, number=11), "record.value"),
        (ev.TestRecorded("rest_pain", case_lives.INJURED, number=float("nan")), "record.value"),
        (ev.TestRecorded("rest_pain", case_lives.INJURED), "record.value"),
        (ev.TestRecorded("rest_pain", dt.date(2030, 1, 1), number=1), "record.date"),
        (ev.TestRecorded("rest_pain", dt.date(2026, 8, 31), number=1), "record.date"),
        (ev.TestRecorded("rest_pain", case_lives.INJURED, number=1, corrects=1), "record.value"),
        (ev.SessionRecorded("key", dt.date(2030, 1, 1), SessionKind.REHAB), "record.date"),
        (ev.SessionRecorded("key", case_lives.INJURED, SessionKind.REHAB, rung=10), "record.value"),
        (ev.CheckIn(Part.MORNING, dt.date(2030, 1, 1), pain_morning=0), "record.date"),
        (ev.CheckIn(Part.MORNING, case_lives.INJURED, pain_morning=-1), "record.value"),
        (ev.Screened({"unheard_of": True}), "record.value"),
        (ev.CodeSet("OSIICS", "14", "XX9"), "record.value"),
        (ev.LightGiven(case_lives.INJURED, Light.GREEN, (), True), "may.light"),
        (OPENED, "move.TR0"),
        (ev.RungSet(9, REASON), "rung.ladder"),
        (ev.HoldLifted(1, REASON), "may.lift"),
    ],
)
def test_what_cannot_be_is_not_recorded(in_s4: Life, body: ev.Body, rule: str) -> None:
    assert refused(in_s4, body, PHYSIO) == {rule}


def test_withdrawing_ends_everything(in_s4: Life) -> None:
    body = ev.Moved("move.TR16", State.S4, State.WITHDRAWN)
    assert refused(in_s4, body, PHYSIO) == {"move.TR16"}
    in_s4.add(body, ATHLETE)
    assert refused(in_s4, ev.NoteWritten(REASON), DOCTOR) == {"case.ended"}


def test_a_closed_case_takes_follow_ups_and_notes_alone() -> None:
    life = continued(case_lives.reinjured())
    life.add(ev.FollowUp(2, True, True, True), PHYSIO).add(ev.NoteWritten(REASON), DOCTOR)
    assert refused(life, ev.CheckIn(Part.MORNING, life.today, pain_morning=0), ATHLETE) == {"case.ended"}


def test_sides_are_kept_as_they_were_opened() -> None:
    assert Life(replace(OPENED, side=Side.RIGHT)).state.opened.side is Side.RIGHT
