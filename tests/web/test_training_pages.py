"""Starting and following a plan: every page keeps the page rules and says what comes next."""

from __future__ import annotations

import datetime as dt
import re

from flask import Flask

from screening.domain.programme.model import Done
from screening.services.training import load_programme
from screening.web.parts import parts
from screening.web.policies import Policy, policy_of
from tests.support.followed import MONDAY, PLAYER, evening_of, report_next
from tests.web.browsing import Visitor
from tests.web.finished import result_address
from tests.web.still_clock import StillClock
from tests.web.walking import FormReader

Sent = list[tuple[str, str]]


def hidden_of(page: str, ending: str) -> Sent:
    """The hidden fields of the form whose address ends like this."""
    form = next(form for form in FormReader(page).forms if form.action.endswith(ending))
    return form.hidden


def with_plan(visitor: Visitor, app: Flask, match_day: str = "6") -> str:
    """The address of a plan just started from a new result, through its form.

    Args:
        match_day: 6 is Saturday; empty for no fixed day.
    """
    visitor.open(f"{result_address(app, PLAYER)}/plan")
    visitor.post(
        visitor.path,
        [
            *hidden_of(visitor.page, ""),
            ("start", MONDAY.isoformat()),
            ("minutes", "25"),
            *(("kit", value) for value in ("partner", "band", "dumbbells")),
            ("match_day", match_day),
            ("match", ""),
            ("protocol", ""),
        ],
    )
    assert visitor.status == 200
    return visitor.path.partition("?")[0]


def first_session(app: Flask, address: str) -> str:
    with app.app_context():
        return load_programme(parts().store, address.split("/")[2]).sessions[0].key


def test_routes_of_a_plan_need_its_link_and_a_calendar_its_own(app: Flask) -> None:
    wanted = {"/plan/<token": Policy.PROGRAMME_HOLDER, "/calendar/<token": Policy.CALENDAR_HOLDER}
    seen = 0
    for rule in app.url_map.iter_rules():
        for prefix, kind in wanted.items():
            if rule.rule.startswith(prefix):
                seen += 1
                assert policy_of(app, rule.endpoint) is kind, rule.rule
    assert seen >= 12


def test_a_result_leads_to_a_plan_with_dates(visitor: Visitor, unlimited_app: Flask) -> None:
    page = visitor.open(result_address(unlimited_app, PLAYER))
    assert "Start this plan" in page
    address = with_plan(visitor, unlimited_app)
    assert re.fullmatch(r"/plan/[A-Za-z0-9_-]{43}", address)
    assert "Keep this link" in visitor.page
    assert "Week 1" in visitor.page
    assert "Saturday 21 November" in visitor.page, "the match day of the form"
    assert "Keep this link" not in visitor.open(address)


def test_the_form_starts_from_the_answers_and_offers_the_next_monday(
    visitor: Visitor, unlimited_app: Flask
) -> None:
    visitor.open(f"{result_address(unlimited_app, PLAYER)}/plan")
    preset = visitor.form().preset
    assert ("start", "2026-11-16") in preset
    assert ("minutes", "25") in preset
    assert {value for name, value in preset if name == "kit"} == set(PLAYER["equipment"])  # type: ignore[arg-type]


def test_a_result_with_a_running_plan_leads_back_to_it(visitor: Visitor, unlimited_app: Flask) -> None:
    result = result_address(unlimited_app, PLAYER)
    visitor.open(f"{result}/plan")
    sent = [*hidden_of(visitor.page, ""), ("start", MONDAY.isoformat())]
    visitor.post(visitor.path, sent)
    first = visitor.path.partition("?")[0]
    visitor.post(f"{result}/plan", sent)
    assert visitor.path.partition("?")[0] == first, "the same press again is the same plan"
    assert f'href="{first}"' in visitor.open(f"{result}/plan")


def test_a_session_shows_dose_tempo_rest_and_pictures_and_takes_the_report(
    visitor: Visitor, unlimited_app: Flask, clock: StillClock
) -> None:
    address = with_plan(visitor, unlimited_app)
    clock.time = evening_of(MONDAY)
    assert "Start today’s session" in visitor.open(address)
    key = first_session(unlimited_app, address)
    page = visitor.open(f"{address}/session/{key}")
    for words in ("2 × 4", "Tempo", "Rest", "Stop", "Next exercise", "data-timer", "See it move"):
        assert words in page
    assert page.count('<img src="/figures/') >= 4
    hidden = hidden_of(page, visitor.path)
    visitor.post(visitor.path, [*hidden, ("done", "done"), ("pain", "1"), ("sudden", "no")])
    assert visitor.path == f"{address}/session/{key}"
    assert "Go on" in visitor.page
    assert "1 of 10" in visitor.page
    assert "See what comes next" in visitor.page
    assert "How was it?" not in visitor.page
    assert "How was it?" in visitor.open(f"{address}/session/{key}?again=1")


