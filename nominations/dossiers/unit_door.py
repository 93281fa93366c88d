"""Who comes in as a unit's person, and what is said to those who do not; nothing of it is ever cached."""

import logging
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.handlers.exception import response_for_exception
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters

from ..membership.models import units_of
from .models import NominationPage
from .typed_text import typed_text

logger = logging.getLogger(__name__)

NO_STORE = "private, no-store"


def private(view):
    """Ask for a sign-in; let nothing and nobody on the way keep the answer, be it a refusal.

    What was typed comes back when the session is over, or when the database fails: then it was not stored.
    """

    @sensitive_post_parameters()
    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            response = (
                view(request, *args, **kwargs) if request.user.is_authenticated else signed_out(request)
            )
        except (Http404, PermissionDenied) as refusal:
            response = response_for_exception(request, refusal)
        except DatabaseError:
            logger.exception("the workspace could not reach or write its database")
            response = not_stored(request)
        response.headers["Cache-Control"] = NO_STORE
        return response

    return answer


def for_units(view):
    """As ``private``, and open only to people who file for a unit."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if not units_of(request.user):
            return render(request, "nominations/workspace/no_unit.html", status=403)
        return view(request, *args, **kwargs)

    return private(answer)


def own_nomination(user, reference: str) -> NominationPage:
    """Return a nomination of one of the person's units; for others it does not exist."""
    own = NominationPage.objects.of_member(user).select_related("unit", "field", "candidate", "campaign")
    return get_object_or_404(own, slug=reference.lower())


def signed_out(request) -> HttpResponse:
    """Lead to the sign-in; a form that was sent without one is handed back with its text."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    return echo(request, "nominations/workspace/signed_out.html", status=401)


def not_stored(request) -> HttpResponse:
    """Say that the database failed; a form comes back with its text and can be sent again.

    The page asks the database for nothing, the person included.
    """
    return echo(request, "nominations/workspace/not_stored.html", status=503)


def echo(request, template: str, status: int) -> HttpResponse:
    context = {"user": AnonymousUser(), "typed": typed_text(request.POST), "files": list(request.FILES)}
    return render(request, template, context, status=status)
