"""The screener's desk: what is listed, published, sorted, ended; and everybody who may not."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from nominations.campaigns.working_days import add_working_days
from nominations.consultation.actions.comments import triage_comment
from nominations.consultation.actions.ending import end_consultation
from nominations.models import Comment, Consultation, ConsultationTask, Membership
from nominations.stages import Stage
from tests import factories
from tests.nominations.consultation.conftest import READERS, STRANGERS

OVER = 40


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def comment(consultation, entry):
    return factories.comment(consultation, entry, text="Tôi biết rõ việc này.")


@pytest.fixture
def addresses(consultation, comment):
    """Every address of the room, by name: what each is about, and whether reading it is enough."""
    waiting = factories.waiting_for_list()
    keys = {
        "index": [], "comments": [], "comments_results": [], "detail": [consultation.pk],
        "comment": [comment.pk], "publish": [waiting.pk], "end": [consultation.pk],
    }  # fmt: skip
    return {name: reverse(f"consultations:{name}", args=args) for name, args in keys.items()}


ACTING = ("publish", "end")


def test_strangers_get_nowhere(addresses, answers, refused, client):
    def all_refused(client):
        return [
            (name, method)
            for name, address in addresses.items()
            for method in ("get", "post")
            if not refused(getattr(client, method)(address))
            and getattr(client, method)(address).status_code != 405
        ]

    assert answers(STRANGERS, all_refused) == {role: [] for role in STRANGERS}
    assert Consultation.objects.count() == 1


def test_nobody_signed_out_gets_anywhere(addresses, client):
    for address in addresses.values():
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 302


def test_readers_read_and_only_screeners_act(addresses, answers, refused):
    def seen(client):
        return {name for name, address in addresses.items() if client.get(address).status_code == 200}

    reading = set(addresses) - set(ACTING)
    assert answers(READERS, seen) == {
        "screener": reading | {"publish"},  # "end" leads back while its days last
        "auditor": reading,
        "superuser": reading,
    }


@pytest.mark.parametrize("role", ["auditor", "superuser"])
def test_whoever_only_reads_changes_nothing(role, addresses, comment, client):
    client.force_login(getattr(factories, role)())

    for name in ("publish", "end", "comment"):
        response = client.post(addresses[name], {"status": "relevant", "go": "publish"})
        assert response.status_code in (302, 403)
    comment.refresh_from_db()
    assert comment.status == Comment.Status.NEW
    assert Consultation.objects.count() == 1


def test_the_menu_leads_there_for_readers_alone(answers):
    inside = [role for role in STRANGERS if role not in ("officer", "head")]

    def has_item(client):
        return reverse("consultations:index") in text(client.get(reverse("wagtailadmin_home")))

    assert answers((*READERS, *inside), has_item) == dict.fromkeys(READERS, True) | dict.fromkeys(
        inside, False
    )


def test_nothing_of_it_is_kept_on_the_way(addresses, client):
    client.force_login(factories.screener())

    for name, address in addresses.items():
        if name != "end":
            assert client.get(address)["Cache-Control"].startswith("private, no-store"), name


# --- Lists --------------------------------------------------------------------------------------------


def test_the_desk_shows_what_waits_and_what_stands_open(desk, screener, consultation, comment):
    waiting = factories.waiting_for_list(2)
    desk.sign_in(screener)

    response = desk.index()

    assert [(campaign.pk, campaign.waiting) for campaign in response.context["waiting"]] == [(waiting.pk, 2)]
    [(row, _phase)] = response.context["rows"]
    assert (row, row.people, row.received, row.unread, row.stuck) == (consultation, 1, 1, 1, 0)


def test_the_newest_list_comes_first(desk, screener, consultation):
    older = factories.shortlist(days_ago=OVER)
    desk.sign_in(screener)

    assert [row for row, _phase in desk.index().context["rows"]] == [consultation, older]


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_at_any_length(count, desk, screener, django_assert_num_queries):
    for _ in range(count):
        consultation = factories.shortlist(count)
        factories.comment(consultation, consultation.entries.first())
        factories.waiting_for_list()
    desk.sign_in(screener)
    desk.index()

    with django_assert_num_queries(11):
        response = desk.index()

    assert len(response.context["rows"]) == len(response.context["waiting"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_at_any_length(count, desk, screener, django_assert_num_queries):
    consultation = factories.shortlist(count)
    for entry in consultation.entries.all():
        factories.comment(consultation, entry)
    desk.sign_in(screener)
    desk.open("detail", consultation.pk)

    with django_assert_num_queries(13):
        response = desk.open("detail", consultation.pk)

    assert [entry.unread for entry in response.context["entries"]] == [1] * count


@pytest.mark.parametrize("count", [1, 3])
def test_comments_cost_the_same_at_any_length(count, desk, screener, django_assert_num_queries):
    consultation = factories.shortlist(count)
    for entry in consultation.entries.all():
        factories.comment(consultation, entry)
    desk.sign_in(screener)
    desk.comments()

    with django_assert_num_queries(15):
        response = desk.comments()

    assert len(response.context["object_list"]) == count


def test_filters_stand_in_the_address(desk, screener, consultation, entry, comment):
    general = factories.comment(consultation)
    other = factories.shortlist()
    elsewhere = factories.comment(other, other.entries.get())
    triage_comment(comment=general, user=screener, status="relevant")
    desk.sign_in(screener)

    def found(**query):
        return set(desk.comments(**query).context["object_list"])

    assert found() == {comment, general, elsewhere}
    assert found(status="relevant") == {general}
    assert found(status=["new", "relevant"]) == {comment, general, elsewhere}
    assert found(about=entry.pk) == {comment}
    assert found(about="null") == {general}
    assert found(consultation=other.pk) == {elsewhere}
    assert found(campaign=consultation.campaign_id) == {comment, general}
    assert found(status="new", campaign=consultation.campaign_id) == {comment}
    assert found(status="nothing", ordering="phone") == {comment, general, elsewhere}


def test_the_list_of_comments_names_no_sender(desk, screener, comment):
    desk.sign_in(screener)

    shown = text(desk.comments())

    assert comment.code in shown
    assert [value for value in factories.SENDER.values() if value in shown] == []


# --- Publishing ---------------------------------------------------------------------------------------

ADDRESS = {"receiving_unit": "Vụ Tổ chức cán bộ", "receiving_address": "Hà Nội"}


@pytest.fixture
def form():
    last = add_working_days(timezone.localdate(), 10)
    return ADDRESS | {"closes_on": last.strftime("%d/%m/%Y")}


def test_a_screener_reads_confirms_and_publishes(desk, screener, form):
    campaign = factories.waiting_for_list(2, name="Phan Thị Lụa")
    desk.sign_in(screener)

    preview = desk.open("publish", campaign.pk)
    confirm = desk.post("publish", campaign.pk, **form, go="confirm")
    assert not Consultation.objects.exists()
    assert text(preview).count("Phan Thị Lụa") == text(confirm).count("Phan Thị Lụa") == 2
    assert form["closes_on"] in text(preview)
    typed = form | {"fingerprint": confirm.context["fingerprint"], "go": "publish"}
    desk.post("publish", campaign.pk, **typed)
    again = desk.post("publish", campaign.pk, **typed)

    consultation = Consultation.objects.get()
    assert again.redirect_chain[-1][0] == reverse("consultations:detail", args=[consultation.pk])
    assert consultation.receiving_address == "Hà Nội"


def test_the_form_can_be_gone_back_to_with_what_was_typed(desk, screener, form):
    campaign = factories.waiting_for_list()
    desk.sign_in(screener)

    response = desk.post("publish", campaign.pk, **form | {"receiving_address": "Chỗ khác"}, go="back")

    assert 'value="Chỗ khác"' in text(response)


@pytest.mark.parametrize(
    "wrong", [{"closes_on": "31/02/2026"}, {"closes_on": "hôm nay"}, {"receiving_unit": " "}]
)
def test_mistakes_are_named_and_what_was_typed_is_kept(wrong, desk, screener, form):
    campaign = factories.waiting_for_list()
    desk.sign_in(screener)

    response = desk.post(
        "publish", campaign.pk, **form | {"receiving_address": "Chỗ khác"} | wrong, go="publish"
    )

    assert not Consultation.objects.exists()
    assert 'value="Chỗ khác"' in text(response)
    assert "<title>" in text(response)
    assert "Lỗi:" in text(response).split("</title>")[0] or "Error:" in text(response).split("</title>")[0]


def test_a_day_that_is_too_early_is_refused_in_words(desk, screener, form):
    campaign = factories.waiting_for_list()
    desk.sign_in(screener)
    fingerprint = desk.open("publish", campaign.pk).context["fingerprint"]
    early = add_working_days(timezone.localdate(), 3).strftime("%d/%m/%Y")

    response = desk.post(
        "publish", campaign.pk, **form | {"closes_on": early}, fingerprint=fingerprint, go="publish"
    )

    assert not Consultation.objects.exists()
    assert form["closes_on"] in text(response)


def test_a_list_that_changed_meanwhile_is_read_again(desk, screener, form):
    campaign = factories.waiting_for_list()
    desk.sign_in(screener)
    fingerprint = desk.open("publish", campaign.pk).context["fingerprint"]
    factories.waiting_for_list(campaign=campaign, field=factories.field(), name="Đến Sau")

    response = desk.post("publish", campaign.pk, **form, fingerprint=fingerprint, go="publish")

    assert not Consultation.objects.exists()
    assert "Đến Sau" in text(response)


def test_fewer_days_than_the_decree_asks_for_are_pointed_out(desk, screener):
    campaign = factories.campaign(consultation_days=5, quotas={factories.field(): 1})
    factories.waiting_for_list(campaign=campaign)
    desk.sign_in(screener)

    assert desk.open("publish", campaign.pk).context["below_decree"]


def test_a_day_too_early_is_refused_before_it_is_confirmed(desk, screener, form):
    campaign = factories.waiting_for_list()
    desk.sign_in(screener)
    early = add_working_days(timezone.localdate(), 9).strftime("%d/%m/%Y")

    response = desk.post("publish", campaign.pk, **form | {"closes_on": early}, go="confirm")

    assert response.context["form"].errors["closes_on"]
    assert response.context["form"]["closes_on"].value() == early
    assert response.context["page_title"].startswith("Lỗi:")


def test_a_dossier_that_waits_for_its_list_leads_to_the_publication(desk, answers):
    campaign = factories.waiting_for_list()
    nomination = campaign.nominations.get(stage=Stage.CONSULTATION)
    address = reverse("consultations:publish", args=[campaign.pk])

    def leads(client) -> bool:
        page = client.get(reverse("wagtailadmin_pages:edit", args=[nomination.pk]))
        return address in text(page)

    assert answers(("screener", "auditor"), leads) == {"screener": True, "auditor": False}


def test_own_unit_keeps_a_screener_from_publishing(desk, screener, form):
    campaign = factories.waiting_for_list()
    Membership.objects.create(user=screener, unit=campaign.nominations.get().unit)
    desk.sign_in(screener)

    assert desk.open("publish", campaign.pk).context["obstacle"]
    desk.post("publish", campaign.pk, **form, go="publish", fingerprint="x")
    assert not Consultation.objects.exists()


# --- Sorting ------------------------------------------------------------------------------------------


def test_a_screener_sorts_a_comment(desk, screener, comment):
    desk.sign_in(screener)

    desk.post("comment", comment.pk, status="to_council", text_for_council="Việc có thật.", note="Đã hỏi.")

    comment.refresh_from_db()
    assert (comment.status, comment.text_for_council, comment.note) == (
        "to_council",
        "Việc có thật.",
        "Đã hỏi.",
    )
    assert comment.triaged_by == screener


def test_a_comment_may_be_put_back_among_the_unread(screener, comment):
    triage_comment(comment=comment, user=screener, status="relevant")

    comment = triage_comment(comment=comment, user=screener, status="new")

    assert (comment.triaged_by, comment.triaged_at) == (None, None)


def test_the_council_gets_no_empty_text(desk, screener, comment):
    desk.sign_in(screener)

    response = desk.post("comment", comment.pk, status="to_council", text_for_council=" ", note="Giữ lại")

    comment.refresh_from_db()
    assert comment.status == "new"
    assert "Giữ lại" in text(response)


@pytest.mark.parametrize("typed", [{}, {"status": "published"}, {"status": "relevant", "note": "x" * 2001}])
def test_wrong_input_sorts_nothing(typed, desk, screener, comment):
    desk.sign_in(screener)

    desk.post("comment", comment.pk, **typed)

    comment.refresh_from_db()
    assert comment.status == "new"


def test_the_text_offered_for_the_council_is_without_its_sender(desk, screener, consultation, entry):
    said = f"Tôi, {factories.SENDER['name']}, xin góp ý."
    comment = factories.comment(consultation, entry, text=said)
    desk.sign_in(screener)

    form = desk.open("comment", comment.pk).context["form"]

    assert form.initial["text_for_council"] == "Tôi, […], xin góp ý."


def test_every_reading_of_a_sender_leaves_a_trace_that_names_nobody(desk, screener, comment):
    desk.sign_in(screener)
    desk.open("comment", comment.pk)
    desk.open("comment", comment.pk)
    auditor = desk.sign_in(factories.auditor())
    desk.open("comment", comment.pk)

    found = registry.get_logs_for_instance(comment).filter(action="nominations.read_comment")
    assert [entry.user for entry in found.order_by("pk")] == [screener, screener, auditor]
    written = str(list(ModelLogEntry.objects.values()))
    assert [value for value in factories.SENDER.values() if value in written] == []


def test_a_comment_on_ones_own_unit_does_not_exist_for_a_screener(desk, screener, comment):
    Membership.objects.create(user=screener, unit=comment.entry.unit)
    desk.sign_in(screener)

    assert desk.open("comment", comment.pk).status_code == 404
    assert list(desk.comments().context["object_list"]) == []
    with pytest.raises(PermissionDenied):
        triage_comment(comment=comment, user=screener, status="relevant")


@pytest.mark.parametrize("role", [*STRANGERS, "auditor", "superuser"])
def test_nobody_but_a_screener_sorts(role, comment):
    with pytest.raises(PermissionDenied):
        triage_comment(comment=comment, user=getattr(factories, role)(), status="relevant")


# --- Ending -------------------------------------------------------------------------------------------


def test_there_is_no_early_end(desk, screener, consultation):
    desk.sign_in(screener)

    desk.open("end", consultation.pk)
    desk.post("end", consultation.pk)

    consultation.refresh_from_db()
    assert consultation.ended_at is None
    assert consultation.entries.get().nomination.stage == Stage.CONSULTATION


def test_a_screener_ends_what_did_not_end_by_itself(desk, screener):
    consultation = factories.shortlist(days_ago=OVER)
    desk.sign_in(screener)
    assert desk.open("detail", consultation.pk).context["may_end"]

    desk.post("end", consultation.pk)
    again = desk.open("end", consultation.pk)

    consultation.refresh_from_db()
    assert consultation.ended_at is not None
    assert again.redirect_chain[-1][0] == reverse("consultations:detail", args=[consultation.pk])
    found = registry.get_logs_for_instance(consultation).get(action="nominations.end_consultation")
    assert found.user == screener


def test_who_could_not_go_on_is_named_until_it_is_mended(desk, screener):
    consultation = factories.shortlist(name="Phan Thị Lụa", days_ago=OVER)
    ConsultationTask.objects.update(active=False)
    end_consultation(consultation=consultation)
    desk.sign_in(screener)

    shown = desk.open("detail", consultation.pk)
    assert [entry.name for entry in shown.context["stuck"]] == ["Phan Thị Lụa"]
    assert shown.context["may_end"]
    assert desk.index().context["rows"][0][0].stuck == 1

    ConsultationTask.objects.update(active=True)
    desk.post("end", consultation.pk)
    assert desk.open("detail", consultation.pk).context["stuck"] == []
    assert consultation.entries.get().nomination.stage == Stage.COUNCIL


# --- The dossier --------------------------------------------------------------------------------------


def dossier(client, nomination):
    return client.get(reverse("wagtailadmin_pages:edit", args=[nomination.pk]))


def test_the_dossier_carries_the_summary_and_no_sender(client, screener, consultation, entry):
    comment = factories.comment(consultation, entry, text=f"{factories.SENDER['name']}: việc có thật")
    triage_comment(
        comment=comment, user=screener, status="to_council", text_for_council=comment.text, note="Đúng."
    )
    factories.moved_back(consultation, OVER)
    end_consultation(consultation=consultation)

    for role in ("secretary", "leader", "auditor", "screener"):
        client.force_login(getattr(factories, role)())
        shown = text(dossier(client, entry.nomination))
        assert "việc có thật" in shown
        assert [value for value in factories.SENDER.values() if value in shown] == []


def test_a_dossier_that_was_on_no_list_has_no_such_part(client, screener):
    client.force_login(screener)

    assert 'aria-labelledby="consultation"' not in text(dossier(client, factories.nomination(Stage.COUNCIL)))


def test_the_officer_reads_nothing_of_it(client, consultation, entry):
    factories.comment(consultation, entry, text="ĐIỀU-RIÊNG-TƯ")
    client.force_login(factories.officer_of(entry.nomination))

    shown = text(client.get(reverse("workspace:nomination", args=[entry.nomination.slug])))

    assert "ĐIỀU-RIÊNG-TƯ" not in shown
