"""The daily check-in by its link: a few taps, the answer at once, once however often it is sent."""

from __future__ import annotations

import re

import pytest

from screening.domain.case.events import CheckIn, LightGiven
from screening.domain.case.standing import CaseState
from screening.domain.case.state import replay
from screening.domain.case.words import Light, Part, Party, State
from screening.domain.clubs import Purpose
from tests.support.planted_cases import link_to
from tests.web.checkin.conftest import Phone, Returning
from tests.web.page_rules import MAX_BYTES

ALWAYS = "This plan supports, and does not replace, assessment by a health professional."
CALM = (("pain_morning", "0"), ("soreness_hamstring", "0"), ("fatigue", "2"), ("sleep_hours", "8"))
AFTER = (("pain_during_max", "0"), ("session_rpe", "4"), ("minutes", "45"), ("ran", "true"))


def field(page: str, name: str) -> str:
    return re.findall(rf'name="{name}" value="([^"]+)"', page)[0]


def send(phone: Phone, address: str, *fields: tuple[str, str], part: str = "", day: str = "") -> str:
    """Fill in the form and press its button; the page it leads to."""
    query = "&".join(f"{name}={value}" for name, value in (("part", part), ("day", day)) if value)
    form = phone.get(f"{address}?{query}" if query else address)
    action = re.findall(r'<form method="post" action="([^"]+)"', form)[0].replace("&amp;", "&")
    sent = phone.post(action, ("key", field(form, "key")), ("day", field(form, "day")), *fields)
    if sent.status_code != 303:
        return phone.checked(sent, action)
    return phone.get(sent.headers["Location"])


def state_of(returning: Returning, name: str = "grown") -> CaseState:
    return replay(returning.ward.log(returning.cases[name]))


def entries(returning: Returning) -> list[CheckIn]:
    """What was entered today and yesterday."""
    day = returning.clock.time.date()
    return [one.body for one in state_of(returning).check_ins if (day - one.day).days == 0]


def test_the_page_is_small_and_names_the_leg_and_nobody(returning: Returning) -> None:
    page = returning.phone().get(returning.link())
    assert len(page.encode()) < MAX_BYTES
    assert "<script" not in page
    assert "left thigh" in page
    assert "<title>Morning check-in | Hamstring Screening</title>" in page
    assert returning.ward.club.name not in page.replace(f"{returning.ward.club.name} physio", "")
    assert 'name="pain_morning"' in page
    assert 'name="pain_during_max"' not in page


def test_a_calm_morning_takes_five_taps(returning: Returning) -> None:
    """Four answers and the button that says that nothing is unusual; six where it is sore somewhere."""
    page = returning.phone().get(returning.link())
    choices = set(re.findall(r'type="radio" name="([a-z_]+)"', page))
    assert choices == {"pain_morning", "soreness_hamstring", "soreness_where", "fatigue", "sleep_hours"}
    assert "soreness_where-injured" in page
    assert len(choices - {"soreness_where"}) + 1 == 5
    assert len(choices) + 1 == 6


def test_where_it_is_sore_appears_with_the_soreness(returning: Returning) -> None:
    """By the style sheet alone; a browser that cannot tell shows it always."""
    page = returning.phone().get(returning.link())
    sheet = returning.phone().get(re.findall(r'href="(/static/checkin.css[^"]*)"', page)[0], is_page=False)
    (rule,) = [line for line in sheet.splitlines() if ".where { display: none; }" in line]
    for name in re.findall(r'name="([a-z_]+)"', rule):
        assert f'name="{name}"' in page
    for number in re.findall(r"#([a-z_]+-0):checked", rule):
        assert f'id="{number}"' in page
    assert "soreness_hamstring" in rule


def test_the_answer_is_there_at_once_with_everything_that_belongs_to_it(returning: Returning) -> None:
    phone = returning.phone()
    page = send(phone, returning.link(), *CALM, ("unusual", "no"))
    assert "What you entered" in page
    assert "Pain this morning: 0 of 10" in page
    assert "Open" in page, "the session is still missing"
    assert "Seek care" in page
    assert "Told" in page
    assert ALWAYS in page
    (entry,) = entries(returning)
    assert (entry.part, entry.pain_morning, entry.sleep_hours) == (Part.MORNING, 0, 8)


def test_an_answer_says_which_rule_it_is_and_what_changes_today(returning: Returning) -> None:
    phone = returning.phone()
    page = send(phone, returning.link(), *CALM[:3], ("sleep_hours", "5"), ("unusual", "no"))
    assert "Amber" in page
    assert "CK11" in page
    assert "No sprinting at full speed" in page
    assert 'class="light amber"' in page
    assert "<title>Amber light</title>" in page, "the shape has a name, for whoever sees no colour"


