"""From the first set-up to a second sign-in with a code, in a real browser on a phone-sized window."""

from __future__ import annotations

import datetime as dt
import re

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from screening.services.accounts.set_up import make_secret
from screening.store import open_store
from tests.journeys.conftest import Served
from tests.journeys.test_browser_journey import DESK, Window, browser, no_sideways_scroll, picture

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EMAIL, WORDS = "ada@example.org", "kettle orbit lemon 7"


def look(page: Page, name: str) -> None:
    """The page as somebody sees it: drawn to its edges, and free of faults that a tool can find."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    no_sideways_scroll(page)
    picture(page, name)
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def set_up_address(served: Served) -> str:
    """The address that the start prints."""
    store = open_store(served.settings.database_url, served.settings.secret_key)
    secret = make_secret(store, dt.datetime.now(tz=dt.UTC))
    store.close()
    assert secret
    return f"{served.address}setup/{secret}"


def fill_set_up(page: Page) -> None:
    page.get_by_label("Name of the club").fill("Riverside Athletic")
    page.get_by_label("Country").select_option("GB")
    page.get_by_label("Your name").fill("Ada Lamp")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(WORDS)
    page.get_by_label(re.compile("^Coach")).check()
    page.get_by_role("button", name="Set up the club").click()


def secret_on(page: Page) -> str:
    """The letters that would be typed into the app."""
    return page.locator(".letters").inner_text().replace(" ", "")


def later_code(secret: str, steps: int = 1) -> str:
    """A code of a step that was not used yet, within the drift that is allowed."""
    return pyotp.TOTP(secret).at(dt.datetime.now(tz=dt.UTC) + dt.timedelta(seconds=30 * steps))


def set_up_with_authenticator(page: Page, served: Served) -> tuple[str, str]:
    """Set up the club and a first second factor; gives its secret and a recovery code."""
    page.goto(f"{served.address}for-clubs")
    look(page, "for-clubs-new")
    page.goto(set_up_address(served))
    look(page, "set-up")
    page.get_by_role("button", name="Set up the club").click()
    expect(page).to_have_title(re.compile("^Error: "))
    look(page, "set-up-error")
    fill_set_up(page)
    page.wait_for_url(re.compile("/account/second-factor"))
    look(page, "first-factor")
    page.get_by_role("link", name="Use an authenticator app").click()
    page.wait_for_url(re.compile("/account/authenticator"))
    look(page, "authenticator")
    secret = secret_on(page)
    page.get_by_label("Code from the app").fill("000000")
    page.get_by_role("button", name="Use this authenticator").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert secret_on(page) == secret, "a wrong code must not make people scan again"
    page.get_by_label("Code from the app").fill(later_code(secret, 0))
    page.get_by_role("button", name="Use this authenticator").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    look(page, "recovery-codes")
    recovery = page.locator(".codes li").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(re.compile("/squads$"))
    page.get_by_role("link", name="Account").click()
    page.wait_for_url(re.compile("/account$"))
    look(page, "account")
    return secret, recovery


def walk_the_club(page: Page) -> None:
    """Invite somebody and look at what can be done about them."""
    page.get_by_role("link", name="Club", exact=True).click()
    page.wait_for_url(re.compile("/club$"))
    look(page, "club")
    page.get_by_role("link", name="Invite somebody").click()
    page.wait_for_url(re.compile("/club/invite"))
    look(page, "invite")
    page.get_by_label("Name").fill("Kim Brook")
    page.get_by_label("E-mail address").fill("kim@example.org")
    page.get_by_label(re.compile("^Physio")).check()
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hand on this link")
    look(page, "invited")
    page.get_by_role("link", name="Back to the club").click()
    page.get_by_role("link", name=re.compile("Change kim@example.org")).click()
    page.wait_for_url(re.compile("/club/people/"))
    look(page, "person")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/sign-in"))


def give_password(page: Page, words: str = WORDS) -> None:
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(words)
    page.get_by_role("button", name="Sign in").click()


def give_code(page: Page, code: str, then: str) -> None:
    page.wait_for_url(re.compile("/sign-in/second-factor"))
    page.get_by_label("Code from your authenticator app").fill(code)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(then))


def test_a_club_is_set_up_and_its_coach_signs_in_again_with_a_code(browser: Browser, served: Served) -> None:
    window = Window(browser, served.address)
    page = window.page
    secret, recovery = set_up_with_authenticator(page, served)
    walk_the_club(page)
    sign_out(page)
    look(page, "sign-in-out")
    page.go_back()
    page.wait_for_url(re.compile("/sign-in"))  # what was seen before cannot be seen again
    page.goto(f"{served.address}club")
    page.wait_for_url(re.compile(r"/sign-in\?next=/club"))
    give_password(page, "not my password at all")
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, "sign-in-wrong")
    give_password(page)
    page.wait_for_url(re.compile("/sign-in/second-factor"))
    look(page, "second-factor")
    give_code(page, later_code(secret), "/club$")
    sign_out(page)
    give_password(page)
    give_code(page, recovery.lower(), "/squads$")
    page.get_by_role("link", name="Account").click()
    expect(page.get_by_text("9 left")).to_be_visible()
    walk_with_a_passkey(page)
    window.complaints.clear()  # the answers 400 of the forms
    window.close()
    look_wide(browser, served)


def walk_with_a_passkey(page: Page) -> None:
    """Add a passkey with a made-up device, sign out, and use it as the second step."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.get_by_role("link", name="Add a passkey").click()
    page.wait_for_url(re.compile("/account/passkey"))
    look(page, "passkey")
    page.get_by_label(re.compile("^Name")).fill("Physio room laptop")
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url(re.compile(r"/account\?done=factor"))
    expect(page.get_by_text("Passkey: Physio room laptop")).to_be_visible()
    look(page, "account-with-passkey")
    sign_out(page)
    give_password(page)
    page.wait_for_url(re.compile("/sign-in/second-factor"))
    look(page, "second-factor-passkey")
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(re.compile("/squads$"))


def look_wide(browser: Browser, served: Served) -> None:
    """The pages before the sign-in on a desk, in the dark."""
    window = Window(browser, served.address, viewport=DESK, color_scheme="dark")
    for path in ("sign-in", "sign-in/trouble", "for-clubs"):
        window.page.goto(f"{served.address}{path}")
        look(window.page, f"{path.replace('/', '-')}-wide")
    window.close()
