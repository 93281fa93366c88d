"""Suggestions while typing, by keyboard alone and without scripts."""

import pytest

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _people():
    factories.portal()
    for name in ("Lò Thị Sương", "Lò Thị Mai Sương", "Trần Văn An"):
        factories.profile(name=name)


def test_the_keyboard_chooses_a_suggestion(_people, page, live_server):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "goi-y" in request.url else None)
    page.goto(live_server.url)
    box = page.get_by_role("combobox")

    box.press_sequentially("s")
    page.wait_for_timeout(400)
    assert (asked, box.get_attribute("aria-expanded")) == ([], "false")

    box.press_sequentially("uong")
    options = page.get_by_role("option")
    options.first.wait_for()
    assert len(asked) == 1
    assert (options.count(), box.get_attribute("aria-expanded")) == (2, "true")

    box.press("ArrowDown")
    chosen = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"

    box.press("Escape")
    assert (options.count(), box.get_attribute("aria-expanded")) == (0, "false")

    box.press_sequentially(" ma")
    options.first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/dien-hinh/**")
    assert page.get_by_role("heading", level=1).inner_text() == "Lò Thị Mai Sương"


def test_without_scripts_the_form_answers(_people, browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_role("searchbox").fill("suong")
    page.get_by_role("searchbox").press("Enter")

    assert page.url == f"{live_server.url}/tim-kiem/?q=suong"
    assert [mark.inner_text() for mark in page.locator("h3 mark").all()] == ["Sương", "Sương"]
    context.close()
