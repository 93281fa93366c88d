from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from nominations.mail.actions import write_text
from nominations.mail.rules import message_id
from nominations.models import Message

_number = count(1)


@pytest.fixture
def written(officer):
    """Make a mail to the officer that stands in a state, without sending anything."""

    def make(state=Message.State.SENT, **more) -> Message:
        number, now = next(_number), timezone.now()
        values = {
            "key": f"mẫu-{number}",
            "kind": "receipt",
            "person": officer,
            "address": officer.email,
            "unit": officer.memberships.first().unit,
            "language": "vi",
            "subject": f"Thư số {number}",
            "body": "Kính gửi đồng chí,\nhttps://example.vn/loi-moi/eyJhIjoxfQ:1tXyZa:0123456789abcdef/\n",
            "state": state,
            "message_id": message_id(f"mẫu-{number}", secret="x", domain="example.vn"),
            "sent_at": now if state == Message.State.SENT else None,
            "claimed_at": now if state == Message.State.SENDING else None,
            "due_at": now if state == Message.State.WAITING else None,
        }
        return Message.objects.create(**values | more)

    return make


@pytest.fixture
def batch(officer):
    """A mass mail of three that leaves in two minutes."""
    moment = timezone.now() + timedelta(minutes=2)
    return [
        write_text(officer, subject="Đôn đốc", body="…", kind="decision", key=f"b{number}", not_before=moment)
        for number in range(3)
    ]
