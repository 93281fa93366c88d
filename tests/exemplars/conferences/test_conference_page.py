"""A conference as it is read: what each of its times shows, who is named, and at what cost."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms.utils import ErrorDict
from icalendar import Calendar
from wagtail.models import Locale, PageViewRestriction

from exemplars.models import ConferenceIndexPage, ConferencePage, ExemplarPage
from tests import factories

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = datetime(2026, 6, 11, tzinfo=VIETNAM)


def moment(hour: int, minute: int = 0) -> datetime:
    return DAY.replace(hour=hour, minute=minute)


def english(page):
    copy = page.copy_for_translation(Locale.objects.get(language_code="en"))
    copy.save_revision().publish()
    return copy


# --- What each time shows -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "phase", "shows", "hides"),
    [
        (DAY - timedelta(days=3), "before", ["Sắp diễn ra", "08:30, 11/06/2026", ".ics"], ["truyen.example.vn"]),
        (moment(7), "today", ["Hôm nay", "08:30, 11/06/2026", ".ics"], ["truyen.example.vn"]),
        (moment(8), "live", ["Đang diễn ra", "08:30, 11/06/2026"], ["truyen.example.vn"]),
        (moment(9), "live", ["Đang diễn ra", "Xem trực tiếp", "truyen.example.vn"], ["Xem lại"]),
        (moment(11, 30), "after", ["Đã kết thúc", "Xem lại", "truyen.example.vn"], [".ics", "Xem trực tiếp"]),
    ],
)  # fmt: skip
def test_each_time_shows_what_it_needs(now, phase, shows, hides, portal, client, time_machine):
    page = factories.conference(stream_url="https://truyen.example.vn/11-6", stream_starts_at=moment(8, 30))
    time_machine.move_to(now, tick=False)

    response = client.get(page.url)
    html = response.content.decode()

    assert response.context["phase"] == phase
    assert [words for words in shows if words not in html] == []
    assert [words for words in hides if words in html] == []


def test_the_programme_stands_in_vietnam_time(portal, client):
    page = factories.conference(programme=[(moment(8), "Đón đại biểu"), (moment(23, 30), "Bế mạc")])

    html = client.get(page.url).content.decode()

    assert '<time datetime="2026-06-11T08:00:00+07:00">08:00</time>' in html
    assert '<time datetime="2026-06-11T23:30:00+07:00">23:30</time>' in html


def test_nothing_is_loaded_from_another_host(portal, client, time_machine):
    page = factories.conference(
        stream_url="https://truyen.example.vn/11-6",
        stream_starts_at=moment(8),
        map_url="https://map.example.vn/",
    )
    time_machine.move_to(moment(9), tick=False)

    html = client.get(page.url).content.decode()

    assert [tag for tag in ("<iframe", '<img src="http', '<script src="http') if tag in html] == []
    assert 'href="https://truyen.example.vn/11-6" rel="noopener noreferrer external"' in html


def test_the_player_is_framed_where_its_host_may_be(portal, client, time_machine):
    known = factories.conference(stream_url="https://vtv.vn/truc-tiep/1", stream_starts_at=moment(8))
    other = factories.conference(stream_url="https://truyen.example.vn/1", stream_starts_at=moment(8))
    waits = [
        client.get(page.url).content.decode() for page in (known,) if time_machine.move_to(moment(7)) is None
    ]
    time_machine.move_to(moment(9), tick=False)

    shown = [client.get(page.url).content.decode() for page in (known, other)]

    assert ["data-frame" in html for html in (*waits, *shown)] == [False, True, False]
    assert 'data-frame="https://vtv.vn/truc-tiep/1"' in shown[0]
    assert ["exemplars/clips.js" in html for html in (*waits, *shown)] == [False, True, True]


def test_an_untranslated_copy_is_no_page(portal, client):
    page = factories.conference()
    alias = page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)

    assert ConferencePage.objects.get(pk=alias.pk).live
    assert client.get(f"/en{page.url}").status_code == 404
    assert list(ConferencePage.objects.published()) == [page]


# --- Who is named ---------------------------------------------------------------------------------------


def test_delegates_stand_by_field_and_name_and_the_honoured_one_apart(portal, client):
    post, telecom = factories.field(sort_order=1), factories.field(sort_order=2)
    binh = factories.profile(name="Lê Thị Bình", field=post)
    an = factories.profile(name="Trần Văn An", field=post)
    cuong = factories.profile(name="Phạm Cường", field=telecom)
    khai = factories.profile(name="Trịnh Quang Khải", field=telecom)
    page = factories.conference(delegates=[cuong, binh, khai, an], honoured=khai)

    context = client.get(page.url).context

    assert [(group.field, group.people) for group in context["delegates_by_field"]] == [
        (post, [an, binh]),
        (telecom, [cuong]),
    ]
    assert context["honoured"] == khai
    assert page.delegates_shown() == [an, binh, cuong, khai]


@pytest.mark.parametrize("hidden", ["draft", "revoked", "embargo", "restricted"])
def test_who_may_not_be_read_is_not_named(hidden, portal, client):
    shown, other = factories.profile(name="Trần Văn Hiện"), factories.profile(name="Nguyễn Thị Ẩn")
    page = factories.conference(delegates=[shown, other], honoured=other)
    hide(other, hidden)

    html = client.get(page.url).content.decode()

    assert "Nguyễn Thị Ẩn" not in html
    assert (page.delegates_shown(), page.honoured_shown()) == ([shown], None)


def hide(profile, way: str) -> None:
    rows = ExemplarPage.objects.filter(pk=profile.pk)
    if way == "draft":
        profile.unpublish()
    elif way == "revoked":
        type(profile.approval).objects.filter(pk=profile.approval_id).update(
            revoked_on=DAY.date(), revocation_decision="0311/QĐ-BTTTT"
        )
    elif way == "embargo":
        rows.update(embargo_until=datetime(2999, 1, 1, tzinfo=VIETNAM))
    else:
        PageViewRestriction.objects.create(page=profile, restriction_type="login")


def test_a_translation_names_everybody_in_its_own_language_where_there_is_one(portal, client):
    both, one = factories.profile(name="Lê Hai Tiếng"), factories.profile(name="Lê Một Tiếng")
    translated = english(both)
    page = factories.conference(delegates=[both, one], honoured=both)

    shown = english(page)

    assert shown.delegates_shown() == sorted([translated, one], key=lambda person: person.sort_name)
    assert shown.honoured_shown() == translated


def test_a_person_is_named_once_though_chosen_in_two_languages(portal, client):
    person = factories.profile()

    page = factories.conference(delegates=[person, english(person)])

    assert page.delegates_shown() == [person]


@pytest.mark.parametrize("count", [1, 3, pytest.param(100, marks=pytest.mark.proof)])
def test_a_conference_costs_the_same_however_many_come(count, book, client, django_assert_num_queries):
    people = book(count)
    page = factories.conference(delegates=people, honoured=people[0])
    page.photographs = [("photograph", {"image": factories.image(), "alt": "Ảnh"}) for _ in range(count)]
    page.programme = factories.programme([(moment(8 + n % 12), f"Mục {n}") for n in range(count)])
    page.save_revision().publish()
    client.get(page.url)

    with django_assert_num_queries(14):
        response = client.get(page.url)

    assert response.context["number_of_delegates"] == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_conferences_costs_the_same(count, portal, client, django_assert_num_queries):
    for _ in range(count):
        factories.conference()
    client.get("/hoi-nghi/")

    with django_assert_num_queries(9):
        response = client.get("/hoi-nghi/")

    assert len(response.context["over"]) + len(response.context["to_come"]) == count


# --- The calendar ---------------------------------------------------------------------------------------


def calendar_of(client, page):
    response = client.get(f"/lich/hoi-nghi/{page.pk}.ics")
    return response, Calendar.from_ical(response.content).walk("VEVENT")[0]


def test_the_calendar_says_when_and_where(portal, client):
    page = factories.conference(programme=[(moment(8), "Đón đại biểu")])

    response, event = calendar_of(client, page)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (event["summary"], event.decoded("dtstart"), event.decoded("dtend")) == (
        page.title,
        moment(8),
        moment(11, 30),
    )
    assert event["location"] == f"{page.venue}, {page.address}"
    assert "08:00 Đón đại biểu" in event["description"]
    assert (
        client.get(response.request["PATH_INFO"], headers={"if-none-match": response["ETag"]}).status_code
        == 304
    )


def test_a_change_keeps_the_uid_and_raises_the_sequence(portal, client, time_machine):
    time_machine.move_to(DAY - timedelta(days=9), tick=False)
    page = factories.conference()
    before = calendar_of(client, page)[1]
    time_machine.shift(timedelta(hours=2))
    page.venue = "Hội trường B"
    page.save_revision().publish()

    after = calendar_of(client, page)[1]

    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 120)
    assert calendar_of(client, english(page))[1]["uid"] == before["uid"]


def test_what_is_not_published_has_no_calendar(portal, client):
    page = factories.conference()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    draft = factories.conference(live=False)

    assert [client.get(f"/lich/hoi-nghi/{one.pk}.ics").status_code for one in (page, draft)] == [404, 404]


# --- What is refused ------------------------------------------------------------------------------------


def test_a_conference_ends_after_it_begins(portal):
    page = factories.conference()
    page.ends_at = moment(7)

    with pytest.raises(ValidationError):
        page.save_revision()
    with pytest.raises(IntegrityError), transaction.atomic():
        ConferencePage.objects.filter(pk=page.pk).update(ends_at=page.starts_at)


def test_a_clip_without_words_is_not_published(portal):
    form_class = ConferencePage.get_edit_handler().bind_to_model(ConferencePage).get_form_class()
    form = form_class(instance=ConferencePage(), for_user=factories.editor())
    clips = ConferencePage._meta.get_field("clips").stream_block
    silent = {"video": "https://youtu.be/aaaaaaaaaaa", "title": "Clip"}

    for value, refused in ((silent, True), (silent | {"transcript": "<p>Lời nói.</p>"}, False)):
        form._errors, form.cleaned_data = ErrorDict(), {}
        form._ask_for_words({"clips": clips.to_python([{"type": "video", "value": value}])})

        assert ("clips" in form._errors) is refused


def test_the_editors_form_says_what_is_wrong(portal, client):
    form_class = ConferencePage.get_edit_handler().bind_to_model(ConferencePage).get_form_class()
    index = ConferenceIndexPage.objects.get(locale__language_code="vi")
    data = {
        "title": "Hội nghị", "slug": "hoi-nghi-1", "summary": "Tóm tắt", "venue": "Hội trường", "address": "Hà Nội",
        "starts_at": "11/06/2026 08:00", "ends_at": "11/06/2026 07:00", "stream_url": "https://truyen.example.vn/",
        "programme-TOTAL_FORMS": "1", "programme-INITIAL_FORMS": "0", "programme-0-title": "Khai mạc",
        "programme-0-starts_at": "12/06/2026 08:00", "programme-0-ORDER": "1",
        "delegates-TOTAL_FORMS": "0", "delegates-INITIAL_FORMS": "0",
        **{f"{name}-count": "0" for name in ("photographs", "clips", "documents")},
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip

    form = form_class(data, instance=ConferencePage(), parent_page=index, for_user=factories.editor())

    assert not form.is_valid()
    assert {"ends_at", "stream_starts_at"} <= set(form.errors)
    assert dict(form.formsets["programme"].errors[0]) == {"starts_at": ["Ngày này không có hội nghị."]}
