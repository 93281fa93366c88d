"""Every version of what candidates are asked is kept, and none is changed once it held."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from nominations.dossiers.consents import wordings_in_force
from nominations.dossiers.wordings import WORDINGS, set_up_wordings
from nominations.models import Consent, ConsentWording
from tests import factories


def new_wording(**more) -> ConsentWording:
    words = dict.fromkeys(("text_vi", "text_en", "otherwise_vi", "otherwise_en"), "Câu hỏi mới.")
    begins = timezone.now() + timedelta(days=1)
    return ConsentWording.objects.create(
        **{"purpose": "story", "version": "2027-1", "in_force_from": begins} | words | more
    )


def test_the_portal_begins_with_a_wording_for_every_purpose(portal):
    assert list(wordings_in_force()) == list(WORDINGS) == Consent.Purpose.values
    set_up_wordings()
    assert ConsentWording.objects.count() == len(WORDINGS)


def test_a_new_version_holds_from_its_moment(portal):
    new = new_wording()

    assert wordings_in_force()["story"] != new
    assert wordings_in_force(timezone.now() + timedelta(days=2))["story"] == new


def test_what_is_to_come_may_be_changed_and_what_holds_may_not(portal):
    new = new_wording()
    new.text_vi = "Sửa."
    new.save()
    old = wordings_in_force()["story"]
    old.text_vi = "Sửa."

    with pytest.raises(ValidationError):
        old.save()
    with pytest.raises(ValidationError):
        old.delete()


def test_what_was_answered_cannot_be_deleted_past_the_model(officer):
    factories.nomination(by=officer)

    with pytest.raises(ProtectedError), transaction.atomic():
        ConsentWording.objects.all().delete()


@pytest.mark.parametrize(
    "row",
    [
        {"way": "candidate", "with_user": True},
        {"way": "unit", "with_user": False},
        {"way": "candidate", "with_user": False},
    ],
)
def test_the_database_knows_who_can_have_answered(row, nomination, officer):
    wording = wordings_in_force()["story"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            nomination=nomination, purpose="story", given=True, wording=wording, way=row["way"],
            recorded_by=officer if row["with_user"] else None,
        )  # fmt: skip


FORM = {
    "purpose": "story", "version": "2027-1", "text_vi": "Một", "text_en": "One", "otherwise_vi": "Hai",
    "otherwise_en": "Two",
}  # fmt: skip


def test_administrators_add_versions_that_begin_later(client, portal):
    client.force_login(factories.administrator())
    add = reverse("consent_wordings:add")

    client.post(add, FORM | {"in_force_from": "01/01/2020 00:00"})
    assert not ConsentWording.objects.filter(version="2027-1").exists()
    later = timezone.localtime() + timedelta(days=3)
    client.post(add, FORM | {"in_force_from": later.strftime("%d/%m/%Y %H:%M")})
    assert ConsentWording.objects.filter(version="2027-1").exists()


def test_what_holds_is_refused_in_words(client, portal):
    client.force_login(factories.superuser())
    held = wordings_in_force()["story"]

    edit = client.post(
        reverse("consent_wordings:edit", args=[held.pk]), FORM | {"in_force_from": "01/01/2030 00:00"}
    )
    client.post(reverse("consent_wordings:delete", args=[held.pk]))

    assert edit.context["form"].non_field_errors()
    held.refresh_from_db()
    assert held.version != "2027-1"


@pytest.mark.parametrize(
    "who", ["officer", "screener", "secretary", "council_member", "leader", "editor", "auditor"]
)
def test_nobody_else_touches_wordings(who, client, portal):
    client.force_login(getattr(factories, who)())

    assert client.post(reverse("consent_wordings:add"), FORM).status_code in (302, 403)
    assert not ConsentWording.objects.filter(version="2027-1").exists()
