"""The papers room in Wagtail's admin: what can be made of a campaign or session, and every paper that was kept."""

import logging

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from ..campaigns.models import CampaignPage
from ..council.models import CouncilSession
from ..delegates.models import Roster
from ..doors import ClosedDoor
from ..dossiers.models import NominationPage
from ..dossiers.permissions import may_read_dossiers
from ..dossiers.views import PRIVATE_FILE_HEADERS
from ..refusals import Refused
from .access import may_generate, may_keep_templates, may_read_paper
from .actions import generate_paper, kind_of, record_download
from .forms import IssueForm
from .gathering import closed_ballots
from .kinds import Scope
from .listing import papers_about, rows_about, subject_of_kind
from .models import Paper

logger = logging.getLogger(__name__)
LATEST = 100


class PapersMixin(ClosedDoor, WagtailAdminTemplateMixin):
    """A page of the papers room, for those who may read dossiers; nothing of it is kept on the way."""

    header_icon = "doc-full-inverse"
    page_title = gettext_lazy("Papers")

    def may_enter(self, user) -> bool:
        return may_read_dossiers(user)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), *self.crumbs()]

    def crumbs(self) -> list[dict]:
        return [{"url": reverse("papers:index"), "label": _("Papers")}]


class Index(PapersMixin, TemplateView):
    """The campaigns and their sessions, the latest first: choose one."""

    http_method_names = ["get", "head"]
    template_name = "nominations/papers/index.html"

    def crumbs(self):
        return [{"url": "", "label": _("Papers")}]

    def get_context_data(self, **kwargs):
        campaigns = CampaignPage.objects.order_by("-opens_at", "pk").prefetch_related(
            "council_sessions", "rosters__conference"
        )
        return super().get_context_data(**kwargs) | {"campaigns": campaigns}

    def get_header_buttons(self):
        if not may_keep_templates(self.request.user):
            return []
        return [Button(_("Templates"), url=reverse("papers:templates"), icon_name="edit")]


class Table(PapersMixin, TemplateView):
    """The kinds of paper that one subject has, each with the last one made."""

    http_method_names = ["get", "head"]
    template_name = "nominations/papers/table.html"
    scope = Scope.CAMPAIGN

    @cached_property
    def subject(self):
        if self.scope == Scope.CAMPAIGN:
            return get_object_or_404(CampaignPage, pk=self.kwargs["key"])
        if self.scope == Scope.SESSION:
            return get_object_or_404(CouncilSession.objects.select_related("campaign"), pk=self.kwargs["key"])
        if self.scope == Scope.ROSTER:
            rosters = Roster.objects.select_related("campaign", "conference")
            return get_object_or_404(rosters, pk=self.kwargs["key"])
        readable = NominationPage.objects.readable_by(self.request.user).handed_in()
        return get_object_or_404(readable.select_related("campaign"), pk=self.kwargs["key"])

    def crumbs(self):
        return [*super().crumbs(), {"url": "", "label": self.get_page_subtitle()}]

    def get_page_subtitle(self):
        return self.subject.reference if self.scope == Scope.NOMINATION else self.subject.title

    def get_context_data(self, **kwargs):
        kept = papers_about(self.scope, self.subject).select_related("generated_by")[:LATEST]
        return super().get_context_data(**kwargs) | {
            "subject": self.subject,
            "rows": rows_about(self.scope, self.subject),
            "papers": [(paper, kind_of(paper.kind)) for paper in kept],
            "may_generate": may_generate(self.request.user),
        }


class Generate(PapersMixin, FormView):
    """Make one paper: its number and date, where it has any, are asked first."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/papers/generate.html"
    form_class = IssueForm

    def may_enter(self, user):
        return may_generate(user)

    @cached_property
    def kind(self):
        found = kind_of(self.kwargs["kind"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def subject(self):
        found = subject_of_kind(self.kind, self.kwargs["key"])
        if found is None:
            raise Http404
        return found

    @property
    def table_url(self) -> str:
        return reverse(f"papers:{self.kind.scope}", args=[self.subject.pk])

    def crumbs(self):
        label = getattr(self.subject, "reference", None) or self.subject.title
        return [
            *super().crumbs(),
            {"url": self.table_url, "label": label},
            {"url": "", "label": self.kind.label},
        ]

    def get_page_title(self):
        title = str(self.kind.label)
        return _("Error: %(title)s") % {"title": title} if self.request.method == "POST" else title

    def get_form_kwargs(self):
        rounds = ()
        if self.kind.scope == Scope.SESSION:
            rounds = list(closed_ballots(self.subject).values_list("round", flat=True))
        return super().get_form_kwargs() | {"kind": self.kind, "rounds": rounds}

    def form_valid(self, form):
        try:
            paper = generate_paper(
                kind=self.kind, subject=self.subject, user=self.request.user, **form.cleaned_data
            )
        except Refused as refused:
            messages.error(self.request, refused.message)
            return redirect(self.table_url)
        messages.success(
            self.request,
            _("“%(paper)s” was made and kept. SHA-256: %(sum)s…")
            % {"paper": self.kind.label, "sum": paper.sha256[:12]},
            buttons=[messages.button(reverse("papers:download", args=[paper.pk]), _("Download"))],
        )
        return redirect(self.table_url)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "kind": self.kind,
            "subject": self.subject,
            "table_url": self.table_url,
            "media": context["form"].media,
        }


@require_safe
def download(request, paper_id: int):
    """Send a kept paper to whoever may read it; for others it does not exist. Every copy is logged."""
    paper = get_object_or_404(Paper.objects.select_related("session", "campaign", "nomination"), pk=paper_id)
    if not may_read_paper(request.user, paper):
        raise Http404
    try:
        content = paper.file.open("rb")
    except FileNotFoundError as lost:
        logger.error("a paper has no file", extra={"paper": paper.pk})
        raise Http404 from lost
    if request.method == "GET":
        record_download(paper=paper, user=request.user)
    return FileResponse(
        content,
        as_attachment=True,
        filename=paper.file_name,
        content_type=paper.media_type,
        headers=PRIVATE_FILE_HEADERS,
    )


@require_safe
def latest(request, kind: str, key: int):
    """Lead to the newest paper of a kind about a subject; what the reader may not have does not exist."""
    found = kind_of(kind)
    subject = found and subject_of_kind(found, key)
    paper = papers_about(found.scope, subject).filter(kind=kind).first() if subject else None
    if paper is None or not may_read_paper(request.user, paper):
        raise Http404
    return redirect("papers:download", paper.pk)
