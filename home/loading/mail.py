"""The mail of the demonstration: receipts that were sent, some that met trouble, and a mass mail that is held back.

Nothing of it leaves: the rows are written as deliveries would have left them.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from nominations.mail.actions.writing import render, sender_domain
from nominations.mail.rules import message_id
from nominations.models import BouncingAddress, CampaignPage, Message, NominationPage
from nominations.reminders.campaigns import note_on, units_to_remind
from nominations.reminders.rules import reminders_of

State = Message.State
#: What became of the receipts of some units, by the officer's account; all others arrived.
TROUBLE = {
    "officer.bao-vietnamnet": (State.FAILED, "552 5.3.4 Message size exceeds fixed limit"),
    "officer.tap-chi-tttt": (State.UNCERTAIN, "Connection unexpectedly closed: timed out"),
    "officer.vien-thong-dak-mo": (State.BOUNCED, "5.1.1 550 5.1.1 User unknown"),
}


def load_mail() -> None:
    """Write the receipts of everything that was handed in, and the reminder that stands in the outbox."""
    handed_in = NominationPage.objects.filter(submitted_at__isnull=False).select_related("unit", "campaign")
    for nomination in handed_in.order_by("submitted_at"):
        for person in people_of(nomination.unit):
            receipt(nomination, person)
    campaign = CampaignPage.objects.open_at(timezone.now()).first()
    if campaign is not None:
        hold_reminder(campaign)
    for message in Message.objects.filter(state=State.BOUNCED):
        BouncingAddress.objects.get_or_create(address=message.address, defaults={"reason": message.error})


def people_of(unit) -> list:
    return [membership.user for membership in unit.memberships.select_related("user")]


def receipt(nomination: NominationPage, person) -> None:
    state, error = TROUBLE.get(person.username, (State.SENT, ""))
    moment = nomination.submitted_at
    store(
        key=f"submitted-{nomination.pk}-{moment.timestamp():.6f}-{person.pk}",
        kind="receipt",
        person=person,
        nomination=nomination,
        unit=nomination.unit,
        campaign=nomination.campaign,
        state=state,
        error=error,
        attempts=3 if state == State.UNCERTAIN else 1,
        created_at=moment,
        sent_at=None if state in (State.FAILED, State.UNCERTAIN) else moment + timedelta(seconds=4),
        **render("submitted", {"nomination": nomination, "campaign": nomination.campaign}, "vi"),
    )


def hold_reminder(campaign: CampaignPage) -> None:
    """Put the campaign's last reminder into the outbox, held back by the screener to be looked at."""
    reminder, now = reminders_of(campaign.opens_at, campaign.closes_at)[-1], timezone.now()
    for unit in units_to_remind(campaign, reminder):
        note = note_on(campaign, reminder, unit, now)
        for person in people_of(unit):
            store(
                key=f"demonstration-{note.about}-{unit.pk}-{person.pk}",
                kind="calendar",
                person=person,
                unit=unit,
                campaign=campaign,
                state=State.HELD,
                batch=f"demonstration {note.batch}",
                not_before=now + timedelta(minutes=30),
                **render(note.template, {"unit": unit, "person": person, **note.context}, "vi"),
            )


def store(*, key: str, person, **values) -> None:
    """Write one row as it stands; whoever has no address would have got nothing."""
    if person.email:
        number = message_id(key, secret=settings.SECRET_KEY, domain=sender_domain())
        Message.objects.create(
            key=key,
            person=person,
            address=person.email,
            language="vi",
            message_id=number,
            due_at=None,
            **values,
        )
