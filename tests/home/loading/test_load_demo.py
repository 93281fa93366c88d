from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.images import get_image_model
from wagtail_localize.models import Translation

from exemplars.models import Approval, ExemplarPage, Field, Unit
from home.loading.content import read
from home.loading.people import ACCOUNTS, User, unset_accounts
from home.models import OrdinaryPage
from nominations.campaigns.rules import Window
from nominations.campaigns.working_days import working_days_between
from nominations.models import (
    AuditEntry,
    Ballot,
    BallotLine,
    BouncingAddress,
    CampaignPage,
    Consultation,
    CouncilSession,
    Flag,
    Membership,
    Message,
    NominationPage,
    Score,
)
from nominations.roles import ADMIN, Role
from nominations.stages import HANDED_IN, Stage

from .conftest import run

pytestmark = pytest.mark.django_db

STAGES = {
    Stage.DRAFT: 3,
    Stage.SUBMITTED: 4,
    Stage.RETURNED: 2,
    Stage.INELIGIBLE: 1,
    Stage.CONSULTATION: 3,
    Stage.COUNCIL: 5,
    Stage.RESERVE: 1,
    Stage.ACCEPTED: 2,
    Stage.APPROVED: 4,
    Stage.DECLINED: 3,
    Stage.WITHDRAWN: 2,
}
LEGAL_BASES = ["26/11/2003", "91/2017/NĐ-CP", "34-CT/TW", "368/QĐ-TTg", "1262/KH-BNV"]
FIELDS = [
    "Bưu chính",
    "Viễn thông",
    "Chuyển đổi số",
    "Chính phủ số",
    "An toàn thông tin mạng",
    "Kinh tế số và xã hội số",
    "Công nghiệp công nghệ thông tin, truyền thông",
    "Báo chí, truyền thông",
    "Xuất bản, in, phát hành",
]


def everything() -> dict[str, list]:
    """Return every row of every table."""
    models = (model for model in apps.get_models() if model._meta.managed and not model._meta.proxy)
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def published(language: str):
    return ExemplarPage.objects.live().in_language(language)


def words_of(profile: ExemplarPage) -> int:
    return len(strip_tags(str(profile.story)).split())


def sign_in(client, username: str, password: str):
    return client.post(reverse("account_login"), {"login": username, "password": password})


# --- Where it may run -------------------------------------------------------------------------------


def test_load_demo_refuses_settings_that_do_not_allow_it(monkeypatch):
    monkeypatch.setattr(settings, "DEMO_ALLOWED", False)

    with pytest.raises(CommandError, match="DEMO_ALLOWED"):
        run("load_demo")


def test_load_demo_a_second_time_changes_nothing(demo):
    before = everything()

    output = run("load_demo")

    assert output.startswith("The demonstration was loaded before.")
    assert everything() == before


# --- People -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_every_account_signs_in_with_the_printed_password(account, demo, client):
    response = sign_in(client, account.username, demo.password)

    assert (response.status_code, response.url) == (302, reverse("landing"))


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_every_account_has_its_role_and_nothing_else(account, demo):
    user = User.objects.get(username=account.username)
    in_unit = account.role in (Role.OFFICER, Role.HEAD)

    newsroom = ["Tòa soạn: Báo Nhịp Số"] if account.role == Role.GUEST else []
    assert sorted(group.name for group in user.groups.all()) == sorted([account.role, *newsroom])
    assert (user.get_full_name(), user.email) == (account.name, f"{account.username}@example.vn")
    assert (user.is_superuser, user.has_perm(ADMIN)) == (False, not in_unit)
    assert [m.unit.code for m in Membership.objects.of_user(user)] == ([account.unit] if in_unit else [])
    assert user.wagtail_userprofile.preferred_language == "vi"


def test_the_password_is_kept_where_only_the_owner_reads_it(demo):
    file = settings.VAR / "demo-password"

    assert file.read_text().strip() == demo.password
    assert file.stat().st_mode & 0o077 == 0


def test_another_password_may_be_asked_for_and_stays(demo, client):
    kept = (settings.VAR / "demo-password").read_text()
    run("load_demo", "--password", "mật khẩu khác 2026")

    again = run("load_demo")
    (settings.VAR / "demo-password").write_text(kept)

    assert again.endswith("password of all: mật khẩu khác 2026\n")
    assert sign_in(client, "officer", "mật khẩu khác 2026").status_code == 302


def test_loading_mails_nobody(demo):
    assert demo.mails == 0


