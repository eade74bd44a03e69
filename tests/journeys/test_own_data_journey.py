"""An athlete takes a consent back, takes everything away and is erased, in a real browser without script."""

from __future__ import annotations

import re
import zipfile

import pytest
from playwright.sync_api import Browser, expect

from screening.domain.clubs import Role
from tests.journeys.test_browser_journey import DESK, PHONE, browser
from tests.journeys.test_care_journey import Ward, look, ward

__all__ = ["browser", "ward"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [(PHONE, "light"), pytest.param(DESK, "dark", marks=pytest.mark.release)],
    ids=["390", "1280"],
)
@pytest.mark.release
def test_pages_about_oneself_are_free_of_accessibility_faults(
    browser: Browser, ward: Ward, viewport: dict[str, int], scheme: str
) -> None:
    me = ward.clinic.club.athletes[0]
    for role, paths in (
        (Role.ATHLETE, (f"me/{me}", f"me/{me}/erase", "me/erased")),
        (Role.ADMINISTRATOR, (f"athletes/{me}/consents", f"athletes/{me}/erase")),
    ):
        window = ward.window(browser, role, viewport=viewport, color_scheme=scheme)
        for number, path in enumerate(paths):
            window.page.goto(f"{ward.address}{path}")
            look(window.page, f"own-{role}-{number}-{viewport['width']}-{scheme}")
        window.close()


def test_a_withdrawal_counts_at_once_and_an_erasure_for_good(browser: Browser, ward: Ward) -> None:
    athlete = ward.clinic.club.athletes[0]
    record = f"{ward.address}athletes/{athlete}"
    physio = ward.window(browser, Role.PHYSIO).page
    physio.goto(record)
    expect(physio.get_by_text("Download the PDF for physios")).to_be_visible()
    page = ward.window(browser, Role.ATHLETE, java_script_enabled=False).page
    page.goto(f"{ward.address}me")
    page.wait_for_url(re.compile(f"/me/{athlete}$"))
    page.locator("#physio_clinical").get_by_role("button", name=re.compile("Take back")).click()
    page.wait_for_url(re.compile("done=withdrawn"))
    expect(page.get_by_text("Not allowed any more. It counts from now on.")).to_be_visible()
    physio.goto(record)
    expect(physio.get_by_text("Not opened to physios and doctors")).to_be_visible()
    page.locator("#physio_clinical").get_by_role("button", name=re.compile("Allow")).click()
    page.wait_for_url(re.compile("done=given"))
    physio.goto(record)
    expect(physio.get_by_text("Download the PDF for physios")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download everything").click()
    with zipfile.ZipFile(download.value.path()) as found:
        assert found.testzip() is None
        reports = [name for name in found.namelist() if name.endswith(".pdf")]
        assert reports
        assert all(found.read(name).startswith(b"%PDF") for name in reports)
    page.get_by_role("link", name="Erase everything about me").click()
    page.wait_for_url(re.compile("/erase$"))
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_role("link", name=re.compile("Tick the box"))).to_be_visible()
    page.get_by_label(re.compile("Yes, erase everything about")).check()
    page.get_by_role("button", name="Erase everything").click()
    page.wait_for_url(re.compile("/me/erased$"))
    assert physio.goto(record) is not None
    expect(physio.get_by_role("heading", name="We cannot find that page")).to_be_visible()
