"""What a process of a proof does about mail: write reminders, send what is due, look."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from nominations.mail.delivery import deliver_due
from nominations.models import Message
from nominations.reminders.actions import send_reminders
from tests import factories

ORDERS = {}


def order(function):
    ORDERS[function.__name__] = function
    return function


@order
def mail_by(port: int) -> None:
    """Hand mail over to a server of the proof's own."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 20


@order
def units_to_remind(number: int) -> None:
    """Let a campaign close in less than three days, with so many units that filed nothing."""
    now = timezone.now()
    factories.campaign(opens_at=now - timedelta(days=20), closes_at=now + timedelta(hours=60))
    for _ in range(number):
        factories.officer()


@order
def remind() -> int:
    return send_reminders()


@order
def let_mail_be_due() -> int:
    return Message.objects.filter(state=Message.State.WAITING).update(due_at=timezone.now())


@order
def send_due() -> int:
    return deliver_due()


@order
def mails() -> list[dict]:
    return list(Message.objects.order_by("pk").values("key", "state", "message_id", "attempts"))
