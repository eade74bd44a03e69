"""Answer pages in a real browser as a person would: by pressing what is drawn."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.web.people import Person


def press_continue(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()


def answer_until(page: Page, person: Person, ending: str, most: int = 60) -> list[str]:
    """Answer page after page until the address ends like this; gives the pages passed."""
    passed: list[str] = []
    for _ in range(most):
        address = page.url.partition("?")[0]
        if address.endswith(ending):
            return sorted(set(passed))
        if address.endswith("/care"):
            with page.expect_navigation():
                page.get_by_role("link", name="Go on answering").click()
            continue
        passed.append(address.rpartition("/")[2])
        answer_page(page, person)
    raise AssertionError(f"still at {page.url} after {passed}")


def answer_page(page: Page, person: Person) -> None:
    """Press the answers of this page that the person knows, then Continue or Skip."""
    known = _fill(page, person)
    skip = page.locator("button[name=skip]")
    if known or not skip.count():
        before = page.url
        press_continue(page)
        if page.url == before and page.get_by_text("press Continue again").count():
            press_continue(page)
    else:
        with page.expect_navigation():
            skip.click()


def _fill(page: Page, person: Person) -> bool:
    names = page.eval_on_selector_all(
        "main form input:not([type=hidden]), main form select",
        "found => [...new Set(found.map(one => one.name))]",
    )
    known = page.locator("main form input:checked").count() > 0
    for name in names:
        if name not in person:
            continue
        values = [person[name]] if isinstance(person[name], str) else list(person[name])
        for value in values:
            known = _press(page, name, str(value)) or known
    group = page.locator("input[name=rest_of_group][value=none]")
    if group.count() and not page.locator("main form input:checked").count():
        page.locator("label[for=rest-none]").click()
        known = True
    return known


def _press(page: Page, name: str, value: str) -> bool:
    field = page.locator(f"main form [name='{name}']")
    if field.first.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
        return True
    if field.first.get_attribute("type") in {"radio", "checkbox"}:
        wanted = page.locator(f"main form [name='{name}'][value='{value}']")
        if not wanted.count():
            return False
        if not wanted.is_checked():
            target = wanted.get_attribute("id")
            page.locator(f"label.opt[for='{target}'], label.seg[for='{target}']").click()
        return True
    field.fill(value)
    return True
