"""People in front of a browser: each has a window of their own."""

from contextlib import contextmanager

import pytest

from tests import factories


@pytest.fixture
def at_desk(browser, live_server):
    """Open a window in which a person is signed in through the form; nobody for ``None``."""

    @contextmanager
    def open_window(user=None, *, language="vi-VN", width=1280, dark=False):
        scheme = "dark" if dark else "light"
        context = browser.new_context(
            base_url=live_server.url,
            locale=language,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        if user is not None:
            sign_in(page, user)
        yield page
        context.close()

    return open_window


def sign_in(page, user) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", factories.PASSWORD)
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
