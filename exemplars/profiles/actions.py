"""Every change to approvals, and the hand-over of an honoured person into a draft profile."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.blocks import StreamValue
from wagtail.models import Locale

from ..clips.addresses import change_addresses
from ..clips.blocks import stills_of
from ..clips.models import Clip
from ..vocabulary.models import Field, Unit
from ..vocabulary.names import fold
from .models import Approval, EarlierAward, ExemplarIndexPage, ExemplarPage
from .renditions import story_pictures
from .shortcomings import RECORDINGS


@dataclass(frozen=True)
class PastAward:
    """A recognition that the person had before: the year, what it is called, and who gave it."""

    year: int
    award: str
    giver: str = ""


@dataclass(frozen=True)
class HonouredPerson:
    """The public fields, and nothing else, that an approved nomination hands over.

    ``reference`` is opaque: it names no candidate and opens no nomination.
    ``portrait`` and ``video`` say only whether the person agreed to each.
    """

    reference: str
    decision_number: str
    decision_date: date
    signatory: str
    name: str
    honorific: str
    summary: str
    unit: Unit
    field: Field
    year: int
    story: bool = False
    portrait: bool = False
    video: bool = False
    achievements: list[str] = field(default_factory=list)
    awards: list[PastAward] = field(default_factory=list)


def record_approval(person: HonouredPerson) -> Approval:
    """Store, once per reference, the decision that a profile may rest on."""
    approval, _ = Approval.objects.get_or_create(
        reference=person.reference,
        defaults={
            "decision_number": person.decision_number,
            "decision_date": person.decision_date,
            "signatory": person.signatory,
            "allows_story": person.story,
            "allows_portrait": person.portrait,
            "allows_video": person.video,
        },
    )
    return approval


@transaction.atomic
def draft_profile(person: HonouredPerson, *, user=None) -> ExemplarPage | None:
    """Make the draft that an editor will complete, or return the one already made for this reference.

    Where the person did not agree to a public story there is an approval and no profile: None.
    Raises ExemplarIndexPage.DoesNotExist when the portal has no book of honour in its main language.
    """
    approval = record_approval(person)
    if not person.story:
        return None
    index = ExemplarIndexPage.objects.select_for_update().get(locale=Locale.get_default())
    if made := ExemplarPage.objects.child_of(index).filter(approval=approval).first():
        return made
    page = ExemplarPage(
        title=person.name,
        slug=free_slug(index, person.name),
        honorific=person.honorific[:200],
        unit=person.unit,
        field=person.field,
        year=person.year,
        summary=person.summary[:350],
        story=[
            (
                "achievements",
                [{"title": title[:200], "detail": "", "source": ""} for title in person.achievements],
            )
        ]
        if person.achievements
        else [],
        approval=approval,
        live=False,
    )
    page.earlier_awards = [
        EarlierAward(year=past.year, award=past.award[:200], giver=past.giver[:200], locale=index.locale)
        for past in person.awards
    ]
    index.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


def free_slug(index: ExemplarIndexPage, name: str) -> str:
    """Return the name as an address, with a number behind it when the name is taken."""
    stem = slugify(fold(name)) or "ho-so"
    taken = set(index.get_children().filter(slug__startswith=stem).values_list("slug", flat=True))
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)


@transaction.atomic
def revoke_approval(*, reference: str, on: date, decision: str, reason: str, user=None) -> Approval:
    """Withdraw an approval and take every profile that rests on it off the portal."""
    approval = Approval.objects.select_for_update().get(reference=reference)
    approval.revoked_on, approval.revocation_decision, approval.revocation_reason = on, decision, reason
    approval.revocation_recorded_at = timezone.now()
    approval.save()
    for profile in approval.profiles.live():
        take_off(profile, user=user)
    return approval


@dataclass(frozen=True)
class ConsentChange:
    """What became of an approval when the person answered anew.

    ``given`` and ``taken`` name purposes; ``taken_off`` and ``changed`` are the profiles that left the
    portal, and those that stay without their pictures or clips.
    """

    given: list[str]
    taken: list[str]
    taken_off: list[ExemplarPage]
    changed: list[ExemplarPage]


@transaction.atomic
def change_consents(
    *, reference: str, story: bool, portrait: bool, video: bool, user=None
) -> ConsentChange | None:
    """Write what a person agrees to now, and let the public profiles follow at once.

    Without the story a profile goes, and a notice stays; without portrait or video they go, and the rest
    stays. What is given anew lets editors publish and changes no page by itself. None where no approval
    has this reference.
    """
    approval = Approval.objects.select_for_update().filter(reference=reference).first()
    if approval is None:
        return None
    asked = {"story": story, "portrait": portrait, "video": video}
    before = {name: getattr(approval, f"allows_{name}") for name in asked}
    changed = {name: given for name, given in asked.items() if given is not before[name]}
    for name, given in changed.items():
        setattr(approval, f"allows_{name}", given)
    note_story(approval)
    approval.save()
    taken = [name for name, given in changed.items() if not given]
    stripped = [] if "story" in taken else strip_profiles(approval, taken, user=user)
    taken_off = withdraw_refused_profiles(approval, user=user) if taken else []
    for profile in taken_off:
        forget_renditions(pictures_of(profile))
    given = [name for name, given in changed.items() if given]
    return ConsentChange(given=given, taken=taken, taken_off=taken_off, changed=stripped)


def note_story(approval: Approval) -> None:
    """Note the moment at which the consent to the story is taken back, or that it is given again; not stored yet."""
    if approval.allows_story:
        approval.story_withdrawn_at = None
    elif Approval.objects.filter(pk=approval.pk, allows_story=True).exists():
        approval.story_withdrawn_at = timezone.now()


def strip_profiles(approval: Approval, purposes: list[str], *, user) -> list[ExemplarPage]:
    """Publish anew, without pictures or clips, the profiles that are refused for nothing else."""
    found = []
    for profile in approval.profiles.live():
        draft = profile.get_latest_revision_as_object() if profile.has_unpublished_changes else None
        shown, clips = pictures_of(profile), clips_of(profile)
        if not strip(profile, purposes) or profile.publication_refusals():
            continue
        profile.go_live_at = None
        revision = profile.save_revision(user=user, clean=False)
        profile.publish(revision, user=user, skip_permission_checks=True, as_it_is=True)
        if draft is not None:
            strip(draft, purposes)
            draft.save_revision(user=user, clean=False)
        forget_renditions([picture for picture in shown if picture not in pictures_of(profile)])
        for clip in clips:
            if clip not in clips_of(profile):
                change_addresses(clip)
        found.append(profile)
    return found


def strip(profile: ExemplarPage, purposes: list[str]) -> bool:
    """Take out of a profile what shows the person in these ways; say whether there was anything. Stores nothing."""
    kinds = {kind for purpose in purposes for kind in SHOWN_AS.get(purpose, ())}
    blocks = [block for block in profile.story.raw_data if block["type"] not in kinds]
    found = len(blocks) < len(profile.story.raw_data)
    if found:
        profile.story = StreamValue(profile.story.stream_block, blocks, is_lazy=True)
    if "portrait" in purposes and profile.portrait_id:
        profile.portrait, profile.portrait_alt, found = None, "", True
    return found


#: By purpose, the blocks of the story that show the person in this way, or let the person be heard.
SHOWN_AS = {"portrait": ("picture",), "video": RECORDINGS}


def pictures_of(profile: ExemplarPage) -> list:
    """The portrait, the pictures of the story, and the stills of its videos."""
    pictures = (profile.portrait, *story_pictures(profile), *stills_of(profile.story))
    return [picture for picture in pictures if picture]


def clips_of(profile: ExemplarPage) -> list[Clip]:
    """The recordings of our own that the story shows."""
    clips = [block.value["clip"] for block in profile.story if block.block_type == "clip"]
    return [clip for clip in clips if clip]


def close_addresses(sender, instance: ExemplarPage, **kwargs) -> None:
    """Let nothing be read, at the addresses at which it was, of a profile that left the portal.

    What another public page shows stays there.
    """
    forget_renditions([one for one in pictures_of(instance) if not shown_elsewhere(one, instance)])
    for clip in clips_of(instance):
        if not shown_elsewhere(clip, instance):
            change_addresses(clip)


def shown_elsewhere(medium, profile: ExemplarPage) -> bool:
    """Say whether a public page other than this one shows a picture or a recording."""
    pages = (page for page, _references in medium.get_usage())
    return any(getattr(page, "live", False) and page.pk != profile.pk for page in pages)


def forget_renditions(pictures: list) -> None:
    """Remove the published sizes of pictures: their addresses must not outlive the page that showed them."""
    for picture in pictures:
        transaction.on_commit(picture.renditions.all().delete)


@transaction.atomic
def withdraw_refused_profiles(approval: Approval, *, user=None) -> list[ExemplarPage]:
    """Take off the portal, and return, the profiles that an approval no longer lets be public."""
    refused = [profile for profile in approval.profiles.live() if profile.publication_refusals()]
    for profile in refused:
        take_off(profile, user=user)
    return refused


def take_off(profile: ExemplarPage, *, user) -> None:
    """Unpublish a profile in the name of whoever withdrew its approval, who need not be an editor."""
    UnpublishPageAction(profile, user=user).execute(skip_permission_checks=True)
