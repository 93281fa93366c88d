"""Sorting comments: the list, and one comment with its sender, which leaves a trace."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from ...doors import ClosedDoor
from ..actions.comments import obstacle_to_sorting, record_reading, triage_comment
from ..actions.publishing import may_publish
from ..filters import CommentFilters
from ..forms import TriageForm
from ..models import Comment
from ..permissions import may_read_consultations
from ..rules import without_sender
from .desk import DeskMixin


def comment_url(comment: Comment) -> str:
    return reverse("consultations:comment", args=[comment.pk])


class CommentIndex(ClosedDoor, generic.IndexView):
    """Every comment, the newest first. Who sent one stands on its own page alone."""

    model = Comment
    page_title = gettext_lazy("Comments from the public")
    header_icon = "comment"
    any_permission_required = None
    filterset_class = CommentFilters
    default_ordering = ("-received_at", "-pk")
    paginate_by = 50
    verbose_name_plural = Comment._meta.verbose_name_plural
    index_url_name = "consultations:comments"
    index_results_url_name = "consultations:comments_results"
    table_classname = "listing consultation-comments cards"
    columns = [
        TitleColumn("code", label=gettext_lazy("Code"), get_url=comment_url, sort_key="code"),
        Column(
            "about",
            label=gettext_lazy("About"),
            accessor=lambda comment: comment.entry.name if comment.entry else _("The list as a whole"),
        ),
        Column("text", label=gettext_lazy("What was said"), accessor=lambda comment: shortened(comment.text)),
        StatusTagColumn(
            "status",
            label=gettext_lazy("Status"),
            accessor="get_status_display",
            sort_key="status",
            primary=lambda comment: comment.status == Comment.Status.NEW,
        ),
        DateColumn("received_at", label=gettext_lazy("Received"), sort_key="received_at"),
    ]

    def may_enter(self, user) -> bool:
        return may_read_consultations(user)

    def get_base_queryset(self):
        readable = Comment.objects.readable_by(self.request.user)
        return readable.select_related("entry").defer("name", "phone", "address")

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"queryset": Comment.objects.none()}

    def get_ordering(self):
        ordering = super().get_ordering()
        return (ordering, "-pk") if isinstance(ordering, str) else ordering

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"ordering": self.ordering[0]}

    def get_breadcrumbs_items(self):
        room = {"url": reverse("consultations:index"), "label": _("Public consultation")}
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, room, here]


def shortened(text: str, length: int = 160) -> str:
    return text if len(text) <= length else f"{text[:length].rstrip()}…"


class CommentDeskView(DeskMixin, FormView):
    """One comment with its sender, and what a screener makes of it. Each reading leaves a trace in the log."""

    form_class = TriageForm
    http_method_names = ["get", "head", "post"]
    template_name = "nominations/consultation/admin/comment.html"

    @cached_property
    def comment(self) -> Comment:
        readable = Comment.objects.readable_by(self.request.user)
        found = readable.select_related("consultation__campaign", "entry__nomination", "triaged_by")
        return get_object_or_404(found, pk=self.kwargs["comment_id"])

    @cached_property
    def may_sort(self) -> bool:
        return may_publish(self.request.user) and not obstacle_to_sorting(self.request.user, self.comment)

    def get(self, request, *args, **kwargs):
        record_reading(comment=self.comment, user=request.user)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if not self.may_sort:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_initial(self):
        comment = self.comment
        return {
            "status": comment.status,
            "text_for_council": comment.text_for_council or without_sender(comment.text, **comment.sender),
            "note": comment.note,
        }

    def form_valid(self, form):
        triage_comment(comment=self.comment, user=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Saved: %(code)s.") % {"code": self.comment.code})
        return redirect(comment_url(self.comment))

    def get_page_title(self):
        title = _("Comment %(code)s") % {"code": self.comment.code}
        return _("Error: %(title)s") % {"title": title} if self.request.method == "POST" else title

    def crumbs(self):
        comments = {"url": reverse("consultations:comments"), "label": _("Comments from the public")}
        return [comments, {"url": "", "label": self.comment.code}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "comment": self.comment,
            "may_sort": self.may_sort,
            "statuses": Comment.Status,
        }
