"""A shortlist goes public, a visitor without scripts comments on a telephone, a screener sorts it, the council reads it."""

import re

import pytest

from nominations.consultation.actions.ending import end_consultation
from nominations.models import Comment, Consultation
from nominations.stages import Stage
from tests import factories
from tests.browser.test_axe import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Đàm Thị Mẫu Đơn"
WORDS = "Chị đã dạy cả thôn dùng dịch vụ công."


@pytest.fixture
def visitor(browser, live_server):
    """A telephone with scripts switched off."""
    context = browser.new_context(
        base_url=live_server.url,
        locale="vi-VN",
        viewport={"width": 360, "height": 800},
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def press(page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).click()


def publish(page) -> str:
    """Read the list, confirm, publish; return the address of the public page."""
    page.goto("/admin/consultations/")
    press(page, "a[href*='/consultations/publish/']")
    assert NAME in page.inner_text("main")
    press(page, "button[name=go][value=confirm]")
    assert not Consultation.objects.exists()
    press(page, "button[name=go][value=publish]")
    return page.locator("a[href*='/lay-y-kien/']").get_attribute("href")


def comment(page, address: str) -> str:
    """Find the list from the campaign, forget something once, send, return the code."""
    page.goto(Consultation.objects.get().campaign.url)
    press(page, f"main a[href='{address}']")
    assert NAME in page.inner_text("main")
    press(page, "main li a[href*='/y-kien/?about=']")
    assert NAME in page.locator("[name=about] option:checked").inner_text()
    page.fill("[name=text]", WORDS)
    for name, value in factories.SENDER.items():
        if name != "address":
            page.fill(f"[name={name}]", value)
    press(page, "main form button[type=submit]")
    assert page.input_value("[name=text]") == WORDS
    assert page.title().startswith(("Lỗi:", "Error:"))
    page.fill("[name=address]", factories.SENDER["address"])
    page.wait_for_timeout(3500)
    press(page, "main form button[type=submit]")
    return re.search(r"YK-\w{5}-\w{5}", page.inner_text("main"))[0]


def sort(page, code: str) -> None:
    page.goto("/admin/consultations/comments/?status=new")
    press(page, f"a:has-text('{code}')")
    assert factories.SENDER["phone"] in page.inner_text("main")
    page.check("[name=status][value=to_council]", force=True)
    page.fill("[name=note]", "Đã hỏi lại: đúng.")
    press(page, "main form button[type=submit]")


def test_from_the_shortlist_to_the_council(portal, at_desk, visitor):
    factories.waiting_for_list(name=NAME)
    screener = factories.screener()
    with at_desk(screener) as page:
        address = publish(page)
    code = comment(visitor, address)
    with at_desk(screener) as page:
        sort(page, code)
    consultation = factories.moved_back(Consultation.objects.get(), 40)
    end_consultation(consultation=consultation)
    visitor.goto(address)
    assert NAME not in visitor.inner_text("main")

    with at_desk(factories.secretary()) as page:
        page.goto(f"/admin/pages/{consultation.entries.get().nomination_id}/edit/")
        shown = page.inner_text("main")
    assert WORDS in shown
    assert "Đã hỏi lại: đúng." in shown
    assert [value for value in factories.SENDER.values() if value in shown] == []
    assert consultation.entries.get().nomination.stage == Stage.COUNCIL


@pytest.mark.parametrize("language", ["", "/en"])
def test_public_pages_have_no_faults(language, portal, at_desk):
    consultation = factories.shortlist(2)
    sent = factories.comment(consultation)
    closed = factories.shortlist(days_ago=40)
    at = f"{language}/lay-y-kien/{consultation.pk}/"
    found = {}
    with at_desk(width=360) as page:
        for address in (
            at,
            f"{at}y-kien/",
            f"{at}da-nhan/?code={sent.code}",
            f"{language}/lay-y-kien/{closed.pk}/",
        ):
            page.goto(address)
            found[address] = faults(page)
            assert page.evaluate("document.documentElement.scrollWidth") == 360, address
        page.goto(f"{at}y-kien/")
        press(page, "main form button[type=submit]")
        found["with errors"] = faults(page)
        page.goto(consultation.campaign.url)
        found["campaign"] = faults(page)
    assert {address: its_faults for address, its_faults in found.items() if its_faults} == {}
    assert Comment.objects.count() == 1