def test_pain_of_five_stops_the_plan_in_words_and_shape(
    visitor: Visitor, unlimited_app: Flask, clock: StillClock
) -> None:
    address = with_plan(visitor, unlimited_app)
    clock.time = evening_of(MONDAY)
    page = visitor.open(f"{address}/session/{first_session(unlimited_app, address)}")
    visitor.post(
        visitor.path, [*hidden_of(page, visitor.path), ("done", "done"), ("pain", "5"), ("sudden", "no")]
    )
    assert '<p class="word">Stop</p>' in visitor.page
    assert "Red light" in visitor.page
    assert "Answer the check again" in visitor.page
    page = visitor.open(address)
    assert "Stop for now" in page
    assert "Start today" not in page
    assert visitor.open(f"{address}/print").count("<table>") == 0
    visitor.open(f"{address}.pdf")
    assert visitor.status == 404


def test_something_sudden_stops_the_plan_whatever_the_pain(
    visitor: Visitor, unlimited_app: Flask, clock: StillClock
) -> None:
    address = with_plan(visitor, unlimited_app)
    with unlimited_app.app_context():
        ahead = load_programme(parts().store, address.split("/")[2]).sessions[1]
    clock.time = evening_of(MONDAY)
    page = visitor.open(f"{address}/session/{first_session(unlimited_app, address)}")
    visitor.post(
        visitor.path, [*hidden_of(page, visitor.path), ("done", "partly"), ("pain", "0"), ("sudden", "yes")]
    )
    assert '<p class="word">Stop</p>' in visitor.page
    page = visitor.open(f"{address}/session/{ahead.key}")
    assert visitor.status == 404, "nothing is planned after it"
    assert "Stop for now" in page
    assert "Next exercise" not in page
    page = visitor.open(f"{address}/change")
    assert "Stop for now" in page
    assert "Save the matches" not in page
    assert "as cancelled" in visitor.open(f"{address}/calendar")
    assert "Print the coming weeks" not in visitor.open(address)


TOO_LITTLE: tuple[tuple[Sent, str], ...] = (
    ([], "Choose how much of it you did"),
    ([("done", "done"), ("sudden", "no")], "Choose the worst pain while you did it"),
    ([("done", "done"), ("pain", "1")], "Choose “Yes” or “No”"),
    ([("done", "done"), ("pain", "12"), ("sudden", "no")], "from 0 to 10"),
    ([("done", "done"), ("pain", "²"), ("sudden", "no")], "from 0 to 10"),
    ([("done", "all"), ("pain", "1"), ("sudden", "no")], "Choose how much of it you did"),
    ([("done", "partly"), ("pain", "1"), ("sudden", "no"), ("skipped", "x")], "Choose from the exercises"),
)


def test_a_report_that_says_too_little_says_what_is_missing_and_keeps_the_rest(
    visitor: Visitor, unlimited_app: Flask, clock: StillClock
) -> None:
    address = with_plan(visitor, unlimited_app)
    clock.time = evening_of(MONDAY)
    key = first_session(unlimited_app, address)
    for sent, words in TOO_LITTLE:
        page = visitor.open(f"{address}/session/{key}")
        visitor.post(visitor.path, [*hidden_of(page, visitor.path), *sent])
        assert visitor.status == 400, sent
        assert words in visitor.page
        assert ("pain", "1") not in sent or 'value="1" checked' in visitor.page
    hidden = [(name, value) for name, value in hidden_of(visitor.page, visitor.path) if name != "key"]
    visitor.post(visitor.path, [*hidden, ("done", "not")])
    assert visitor.status == 400, "a form without its key"


def test_a_session_left_out_needs_no_figures_and_brings_no_shame(
    visitor: Visitor, unlimited_app: Flask, clock: StillClock
) -> None:
    address = with_plan(visitor, unlimited_app)
    clock.time = evening_of(MONDAY)
    page = visitor.open(f"{address}/session/{first_session(unlimited_app, address)}")
    visitor.post(visitor.path, [*hidden_of(page, visitor.path), ("done", "not")])
    assert visitor.status == 200
    assert "Not done" in visitor.page
    assert "You did 0 of 1 session." in visitor.open(address)


def test_the_morning_after_is_asked_for_and_kept(
    visitor: Visitor, unlimited_app: Flask, clock: StillClock
) -> None:
    address = with_plan(visitor, unlimited_app)
    with unlimited_app.app_context():
        report_next(parts().store, address.split("/")[2], parts().rulebook, pain=1)
    clock.time = evening_of(MONDAY) + dt.timedelta(hours=14)
    page = visitor.open(address)
    assert "The morning after" in page
    action = next(form.action for form in FormReader(page).forms if form.action.endswith("/morning"))
    visitor.post(action, hidden_of(page, "/morning"))
    assert visitor.status == 400
    assert "Choose the pain, from 0 to 10" in visitor.page
    visitor.post(action, [*hidden_of(page, "/morning"), ("morning", "1")])
    assert "Repeat" in visitor.page
    assert "Pain next morning" in visitor.page
    assert "The morning after" not in visitor.open(address)


