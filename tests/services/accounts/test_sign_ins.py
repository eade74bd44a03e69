"""Sign-ins: begun, completed once, idle, over, ended by what ends them; codes and links count once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pyotp
import pytest

from screening.domain.clubs import Role
from screening.domain.errors import InvalidAnswers, NotAllowed, NotFound
from screening.services.accounts import factors, operator, passwords, people, sessions
from screening.services.accounts.limits import Refused
from screening.services.accounts.second_factor import give_code
from screening.services.accounts.sessions import Standing
from screening.services.accounts.sign_in import prove, sign_in, sign_out
from screening.services.accounts.tools import AccountTools
from tests.support.account_lives import (
    EMAIL,
    HOME,
    PASSWORD,
    STEP,
    at_once,
    enrol,
    half_signed_in,
    set_up_club,
    signed_in_again,
    visit_of,
)
from tests.support.store_rows import NOON

MINUTE, SECOND = dt.timedelta(minutes=1), dt.timedelta(seconds=1)
NEW = "window ladder marble 3"


def athlete_token(tools: AccountTools, now: dt.datetime) -> str:
    """An athlete of the club with a password and no second factor."""
    operator.make_club(tools.store, "Lakeside", "GB", now)
    with tools.store.write(everywhere=people.Reason.OPERATION) as tx:
        account, _ = people.account_for(tx, "ath@example.org", "Ath Lete", now)
        club = people.members.clubs(tx)[-1].id
        tx.enter(club)
        people.give_role(tx, account.id, Role.ATHLETE, club, now)
        link = passwords.make_link(tx, account, now)
    return passwords.set_password(tools, link.token, PASSWORD + " more", HOME, now)


def test_a_member_of_the_staff_is_who_does_nothing_for_thirty_minutes_is_signed_out(
    account_tools: AccountTools,
) -> None:
    token, _ = set_up_club(account_tools, NOON)
    assert sessions.find(account_tools, token, NOON + 30 * MINUTE - SECOND)
    assert sessions.find(account_tools, token, NOON + 60 * MINUTE - 2 * SECOND), "being seen keeps it open"
    assert sessions.find(account_tools, token, NOON + 91 * MINUTE) is None


def test_even_somebody_always_at_work_signs_in_again_after_twelve_hours(account_tools: AccountTools) -> None:
    token, _ = set_up_club(account_tools, NOON)
    open_at = [
        hour for hour in range(0, 14 * 3) if sessions.find(account_tools, token, NOON + hour * 20 * MINUTE)
    ]
    assert open_at == list(range(0, 12 * 3))


def test_an_athlete_stays_signed_in_for_weeks_but_not_for_ever(account_tools: AccountTools) -> None:
    token, day = athlete_token(account_tools, NOON), dt.timedelta(days=1)
    assert sessions.find(account_tools, token, NOON + 13 * day)
    assert sessions.find(account_tools, token, NOON + 26 * day)
    assert sessions.find(account_tools, token, NOON + 30 * day) is None


def test_an_athlete_who_does_not_come_back_for_two_weeks_is_signed_out(account_tools: AccountTools) -> None:
    token = athlete_token(account_tools, NOON)
    assert sessions.find(account_tools, token, NOON + dt.timedelta(days=14)) is None


@pytest.mark.parametrize("leap", [dt.timedelta(days=-1), dt.timedelta(days=-3650), dt.timedelta(hours=13)])
def test_a_clock_that_leaps_never_keeps_a_sign_in_open_for_longer(
    account_tools: AccountTools, leap: dt.timedelta
) -> None:
    token, _ = set_up_club(account_tools, NOON)
    assert sessions.find(account_tools, token, NOON + leap) is None


def test_a_password_alone_opens_ten_minutes_for_the_code(account_tools: AccountTools) -> None:
    set_up_club(account_tools, NOON)
    token = sign_in(account_tools, EMAIL, PASSWORD, HOME, NOON + MINUTE).token
    assert visit_of(account_tools, token, NOON + 2 * MINUTE).standing is Standing.SECOND_FACTOR_DUE
    assert visit_of(account_tools, token, NOON + 2 * MINUTE).actor.roles == frozenset()
    assert sessions.find(account_tools, token, NOON + 11 * MINUTE) is None


def test_a_code_counts_once_also_in_another_browser(account_tools: AccountTools) -> None:
    tools = account_tools
    _, secret = set_up_club(tools, NOON)
    now = NOON + 2 * STEP
    code = pyotp.TOTP(secret).at(now)
    first, second = half_signed_in(tools, now), half_signed_in(tools, now)
    assert give_code(tools, first, code, HOME, now)
    with pytest.raises(Refused):
        give_code(tools, second, code, HOME, now)
    earlier = pyotp.TOTP(secret).at(now - STEP)
    with pytest.raises(Refused):
        give_code(tools, second, earlier, HOME, now)


def test_the_code_that_set_the_authenticator_up_does_not_sign_in(account_tools: AccountTools) -> None:
    _, secret = set_up_club(account_tools, NOON)
    with pytest.raises(Refused):
        give_code(account_tools, half_signed_in(account_tools, NOON), pyotp.TOTP(secret).at(NOON), HOME, NOON)


def test_of_many_who_send_the_same_code_at_once_exactly_one_is_signed_in(
    any_account_tools: AccountTools,
) -> None:
    tools = any_account_tools
    _, secret = set_up_club(tools, NOON)
    now = NOON + 2 * STEP
    # As many as the limit on tries lets through: each has given the password in a browser of its own.
    halves, code = [half_signed_in(tools, now) for _ in range(4)], pyotp.TOTP(secret).at(now)
    ended = at_once(len(halves), lambda number: give_code(tools, halves[number], code, HOME, now))
    assert sum(isinstance(one, str) for one in ended) == 1, ended


def test_a_recovery_code_counts_once_and_for_one_person(account_tools: AccountTools) -> None:
    token, _ = set_up_club(account_tools, NOON)
    codes = factors.renew_recovery_codes(
        account_tools, visit_of(account_tools, token, NOON), NOON
    ).recovery_codes
    assert len(codes) == 10
    half = half_signed_in(account_tools, NOON)
    assert give_code(account_tools, half, codes[0].lower().replace("-", ""), HOME, NOON)
    with pytest.raises(Refused):
        give_code(account_tools, half_signed_in(account_tools, NOON), codes[0], HOME, NOON)
    assert give_code(account_tools, half_signed_in(account_tools, NOON), codes[1], HOME, NOON)


def test_new_recovery_codes_make_the_old_ones_worthless(account_tools: AccountTools) -> None:
    token, _ = set_up_club(account_tools, NOON)
    changed = factors.renew_recovery_codes(account_tools, visit_of(account_tools, token, NOON), NOON)
    factors.renew_recovery_codes(account_tools, visit_of(account_tools, changed.token, NOON), NOON)
    with pytest.raises(Refused):
        give_code(account_tools, half_signed_in(account_tools, NOON), changed.recovery_codes[0], HOME, NOON)


def test_every_step_up_gives_another_token_and_the_old_one_opens_nothing(account_tools: AccountTools) -> None:
    _, secret = set_up_club(account_tools, NOON)
    now = NOON + 2 * STEP
    before = sign_in(account_tools, EMAIL, PASSWORD, HOME, now).token
    full = give_code(
        account_tools, visit_of(account_tools, before, now), pyotp.TOTP(secret).at(now), HOME, now
    )
    proved = prove(account_tools, visit_of(account_tools, full, now), PASSWORD, HOME, now)
    assert len({before, full, proved}) == 3
    for old in (before, full):
        assert sessions.find(account_tools, old, now) is None
    assert sessions.find(account_tools, proved, now)


def ended_by_sign_out(tools: AccountTools, token: str) -> None:
    sign_out(tools, visit_of(tools, token, NOON), NOON)


def ended_by_new_password(tools: AccountTools, token: str) -> None:
    other = visit_of(tools, token, NOON)
    passwords.change_password(tools, other, PASSWORD, NEW, HOME, NOON)


def ended_by_new_factor(tools: AccountTools, token: str) -> None:
    enrol(tools, token, NOON)


def ended_by_closing(tools: AccountTools, _token: str) -> None:
    operator.set_disabled(tools.store, EMAIL, disabled=True, now=NOON)


def ended_by_forgetting_the_factor(tools: AccountTools, _token: str) -> None:
    operator.forget_second_factor(tools.store, EMAIL, NOON)


def ended_by_another_role(tools: AccountTools, _token: str) -> None:
    operator.add_person(tools.store, EMAIL, "Ada Lamp", "physio", None, NOON)


def ended_by_password_link(tools: AccountTools, _token: str) -> None:
    link = operator.new_link(tools.store, EMAIL, NOON)
    passwords.set_password(tools, link.token, NEW, HOME, NOON)


def ended_from_the_list(tools: AccountTools, token: str) -> None:
    visit = visit_of(tools, token, NOON)
    sessions.end(tools, visit, NOON, only=visit.sign_in_id)


@pytest.mark.parametrize(
    "ending",
    [
        ended_by_sign_out,
        ended_by_new_password,
        ended_by_new_factor,
        ended_by_closing,
        ended_by_forgetting_the_factor,
        ended_by_another_role,
        ended_by_password_link,
        ended_from_the_list,
    ],
)
def test_after_what_ends_a_sign_in_its_token_opens_nothing(
    account_tools: AccountTools, ending: Callable[[AccountTools, str], None]
) -> None:
    token, _ = set_up_club(account_tools, NOON)
    assert sessions.find(account_tools, token, NOON)
    ending(account_tools, token)
    assert sessions.find(account_tools, token, NOON) is None


@pytest.mark.parametrize(
    "ending", [ended_by_new_password, ended_by_closing, ended_by_another_role, ended_by_password_link]
)
def test_it_ends_in_every_other_browser_too(
    account_tools: AccountTools, ending: Callable[[AccountTools, str], None]
) -> None:
    token, secret = set_up_club(account_tools, NOON)
    other = signed_in_again(account_tools, secret, NOON + STEP)
    ending(account_tools, token)
    assert sessions.find(account_tools, other, NOON + STEP) is None


def test_the_list_of_sign_ins_shows_ones_own_and_ends_no_one_elses(account_tools: AccountTools) -> None:
    token, secret = set_up_club(account_tools, NOON)
    other = signed_in_again(account_tools, secret, NOON + STEP)
    stranger = athlete_token(account_tools, NOON)
    mine = visit_of(account_tools, token, NOON + STEP)
    listed = sessions.listed(account_tools, mine, NOON + STEP)
    assert [one.is_this_one for one in listed] == [True, False]
    sessions.end(account_tools, mine, NOON, only=visit_of(account_tools, stranger, NOON).sign_in_id)
    assert sessions.find(account_tools, stranger, NOON)
    assert sessions.end_others(account_tools, mine, NOON) == 1
    assert sessions.find(account_tools, other, NOON + STEP) is None
    assert sessions.find(account_tools, token, NOON + STEP)


def test_the_last_second_factor_of_a_member_of_the_staff_stays(account_tools: AccountTools) -> None:
    token, _ = set_up_club(account_tools, NOON)
    with pytest.raises(NotAllowed):
        factors.remove_authenticator(account_tools, visit_of(account_tools, token, NOON), NOON)
    assert factors.factors_of(account_tools, visit_of(account_tools, token, NOON)).has_authenticator


def test_an_athlete_may_add_a_second_factor_has_to_give_it_and_may_do_without_again(
    account_tools: AccountTools,
) -> None:
    token, secret = enrol(account_tools, athlete_token(account_tools, NOON), NOON)
    later = NOON + 2 * STEP
    half = visit_of(
        account_tools, sign_in(account_tools, "ath@example.org", PASSWORD + " more", HOME, later).token, later
    )
    assert half.standing is Standing.SECOND_FACTOR_DUE
    assert give_code(account_tools, half, pyotp.TOTP(secret).at(later), HOME, later)
    changed = factors.remove_authenticator(account_tools, visit_of(account_tools, token, NOON), NOON)
    visit = visit_of(account_tools, changed.token, NOON)
    assert visit.standing is Standing.FULL
    assert factors.factors_of(account_tools, visit).codes_left == 0


def test_two_browsers_cannot_both_add_a_first_second_factor(account_tools: AccountTools) -> None:
    """Whoever only knows the password must not add a factor of their own beside the owner's."""
    set_up_club(account_tools, NOON)
    operator.forget_second_factor(account_tools.store, EMAIL, NOON)
    mine, theirs = half_signed_in(account_tools, NOON), half_signed_in(account_tools, NOON)
    offers = [factors.offer_authenticator(account_tools, one, NOON) for one in (mine, theirs)]
    codes = [pyotp.TOTP(offer.secret).at(NOON) for offer in offers]
    factors.add_authenticator(account_tools, mine, offers[0].sealed, codes[0], NOON)
    with pytest.raises(NotFound):
        factors.add_authenticator(account_tools, theirs, offers[1].sealed, codes[1], NOON)


