from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast
from wagtail.models import PageQuerySet, TaskState, get_default_page_content_type

from ..membership.models import Membership, units_of
from ..roles import READ_DOSSIERS
from ..stages import HANDED_IN, UNDER_REVIEW
from .limits import Used
from .parts import also_readable
from .scanning import Scan


class EvidenceQuerySet(QuerySet):
    def waiting(self):
        """Files that nobody may open before the virus scanner has answered, the first stored first."""
        return self.filter(scan=Scan.WAITING).order_by("pk")

    def used(self) -> Used:
        """What these files take; one that was destroyed takes nothing."""
        found = self.exclude(scan=Scan.INFECTED).aggregate(files=Count("pk"), total_bytes=Sum("size"))
        return Used(files=found["files"], total_bytes=found["total_bytes"] or 0)


class NominationQuerySet(PageQuerySet):
    def of_units(self, units):
        """Nominations filed by any of these units."""
        return self.filter(unit__in=units)

    def of_member(self, user):
        """Nominations of the units for which this person files."""
        return self.of_units(units_of(user))

    def handed_in(self):
        """Everything that has left its unit at least once."""
        return self.filter(stage__in=HANDED_IN, submitted_at__isnull=False)

    def under_review(self):
        """What waits for a reviewer."""
        return self.filter(stage__in=UNDER_REVIEW)

    def awaiting(self, user):
        """What waits for this very person: steps they may take, by the rule of ``ReviewTask.may_act``."""
        approved_other_step = TaskState.objects.filter(
            workflow_state=OuterRef("workflow_state"), status=TaskState.STATUS_APPROVED, finished_by=user
        ).exclude(task=OuterRef("task"))
        steps = TaskState.objects.reviewable_by(user).filter(
            ~Exists(approved_other_step), workflow_state__base_content_type=get_default_page_content_type()
        )
        pages = steps.values_list(Cast("workflow_state__object_id", IntegerField()))
        own = Membership.objects.filter(user=user).values("unit")
        return self.under_review().filter(pk__in=pages).exclude(submitted_by=user).exclude(unit__in=own)

    def readable_by(self, user):
        """What this person may read: a reviewer all that was handed in, a unit member the unit's own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        handed_in = Q(stage__in=HANDED_IN, submitted_at__isnull=False)
        own = Q(unit__in=units_of(user))
        if user.has_perm(READ_DOSSIERS):
            return self.filter(own | handed_in)
        return self.filter(own | (handed_in & also_readable(user)))

    def reviewed_by(self, user):
        """What this person reads as a reviewer or on the council; what they file for their unit is not among it."""
        if user.is_authenticated and user.is_active and not user.has_perm(READ_DOSSIERS):
            return self.handed_in().filter(also_readable(user))
        return self.readable_by(user).handed_in()

    def with_dossier(self):
        """Nominations with what a row shows of them, at one query."""
        return self.select_related("unit", "field", "candidate")

    def counts(self, *columns: str):
        """How many there are of each combination of these columns, as tuples that end with the number."""
        return self.order_by().values_list(*columns).annotate(Count("pk"))

    def oldest_first(self):
        """Whatever has stood longest where it stands comes first; the key breaks ties."""
        return self.order_by("stage_since", "pk")
