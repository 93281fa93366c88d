"""What anybody may read of a consultation, and the form in which anybody may comment on it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from ...refusals import Refused
from ..actions.comments import FormUsed, send_comment
from ..forms import CommentForm
from ..limits import within_limit
from ..models import Consultation
from ..rules import Age
from ..tokens import Ticket, issue, read

#: A list stands open for some days: no search engine is to remember it for ever.
NOT_FOR_SEARCH = "noindex, noarchive"
NO_STORE = "private, no-store"
#: A field that people do not see and that machines fill in.
BAIT = "website"


def consultation_or_404(consultation_id: int) -> Consultation:
    """Return a list whose campaign is public; others do not exist."""
    found = Consultation.objects.filter(campaign__live=True).select_related("campaign")
    return get_object_or_404(found, pk=consultation_id)


@require_safe
def shortlist(request, consultation_id: int) -> HttpResponse:
    """Show who is on the list while it stands open; afterwards that it is closed, and nobody's name.

    Anybody may keep the page but must ask each time whether it still holds: who is taken off the list
    is gone at once.
    """
    consultation = consultation_or_404(consultation_id)
    if not consultation.is_open:
        return closed(request, consultation)
    response = render(request, "nominations/consultation/shortlist.html", reading(consultation))
    response.headers["X-Robots-Tag"] = NOT_FOR_SEARCH
    if getattr(request, "reads_anonymously", False):
        patch_cache_control(response, public=True, no_cache=True)
    return response


def reading(consultation: Consultation) -> dict:
    """What every page of a list says of it. ``page`` is left to Wagtail's pages."""
    return {
        "consultation": consultation,
        "campaign": consultation.campaign,
        "entries": list(consultation.entries.listed()),
    }


def closed(request, consultation: Consultation, typed: CommentForm | None = None) -> HttpResponse:
    """Say that the list is closed; what somebody was still writing is handed back and was not stored."""
    context = {"consultation": consultation, "campaign": consultation.campaign, "typed": typed}
    response = render(request, "nominations/consultation/closed.html", context)
    response.headers["X-Robots-Tag"] = NOT_FOR_SEARCH
    if request.method == "POST":
        response.headers["Cache-Control"] = NO_STORE
    return response


@method_decorator(sensitive_post_parameters(), name="dispatch")
@method_decorator(csrf_exempt, name="dispatch")  # nobody is signed in: the form's own token stands for it
class CommentView(View):
    """The form of a signed comment. Whatever it refuses, it keeps what was typed."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, *args, **kwargs):
        self.arrived_at = timezone.now()
        self.consultation = consultation_or_404(kwargs["consultation_id"])
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST" or self.consultation.is_open:
            response.headers["Cache-Control"] = NO_STORE
        response.headers["X-Robots-Tag"] = NOT_FOR_SEARCH
        return response

    @cached_property
    def context(self) -> dict:
        return reading(self.consultation)

    @cached_property
    def ticket(self) -> Ticket | None:
        if self.request.headers.get("Sec-Fetch-Site") == "cross-site":
            return None
        return read(self.request.POST.get("token", ""), self.consultation)

    def get(self, request, consultation_id):
        if not self.consultation.is_open:
            return closed(request, self.consultation)
        about = request.GET.get("about", "")
        form = CommentForm(entries=self.context["entries"], initial={"about": about})
        return self.show(form, issue(self.consultation))

    def post(self, request, consultation_id):
        form = CommentForm(request.POST, entries=self.context["entries"])
        if not self.consultation.is_open:
            return closed(request, self.consultation, typed=form)
        if not form.is_valid():
            return self.again(form)
        if complaint := self.complaint():
            return self.again(form, complaint)
        if not within_limit(request):
            return self.too_many(form)
        return self.store(form)

    def complaint(self) -> str:
        """Say what tells this form from one that a person filled in; empty where nothing does."""
        if self.request.POST.get(BAIT):
            return _("The field “Website” must stay empty. It has been emptied; please send once more.")
        if self.ticket is None or self.ticket.age is Age.TOO_OLD:
            return _("This form had been open for too long. It has been renewed; please send once more.")
        if self.ticket.age is Age.TOO_FAST:
            return _("That was very fast. Please read your comment once more, then send it.")
        return ""

    def store(self, form: CommentForm) -> HttpResponse:
        try:
            comment = send_comment(
                consultation=self.consultation,
                entry=form.entry,
                token=self.ticket.number,
                arrived_at=self.arrived_at,
                **form.signed,
            )
        except FormUsed as used:
            return self.again(form, used.message, fresh=True)
        except Refused as refused:
            return self.again(form, refused.message)
        address = reverse("shortlist:receipt", args=[self.consultation.pk])
        return redirect(f"{address}?code={comment.code}")

    def too_many(self, form: CommentForm) -> HttpResponse:
        words = _(
            "Many comments have come from your network within this hour. Yours is still here, but not stored: "
            "send it again later, or by post."
        )
        response = self.again(form, words, status=429)
        response.headers["Retry-After"] = "3600"
        return response

    def again(
        self, form: CommentForm, complaint="", *, fresh: bool = False, status: int = 200
    ) -> HttpResponse:
        """Show the form as it was typed; with a new token where the old one is used up."""
        if complaint:
            form.add_error(None, complaint)
        spent = fresh or self.ticket is None or self.ticket.age is Age.TOO_OLD
        token = issue(self.consultation) if spent else self.request.POST["token"]
        return self.show(form, token, status=status)

    def show(self, form: CommentForm, token: str, status: int = 200) -> HttpResponse:
        context = self.context | {"form": form, "token": token, "bait": BAIT}
        return render(self.request, "nominations/consultation/comment.html", context, status=status)


@require_safe
def receipt(request, consultation_id: int) -> HttpResponse:
    """Confirm that a comment was received, to whoever has its code; it says nothing of what it holds."""
    consultation = consultation_or_404(consultation_id)
    row = consultation.comments.filter(code=request.GET.get("code", "")).values("code", "received_at").first()
    if row is None:
        raise Http404
    context = {"consultation": consultation, "campaign": consultation.campaign, "receipt": row}
    response = render(request, "nominations/consultation/receipt.html", context)
    response.headers["Cache-Control"] = NO_STORE
    response.headers["X-Robots-Tag"] = NOT_FOR_SEARCH
    return response
