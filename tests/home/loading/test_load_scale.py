from collections import Counter
from random import Random

import pytest
from django.conf import settings
from django.core.management import CommandError
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from exemplars.models import ExemplarPage, Unit
from home.loading.inventions import invent
from home.loading.scale_nominations import SHARES
from nominations.council.actions.passing import select_nomination
from nominations.models import CampaignPage, CouncilSession, NominationPage
from nominations.stages import Stage
from tests import factories

from .conftest import run

pytestmark = pytest.mark.django_db

PROFILES, NOMINATIONS, UNITS = 30, 60, 40


@pytest.fixture(scope="module")
def scale(portal_for_module):
    """Large data of a small size, added twice: what is there already is no hindrance."""
    for seed in ("1", "2"):
        run(
            "load_scale", "--profiles", str(PROFILES), "--nominations", str(NOMINATIONS), "--units", str(UNITS),
            "--seed", seed,
        )  # fmt: skip


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


def test_nominations_stand_at_every_stage_but_revoked(scale):
    stages = Counter(NominationPage.objects.values_list("stage", flat=True))

    assert stages == {stage: 2 * share for stage, share in SHARES.items()}
    assert set(SHARES) == set(Stage) - {Stage.REVOKED}


def test_there_are_as_many_units_as_were_wanted(scale):
    assert Unit.objects.count() == UNITS


def test_what_waits_is_what_a_screener_and_a_leader_find(scale):
    assert NominationPage.objects.awaiting(factories.screener()).count() == 2 * SHARES[Stage.SUBMITTED]
    assert NominationPage.objects.awaiting(factories.leader()).count() == 2 * SHARES[Stage.ACCEPTED]


def test_the_open_session_deals_with_what_is_before_the_council(scale):
    session = CouncilSession.objects.get(status=CouncilSession.Status.OPEN)

    assert {item.nomination.stage for item in session.agenda.all()} == {Stage.COUNCIL}
    assert session.agenda.count() == 2 * SHARES[Stage.COUNCIL]


def test_waiting_times_are_of_days_and_not_all_the_same(scale):
    waiting = [page.days_waiting for page in NominationPage.objects.filter(stage=Stage.SUBMITTED)]

    assert len(set(waiting)) > 5
    assert max(waiting) <= 12


def test_a_nomination_of_scale_goes_on_like_any_other(scale):
    """Every step takes what was put before it by rule."""
    leader = factories.leader()
    waiting = {stage: NominationPage.objects.filter(stage=stage).first() for stage in SHARES}
    factories.act(waiting[Stage.SUBMITTED], factories.screener(), "approve", comment="")
    factories.consulted(waiting[Stage.CONSULTATION])
    select_nomination(nomination=waiting[Stage.RESERVE], user=factories.secretary())
    factories.act(waiting[Stage.ACCEPTED], leader, "approve", **factories.DECISION)

    stages = {stage: NominationPage.objects.get(pk=waiting[stage].pk).stage for stage in waiting}
    assert stages[Stage.SUBMITTED] == Stage.CONSULTATION
    assert stages[Stage.CONSULTATION] == Stage.COUNCIL
    assert stages[Stage.RESERVE] == Stage.ACCEPTED
    assert stages[Stage.ACCEPTED] == Stage.APPROVED


def test_the_next_nomination_of_the_campaign_gets_the_next_number(scale):
    last = (
        NominationPage.objects.filter(campaign=CampaignPage.objects.get(code="QM")).order_by("title").last()
    )

    assert last.title.endswith(f"-{2 * NOMINATIONS:04d}")
    assert last.campaign.counter.last_number == 2 * NOMINATIONS
