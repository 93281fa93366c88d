"""How the seats of a campaign stand, field by field, and whose turn it is among its reserves."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from ..campaigns.models import CampaignPage, Quota
from ..council.models import AgendaItem, CouncilSession
from ..dossiers.models import NominationPage
from ..stages import Stage
from .models import Seat
from .rules import FieldSeats, Reserve, whose_turn

#: Where a nomination may stand that the council selected and that was handed back for another look.
ON_THE_WAY_BACK = frozenset({Stage.RETURNED, Stage.SUBMITTED, Stage.CONSULTATION, Stage.COUNCIL})
#: With these words of the council a seat was promised.
PROMISED = frozenset({AgendaItem.Result.SELECTED, AgendaItem.Result.RESERVE})


@dataclass(frozen=True)
class Standing:
    """One field: its seats, its reserves in their order, and those whose turn it is now."""

    field: object
    seats: FieldSeats
    reserves: list[Reserve]

    @property
    def turns(self) -> list[Reserve]:
        return whose_turn(self.reserves, self.seats.free)


def standings_of(campaign: CampaignPage) -> list[Standing]:
    """Return how every field of a campaign stands; a constant number of queries."""
    quotas = list(Quota.objects.filter(campaign=campaign).select_related("field"))
    seated = Counter(Seat.objects.filter(campaign=campaign).values_list("field_id", flat=True))
    by_stage = nominations_at(campaign)
    latest = latest_items(campaign)
    return [
        Standing(
            field=quota.field,
            seats=FieldSeats(
                seats=quota.seats,
                seated=seated[quota.field_id],
                selected=len(by_stage[quota.field_id][Stage.ACCEPTED]),
                on_the_way_back=sum(
                    was_promised(latest.get(key))
                    for stage in ON_THE_WAY_BACK
                    for key in by_stage[quota.field_id][stage]
                ),
            ),
            reserves=sorted(
                Reserve(latest[key].reserve_number, key)
                for key in by_stage[quota.field_id][Stage.RESERVE]
                if key in latest and latest[key].reserve_number
            ),
        )
        for quota in quotas
    ]


def standing_of(campaign: CampaignPage, field_id: int) -> Standing | None:
    """Return how one field stands; None where the campaign has no seat in it."""
    return next((one for one in standings_of(campaign) if one.field.pk == field_id), None)


def nominations_at(campaign: CampaignPage) -> dict[int, dict[str, list[int]]]:
    """Return the keys of a campaign's nominations by field and stage, as far as they have to do with seats."""
    wanted = ON_THE_WAY_BACK | {Stage.ACCEPTED, Stage.RESERVE}
    rows = NominationPage.objects.filter(campaign=campaign, stage__in=wanted)
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for key, its, stage in rows.values_list("pk", "field_id", "stage"):
        found[its][stage].append(key)
    return found


def latest_items(campaign: CampaignPage) -> dict[int, AgendaItem]:
    """Return what the latest concluded session made of each nomination, by the nomination's key."""
    items = AgendaItem.objects.filter(
        session__campaign=campaign, session__status=CouncilSession.Status.CONCLUDED
    ).exclude(result="")
    return {item.nomination_id: item for item in items.order_by("pk")}


def was_promised(item: AgendaItem | None) -> bool:
    return item is not None and item.result in PROMISED
