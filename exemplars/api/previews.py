"""A draft as the list's own shape, for whoever holds its token; see ``exemplars.profiles.front_end``."""

from http import HTTPStatus
from typing import Annotated

from django.core.signing import BadSignature, SignatureExpired
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from ninja import Field, Path, Router
from ninja.decorators import decorate_view

from ..profiles import front_end
from ..profiles.models import ExemplarPage
from . import profile_rows
from .addresses import Addresses
from .asking import takes
from .lists import answered
from .problems import Revoked, problem
from .profile_schemas import ProfileWithStory
from .profiles import WITH_STORY
from .schemas import Problem, Refusal
from .story import Story
from .tombstones import as_data as tombstone_data

router = Router(tags=["previews"])

Token = Annotated[str, Field(pattern=r"^[-\w.]{1,200}$")]


def kept_by_nobody(view):
    """Let nobody keep an answer, and only the front end read it from another site."""

    def closed(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Access-Control-Allow-Origin"] = front_end.origin() or "null"
        patch_vary_headers(response, ("Origin",))
        return response

    return closed


@router.get(
    "/preview/{token}",
    response={200: ProfileWithStory, 404: Problem, 410: Problem, 422: Refusal},
    operation_id="get_preview",
    summary="A draft, for ten minutes",
    description="For the front end that the portal names, with the token that an editor's preview hands over.",
)
@decorate_view(kept_by_nobody)
@takes()
def preview(request: HttpRequest, token: Path[Token]):
    try:
        page = draft_of(request, token)
    except SignatureExpired:
        return problem(request, HTTPStatus.GONE, _("This preview is over: open it anew in the editor."))
    addresses = Addresses(request)
    row = profile_rows.row_of(page)
    data = profile_rows.as_data([row], addresses, WITH_STORY)[0]
    return answered(data | Story(page.story, addresses).properties(WITH_STORY))


def draft_of(request: HttpRequest, token: str) -> ExemplarPage:
    """The draft that a token opens.

    Raises SignatureExpired; Http404 for a token of nobody, or asked by another site than the front end; Revoked
    where the profile was taken back since.
    """
    asked_by = request.headers.get("Origin")
    if not front_end.address() or (asked_by and asked_by != front_end.origin()):
        raise Http404
    try:
        page_id, revision_id = front_end.read(token)
    except SignatureExpired:
        raise
    except BadSignature as not_ours:
        raise Http404 from not_ours
    stored = ExemplarPage.objects.filter(pk=page_id).select_related("approval", "locale").first()
    revision = stored and stored.revisions.filter(pk=revision_id).first()
    if revision is None:
        raise Http404
    if stored.is_tombstone:
        raise Revoked(tombstone_data(stored))
    return revision.as_object()