def test_the_mail_room_has_something_to_show(demo):
    states = set(Message.objects.values_list("state", flat=True))
    assert {"sent", "failed", "uncertain", "bounced", "held"} <= states
    assert not Message.objects.due().exists()
    # One of a mail that is shown here, one of a unit that stays silent.
    assert BouncingAddress.objects.count() == 2
    # A reminder that waits in the outbox, and the invitations to the conference.
    assert len(list(Message.objects.batches())) == 2
    assert not unset_accounts().exists()


# --- Profiles ---------------------------------------------------------------------------------------


def test_thirteen_profiles_are_published_and_nine_of_them_in_english(demo):
    assert (published("vi").count(), published("en").count()) == (13, 9)


def test_every_published_story_is_long_enough(demo):
    assert [profile.slug for profile in published("vi") if words_of(profile) < 300] == []


def test_profiles_come_from_many_units_and_every_field_but_few(demo):
    units = set(published("vi").values_list("unit__code", flat=True))
    fields = set(published("vi").values_list("field__code", flat=True))

    assert len(units) >= 10
    assert len(fields) >= 8


def test_translations_keep_address_and_approval_and_are_complete_in_the_tool(demo):
    originals = {page.translation_key: (page.slug, page.approval_id) for page in published("vi")}
    translations = {page.translation_key: (page.slug, page.approval_id) for page in published("en")}

    assert translations == {key: originals[key] for key in translations}
    assert {translation.get_progress()[0] > 10 for translation in Translation.objects.all()} == {True}
    assert [t for t in Translation.objects.all() if len(set(t.get_progress())) > 1] == []


def test_every_portrait_has_words_for_those_who_cannot_see_it(demo):
    shown = ExemplarPage.objects.live().filter(portrait__isnull=False)

    assert list(shown.filter(portrait_alt="")) == []
    # Twelve portraits, and the stills and photographs of clips and conferences.
    assert get_image_model().objects.count() == 15


def test_one_draft_waits_for_the_editor_with_what_the_hand_over_carries(demo):
    (draft,) = ExemplarPage.objects.filter(live=False)

    assert (draft.slug, draft.portrait) == ("thach-thi-so-phia", None)
    assert [block.block_type for block in draft.get_latest_revision_as_object().story] == ["achievements"]
    assert draft.approval.allows_story


def test_approved_nominations_and_published_profiles_rest_on_the_same_decisions(demo):
    approved = NominationPage.objects.filter(stage=Stage.APPROVED).order_by("title")
    numbers = Approval.objects.in_bulk([page.title for page in approved], field_name="reference")

    assert [page.decision.number for page in approved] == [
        numbers[page.title].decision_number for page in approved
    ]
    assert published("vi").filter(approval__reference__in=numbers).count() == STAGES[Stage.APPROVED]


# --- Campaigns and nominations ----------------------------------------------------------------------


def test_the_past_campaign_follows_the_plan(demo):
    past = CampaignPage.objects.get(year=2023)
    bases = [basis.text for basis in past.legal_bases.all()]

    assert past.window is Window.CLOSED
    assert [part for part, basis in zip(LEGAL_BASES, bases, strict=True) if part not in basis] == []
    assert [quota.field.name_vi for quota in past.quotas.all()] == FIELDS
    assert past.quotas.get(field__code="digital-transformation").seats == 1


def test_the_other_campaign_is_open_today(demo):
    other = CampaignPage.objects.exclude(year=2023).get()

    assert (other.window, other.is_open) == (Window.OPEN, True)


def test_nominations_stand_at_every_stage(demo):
    assert Counter(NominationPage.objects.values_list("stage", flat=True)) == STAGES


def test_the_one_seat_of_digital_transformation_has_one_selected_and_one_in_reserve(demo):
    open_now = NominationPage.objects.filter(
        campaign__closes_at__gt=timezone.now(), field__code="digital-transformation"
    )

    assert Counter(page.stage for page in open_now) == {Stage.ACCEPTED: 1, Stage.RESERVE: 1}


def test_no_nomination_was_handed_in_outside_its_campaign(demo):
    handed_in = NominationPage.objects.filter(stage__in=HANDED_IN).select_related("campaign")

    assert [
        p.title for p in handed_in if not p.campaign.opens_at < p.submitted_at < p.campaign.closes_at
    ] == []


def test_what_waits_for_a_reviewer_has_waited_for_days(demo):
    waiting = NominationPage.objects.under_review()

    assert [page.title for page in waiting if not 2 <= page.days_waiting <= 35] == []