def test_sent_twice_it_is_kept_once(returning: Returning) -> None:
    phone = returning.phone()
    form = phone.get(returning.link())
    sent = (("key", field(form, "key")), ("day", field(form, "day")), *CALM, ("unusual", "no"))
    answers = [phone.post(f"{returning.link()}?part=morning", *sent) for _ in range(3)]
    assert {one.status_code for one in answers} == {303}
    assert len({one.headers["Location"] for one in answers}) == 1
    assert len(entries(returning)) == 1


def test_after_the_morning_the_session_is_asked_for(returning: Returning) -> None:
    phone = returning.phone()
    send(phone, returning.link(), *CALM, ("unusual", "no"))
    page = phone.get(returning.link())
    assert "After the session" in page
    page = send(phone, returning.link(), *AFTER, ("unusual", "no"))
    assert "Worst pain in the session: 0 of 10" in page
    assert [one.part for one in entries(returning)] == [Part.MORNING, Part.SESSION]


def test_a_day_without_a_session_is_said_with_one_button(returning: Returning) -> None:
    phone = returning.phone()
    send(phone, returning.link(), *CALM, ("unusual", "no"))
    page = send(phone, returning.link(), ("unusual", "rest"))
    assert "Length of the session: 0 minutes" in page
    assert entries(returning)[-1].minutes == 0


def test_a_slip_is_corrected_by_another_entry(returning: Returning) -> None:
    phone = returning.phone()
    send(phone, returning.link(), *CALM[:2], ("fatigue", "8"), CALM[3], ("unusual", "no"))
    form = phone.get(f"{returning.link()}?part=morning")
    assert "You have sent this before" in form
    assert re.search(r'value="8" checked', form)
    send(phone, returning.link(), *CALM, ("unusual", "no"), part="morning")
    assert [one.fatigue for one in entries(returning)] == [8, 2]


def test_an_entry_for_yesterday_is_called_late(returning: Returning) -> None:
    phone = returning.phone()
    form = phone.get(f"{returning.link()}?part=session&day=yesterday")
    assert "A late entry: this is about Friday 13 November" in form
    page = send(phone, returning.link(), *AFTER, ("unusual", "no"), part="session", day="yesterday")
    assert "entered late" in page
    assert "Running up to" not in page, "what is allowed today does not stand beside another day"
    assert entries(returning)[-1].for_day.isoformat() == "2026-11-13"


def test_a_page_left_open_over_night_is_not_taken_for_today(returning: Returning) -> None:
    phone = returning.phone()
    form = phone.get(returning.link())
    returning.later(days=1)
    late = phone.post(
        f"{returning.link()}?part=morning",
        ("key", field(form, "key")),
        ("day", field(form, "day")),
        *CALM,
        ("unusual", "no"),
    )
    assert late.status_code == 400
    assert "since another day" in phone.checked(late)
    assert entries(returning) == []


def test_what_is_missing_is_asked_for_and_what_was_chosen_stays(returning: Returning) -> None:
    phone = returning.phone()
    page = send(phone, returning.link(), *CALM[:2], ("unusual", "no"))
    assert "Choose how tired you are" in page
    assert "Choose how many hours you slept" in page
    assert 'href="#fatigue-0"' in page
    assert re.search(r'id="pain_morning-0" value="0" checked', page)
    assert entries(returning) == []


@pytest.mark.parametrize(
    ("flag", "headline"),
    [
        ("breathlessness", "Call an ambulance now"),
        ("calf_swelling", "See a doctor today"),
        ("pop", "See a sports doctor within 2 to 3 days"),
    ],
)
def test_a_warning_sign_shows_its_care_card_alone(returning: Returning, flag: str, headline: str) -> None:
    phone = returning.phone()
    page = send(phone, returning.link(), ("flags", flag), ("unusual", "yes"))
    assert re.findall(r"<h1[^>]*>([^<]+)</h1>", page) == [headline]
    assert 'class="care t' in page
    assert 'class="light' not in page
    assert "What you entered" not in page
    assert ALWAYS in page
    assert state_of(returning).state is State.REFERRED
    given = [one.body for one in state_of(returning).lights if isinstance(one.body, LightGiven)]
    assert given[-1].light is Light.STOP


def test_a_sign_once_ticked_is_not_unticked_by_a_second_entry(returning: Returning) -> None:
    phone = returning.phone()
    send(phone, returning.link(), ("flags", "calf_swelling"), ("unusual", "yes"))
    page = send(phone, returning.link(), *CALM, ("unusual", "no"), part="morning")
    assert "See a doctor today" in page


