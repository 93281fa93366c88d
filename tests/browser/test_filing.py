"""An officer at a telephone files a nomination for the first time: screens and taps counted, with scripts and without."""

import sys

import pytest

from nominations.models import NominationPage
from nominations.stages import Stage
from tests import factories
from tests.browser.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZE = {"width": 360, "height": 740}
PERSON = {
    "birth_year": "09/02/1984", "ethnicity": "Tày", "home_place": "Xã Minh Họa, tỉnh Mẫu", "residence": "Xã Minh Họa",
    "position": "Nhân viên kỹ thuật, Bưu điện huyện Minh Họa", "qualification": "Kỹ sư viễn thông",
    "duties": "Vận hành trạm và dạy người dân dùng dịch vụ công trực tuyến.",
}  # fmt: skip
ACHIEVEMENTS = [f"Việc thứ {number}: ba trạm không mất liên lạc" for number in range(1, 6)]
FILES = ("report", "minutes", "portrait", "award")


class Thumb:
    """Touches what is to be pressed or chosen, and counts; typing and scrolling are not counted."""

    def __init__(self, page):
        self.page, self.taps, self.screens = page, 0, 0

    def tap(self, target) -> None:
        target.first.scroll_into_view_if_needed()
        target.first.tap()
        self.taps += 1

    def press(self, target) -> None:
        """Tap what leads to another screen."""
        with self.page.expect_navigation():
            self.tap(target)
        self.screens += 1
        assert not self.page.title().startswith(("Lỗi:", "Error:")), self.page.inner_text("main")
        assert self.page.evaluate("document.documentElement.scrollWidth") <= SIZE["width"], self.page.url

    def onward(self) -> None:
        self.press(self.page.locator("main button.btn[name=go][value=continue]:visible"))


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def thumb(request, browser, live_server, portal):
    context = browser.new_context(
        base_url=live_server.url, locale="vi-VN", viewport=SIZE, has_touch=True, is_mobile=True,
        java_script_enabled=request.param,
    )  # fmt: skip
    context.set_default_timeout(20_000)
    factories.campaign(quotas={factories.field(): 3})
    page = context.new_page()
    sign_in(page, factories.officer())
    page.goto("/workspace/")
    thumb = Thumb(page)
    thumb.scripts = request.param
    yield thumb
    context.close()


def test_a_nomination_is_filed_from_a_telephone(thumb):
    page = thumb.page
    thumb.press(page.locator("main a[href*='/new/']"))
    page.fill("[name=name]", "Đàm Thị Mẫu Đơn")
    thumb.press(page.locator("main form button[type=submit]"))
    fill_candidate(thumb)
    fill_case(thumb)
    page.fill("[name=awards-0-year]", "2022")
    page.fill("[name=awards-0-name]", "Chiến sĩ thi đua cơ sở")
    thumb.onward()
    add_files(thumb)
    for purpose, answer in (("review", 0), ("story", 0), ("portrait", 0), ("video", 1)):
        thumb.tap(page.locator(f"label:has([name={purpose}])").nth(answer))
    thumb.onward()
    thumb.tap(page.locator("label:has([name=declared])"))
    thumb.press(page.locator("main form:has([name=declared]) button.btn[type=submit]"))

    filed = NominationPage.objects.get()
    assert "/receipt/" in page.url
    assert filed.reference in page.inner_text("main")
    assert filed.submitted_at.astimezone().strftime(":%S") in page.inner_text("main")
    assert (filed.stage, filed.achievements.count(), filed.awards.count(), filed.evidence.count()) == (
        Stage.SUBMITTED, 5, 1, 4,
    )  # fmt: skip
    way = "with scripts" if thumb.scripts else "without scripts"
    print(f"\nfiled {way}: {thumb.screens} screens, {thumb.taps} taps", file=sys.stderr)
    # Without scripts each further achievement is a screen of its own.
    assert thumb.screens <= (8 if thumb.scripts else 12)
    assert thumb.taps <= 25


def fill_candidate(thumb: Thumb) -> None:
    for name, value in PERSON.items():
        thumb.page.fill(f"[name={name}]", value)
    thumb.tap(thumb.page.locator("label:has([name=sex][value=female])"))
    thumb.tap(thumb.page.locator("label:has([name=party_member])"))
    thumb.onward()


def fill_case(thumb: Thumb) -> None:
    page = thumb.page
    thumb.tap(page.locator("label:has([name=field])"))
    page.fill("[name=summary]", "Mười năm giữ mạch thông tin cho ba xã vùng cao.")
    page.fill("[name=case]", "Mười năm qua, cá nhân đã giữ cho ba trạm vùng cao không mất liên lạc ngày nào.")
    for number, title in enumerate(ACHIEVEMENTS):
        if number:
            another(thumb)
        page.fill(f"[name=achievements-{number}-title]", title)
    thumb.onward()


def another(thumb: Thumb) -> None:
    """Ask for one more row: in place with scripts, on the next screen without."""
    add = thumb.page.locator("button[name=go][value=add]")
    if thumb.scripts:
        thumb.tap(add)
        assert thumb.page.evaluate("document.activeElement.name").startswith("achievements-")
    else:
        thumb.press(add)


def add_files(thumb: Thumb) -> None:
    for kind in FILES:
        content = factories.pdf() if kind != "portrait" else factories.picture()
        thumb.taps += 1  # opens the telephone's own chooser
        thumb.page.set_input_files(
            f"input[name={kind}]",
            {
                "name": f"{kind}.{'png' if kind == 'portrait' else 'pdf'}",
                "mimeType": "image/png" if kind == "portrait" else "application/pdf",
                "buffer": content,
            },
        )
    thumb.onward()
