"""What a screener does in a dossier: each press is a POST of its own, and leads back to where it was made."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from ..dossiers.columns import dossier_url
from ..dossiers.entries import Entry
from ..dossiers.sensitive import cover
from ..dossiers.views import DossierMixin
from ..refusals import Refused
from ..roles import SCREEN
from .actions.handling import answer_check, claim_nomination, judge_flag, record_clearance, refer_nomination
from .actions.remarks import stored_entries, write_remark
from .forms import CheckForm, ClearanceForm, ReferralForm, RemarkForm, VerdictForm
from .models import Clearance, Flag
from .permissions import holder_of, may_screen, screens, taken_by_another


class ScreeningMixin(DossierMixin):
    """A view of one nomination for those who may screen it; what the rules refuse is told on the dossier."""

    #: Where on the dossier the person comes back to.
    anchor = ""

    def dispatch(self, request, *args, **kwargs):
        if not screens(request.user) or not may_screen(request.user, self.nomination):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except Refused as refused:
            messages.error(request, refused.message)
            return self.back()

    @property
    def dossier_crumb_url(self):
        return dossier_url(self.nomination)

    def back(self):
        return redirect(
            f"{dossier_url(self.nomination)}#{self.anchor}" if self.anchor else dossier_url(self.nomination)
        )


class PressMixin(ScreeningMixin, View):
    """One press of a button."""

    http_method_names = ["post"]


class ClaimView(PressMixin):
    """Take a nomination in hand, from its dossier or from the queue."""

    def post(self, request, page_id):
        claim_nomination(nomination=self.nomination, user=request.user)
        messages.success(request, _("You have %(code)s in hand.") % {"code": self.nomination.reference})
        return redirect(get_valid_next_url_from_request(request) or dossier_url(self.nomination))


class CheckView(PressMixin):
    """Answer one check; nonsense for an answer is no answer."""

    @property
    def anchor(self):
        return f"check-{self.kwargs['key']}"

    def post(self, request, page_id, key):
        form = CheckForm(request.POST)
        if not form.is_valid():
            raise Refused(_("Choose one of the three answers."))
        answer_check(nomination=self.nomination, user=request.user, key=key, **form.cleaned_data)
        return self.back()


class FlagView(PressMixin):
    """Judge what the machine pointed out."""

    @property
    def anchor(self):
        return f"flag-{self.kwargs['flag_id']}"

    def post(self, request, page_id, flag_id):
        flag = get_object_or_404(Flag.objects.about(self.nomination), pk=flag_id)
        form = VerdictForm(request.POST)
        if not form.is_valid():
            raise Refused(_("Choose one of the two answers."))
        judge_flag(nomination=self.nomination, user=request.user, flag=flag, **form.cleaned_data)
        return self.back()


class ScreeningFormView(ScreeningMixin, FormView):
    """One form about a nomination, on a page of its own; errors keep what was typed."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/screening/form.html"
    words = ""
    button = ""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "nomination": self.nomination,
            "candidate": self.nomination.candidate,
            "words": self.words,
            "button": self.button or self.words,
            "dossier_url": dossier_url(self.nomination),
            "media": context["form"].media,
        }

    def get_page_title(self):
        title = f"{self.words}: {super().get_page_title()}"
        form = getattr(self, "failed", None)
        return _("Error: %(title)s") % {"title": title} if form else title

    def form_invalid(self, form):
        self.failed = form
        return super().form_invalid(form)


class ReferView(ScreeningFormView):
    """Hand a nomination to another screener, or take it over."""

    form_class = ReferralForm

    @property
    def words(self):
        return _("Refer to another screener")

    @cached_property
    def holder(self) -> str:
        return taken_by_another(self.nomination, self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"screeners": screeners_for(self.nomination)}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        notice = ""
        if self.holder:
            notice = _("%(person)s has this nomination in hand.") % {"person": self.holder}
        elif not context["form"].fields["screener"].queryset.exists():
            notice = _("Nobody else may screen this nomination.")
        return context | {"notice": notice}

    def form_valid(self, form):
        screener = form.cleaned_data["screener"]
        refer_nomination(nomination=self.nomination, user=self.request.user, screener=screener)
        messages.success(
            self.request,
            _("The nomination is in the hands of %(person)s.")
            % {"person": screener.get_full_name() or screener},
        )
        return self.back()


def screeners_for(nomination):
    """Everybody but who has it in hand who may screen this nomination, by name."""
    app, codename = SCREEN.split(".")
    holds = Q(groups__permissions__codename=codename, groups__permissions__content_type__app_label=app)
    people = get_user_model().objects.filter(holds, is_active=True, is_superuser=False)
    allowed = people.exclude(pk=nomination.submitted_by_id).exclude(memberships__unit=nomination.unit_id)
    if holder := holder_of(nomination):
        allowed = allowed.exclude(pk=holder.pk)
    return allowed.distinct().order_by("last_name", "first_name", "username")


class RemarkView(ScreeningFormView):
    """Write, change or take away the remark at one place of the dossier."""

    form_class = RemarkForm

    @property
    def words(self):
        return pgettext("screening", "Remark")

    @property
    def button(self):
        return _("Save the remark")

    @property
    def anchor(self):
        return self.entry.anchor

    @cached_property
    def entry(self) -> Entry:
        """The place in the address; one that the dossier does not have does not exist."""
        entries = stored_entries(self.nomination)
        cover(entries, self.nomination.candidate, self.request.user)
        found = entries.at(self.kwargs["place"])
        if found is None:
            raise Http404
        return found

    def get_initial(self):
        draft = self.nomination.remarks.drafts().filter(place=self.entry.place).first()
        return {"text": draft.text if draft else ""}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"entry": self.entry}

    def form_valid(self, form):
        write_remark(
            nomination=self.nomination,
            user=self.request.user,
            place=self.entry.place,
            text=form.cleaned_data["text"],
        )
        return self.back()


class ClearanceView(ScreeningFormView):
    """Record a question to another body, or its answer."""

    form_class = ClearanceForm
    anchor = "clearances"

    @property
    def words(self):
        return _("Clearance from another body")

    @property
    def button(self):
        return _("Save the clearance")

    @cached_property
    def clearance(self) -> Clearance | None:
        if "clearance_id" not in self.kwargs:
            return None
        return get_object_or_404(self.nomination.clearances, pk=self.kwargs["clearance_id"])

    def get_form_kwargs(self):
        bodies = [body.name for body in self.nomination.campaign.clearance_bodies.all()]
        return super().get_form_kwargs() | {
            "instance": self.clearance or Clearance(nomination=self.nomination),
            "bodies": bodies,
        }

    def form_valid(self, form):
        try:
            record_clearance(
                nomination=self.nomination, user=self.request.user, clearance=form.save(commit=False)
            )
        except ValidationError as invalid:
            form.add_error(None, invalid.messages)
            return self.form_invalid(form)
        return self.back()
