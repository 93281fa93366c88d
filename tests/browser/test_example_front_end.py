"""The example front end, from another origin: the API alone is enough for a portal, in both languages."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect
from wagtail.models import Locale

from exemplars.profiles import front_end
from exemplars.profiles.actions import revoke_approval
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Say nothing of each request."""


@pytest.fixture
def elsewhere():
    """The four files, served by a server of their own."""
    handler = partial(Quiet, directory=str(settings.ROOT / "docs" / "example-front-end"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def content(portal):
    field = factories.field(code="so", name_vi="Chuyển đổi số", name_en="Digital transformation")
    for number in range(13):
        factories.profile(name=f"Nguyễn Văn Mẫu {number}", year=2020)
    story = [("heading", "Tờ giấy"), ("paragraph", "<p>Bốn giờ <b>sáng</b>.</p>")]
    profile = factories.profile(
        name="Lò Thị Sương", field=field, year=2023, story=story, portrait=factories.image()
    )
    english = profile.copy_for_translation(Locale.objects.get(language_code="en"))
    english.honorific = "Postwoman"
    english.save_revision().publish()
    gone = factories.profile(name="Người Đã Thôi")
    column = factories.column(profile, title="Người tốt, việc tốt", selection="picked")
    return {"profile": profile, "gone": gone, "column": column}


def test_a_portal_from_the_api_alone(content, elsewhere, browser, live_server, settings):
    settings.HEADLESS_PREVIEW_URL = elsewhere
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, locale="vi-VN", reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    page, failures, foreign = context.new_page(), [], []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on(
        "request",
        lambda request: (
            foreign.append(request.url)
            if not request.url.startswith((elsewhere, live_server.url, "data:"))
            else None
        ),
    )
    start = f"{elsewhere}?api={live_server.url}/api/v1"

    def heading(text):
        expect(page.locator("main h1")).to_have_text(text)

    # The list: cursor there and back, search, a filter.
    page.goto(start)
    heading("Điển hình")
    expect(page.locator(".count")).to_have_text("15 điển hình")
    expect(page.locator(".cards li")).to_have_count(12)
    page.get_by_role("link", name="Trang sau").click()
    expect(page.locator(".cards li")).to_have_count(3)
    page.get_by_role("link", name="Trang trước").click()
    expect(page.locator(".cards li")).to_have_count(12)
    page.fill("[name=search]", "lo thi suong")
    page.select_option("[name=field]", "so")
    page.get_by_role("button", name="Tìm").click()
    expect(page.locator(".cards li")).to_have_count(1)
    assert Axe().run(page).response["violations"] == []

    # A profile, in both languages.
    page.get_by_role("link", name="Lò Thị Sương").click()
    heading("Lò Thị Sương")
    expect(page.locator("article b")).to_have_text("sáng")
    page.get_by_role("button", name="English").click()
    expect(page.locator("article .lead").first).to_have_text("Postwoman")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="Columns").click()
    heading("Columns")
    page.get_by_role("button", name="Tiếng Việt").click()
    page.get_by_role("link", name="Người tốt, việc tốt").click()
    expect(page.locator(".cards li")).to_have_count(1)

    # What is wrong is told: a parameter, an address, a profile that was taken back.
    page.goto(f"{start}#/?year=abc")
    expect(page.get_by_role("alert")).to_have_text("Bị từ chối: year.")
    page.goto(f"{start}#/profile/999999")
    heading("Không tìm thấy")
    approval = content["gone"].approval
    revoke_approval(reference=approval.reference, on=approval.decision_date, decision="0311/QĐ", reason="x")
    page.goto(f"{start}#/profile/{content['gone'].pk}")
    heading("Hồ sơ này không còn được công bố.")
    expect(page.locator("main")).to_contain_text("0311/QĐ")
    expect(page.locator("main")).not_to_contain_text("Người Đã Thôi")

    # A draft, with a token.
    draft = factories.profile(name="Bản Thảo", live=False)
    page.goto(f"{start}#/preview/{front_end.token_of(draft.pk, draft.latest_revision_id)}")
    heading("Bản Thảo")
    expect(page.locator("#preview-notice")).to_be_visible()

    assert (failures, foreign) == ([], [])
    context.close()