@pytest.mark.parametrize("path", ["", "/answer", "/stand"])
def test_a_link_that_was_taken_back_says_so_and_no_more(returning: Returning, path: str) -> None:
    old, ward = returning.link(), returning.ward
    assert returning.phone().client.get(f"{old}{path}", follow_redirects=True).status_code == 200
    ward.decide(0, Purpose.PHYSIO_CLINICAL, given=False)
    ended = returning.phone().client.get(f"{old}{path}")
    assert ended.status_code == 404
    said = ended.get_data(as_text=True)
    assert "This link has ended" in said
    assert ward.club.name not in said
    assert "S4" not in said


def test_a_link_ends_after_its_time_and_when_a_newer_one_is_made(returning: Returning) -> None:
    phone, old = returning.phone(), returning.link()
    newer = f"/check-in/{link_to(returning.ward, returning.cases['grown'])}"
    assert phone.client.get(old).status_code == 404
    assert phone.client.get(newer).status_code == 200
    returning.later(days=31)
    assert phone.client.get(newer).status_code == 404
    refused = phone.post(newer, *CALM, ("unusual", "no"), ("key", "k" * 32), ("day", "2026-12-15"))
    assert refused.status_code == 404


def test_a_link_that_never_was_looks_like_one_that_has_ended(returning: Returning) -> None:
    phone = returning.phone()
    for token in ("day-" + "A" * 43, "A" * 43, returning.token[4:]):
        answer = phone.client.get(f"/check-in/{token}")
        assert answer.status_code == 404
        assert "This link has ended" in answer.get_data(as_text=True)


def say(phone: Phone, address: str, **fields: str) -> str:
    """Send a form of the page about where one stands, and go where it leads."""
    form = phone.get(f"{address}/stand")
    sent = phone.post(f"{address}/stand", ("key", field(form, "key")), *fields.items())
    if sent.status_code != 303:
        return sent.get_data(as_text=True)
    return phone.get(sent.headers["Location"])


def test_the_page_by_link_shows_where_one_stands(returning: Returning) -> None:
    page = returning.phone().get(f"{returning.link()}/stand")
    assert 'aria-current="step"' in page
    assert "Running progression" in page
    assert "What opens" in page
    assert "Do you agree to" in page
    assert "Sign in to agree or to leave" in page
    assert "Take back your consent" not in page


def test_by_link_one_may_always_ask_and_disagree(returning: Returning) -> None:
    phone = returning.phone()
    page = say(phone, returning.link(), what="step_down", step_down="It feels too fast")
    assert "Kept. Your physio sees it." in page
    assert state_of(returning).asked_for[-1].body.what == "a step down"
    say(phone, returning.link(), what="disagree", disagree="I want to sprint")
    assert "hold.HD6" in {hold.rule for hold in state_of(returning).holds}
    assert "Say it in a few words" in say(phone, returning.link(), what="step_up")


def test_by_link_one_says_which_days_there_are(returning: Returning) -> None:
    phone = returning.phone()
    page = say(phone, returning.link(), what="days", days="3", minutes="30")
    assert "Kept. The days ahead follow it." in page
    form = phone.get(f"{returning.link()}/stand?change=days")
    assert re.search(r'value="3" checked', form)
    assert "Type the minutes as a number" in say(phone, returning.link(), what="days", minutes="1")


def test_by_link_only_an_athlete_without_a_sign_in_says_yes(returning: Returning) -> None:
    phone = returning.phone()
    assert "We cannot find that page" in say(phone, returning.link(), move="move.TR6", agrees="yes")
    assert state_of(returning).agreements == ()
    page = say(phone, returning.link("fast"), move="move.TR7", agrees="yes")
    assert "You agreed on 14 November 2026." in page
    (said,) = state_of(returning, "fast").agreements
    assert (said.by.party, said.by.account_id, said.body.agrees) == (Party.ATHLETE, None, True)


def test_no_address_of_these_pages_holds_a_word_about_health(returning: Returning) -> None:
    ours = [
        rule.rule
        for rule in returning.app.url_map.iter_rules()
        if rule.rule.startswith(("/check-in", "/my-return", "/returns", "/case-files"))
    ]
    assert len(ours) > 20
    words = re.compile("injur|hamstring|thigh|pain|strain|light|symptom|health|clinic|wellness")
    assert [rule for rule in ours if words.search(rule)] == []


def test_tries_from_one_address_are_counted(returning: Returning) -> None:
    view = returning.app.view_functions["check_in.send"]
    assert [limit.amount for limit in view.screening_limits] == ["60 per minute"]  # type: ignore[attr-defined]
