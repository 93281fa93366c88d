"""What is left of profiles that were public and were taken back: for those who keep copies."""

from django.http import HttpRequest
from ninja import Query, Router

from ..profiles.models import ExemplarPage
from .asking import takes
from .cursors import Order
from .keeping import kept_for_a_minute
from .lists import counted, page, sliced
from .profile_schemas import Tombstones, TombstonesAsked
from .schemas import Refusal

router = Router(tags=["profiles"])

LATEST_FIRST = Order("-taken_back_at", "-pk")


@router.get(
    "/tombstones",
    response={200: Tombstones, 422: Refusal},
    operation_id="list_tombstones",
    summary="Profiles that were taken back",
    description="Of profiles that were public once, the latest first. Whoever keeps a copy must delete it.",
)
@kept_for_a_minute
@takes(TombstonesAsked)
def tombstones(request: HttpRequest, asked: Query[TombstonesAsked]):
    found = ExemplarPage.objects.tombstones()
    if asked.locale:
        found = found.in_language(asked.locale)
    if asked.since:
        found = found.gone_since(asked.since)
    part = sliced(found, asked, LATEST_FIRST, "tombstones")
    count = counted(found) if asked.count else None
    return page(request, part, [as_data(profile) for profile in part.rows], count)


def as_data(profile: ExemplarPage) -> dict:
    """A profile that was taken back, without its name."""
    approval = profile.approval
    revoked = approval.revoked_on is not None
    return {
        "id": profile.pk,
        "locale": profile.locale.language_code,
        "status": str(approval.gone),
        "revoked_on": approval.revoked_on,
        "recorded_at": approval.gone_at,
        "decision": {"number": approval.revocation_decision, "date": approval.revoked_on}
        if revoked
        else None,
    }
