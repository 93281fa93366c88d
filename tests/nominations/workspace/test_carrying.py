"""An unsuccessful nomination is carried into a later campaign: the text, and neither evidence nor consent."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from nominations.dossiers.models import Candidate
from nominations.models import CampaignPage, NominationPage
from nominations.refusals import OutsideWindow, Refused
from nominations.stages import Stage
from nominations.workspace.actions import carry_nomination
from tests import factories

CARRIED = (Stage.DECLINED, Stage.INELIGIBLE, Stage.WITHDRAWN)


@pytest.fixture
def later():
    """A campaign that opened after all others and is open now."""
    return factories.campaign(opens_at=timezone.now() - timedelta(days=1))


@pytest.fixture
def person(client):
    user = factories.officer()
    client.force_login(user)
    return user


@pytest.fixture
def unsuccessful(person):
    return factories.nomination(Stage.DECLINED, by=person, name="Lê Thị Hoài Thu")


def address(nomination) -> str:
    return reverse("workspace:carry", args=[nomination.reference])


@pytest.mark.parametrize("stage", CARRIED)
def test_the_text_is_copied_and_evidence_and_consents_are_not(stage, person, later):
    old = factories.nomination(stage, by=person)
    old.candidate.identity_number = "079184009876"
    old.candidate.save()

    new = carry_nomination(nomination=old, campaign=later, user=person)

    page, before = new.get_latest_revision_as_object(), old.get_latest_revision_as_object()
    assert (new.stage, new.campaign, new.unit, new.carried_from) == (Stage.DRAFT, later, old.unit, old)
    assert new.reference.startswith(f"{later.code}-{later.year}-")
    assert (page.summary, page.case, page.without_awards) == (
        before.summary,
        before.case,
        before.without_awards,
    )
    assert [row.title for row in page.achievements.all()] == [row.title for row in before.achievements.all()]
    assert [(row.year, row.name) for row in page.awards.all()] == [
        (row.year, row.name) for row in before.awards.all()
    ]
    assert new.evidence.count() == new.consents.count() == 0
    assert old.evidence.count() == 2
    columns = [c.attname for c in Candidate._meta.concrete_fields if not c.primary_key]
    assert [getattr(new.candidate, c) for c in columns] == [getattr(old.candidate, c) for c in columns]
    assert new.candidate_id != old.candidate_id


def test_what_is_corrected_afterwards_leaves_the_earlier_nomination_as_it_was(unsuccessful, person, later):
    new = carry_nomination(nomination=unsuccessful, campaign=later, user=person)
    new.candidate.name = "Lê Thị Hoài Thương"
    new.candidate.save()
    page = new.get_latest_revision_as_object()
    page.achievements = []
    page.save()

    unsuccessful.refresh_from_db()
    assert unsuccessful.candidate.name == "Lê Thị Hoài Thu"
    assert unsuccessful.get_latest_revision_as_object().achievements.count() == 1


def test_a_field_is_kept_where_the_later_campaign_has_it(unsuccessful, person):
    opens = {"opens_at": timezone.now() - timedelta(days=1)}
    with_it = factories.campaign(quotas={unsuccessful.field: 1}, **opens)
    without = factories.campaign(quotas={factories.field(): 1}, **opens)

    fields = [
        carry_nomination(nomination=unsuccessful, campaign=campaign, user=person).field
        for campaign in (with_it, without)
    ]

    assert fields == [unsuccessful.field, None]


def test_twice_gives_the_same_draft(unsuccessful, person, later):
    colleague = factories.head(unsuccessful.unit)

    made = {
        carry_nomination(nomination=unsuccessful, campaign=later, user=user).pk
        for user in (person, colleague, person)
    }

    assert len(made) == 1
    assert NominationPage.objects.filter(campaign=later).count() == 1


def test_it_is_handed_in_like_any_other_once_evidence_and_consent_are_there(unsuccessful, person, later):
    new = carry_nomination(nomination=unsuccessful, campaign=later, user=person)
    factories.fill(new, by=person)

    factories.submit_nomination(nomination=new, user=person)

    new.refresh_from_db()
    assert new.stage == Stage.SUBMITTED


def test_a_reserve_is_carried_once_its_campaign_is_closed(person, later):
    nomination = factories.nomination(Stage.RESERVE, by=person)
    with pytest.raises(Refused):
        carry_nomination(nomination=nomination, campaign=later, user=person)
    factories.close(nomination.campaign)

    assert carry_nomination(nomination=nomination, campaign=later, user=person).stage == Stage.DRAFT


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in (*CARRIED, Stage.RESERVE)])
def test_what_is_not_over_or_was_successful_is_not_carried(stage, person, later, client):
    nomination = factories.nomination(stage, by=person)

    with pytest.raises(Refused):
        carry_nomination(nomination=nomination, campaign=later, user=person)
    for method in (client.get, client.post):
        assert method(address(nomination), {"campaign": later.pk}).status_code == 404
    assert not NominationPage.objects.filter(campaign=later).exists()


def test_an_earlier_campaign_takes_nothing_from_a_later_one(unsuccessful, person):
    earlier = factories.campaign(opens_at=timezone.now() - timedelta(days=300))

    with pytest.raises(Refused):
        carry_nomination(nomination=unsuccessful, campaign=earlier, user=person)
    with pytest.raises(Refused):
        carry_nomination(nomination=unsuccessful, campaign=unsuccessful.campaign, user=person)


def test_a_campaign_that_is_closed_or_to_come_takes_nothing(unsuccessful, person):
    closed = factories.campaign(opens_at=timezone.now() - timedelta(days=1), closes_at=timezone.now())
    coming = factories.campaign(opens_at=timezone.now() + timedelta(days=1))

    for campaign in (closed, coming):
        with pytest.raises(OutsideWindow):
            carry_nomination(nomination=unsuccessful, campaign=campaign, user=person)


def test_another_unit_carries_nothing_and_finds_nothing(unsuccessful, later, client):
    stranger = factories.officer()
    with pytest.raises(PermissionDenied):
        carry_nomination(nomination=unsuccessful, campaign=later, user=stranger)

    client.force_login(stranger)
    for method in (client.get, client.post):
        assert method(address(unsuccessful), {"campaign": later.pk}).status_code == 404


@pytest.mark.parametrize(
    "role", ["screener", "secretary", "leader", "editor", "auditor", "administrator", "superuser"]
)
def test_reviewers_carry_nothing(role, unsuccessful, later, client):
    client.force_login(getattr(factories, role)())

    assert client.post(address(unsuccessful), {"campaign": later.pk}).status_code in (403, 404)
    assert not NominationPage.objects.filter(campaign=later).exists()


# --- The pages --------------------------------------------------------------------------------------------


def test_the_page_says_what_is_asked_anew_and_opens_one_draft(unsuccessful, later, client):
    page = client.get(address(unsuccessful))
    assert [target["campaign"] for target in page.context["targets"]] == [later]

    answers = [client.post(address(unsuccessful), {"campaign": later.pk}) for _press in range(2)]

    made = NominationPage.objects.get(campaign=later)
    assert [answer.url for answer in answers] == [reverse("workspace:nomination", args=[made.reference])] * 2
    content = client.get(answers[0].url).content.decode()
    assert unsuccessful.reference in content


def test_without_a_choice_the_page_asks_for_one(unsuccessful, later, client):
    other = factories.campaign(opens_at=timezone.now() - timedelta(days=2))

    response = client.post(address(unsuccessful), {"campaign": "x"})

    assert len(response.context["problems"]) == 1
    assert not NominationPage.objects.filter(campaign__in=(later, other)).exists()


def test_it_is_offered_on_the_nomination_and_in_the_list_of_past_ones(unsuccessful, later, client):
    places = [reverse("workspace:nomination", args=[unsuccessful.reference]), reverse("workspace:home")]
    assert all(address(unsuccessful) in client.get(place).content.decode() for place in places)

    client.post(address(unsuccessful), {"campaign": later.pk})
    made = NominationPage.objects.get(campaign=later)
    [row] = client.get(places[1]).context["overview"].past
    assert row.made == made

    factories.close(later)
    assert not any(address(unsuccessful) in client.get(place).content.decode() for place in places)


def test_the_steps_of_the_draft_say_that_evidence_and_consent_are_asked_anew(
    unsuccessful, person, later, client
):
    made = carry_nomination(nomination=unsuccessful, campaign=later, user=person)

    for step in ("evidence", "consent", "candidate"):
        content = client.get(reverse(f"workspace:{step}", args=[made.reference])).content.decode()
        assert unsuccessful.reference in content, step


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_past_ones_costs_the_same_at_any_length(
    count, person, later, client, django_assert_num_queries
):
    for _ in range(count):
        carry_nomination(
            nomination=factories.nomination(Stage.WITHDRAWN, by=person), campaign=later, user=person
        )
    CampaignPage.objects.filter(pk=later.pk).update(closes_at=timezone.now())
    CampaignPage.objects.exclude(pk=later.pk).update(closes_at=timezone.now() + timedelta(days=9))
    client.get(reverse("workspace:home"))

    with django_assert_num_queries(26):
        client.get(reverse("workspace:home"))
