"""The conferences of the demonstration in both languages: one that was held, and one whose people are being invited."""

from datetime import datetime, time, timedelta

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale

from exemplars.models import (
    ConferenceDelegate,
    ConferenceIndexPage,
    ConferencePage,
    ExemplarPage,
    ProgrammeItem,
)
from exemplars.vocabulary.names import fold
from nominations.delegates.actions import (
    add_from_page,
    add_person,
    add_recognised,
    change_person,
    honour_for_digital,
    invite,
    open_roster,
    record_answer,
)
from nominations.delegates.reading import named_on_the_page, recognised
from nominations.delegates.rules import State
from nominations.models import Message, Roster

from .campaigns import campaign_of, day_from_today
from .clock import happening_at
from .content import PORTRAITS, VIETNAM, read
from .pages import introduce, publish
from .people import person

#: What of a conference's page is words, and differs between the languages.
WORDS = ("title", "summary", "intro", "venue", "address")


def load_conferences() -> None:
    content = read("conferences")
    introduce(ConferenceIndexPage, content["index"])
    pages = {row["key"]: add_conference(row) for row in content["conferences"]}
    row = content["roster"]
    load_roster(pages[row["conference"]], row)


# --- Pages ----------------------------------------------------------------------------------------------


def add_conference(row: dict) -> ConferencePage:
    """Publish a conference and its English version, on the day that the content names or a week ago."""
    announced = row.get("published")
    moment = datetime.fromisoformat(announced) if announced else timezone.now() - timedelta(days=7)
    with happening_at(moment):
        page = add_vietnamese(row)
        add_english(page, row)
    return ConferencePage.objects.get(pk=page.pk)


def add_vietnamese(row: dict) -> ConferencePage:
    index = ConferenceIndexPage.objects.get(locale=Locale.get_default())
    starts_at, ends_at, stream_starts_at = moments_of(row)
    page = ConferencePage(
        slug=row["slug"],
        starts_at=starts_at,
        ends_at=ends_at,
        stream_starts_at=stream_starts_at,
        stream_url=row["stream_url"],
        map_url=row["map_url"],
        honoured=profile(row["honoured"]) if row["honoured"] else None,
        live=False,
        **{name: row[name] for name in WORDS},
    )
    page.delegates = [
        ConferenceDelegate(profile=profile(slug), sort_order=place)
        for place, slug in enumerate(row["delegates"])
    ]
    page = index.add_child(instance=page)
    page.programme = [
        ProgrammeItem(starts_at=moment, title=item[1], speaker=item[3], room=item[5], sort_order=place)
        for place, (moment, item) in enumerate(zip(times_of(row), row["programme"], strict=True))
    ]
    page.photographs = [
        ("photograph", {"image": picture(file, alt), "alt": alt, "caption": caption})
        for file, alt, _alt_en, caption, _caption_en in row["photographs"]
    ]
    publish(page)
    return page


def add_english(page: ConferencePage, row: dict) -> None:
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    for name in WORDS:
        setattr(english, name, row[f"{name}_en"])
    items = list(english.programme.all())
    for item, written in zip(items, row["programme"], strict=True):
        item.title, item.speaker, item.room = written[2], written[4], written[6]
    english.programme = items
    english.photographs = [
        ("photograph", {"image": block.value["image"], "alt": written[2], "caption": written[4]})
        for block, written in zip(page.photographs, row["photographs"], strict=True)
    ]
    publish(english)


def moments_of(row: dict) -> tuple[datetime, datetime, datetime]:
    """When a conference begins and ends, and when its picture begins: as written, or so many days from today."""
    if "starts_at" in row:
        return tuple(
            datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at", "stream_starts_at")
        )
    day = day_from_today(row["starts_in_days"])
    return tuple(
        datetime.combine(day, time.fromisoformat(row[name]), VIETNAM)
        for name in ("starts", "ends", "stream_starts")
    )


def times_of(row: dict) -> list[datetime]:
    day = moments_of(row)[0].astimezone(VIETNAM).date()
    return [datetime.combine(day, time.fromisoformat(item[0]), VIETNAM) for item in row["programme"]]


def profile(slug: str) -> ExemplarPage:
    return ExemplarPage.objects.get(slug=slug, locale=Locale.get_default())


def picture(name: str, title: str):
    with (PORTRAITS / name).open("rb") as file:
        return get_image_model().objects.create(
            title=title, file=ImageFile(file, name=f"hoi-nghi-{name}"), uploaded_by_user=person("editor")
        )


# --- Roster ---------------------------------------------------------------------------------------------


def load_roster(conference: ConferencePage, row: dict) -> None:
    """Let the secretary open the roster, put people on it, invite them, and note what some answered."""
    secretary = person("secretary")
    now = timezone.now()
    with happening_at(now - timedelta(days=row["opened_days_ago"])):
        roster = opened(conference, row, secretary)
        put_people_on(roster, row, secretary)
    with happening_at(now - timedelta(days=row["invited_days_ago"])):
        invite(roster=roster, delegates=list(roster.delegates.exclude(email="")), user=secretary)
        sent = timezone.now()
        Message.objects.filter(kind="invitation").update(state=Message.State.SENT, sent_at=sent, due_at=None)
    with happening_at(now - timedelta(days=row["answered_days_ago"])):
        for answer in row["answers"]:
            note(roster, answer, secretary)


def opened(conference: ConferencePage, row: dict, secretary) -> Roster:
    past = next(one for one in read("campaigns")["campaigns"] if one["key"] == row["campaign"])
    begins = timezone.localdate(conference.starts_at)
    return open_roster(
        conference=conference,
        campaign=campaign_of(past),
        user=secretary,
        reply_by=begins - timedelta(days=row["reply_before_days"]),
        **{name: row[name] for name in ("chaired_by", "note", "contact")},
    )


def put_people_on(roster: Roster, row: dict, secretary) -> None:
    """Those recognised, those named on the page, and by hand guests and organisers; most with an invented address."""
    add_recognised(roster=roster, nominations=recognised(roster), user=secretary)
    add_from_page(roster=roster, profiles=named_on_the_page(roster), user=secretary)
    for one in row["people"]:
        add_person(roster=roster, user=secretary, **one)
    for place, delegate in enumerate(roster.delegates.by_name()):
        if place % 7:
            address = f"{fold(delegate.name).replace(' ', '.')}@example.vn"
            change_person(delegate=delegate, user=secretary, email=address)
    if chosen := roster.delegates.filter(kind="delegate", name=row["digital"]).first():
        honour_for_digital(delegate=chosen, user=secretary)


def note(roster: Roster, answer: dict, secretary) -> None:
    delegate = roster.delegates.filter(name=answer["name"]).first()
    if delegate is None:
        return
    record_answer(delegate=delegate, answer=State(answer["answer"]), user=secretary)
    written = ("diet", "access", "transport", "table", "seat", "travel")
    change_person(delegate=delegate, user=secretary, **{name: answer[name] for name in written})