# --- The steps of the review ------------------------------------------------------------------------


def test_everything_happened_in_its_order(demo):
    """Who was recognised was in public consultation for ten working days, then before the council, then signed."""
    for page in NominationPage.objects.filter(stage=Stage.APPROVED):
        entry = page.consultation_entries.get()
        session = page.agenda_items.get().session
        days = working_days_between(entry.consultation.opens_on, entry.consultation.closes_on)
        moments = [
            page.submitted_at, entry.consultation.published_at, entry.left_at, session.held_at,
            session.ended_at, page.stage_since,
        ]  # fmt: skip

        assert days == 10
        assert moments == sorted(moments)
        assert moments[-1] < page.campaign.closes_at + timedelta(days=60)


def test_the_log_tells_of_the_review_in_the_order_in_which_it_happened(demo):
    entries = AuditEntry.objects.filter(subject_type__contains="nominationpage").order_by("pk")
    moments = list(entries.values_list("moment", flat=True))

    assert len(moments) > 150
    assert moments == sorted(moments)


def test_one_list_is_open_to_comment_and_three_have_ended(demo):
    lists = {one.closes_on: one for one in Consultation.objects.all()}
    open_now = [one for one in lists.values() if one.is_open]

    assert len(lists) == 4
    assert [one.entries.count() for one in open_now] == [STAGES[Stage.CONSULTATION]]
    assert Counter(open_now[0].comments.values_list("status", flat=True)) == {"new": 2, "to_council": 1}
    assert [one for one in lists.values() if one.ended_at is None] == open_now


def test_the_machine_points_out_a_duplicate_and_a_copied_report(demo):
    kinds = Counter(Flag.objects.values_list("kind", flat=True))

    assert kinds["person"] >= 2
    assert kinds["copied"] == 1
    assert kinds["honoured"] >= 1


def test_returned_nominations_show_remarks_beside_their_entries(demo):
    returned = NominationPage.objects.filter(stage=Stage.RETURNED)

    assert sorted(page.remarks.count() for page in returned) == [2, 3]


def test_the_council_decided_what_the_content_says(demo):
    wanted = {
        name: tuple(result["votes"])
        for campaign in read("campaigns")["campaigns"]
        for session in campaign["sessions"]
        if "closed" in session
        for name, result in session["results"].items()
    }
    lines = BallotLine.objects.filter(ballot__closed_at__isnull=False).select_related(
        "item__nomination__candidate"
    )

    assert {
        line.item.nomination.candidate.name: (line.ayes, line.nays, line.defers) for line in lines
    } == wanted
    assert not Ballot.objects.filter(closed_at__isnull=False, is_void=True).exists()


def test_a_ballot_is_open_and_the_first_member_has_not_voted(demo):
    ballot = Ballot.objects.get(closed_at=None)
    voted = set(ballot.roll.filter(has_voted=True).values_list("member__user__username", flat=True))

    assert (ballot.is_secret, ballot.roll.count(), len(voted)) == (True, 9, 5)
    assert "member1" not in voted
    assert ballot.session.members.get(part="chair").user.username in voted


def test_members_scored_before_the_ballot_and_some_did_not(demo):
    session = CouncilSession.objects.get(status=CouncilSession.Status.OPEN)
    scored = set(Score.objects.filter(item__session=session).values_list("member__user__username", flat=True))

    assert len(scored) == 6
    assert "member1" not in scored


def test_rows_agree_and_files_are_there(demo):
    assert run("check_integrity", "--files") == "Everything agrees.\n"


# --- Vocabulary and pages ---------------------------------------------------------------------------


def test_the_vocabulary_is_loaded_as_written(demo):
    terms = read("vocabulary")

    assert [field.code for field in Field.objects.all()] == [row["code"] for row in terms["fields"]]
    assert [unit.code for unit in Unit.objects.all()] == [row["code"] for row in terms["units"]]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_ordinary_pages_are_public_in_both_languages(language, demo, client):
    pages = OrdinaryPage.objects.live().filter(locale__language_code=language)

    assert pages.count() == len(read("pages")["pages"])
    assert [client.get(page.url).status_code for page in pages] == [200] * len(pages)


def test_editors_are_in_charge_of_ordinary_pages_and_not_of_the_front_page(demo):
    editor = User.objects.get(username="editor")
    pages = OrdinaryPage.objects.select_related("locale")

    assert [page for page in pages if not page.permissions_for_user(editor).can_publish()] == []
    assert not pages.first().get_site().root_page.permissions_for_user(editor).can_edit()
