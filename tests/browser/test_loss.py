"""What is typed and not saved survives: the server killed, the network dropped, the session over, the window shut."""

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
import requests
from django.contrib.sessions.models import Session
from django.db import connection

from nominations.models import Candidate
from tests import factories
from tests.browser.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).parents[2]
PATIENCE = 30_000


@pytest.fixture
def draft(portal):
    officer = factories.officer()
    return factories.draft(by=officer, campaign=factories.campaign(quotas={factories.field(): 3}))


@pytest.fixture
def officer(draft):
    return draft.unit.memberships.get().user


def step(draft, name: str = "candidate") -> str:
    return f"/workspace/nominations/{draft.reference}/{name}/"


def stored(draft) -> str:
    return Candidate.objects.get(pk=draft.candidate_id).duties


def wait_until(page, state: str) -> None:
    page.wait_for_selector(f"#saved[data-state={state}]", timeout=PATIENCE)


def kept(page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('kept:'))")


def test_a_step_saves_itself_and_leaves_nothing_in_the_browser(draft, officer, at_desk):
    with at_desk(officer, width=360) as page:
        page.goto(step(draft))
        page.fill("[name=duties]", "Vận hành trạm")
        page.wait_for_timeout(500)
        assert len(kept(page)) == 1
        wait_until(page, "saved")

        assert stored(draft) == "Vận hành trạm"
        assert kept(page) == []
        page.fill("[name=duties]", "Vận hành trạm, dạy người dân")
        page.fill("[name=identity_number]", "012345678901")
        page.wait_for_timeout(500)
        assert "012345678901" not in page.evaluate("JSON.stringify(localStorage)")
        with page.expect_navigation():
            page.locator("button.btn[name=go][value=continue]:visible").click()
        assert stored(draft) == "Vận hành trạm, dạy người dân"
        assert kept(page) == []


def test_the_network_drops_and_comes_back(draft, officer, at_desk):
    with at_desk(officer, width=360) as page:
        page.goto(step(draft))
        page.context.set_offline(True)
        page.fill("[name=duties]", "Gõ lúc mất mạng")
        wait_until(page, "retrying")
        assert page.inner_text("#saving-said") == page.inner_text("#saved")
        page.context.set_offline(False)
        wait_until(page, "saved")

    assert stored(draft) == "Gõ lúc mất mạng"


def test_the_window_is_shut_before_anything_was_saved(draft, officer, at_desk):
    with at_desk(officer, width=360) as page:
        page.route(
            "**/candidate/",
            lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
        )
        page.goto(step(draft))
        page.fill("[name=duties]", "Gõ rồi đóng")
        page.wait_for_timeout(500)
        page.goto("/workspace/")
        page.goto(step(draft))
        page.unroute("**/candidate/")
        page.click("[data-kept=restore]")
        wait_until(page, "saved")

        assert stored(draft) == "Gõ rồi đóng"
        page.reload()
        assert not page.is_visible("#kept")


def test_the_session_ends_while_typing(draft, officer, at_desk):
    with at_desk(officer, width=360) as page:
        page.goto(step(draft))
        Session.objects.all().delete()
        page.fill("[name=duties]", "Gõ sau khi hết phiên")
        wait_until(page, "signedOut")
        page.locator("#elsewhere a").click()
        page.fill("[name=login]", officer.username)
        page.fill("[name=password]", factories.PASSWORD)
        with page.expect_navigation(url="**/candidate/"):
            page.locator("form:has([name=password]) button[type=submit]").click()
        page.click("[data-kept=restore]")
        wait_until(page, "saved")

    assert stored(draft) == "Gõ sau khi hết phiên"


def test_signing_out_clears_the_browser(draft, officer, at_desk):
    with at_desk(officer, width=360) as page:
        page.route(
            "**/candidate/",
            lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
        )
        page.goto(step(draft))
        page.fill("[name=duties]", "Còn trong máy")
        page.wait_for_timeout(500)
        assert len(kept(page)) == 1
        with page.expect_navigation():
            page.locator("form[data-signs-out] button").click()
        assert kept(page) == []


# --- A server of its own, which can be killed -----------------------------------------------------------


class Server:
    """The portal in a process of its own, on the tests' database."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        environment = os.environ | {"DATABASE_URL": database_url(), "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
        command = [
            sys.executable,
            ROOT / "manage.py",
            "runserver",
            "--noreload",
            "--insecure",
            f"127.0.0.1:{self.port}",
        ]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment | {"DJANGO_SETTINGS_MODULE": "portal.settings.test"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _try in range(150):
            with suppress(requests.ConnectionError):
                if requests.get(f"{self.url}/robots.txt", timeout=30).ok:
                    return
            time.sleep(0.2)
        raise RuntimeError("the portal does not answer")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def database_url() -> str:
    """The address of the database in which this test stands."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    named = connection.settings_dict
    return f"postgres://{named['USER']}:{named['PASSWORD']}@{named['HOST']}:{named['PORT']}/{named['NAME']}"


@pytest.fixture
def server(db):
    server = Server()
    yield server
    server.kill()


def test_the_server_is_killed_while_somebody_types(draft, officer, server, browser):
    context = browser.new_context(base_url=server.url, locale="vi-VN", viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    sign_in(page, officer)
    page.goto(step(draft))
    page.fill("[name=duties]", "Đã lưu trước")
    wait_until(page, "saved")
    server.kill()
    page.locator("[name=duties]").press_sequentially(", gõ lúc máy chủ chết", delay=5)
    wait_until(page, "retrying")
    assert stored(draft) == "Đã lưu trước"

    # The page was still open: it saves itself when the server is back.
    server.start()
    wait_until(page, "saved")
    assert stored(draft) == "Gõ lúc máy chủ chết".replace("Gõ", "Đã lưu trước, gõ")

    # The browser died with the server: what was typed up to then is offered.
    server.kill()
    page.locator("[name=duties]").press_sequentially(", rồi máy tắt", delay=5)
    page.wait_for_timeout(400)
    page.close()
    server.start()
    page = context.new_page()
    page.goto(step(draft))
    page.click("[data-kept=restore]")
    wait_until(page, "saved")
    assert stored(draft) == "Đã lưu trước, gõ lúc máy chủ chết, rồi máy tắt"
    context.close()
