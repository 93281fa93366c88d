"""What an entry is about, in words that may stay when a person's data must go.

The log stands below every other room, so it asks objects for what they have instead of knowing them.
"""

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist

#: Whose own words name no candidate and no citizen. Everything else is named by its kind and number.
PLAIN = frozenset(
    {
        "auth.group",
        "auth.user",
        "exemplars.approval",
        "exemplars.bloc",
        "exemplars.field",
        "exemplars.unit",
        "nominations.ballot",
        "nominations.campaignindexpage",
        "nominations.campaignpage",
        "nominations.consentwording",
        "nominations.councilsession",
        "nominations.membership",
        "nominations.nominationpage",
        "nominations.papertemplate",
        "nominations.rulepreset",
        "wagtailcore.task",
        "wagtailcore.workflow",
    }
)
#: Ways from an object to its nomination and to its campaign.
NOMINATION = ("nomination", "item.nomination")
CAMPAIGN = (
    "campaign",
    "session.campaign",
    "consultation.campaign",
    "nomination.campaign",
    "item.nomination.campaign",
)


@dataclass(frozen=True)
class Subject:
    """The columns of an entry that say what it is about."""

    subject_type: str
    subject_id: str
    subject_label: str
    reference: str
    campaign: str


def subject_of(entry) -> Subject:
    """Read what a log entry of Wagtail's is about."""
    kind = f"{entry.content_type.app_label}.{entry.content_type.model}"
    instance = instance_of(entry)
    reference = reference_of(instance) or known_reference(entry.data)
    return Subject(
        subject_type=kind,
        subject_id=str(entry.object_id),
        subject_label=label_of(entry, kind, instance)[:255],
        reference=reference,
        campaign=campaign_of(instance) or reference.rpartition("-")[0],
    )


def instance_of(entry):
    """The object itself: a page comes with its entry, anything else is asked for; None when it is gone."""
    if hasattr(entry, "page_id"):
        page = entry.page
        return page.specific if page and type(page) is not entry.content_type.model_class() else page
    try:
        return entry.content_type.get_object_for_this_type(pk=entry.object_id)
    except ObjectDoesNotExist:
        return None


def label_of(entry, kind: str, instance) -> str:
    """Name the subject: a nomination by its code, a setting by its name, what may name a person by its number."""
    if is_plain(kind, instance):
        return entry.label
    return f"{entry.object_verbose_name} {entry.object_id}"


def is_plain(kind: str, instance) -> bool:
    """Say whether the subject's own words may stand in the log; a step of a workflow is a setting as well."""
    return kind in PLAIN or hasattr(instance, "task_ptr_id") or hasattr(type(instance), "audit_label")


def reference_of(instance) -> str:
    """The code of the nomination that an object is, or belongs to."""
    own = [instance, *(follow(instance, path) for path in NOMINATION)]
    codes = (getattr(found, "reference", "") for found in own)
    return next((code for code in codes if code and isinstance(code, str)), "")


def known_reference(data: dict) -> str:
    """The code of a nomination that a room names in an entry about something else."""
    code = data.get("nomination", "") if isinstance(data, dict) else ""
    return code if isinstance(code, str) and code.rpartition("-")[2].isdigit() else ""


def campaign_of(instance) -> str:
    """The campaign of an object as its codes begin: ``DHTT-2023``."""
    own = [instance, *(follow(instance, path) for path in CAMPAIGN)]
    found = next((one for one in own if hasattr(one, "closes_at") and hasattr(one, "code")), None)
    return f"{found.code}-{found.year}" if found else ""


def follow(instance, path: str):
    """Follow a dotted path of relations; None where it leads nowhere."""
    for name in path.split("."):
        try:
            instance = getattr(instance, name, None)
        except ObjectDoesNotExist:
            return None
    return instance
