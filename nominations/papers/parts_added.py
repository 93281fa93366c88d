"""What the papers add to other rooms: a nomination's papers beside its dossier, a campaign's beside the sign-off."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from ..campaigns.models import CampaignPage
from ..council import parts as council_parts
from ..decisions.parts import Link, signoff_links
from ..desk import home_part, nomination_part, receipt_part
from ..dossiers.models import NominationPage
from ..dossiers.parts import dossier_part
from ..dossiers.permissions import may_read_dossiers
from ..membership.models import units_of
from ..stages import Stage
from .access import may_generate, may_read_paper
from .contexts.dossier import SUMMARY_WORDS, summary_length
from .facts import Person
from .issuing import OF_NOMINATION
from .kinds import KINDS, Scope
from .listing import rows_about
from .models import Paper

#: What a leader reads before signing.
FOR_SIGNING = ("to-trinh", "bien-ban-hop", "kiem-phieu", "quyet-dinh")


@dossier_part(order=80, template="nominations/papers/dossier_part.html", aside=True)
def papers(nomination, user) -> dict | None:
    """The report and its summary, for those who may read every dossier."""
    if not may_read_dossiers(user):
        return None
    return {"rows": rows_about(Scope.NOMINATION, nomination), "may_generate": may_generate(user)}


@signoff_links
def papers_to_sign(campaign, user) -> list[Link]:
    """The latest of each paper that belongs to the list, then all of them."""
    if not may_read_dossiers(user):
        return []
    found: dict[str, Paper] = {}
    for paper in Paper.objects.filter(campaign=campaign, kind__in=FOR_SIGNING):
        found.setdefault(paper.kind, paper)
    links = [
        Link(KINDS[kind].label, reverse("papers:download", args=[found[kind].pk]))
        for kind in FOR_SIGNING
        if kind in found
    ]
    return [*links, Link(_("All papers of the campaign"), reverse("papers:campaign", args=[campaign.pk]))]


@council_parts.session_links
def papers_for_members(session, user) -> list[council_parts.Link]:
    """The newest of each paper that members of the council may have, where one was made and this person may read it."""
    found: dict[str, Paper] = {}
    kinds = [kind.code for kind in KINDS.values() if kind.for_members]
    for paper in Paper.objects.filter(session=session, kind__in=kinds):
        found.setdefault(paper.kind, paper)
    return [
        council_parts.Link(KINDS[paper.kind].label, reverse("papers:download", args=[paper.pk]))
        for paper in found.values()
        if may_read_paper(user, paper)
    ]


#: What the secretary looks for on the pages of a session, beside the papers of its members.
MINUTES = ("bien-ban-hop", "kiem-phieu")


@council_parts.session_links
def papers_of_session(session, user) -> list[council_parts.Link]:
    """The latest minutes, then where all papers of the session are made; for whoever reads every dossier."""
    if not may_read_dossiers(user):
        return []
    found: dict[str, Paper] = {}
    for paper in Paper.objects.filter(session=session, kind__in=MINUTES):
        found.setdefault(paper.kind, paper)
    links = [
        council_parts.Link(KINDS[kind].label, reverse("papers:download", args=[found[kind].pk]))
        for kind in MINUTES
        if kind in found
    ]
    all_papers = reverse("papers:session", args=[session.pk])
    return [*links, council_parts.Link(_("Make and read the papers of the session"), all_papers)]


# --- For units ------------------------------------------------------------------------------------------


@receipt_part(order=20, template="nominations/papers/unit_part.html")
@nomination_part(order=20, template="nominations/papers/unit_part.html", aside=True)
def papers_to_print(nomination, user) -> dict | None:
    """The report and its summary to print and sign, and the way to the unit's letter."""
    if nomination.stage == Stage.WITHDRAWN:
        return None
    written = Person("", "", summary=nomination.summary, achievements=tuple(nomination.achievements.all()))
    words = summary_length(written)
    letter = reverse("unit_papers:letter", args=[nomination.campaign_id, nomination.unit.code])
    return {
        "papers": [
            (KINDS[code].label, reverse("unit_papers:paper", args=[nomination.reference, code]))
            for code in OF_NOMINATION
        ],
        "letter": f"{letter}?nomination={nomination.slug}",
        "words": words if words > SUMMARY_WORDS else 0,
        "most": SUMMARY_WORDS,
    }


@home_part(order=60, template="nominations/papers/unit_home.html", aside=True)
def letters(user, now) -> dict | None:
    """The letters of the person's units, one for each open campaign in which they have nominations."""
    units = {unit.pk: unit for unit in units_of(user)}
    own = NominationPage.objects.of_units(units).exclude(stage=Stage.WITHDRAWN)
    rows = own.filter(campaign__in=CampaignPage.objects.open_at(now)).order_by("campaign__closes_at", "unit")
    found = [
        (title, units[unit], count, reverse("unit_papers:letter", args=[pk, units[unit].code]))
        for pk, title, unit, count in rows.values_list("campaign", "campaign__title", "unit").annotate(
            Count("pk")
        )
    ]
    return {"letters": found, "several": len(units) > 1} if found else None
