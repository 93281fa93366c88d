"""Several files at once: each by itself, one that fails again without the others, and all of it without scripts."""

import pytest
from playwright.sync_api import expect

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(portal):
    return factories.draft(by=factories.officer())


def step(draft) -> str:
    return f"/workspace/nominations/{draft.slug}/evidence/"


def paper(name: str, content: bytes | None = None) -> dict:
    content = factories.pdf() if content is None else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def stored(draft) -> list[tuple[str, str]]:
    return sorted(draft.evidence.values_list("kind", "original_name"))


def test_a_file_cut_by_the_network_is_sent_again_without_the_others(draft, at_desk):
    officer = draft.unit.memberships.first().user
    with at_desk(officer, width=360) as page:
        cut = {"b.pdf": 2}
        sent = []

        def network(route):
            name = next(
                n for n in ("a.pdf", "b.pdf", "c.pdf") if f'filename="{n}"'.encode() in body_of(route)
            )
            sent.append(name)
            if cut.get(name, 0):
                cut[name] -= 1
                return route.abort("connectionreset")
            return route.continue_()

        page.route("**/evidence/upload/", network)
        page.goto(step(draft))
        slot = page.locator("#slot-award")
        slot.locator("input[type=file]").set_input_files([paper("a.pdf"), paper("b.pdf"), paper("c.pdf")])

        expect(slot.locator(".evidence")).to_have_count(2)
        failed = slot.locator(".upload.bad")
        expect(failed).to_have_count(1)
        assert "b.pdf" in failed.inner_text()
        assert failed.locator(".err").inner_text()
        slot.locator(".evidence details summary").first.click()
        slot.locator(".evidence [name$=-caption]").first.fill("Bằng khen năm 2020")

        page.locator("main button.btn[name=go][value=continue]:not(.hide)").click()
        assert page.url.endswith(step(draft))  # a file that is not saved is not left behind unseen
        failed.locator(".retry").click()
        expect(failed).to_have_count(1)
        failed.locator(".retry").click()
        expect(slot.locator(".evidence")).to_have_count(3)

        assert sent == ["a.pdf", "b.pdf", "c.pdf", "b.pdf", "b.pdf"]
        assert slot.locator(".evidence [name$=-caption]").first.input_value() == "Bằng khen năm 2020"
        page.locator("main button.btn[name=go][value=continue]:not(.hide)").click()
        page.wait_for_url("**/consent/")

    assert stored(draft) == [("award", "a.pdf"), ("award", "b.pdf"), ("award", "c.pdf")]
    assert draft.evidence.get(original_name="a.pdf").caption == "Bằng khen năm 2020"


def body_of(route) -> bytes:
    return route.request.post_data_buffer or b""


def test_what_will_be_refused_is_said_before_it_is_sent_and_what_was_refused_by_itself(
    draft, at_desk, settings
):
    settings.EVIDENCE_MAX_FILES = 3
    officer = draft.unit.memberships.first().user
    with at_desk(officer) as page:
        page.goto(step(draft))
        slot = page.locator("#slot-other")
        slot.locator("input[type=file]").set_input_files(
            [
                paper("a.exe"),
                paper("empty.pdf", b""),
                paper("text.pdf", b"xin chao"),
                paper("1.pdf"),
                paper("2.pdf"),
                paper("3.pdf"),
                paper("4.pdf"),
            ]
        )

        expect(slot.locator(".evidence")).to_have_count(2)
        reasons = [row.inner_text().splitlines()[0] for row in slot.locator(".upload.bad").all()]
        assert reasons == ["a.exe", "empty.pdf", "text.pdf", "3.pdf", "4.pdf"]
        assert "“text.pdf”" in slot.locator(".upload.bad").nth(2).inner_text()
        assert page.locator("form[data-used-files='2']").count() == 1
        slot.locator(".upload.bad .drop").first.click()
        expect(slot.locator(".upload.bad")).to_have_count(4)


def test_a_session_that_is_over_is_said_and_the_file_is_sent_after_signing_in_again(draft, at_desk):
    officer = draft.unit.memberships.first().user
    with at_desk(officer) as page:
        page.goto(step(draft))
        page.context.clear_cookies(name="sessionid")
        slot = page.locator("#slot-report")
        slot.locator("input[type=file]").set_input_files([paper("a.pdf")])
        expect(slot.locator(".upload.bad .signin")).to_be_visible()

        with page.expect_popup() as opened:
            slot.locator(".signin").click()
        window = opened.value
        window.fill("[name=login]", officer.username)
        window.fill("[name=password]", factories.PASSWORD)
        window.locator("form:has([name=password]) button[type=submit]").click()
        window.wait_for_url("**/workspace/")
        window.close()
        slot.locator(".retry").click()

        expect(slot.locator(".evidence")).to_have_count(1)

    assert stored(draft) == [("report", "a.pdf")]


def test_without_scripts_one_form_stores_all_files_and_their_words(draft, browser, live_server):
    officer = draft.unit.memberships.first().user
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 800}
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("[name=login]", officer.username)
    page.fill("[name=password]", factories.PASSWORD)
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.goto(step(draft))

    page.set_input_files("#id_report", [paper("a.pdf")])
    page.set_input_files("#id_award", [paper("b.pdf"), paper("c.exe", b"MZ" + b"\0" * 300), paper("d.pdf")])
    page.locator(".by-hand button").click()
    assert "“c.exe”" in page.locator(".errors").inner_text()
    page.locator("#slot-award details summary").nth(1).click()
    page.locator("#slot-award [name$=-caption]").nth(1).fill("Giấy khen")
    page.locator("#slot-award [name=up]:visible").first.click()
    page.locator("#slot-report [name=remove]").click()
    page.locator("main form button.stop").click()

    assert [(file.original_name, file.caption) for file in draft.evidence.all()] == [
        ("d.pdf", "Giấy khen"),
        ("b.pdf", ""),
    ]
    context.close()
