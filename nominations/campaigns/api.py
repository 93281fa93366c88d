"""Campaigns in the public API: the call as its page tells it. Nothing that was filed in one is named here."""

import datetime
from typing import Literal

from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.http import http_date
from ninja import Field, Path, Query, Router, Schema

from exemplars.api.addresses import Addresses
from exemplars.api.asking import Language, Paged, PageId, chosen, sparse, takes
from exemplars.api.cursors import Order
from exemplars.api.html import rich_text
from exemplars.api.keeping import kept_for_a_minute
from exemplars.api.lists import answered, counted, page, sliced
from exemplars.api.schemas import Page, Problem, Refusal, Term, nothing_but
from exemplars.api.vocabulary import as_term

from .models import CampaignPage, Quota
from .rules import Window

router = Router(tags=["campaigns"])

LATEST_FIRST = Order("-opens_at", "-pk")
State = Literal[tuple(window.value for window in Window)]


class Basis(Schema):
    text: str
    url: str = Field(description="Empty where the paper stands on no site.")


class Step(Schema):
    kind: str
    label: str
    on: datetime.date


class Criterion(Schema):
    title: str
    description: str
    weight: int = Field(description="Per cent; 0 where nothing is weighed.")


class Seats(Schema):
    field: Term
    seats: int
    reserves: int


class Campaign(Schema):
    model_config = nothing_but("id")

    id: int
    slug: str
    locale: Language
    url: str
    api_url: str
    title: str
    code: str
    year: int
    state: State = Field(description="Whether nominations are taken at the moment of the answer.")
    opens_at: datetime.datetime
    closes_at: datetime.datetime
    intro: str = Field(description="HTML.")
    form_code: str = Field(description="Number of the official report form; may be empty.")
    consultation_days: int = Field(description="Working days for which the shortlist is public; 0 for none.")
    calendar: list[Step] = Field(description="The later steps.")
    criteria: list[Criterion]
    quotas: list[Seats]
    legal_bases: list[Basis]


class Campaigns(Page):
    results: list[Campaign]


class CampaignsAsked(Paged):
    """Query parameters of the list."""

    year: int | None = Field(None, ge=1900, le=2200, description="Year of the campaign.")
    state: State | None = Field(None, description="Whether nominations are taken now.")
    fields: sparse(Campaign) = []


class CampaignAsked(Schema):
    fields: sparse(Campaign) = []


@router.get(
    "/campaigns",
    response={200: Campaigns, 422: Refusal},
    operation_id="list_campaigns",
    summary="Campaigns",
    description="Calls for nominations, the latest first. Campaigns are written in Vietnamese.",
)
@kept_for_a_minute
@takes(CampaignsAsked)
def campaigns(request: HttpRequest, asked: Query[CampaignsAsked]):
    found = CampaignPage.objects.published()
    if asked.year:
        found = found.filter(year=asked.year)
    if asked.state:
        found = found.in_window(Window(asked.state), timezone.now())
    part = sliced(with_parts(found), asked, LATEST_FIRST, "campaigns")
    results = [as_data(campaign, request, asked.fields) for campaign in part.rows]
    return page(request, part, results, counted(found) if asked.count else None)


@router.get(
    "/campaigns/{campaign_id}",
    response={200: Campaign, 404: Problem, 422: Refusal},
    operation_id="get_campaign",
    summary="A campaign",
)
@kept_for_a_minute
@takes(CampaignAsked)
def campaign_by_id(request: HttpRequest, campaign_id: Path[PageId], asked: Query[CampaignAsked]):
    campaign = with_parts(CampaignPage.objects.published()).filter(pk=campaign_id).first()
    if campaign is None:
        raise Http404
    response = answered(as_data(campaign, request, asked.fields))
    if campaign.last_published_at:
        response["Last-Modified"] = http_date(campaign.last_published_at.timestamp())
    return response


def with_parts(found):
    """With what hangs on a campaign, at a constant number of queries."""
    quotas = Prefetch("quotas", Quota.objects.select_related("field"))
    return found.select_related("locale").prefetch_related("milestones", "criteria", "legal_bases", quotas)


def as_data(campaign: CampaignPage, request: HttpRequest, fields: list[str]) -> dict:
    """What a campaign's page says, or the part of it that is wanted."""
    addresses = Addresses(request)
    data = {
        "id": campaign.pk,
        "slug": campaign.slug,
        "locale": campaign.locale.language_code,
        "url": addresses.page(campaign.url_path, campaign.locale.language_code),
        "api_url": addresses.resource("campaign_by_id", campaign.pk),
        "title": campaign.title,
        "code": campaign.code,
        "year": campaign.year,
        "state": campaign.window.value,
        "opens_at": campaign.opens_at,
        "closes_at": campaign.closes_at,
        "intro": rich_text(campaign.intro, addresses.absolute),
        "form_code": campaign.form_code,
        "consultation_days": campaign.consultation_days,
        "calendar": [
            {"kind": step.kind, "label": step.label, "on": step.on} for step in campaign.milestones.all()
        ],
        "criteria": [
            {"title": row.title, "description": row.description, "weight": row.weight}
            for row in campaign.criteria.all()
        ],
        "quotas": [
            {"field": as_term(quota.field), "seats": quota.seats, "reserves": quota.reserves}
            for quota in campaign.quotas.all()
        ],
        "legal_bases": [{"text": basis.text, "url": basis.url} for basis in campaign.legal_bases.all()],
    }
    return chosen(data, fields)