def test_a_morning_that_nobody_remembers_is_not_asked_for(
    visitor: Visitor, unlimited_app: Flask, clock: StillClock
) -> None:
    address = with_plan(visitor, unlimited_app)
    with unlimited_app.app_context():
        current = report_next(parts().store, address.split("/")[2], parts().rulebook, pain=1)
    for days, is_asked in ((0, False), (1, True), (3, True), (4, False), (15, False)):
        clock.time = evening_of(MONDAY + dt.timedelta(days=days))
        assert ("The morning after" in visitor.open(address)) is is_asked, days
    page = visitor.open(f"{address}/session/{current.log[0].session}")
    assert "on the morning after" in page, "the session itself can still be told"


def test_a_session_without_partner_or_kit_is_one_press_away(
    visitor: Visitor, unlimited_app: Flask, clock: StillClock
) -> None:
    address = with_plan(visitor, unlimited_app)
    clock.time = evening_of(MONDAY)
    key = first_session(unlimited_app, address)
    page = visitor.open(f"{address}/session/{key}")
    visitor.post(f"{address}/change/away", hidden_of(page, "/change/away"))
    assert "Saved." in visitor.page
    page = visitor.open(f"{address}/session/{key}")
    assert "fits into a bag" in page
    assert "No partner, no kit" not in page, "it is changed already"
    with unlimited_app.app_context():
        (away,) = load_programme(parts().store, address.split("/")[2]).request.away
    assert (away.first, away.last) == (MONDAY, MONDAY)


def test_a_session_that_the_plan_lost_leads_back_to_the_plan(visitor: Visitor, unlimited_app: Flask) -> None:
    address = with_plan(visitor, unlimited_app)
    page = visitor.open(f"{address}/session/99-1")
    assert visitor.status == 404
    assert "holds other sessions now" in page
    assert f'href="{address}"' in page


def test_a_hold_is_shown_once_and_what_moves_can_be_watched(visitor: Visitor, unlimited_app: Flask) -> None:
    address = with_plan(visitor, unlimited_app)
    with unlimited_app.app_context():
        current = load_programme(parts().store, address.split("/")[2])
        figures = parts().rulebook.plan.figures
    items = [(session.key, item.exercise) for session in current.sessions for item in session.items]
    seen = set()
    for is_hold in (True, False):
        key = next((key for key, name in items if figures[name].is_hold is is_hold), None)
        if key is None:
            continue
        page = visitor.open(f"{address}/session/{key}")
        names = [item.exercise for item in current.session(key).items]
        holds = [name for name in names if figures[name].is_hold]
        assert page.count("<figcaption>Hold</figcaption>") == len(holds)
        assert page.count("<figcaption>End</figcaption>") == len(names) - len(holds)
        assert page.count('class="moves-on"') == len(names) - len(holds)
        seen.add(is_hold)
    assert False in seen


def test_days_without_a_word_can_be_told_in_one_press(
    visitor: Visitor, unlimited_app: Flask, clock: StillClock
) -> None:
    address = with_plan(visitor, unlimited_app)
    with unlimited_app.app_context():
        report_next(parts().store, address.split("/")[2], parts().rulebook)
    clock.time = evening_of(MONDAY + dt.timedelta(days=15))
    page = visitor.open(address)
    assert "sessions without a report" in page
    visitor.post(f"{address}/not-done", hidden_of(page, "/not-done"))
    assert "Saved." in visitor.page
    assert "without a report" not in visitor.page
    assert "You missed a week" in visitor.page


def test_what_was_done_is_told_with_what_it_is_worth(
    visitor: Visitor, unlimited_app: Flask, clock: StillClock
) -> None:
    address = with_plan(visitor, unlimited_app)
    with unlimited_app.app_context():
        for done in (Done.DONE, Done.DONE, Done.NOT, Done.PARTLY):
            current = report_next(parts().store, address.split("/")[2], parts().rulebook, done=done)
    clock.time = evening_of(current.log[-1].on)
    page = visitor.open(address)
    gap = (current.log[3].on - current.log[1].on).days
    assert f"You did 3 of 4 sessions, one of them in part. Your longest gap was {gap} days." in page
    assert "more than half of the sessions" in page
    assert "Ripley 2021" in page


def test_a_plan_whose_answers_are_old_says_so(
    visitor: Visitor, unlimited_app: Flask, clock: StillClock
) -> None:
    address = with_plan(visitor, unlimited_app)
    assert "more than 90 days old" not in visitor.open(address)
    clock.forward(days=93)
    assert "more than 90 days old" in visitor.open(address)
    assert "The weeks of this plan are over" in visitor.page
    assert "plan again" not in visitor.page
    assert "Print the coming weeks" not in visitor.page


def test_the_coming_weeks_can_be_printed_and_downloaded(visitor: Visitor, unlimited_app: Flask) -> None:
    address = with_plan(visitor, unlimited_app)
    page = visitor.open(f"{address}/print")
    assert page.count('<section class="paper-week">') == 4
    response = visitor.client.get(f"{address}.pdf")
    assert response.mimetype == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
