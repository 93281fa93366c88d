"""What the rooms below know that a leader should read beside a name before signing."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TaskState, get_default_page_content_type

from ..consultation.models import ConsultationSummary
from ..screening.models import Clearance
from ..screening.tasks import ScreeningTask
from .parts import Remark, signoff_remarks


@signoff_remarks
def words_of_screeners(nominations, user) -> dict[int, list[Remark]]:
    """The remark that a screener left for the next reviewers, with the text that was accepted."""
    states = TaskState.objects.filter(
        workflow_state__base_content_type=get_default_page_content_type(),
        workflow_state__object_id__in=[str(nomination.pk) for nomination in nominations],
        status=TaskState.STATUS_APPROVED,
        task__in=ScreeningTask.objects.all(),
    ).exclude(comment="")
    rows = states.order_by("pk").values_list("workflow_state__object_id", "revision_id", "comment")
    current = {nomination.pk: nomination.latest_revision_id for nomination in nominations}
    return {
        int(key): [Remark(_("Screening: %(words)s") % {"words": comment})]
        for key, revision, comment in rows
        if current.get(int(key)) == revision
    }


@signoff_remarks
def clearances(nominations, user) -> dict[int, list[Remark]]:
    """Other bodies that have not answered, that object, or whose word no longer holds."""
    found = defaultdict(list)
    latest = {
        (row.nomination_id, row.body): row
        for row in Clearance.objects.filter(nomination__in=nominations).order_by("pk")
    }
    for (key, body), clearance in latest.items():
        if not clearance.holds:
            words = _("expired") if clearance.is_expired else clearance.get_outcome_display()
            found[key].append(Remark(f"{body}: {words}", is_warning=True))
    return found


@signoff_remarks
def comments_from_the_public(nominations, user) -> dict[int, list[Remark]]:
    """How many comments the public consultation brought; their texts are in the dossier."""
    summaries = ConsultationSummary.objects.filter(entry__nomination__in=nominations).order_by("pk")
    found = {}
    for key, counts in summaries.values_list("entry__nomination_id", "counts"):
        if number := sum(counts.values()):
            words = ngettext("%(count)d public comment", "%(count)d public comments", number)
            found[key] = [Remark(words % {"count": number})]
    return found
