from collections import Counter
from random import Random

import pytest
from django.conf import settings
from django.core.management import CommandError
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from exemplars.models import ExemplarPage
from home.loading.inventions import invent
from nominations.models import CampaignPage, NominationPage
from nominations.stages import Stage
from tests import factories

from .conftest import run

pytestmark = pytest.mark.django_db

PROFILES, NOMINATIONS = 30, 25


@pytest.fixture(scope="module")
def scale(portal_for_module):
    """Large data of a small size, added twice: what is there already is no hindrance."""
    for seed in ("1", "2"):
        run("load_scale", "--profiles", str(PROFILES), "--nominations", str(NOMINATIONS), "--seed", seed)


def test_load_scale_refuses_settings_that_do_not_allow_it(monkeypatch):
    monkeypatch.setattr(settings, "DEMO_ALLOWED", False)

    with pytest.raises(CommandError, match="DEMO_ALLOWED"):
        run("load_scale", "--profiles", "1")


def test_load_scale_refuses_less_than_nothing(monkeypatch):
    with pytest.raises(CommandError, match="from 0 on"):
        run("load_scale", "--profiles", "-1")


def test_the_same_seed_makes_the_same_people():
    assert [invent(Random(5)) for _ in range(3)] == [invent(Random(5))] * 3
    assert invent(Random(5)) != invent(Random(6))


def test_the_tree_is_sound(scale):
    assert Page.find_problems() == ([], [], [], [], [])


def test_rows_agree_and_files_are_there(scale):
    assert run("check_integrity", "--files") == "Everything agrees.\n"


def test_profiles_are_public_and_found_by_folded_words(scale):
    profiles = ExemplarPage.objects.published()
    someone = profiles.order_by("pk").last()

    found = get_search_backend().search(someone.title, ExemplarPage.objects.live())

    assert profiles.count() == 2 * PROFILES
    assert someone in found.get_queryset()


def test_a_profile_reads_as_one_that_was_written(scale, client):
    profile = ExemplarPage.objects.published().order_by("pk").last()

    response = client.get(profile.url)

    assert response.status_code == 200
    assert [block.block_type for block in profile.story] == [
        "paragraph",
        "heading",
        "paragraph",
        "paragraph",
        "achievements",
    ]
    assert profile.title in response.content.decode()


def test_saving_a_profile_of_scale_changes_none_of_its_columns(scale):
    before = ExemplarPage.objects.values().order_by("pk").last()

    ExemplarPage.objects.get(pk=before["id"]).save()

    assert ExemplarPage.objects.values().get(pk=before["id"]) == before


def test_nominations_stand_at_three_stages(scale):
    stages = Counter(NominationPage.objects.values_list("stage", flat=True))

    assert stages == {Stage.DRAFT: 10, Stage.SUBMITTED: 30, Stage.ACCEPTED: 10}


def test_what_waits_is_what_a_screener_and_a_leader_find(scale):
    assert NominationPage.objects.awaiting(factories.screener()).count() == 30
    assert NominationPage.objects.awaiting(factories.leader()).count() == 10


def test_a_nomination_of_scale_goes_on_like_any_other(scale):
    nomination = NominationPage.objects.filter(stage=Stage.SUBMITTED).first()

    factories.act(nomination, factories.screener(), "approve", comment="")

    nomination.refresh_from_db()
    assert nomination.stage == Stage.ACCEPTED


def test_the_next_nomination_of_the_campaign_gets_the_next_number(scale):
    last = (
        NominationPage.objects.filter(campaign=CampaignPage.objects.get(code="QM")).order_by("title").last()
    )

    assert last.title.endswith(f"-{2 * NOMINATIONS:04d}")
    assert last.campaign.counter.last_number == 2 * NOMINATIONS