def test_an_offer_of_one_sign_in_is_worth_nothing_in_another(account_tools: AccountTools) -> None:
    token, secret = set_up_club(account_tools, NOON)
    other = signed_in_again(account_tools, secret, NOON + STEP)
    offer = factors.offer_authenticator(account_tools, visit_of(account_tools, token, NOON), NOON)
    with pytest.raises(Refused):
        factors.add_authenticator(
            account_tools,
            visit_of(account_tools, other, NOON + STEP),
            offer.sealed,
            pyotp.TOTP(offer.secret).at(NOON),
            NOON,
        )


@pytest.mark.parametrize(
    ("new", "field"),
    [("short", "new"), ("passwordpassword", "new"), ("ada lamp ada lamp", "new"), (NEW, "old")],
)
def test_a_password_that_is_not_good_enough_or_a_wrong_old_one_changes_nothing(
    account_tools: AccountTools, new: str, field: str
) -> None:
    token, _ = set_up_club(account_tools, NOON)
    visit = visit_of(account_tools, token, NOON)
    old = PASSWORD if field == "new" else "not mine"
    with pytest.raises(InvalidAnswers) as refused:
        passwords.change_password(account_tools, visit, old, new, HOME, NOON)
    assert [one.field for one in refused.value.problems] == [field]
    assert sign_in(account_tools, EMAIL, PASSWORD, HOME, NOON)


