"""Published profiles in both languages, every one through the gate."""

from datetime import date, datetime, time, timedelta

from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.models import Locale

from exemplars.models import EarlierAward, ExemplarPage, Field, Unit
from exemplars.profiles.actions import HonouredPerson, PastAward, draft_profile

from .clips import add_clip
from .clock import happening_at
from .content import PORTRAITS, VIETNAM, read_profiles
from .people import person
from .translations import translate

#: Days between a decision and the profile, the first file being published last.
DAYS_TO_PUBLICATION = 40
DAYS_TO_TRANSLATION = 3


def load_profiles() -> None:
    """Complete and publish every profile of the content, on the approval that its decision gives."""
    editor = person("editor")
    for position, row in enumerate(read_profiles(), start=1):
        signed = datetime.combine(date.fromisoformat(row["decision"]["date"]), time(9, 0), VIETNAM)
        published = signed + timedelta(days=DAYS_TO_PUBLICATION - position)
        with happening_at(signed):
            draft = drafted(row, position, editor)
        if not row.get("published", True):
            continue
        with happening_at(published):
            page = complete(draft, row, editor)
        if row["en"]:
            with happening_at(published + timedelta(days=DAYS_TO_TRANSLATION)):
                publish(translate(page, row["en"], editor), editor)


def drafted(row: dict, position: int, editor) -> ExemplarPage:
    """Return the draft that an approved nomination left, or make one for an honoree of earlier years."""
    if page := ExemplarPage.objects.filter(slug=row["slug"], locale=Locale.get_default()).first():
        return page
    return draft_profile(honoured_person(row, position), user=editor)


def honoured_person(row: dict, position: int) -> HonouredPerson:
    signed = date.fromisoformat(row["decision"]["date"])
    return HonouredPerson(
        reference=f"TDKT-{signed.year}-{position:04d}",
        decision_number=row["decision"]["number"],
        decision_date=signed,
        signatory=row["decision"]["signatory"],
        name=row["title"],
        honorific=row["honorific"],
        summary=row["summary"],
        unit=Unit.objects.get(code=row["unit"]),
        field=Field.objects.get(code=row["field"]),
        year=row["year"],
        story=True,
        portrait=bool(row["portrait"]),
        video=any(block["type"] in ("clip", "video") for block in row["story"]),
        achievements=[entry["title"] for entry in achievements(row)],
        awards=[PastAward(**award) for award in row.get("awards", [])],
    )


def achievements(row: dict) -> list[dict]:
    return [entry for block in row["story"] if block["type"] == "achievements" for entry in block["value"]]


def complete(page: ExemplarPage, row: dict, editor) -> ExemplarPage:
    """Write what the hand-over left open, and publish."""
    page = page.get_latest_revision_as_object()
    for name in ("honorific", "honour", "summary", "year"):
        setattr(page, name, row[name])
    page.form_of_address = row.get("form_of_address", "")
    page.earlier_awards = [EarlierAward(locale=page.locale, **award) for award in row.get("awards", [])]
    page.story = story(row, editor)
    if row["portrait"]:
        page.portrait, page.portrait_alt = add_picture(row, editor), row["portrait_alt"]
    return publish(page, editor)


def story(row: dict, editor) -> list[tuple]:
    return [
        (block["type"], with_clip(block["value"], editor) if block["type"] == "clip" else block["value"])
        for block in row["story"]
    ]


def with_clip(value: dict, editor) -> dict:
    """Put the stored recording in the place of its name."""
    return value | {"clip": add_clip(value["clip"], editor)}


def publish(page: ExemplarPage, editor) -> ExemplarPage:
    """Put a page through the gate as the editor, and return it as it is stored then."""
    page.full_clean()
    page.save_revision(user=editor, log_action=True).publish(user=editor)
    return ExemplarPage.objects.get(pk=page.pk)


def add_picture(row: dict, editor):
    path = PORTRAITS / row["portrait"]
    with path.open("rb") as file:
        return get_image_model().objects.create(
            title=row["title"],
            description=row["portrait_alt"],
            file=ImageFile(file, name=f"{row['slug']}{path.suffix}"),
            uploaded_by_user=editor,
        )
