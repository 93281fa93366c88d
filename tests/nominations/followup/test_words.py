"""Announcements, the guide, and the calendar of a campaign."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from nominations.followup.guide import marked, sections_in
from nominations.followup.setup import GUIDE, set_up_guide
from nominations.models import Announcement, AnnouncementRead, CampaignPage, GuideSection, Milestone
from tests import factories
from tests.nominations.followup.conftest import published

NOW = timezone.now


def announce(title: str, **more) -> Announcement:
    return Announcement.objects.create(title=title, body=f"<p>{title}.</p>", **more)


def shown(client) -> list[str]:
    asides = client.get("/workspace/").context["asides"]
    found = next(
        (part["context"] for part in asides if "announcements" in part["context"]), {"announcements": []}
    )
    return [row.title for row in found["announcements"]]


# --- Announcements --------------------------------------------------------------------------------------


def test_units_read_what_is_announced_now_important_words_first(client, portal):
    announce("Cũ", shown_from=NOW() - timedelta(days=9))
    announce("Hết hạn", shown_from=NOW() - timedelta(days=9), shown_until=NOW() - timedelta(days=1))
    announce("Ngày mai", shown_from=NOW() + timedelta(days=1))
    announce("Của đợt chưa công bố", campaign=factories.campaign(live=False))
    announce("Mới", campaign=published())
    announce("Quan trọng", shown_from=NOW() - timedelta(days=20), is_important=True)
    client.force_login(factories.officer())

    assert shown(client) == ["Quan trọng", "Mới", "Cũ"]


def test_each_person_marks_for_themselves_what_they_have_read(client, portal):
    word, officer = announce("Tin"), factories.officer()
    client.force_login(officer)

    for _ in range(2):
        assert client.post(reverse("followup:read", args=[word.pk])).url == "/workspace/"

    assert AnnouncementRead.objects.get().user == officer
    assert "<details>" in client.get("/workspace/").content.decode()
    assert client.get(reverse("followup:read", args=[word.pk])).status_code == 405


def test_what_is_not_announced_now_cannot_be_read(client, portal):
    later = announce("Ngày mai", shown_from=NOW() + timedelta(days=1))
    client.force_login(factories.officer())

    assert client.post(reverse("followup:read", args=[later.pk])).status_code == 404


def test_the_screener_announces(client, portal):
    client.force_login(factories.screener())
    values = {
        "title": "Lịch họp", "body": '{"blocks": [{"key": "a", "text": "Họp lúc 8 giờ", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": [], "data": {}}], "entityMap": {}}',
        "shown_from": "2026-05-12 08:00", "is_important": "on",
    }  # fmt: skip

    answer = client.post(reverse("announcements:add"), values)

    assert answer.status_code == 302, answer.context["form"].errors
    assert "Họp lúc 8 giờ" in Announcement.objects.get().body


@pytest.mark.parametrize("role", ["secretary", "leader", "editor", "administrator", "officer", "auditor"])
def test_nobody_else_announces(role, client, portal):
    client.force_login(getattr(factories, role)())

    answer = client.post(reverse("announcements:add"), {"title": "Tin"})

    assert answer.status_code == 403 or answer.url == reverse("wagtailadmin_home")
    assert not Announcement.objects.exists()


# --- The guide ------------------------------------------------------------------------------------------


def test_the_guide_is_there_in_both_languages_and_setting_up_again_leaves_it(portal):
    section = GuideSection.objects.filter(language="vi").first()
    section.title = "Đổi rồi"
    section.save()

    set_up_guide()

    assert GuideSection.objects.count() == sum(map(len, GUIDE.values()))
    assert [row[0] for row in GUIDE["vi"]] == [row[0] for row in GUIDE["en"]]
    assert GuideSection.objects.filter(title="Đổi rồi").exists()


def test_the_guide_speaks_the_readers_language(client, portal):
    client.force_login(factories.officer())
    found = {}
    for language in ("vi", "en"):
        client.cookies["django_language"] = language
        sections = client.get(reverse("followup:guide")).context["sections"]
        found[language] = [section.title for section in sections]

    assert found == {language: [row[1] for row in rows] for language, rows in GUIDE.items()}


def test_words_are_looked_for_without_their_marks(portal):
    found = sections_in("vi", "han NOP")

    assert found
    assert all("<mark>" in section.body or "hạn nộp" in section.title.lower() for section in found)
    assert sections_in("vi", "khongcotrongdanhsach") == []


@pytest.mark.parametrize(
    ("html", "word", "result"),
    [
        ('<a href="/han/">Hạn</a>', "han", '<a href="/han/"><mark>Hạn</mark></a>'),
        ("<p>A &amp; B</p>", "amp", "<p>A &amp; B</p>"),
        ("<p>nộp</p>", "", "<p>nộp</p>"),
    ],
)
def test_marking_leaves_tags_and_entities_alone(html, word, result):
    assert marked(html, [word] if word else []) == result


def test_what_is_sought_is_never_written_as_markup(client, portal):
    client.force_login(factories.officer())

    page = client.get(reverse("followup:guide"), {"q": "<script>x"}).content.decode()

    assert "<script>x" not in page


def test_anybody_signed_in_reads_the_guide_and_nobody_else(client, portal):
    assert client.get(reverse("followup:guide")).status_code == 302
    client.force_login(factories.screener())
    assert client.get(reverse("followup:guide")).status_code == 200


@pytest.mark.parametrize(
    ("role", "may"), [("editor", True), ("screener", True), ("auditor", False), ("officer", False)]
)
def test_editors_and_screeners_change_the_guide(role, may, client, portal):
    client.force_login(getattr(factories, role)())
    address = reverse("guide:edit", args=[GuideSection.objects.first().pk])

    assert (client.get(address).status_code == 200) is may


# --- The calendar ---------------------------------------------------------------------------------------


def calendar_of(client, campaign, language: str = "vi"):
    with translation.override(language):
        return client.get(reverse("calendar:campaign", args=[campaign.pk]))


def events_of(response) -> dict:
    return {str(event["uid"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}


def test_the_calendar_has_every_date_in_vietnam_time(client, portal):
    campaign = published()
    day = timezone.localdate() + timedelta(days=40)
    step = Milestone.objects.create(campaign=campaign, label="Họp Hội đồng", on=day)

    response = calendar_of(client, campaign)

    begins = f"{campaign.code}-{campaign.year}".lower()
    events = events_of(response)
    assert set(events) == {f"{begins}-{uid}@testserver" for uid in ("opens", "closes", f"step-{step.pk}")}
    closes = events[f"{begins}-closes@testserver"]["dtstart"]
    assert closes.dt == campaign.closes_at.replace(microsecond=0)
    assert closes.params["TZID"] == "Asia/Ho_Chi_Minh"
    assert b"BEGIN:VTIMEZONE" in response.content
    assert events[f"{begins}-step-{step.pk}@testserver"]["dtstart"].dt == day
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"


def test_what_did_not_change_is_not_sent_again(client, portal):
    campaign = published()
    first = calendar_of(client, campaign)

    again = client.get(first.wsgi_request.path, headers={"If-None-Match": first.headers["ETag"]})
    CampaignPage.objects.filter(pk=campaign.pk).update(closes_at=campaign.closes_at + timedelta(days=1))
    changed = client.get(first.wsgi_request.path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)
    assert set(events_of(first)) == set(events_of(changed))
    assert "public" in first.headers["Cache-Control"]
    assert not first.cookies


def test_the_calendar_speaks_two_languages_and_keeps_its_uids(client, portal):
    campaign = published()

    vietnamese, english = (calendar_of(client, campaign, language) for language in ("vi", "en"))

    assert set(events_of(vietnamese)) == set(events_of(english))
    assert vietnamese.content != english.content


def test_a_campaign_that_is_not_public_has_no_calendar(client, portal):
    assert calendar_of(client, factories.campaign(live=False)).status_code == 404


def test_the_campaign_page_leads_to_its_calendar(client, portal):
    campaign = published()

    assert reverse("calendar:campaign", args=[campaign.pk]) in client.get(campaign.url).content.decode()