def test_a_password_link_works_once_for_half_an_hour_and_a_newer_one_ends_it(
    account_tools: AccountTools,
) -> None:
    tools = account_tools
    set_up_club(tools, NOON)
    first = operator.new_link(tools.store, EMAIL, NOON)
    second = operator.new_link(tools.store, EMAIL, NOON)
    for token, now in ((first.token, NOON), (second.token, NOON + 30 * MINUTE), ("x" * 43, NOON)):
        with pytest.raises(NotFound):
            passwords.set_password(tools, token, NEW, HOME, now)
    ended = at_once(6, lambda _number: passwords.set_password(tools, second.token, NEW, HOME, NOON))
    assert sum(isinstance(one, str) for one in ended) == 1
    assert sign_in(tools, EMAIL, NEW, HOME, NOON)
    with pytest.raises(Refused):
        sign_in(tools, EMAIL, PASSWORD, HOME, NOON)


def test_a_reset_password_still_asks_for_the_second_factor(account_tools: AccountTools) -> None:
    set_up_club(account_tools, NOON)
    link = operator.new_link(account_tools.store, EMAIL, NOON)
    token = passwords.set_password(account_tools, link.token, NEW, HOME, NOON)
    assert visit_of(account_tools, token, NOON).standing is Standing.SECOND_FACTOR_DUE


