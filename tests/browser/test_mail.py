"""The mail room on a telephone and at a desk: found, held, let go; without faults that a machine can find."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nominations.mail.actions import write_text
from nominations.models import BouncingAddress, Message
from tests import factories

from .test_axe import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
State = Message.State
#: Wagtail's own faults, on every list of its admin.
OF_WAGTAIL = ("aria-allowed-role",)


@pytest.fixture
def mails(portal):
    """One mail in every state, a mass mail of two in the outbox, and an address that returns mail."""
    officer, soon = factories.officer(), timezone.now() + timedelta(minutes=30)
    for state in State:
        text = {"subject": f"Thư {state}", "body": "Kính gửi", "kind": "receipt", "key": state}
        message = write_text(officer, **text, unit=factories.unit_of(officer), not_before=soon)
        values = {
            "state": state,
            "batch": "",
            "error": "550 5.1.1 no such user",
            "claimed_at": soon,
            "sent_at": soon,
        }
        Message.objects.filter(pk=message.pk).update(**values)
    for person in (officer, factories.head(factories.unit_of(officer))):
        write_text(person, subject="Đôn đốc", body="…", kind="calendar", key=f"d{person.pk}", not_before=soon)
    BouncingAddress.objects.create(address=officer.email, reason="550 5.1.1 no such user")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.usefixtures("mails")
def test_a_screener_holds_a_mass_mail_and_lets_it_go(at_desk, width):
    found = {}
    with at_desk(factories.screener(), width=width) as page:
        for address in (
            "/admin/mail/",
            "/admin/mail/addresses/",
            "/admin/mail/again/",
            "/admin/mail/outbox/",
        ):
            page.goto(address)
            found[address] = real(faults(page))
        for name, state in (("hold", State.HELD), ("release", State.WAITING)):
            page.locator(f"form[action$='/{name}/'] button").click()
            page.wait_for_load_state()
            assert set(Message.objects.exclude(batch="").values_list("state", flat=True)) == {state}
        page.goto(f"/admin/mail/{Message.objects.get(key='uncertain').pk}/")
        page.mouse.move(0, 0)  # a button under the pointer changes its colours
        found["one"] = real(faults(page))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert {address: its for address, its in found.items() if its} == {}


def real(found: list[str]) -> list[str]:
    return [fault for fault in found if not any(name in fault for name in OF_WAGTAIL)]