def test_a_closed_account_signs_in_nowhere_and_opens_again_with_its_password(
    account_tools: AccountTools,
) -> None:
    set_up_club(account_tools, NOON)
    operator.set_disabled(account_tools.store, EMAIL, disabled=True, now=NOON)
    with pytest.raises(Refused):
        sign_in(account_tools, EMAIL, PASSWORD, HOME, NOON)
    operator.set_disabled(account_tools.store, EMAIL, disabled=False, now=NOON)
    assert sign_in(account_tools, EMAIL, PASSWORD, HOME, NOON)


def test_no_token_code_password_or_seed_is_stored_as_it_is(account_tools: AccountTools) -> None:
    token, secret = set_up_club(account_tools, NOON)
    codes = factors.renew_recovery_codes(account_tools, visit_of(account_tools, token, NOON), NOON)
    link = operator.new_link(account_tools.store, EMAIL, NOON)
    with account_tools.store.engine.connect() as connection:
        tables = [
            row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        stored = repr([connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in tables])  # noqa: S608
    for plain in (codes.token, secret, PASSWORD, link.token, *codes.recovery_codes):
        assert plain not in stored


def test_what_happened_is_written_down_without_names_and_addresses(account_tools: AccountTools) -> None:
    _, secret = set_up_club(account_tools, NOON)
    signed_in_again(account_tools, secret, NOON + STEP)
    with pytest.raises(Refused):
        sign_in(account_tools, "secret.person@example.org", "guess", HOME, NOON)
    with account_tools.store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT event, detail FROM audit_entry ORDER BY id").all()
    events = [row[0] for row in rows]
    assert events[:3] == ["club_made", "account_made", "factor_changed"]
    assert events[-3:] == ["signed_in", "signed_in", "sign_in_refused"]
    assert "example.org" not in repr(rows)
