"""Where an administrator reads, replaces and restores the templates of the papers."""

from io import BytesIO

from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages

from ..dossiers.documents import WORD
from ..dossiers.views import PRIVATE_FILE_HEADERS
from ..refusals import FileRefused
from .access import may_keep_templates
from .actions import (
    change_recipients,
    recipients_of,
    replace_template,
    restore_template,
    template_file,
    template_of,
)
from .forms import RecipientsForm, TemplateForm
from .kinds import KINDS
from .models import PaperTemplate
from .samples import facts
from .templating import fields_of, fill
from .views import PapersMixin


class KeeperMixin(PapersMixin):
    """A page for those who keep the templates."""

    page_title = gettext_lazy("Templates of papers")

    def may_enter(self, user):
        return may_keep_templates(user)

    def crumbs(self):
        return [{"url": reverse("papers:templates"), "label": _("Templates of papers")}]


class KindMixin(KeeperMixin):
    @cached_property
    def kind(self):
        if self.kwargs["kind"] not in KINDS:
            raise Http404
        return KINDS[self.kwargs["kind"]]

    @cached_property
    def template(self) -> PaperTemplate | None:
        return template_of(self.kind)

    def crumbs(self):
        return [*super().crumbs(), {"url": "", "label": self.kind.label}]

    def get_page_title(self):
        return self.kind.label

    @property
    def own_url(self) -> str:
        return reverse("papers:template", args=[self.kind.code])


class Templates(KeeperMixin, TemplateView):
    """Every kind of paper, with whose template it is made."""

    http_method_names = ["get", "head"]
    template_name = "nominations/papers/templates.html"

    def crumbs(self):
        return [{"url": "", "label": _("Templates of papers")}]

    def get_context_data(self, **kwargs):
        own = {template.kind: template for template in PaperTemplate.objects.select_related("changed_by")}
        rows = [(kind, own.get(kind.code)) for kind in KINDS.values()]
        return super().get_context_data(**kwargs) | {"rows": rows}


class TemplatePage(KindMixin, FormView):
    """One template: download it, put another in its place, read which fields there are."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/papers/template.html"
    form_class = TemplateForm

    def form_valid(self, form):
        try:
            replace_template(kind=self.kind, upload=form.cleaned_data["file"], user=self.request.user)
        except FileRefused as refused:
            form.add_error("file", refused.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The template was replaced. The next paper is made with it."))
        return redirect(self.own_url)

    def get_page_title(self):
        title = str(super().get_page_title())
        return _("Error: %(title)s") % {"title": title} if self.request.method == "POST" else title

    def get_context_data(self, **kwargs):
        recipients = "\n".join(recipients_of(self.kind, self.template))
        return super().get_context_data(**kwargs) | {
            "kind": self.kind,
            "template": self.template,
            "fields": fields_of(self.kind),
            "recipients_form": RecipientsForm(initial={"recipients": recipients}),
            "has_recipients": any(name == "recipients" for name, _example, _must in fields_of(self.kind)),
        }


class Recipients(KindMixin, View):
    """Keep to whom a kind of paper goes."""

    http_method_names = ["post"]

    def post(self, request, **kwargs):
        form = RecipientsForm(request.POST)
        if form.is_valid():
            change_recipients(kind=self.kind, recipients=form.cleaned_data["recipients"], user=request.user)
            messages.success(request, _("The recipients were saved."))
        else:
            messages.error(request, _("The recipients were not saved: the list is too long."))
        return redirect(self.own_url)


class Restore(KindMixin, TemplateView):
    """Ask, then go back to the default template."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/papers/restore.html"

    def get_context_data(self, **kwargs):
        more = {"kind": self.kind, "template": self.template, "own_url": self.own_url}
        return super().get_context_data(**kwargs) | more

    def post(self, request, **kwargs):
        if self.template and self.template.file:
            restore_template(kind=self.kind, user=request.user)
            messages.success(request, _("The default template is in use again."))
        else:
            messages.warning(request, _("The default template is in use already."))
        return redirect(self.own_url)


class TemplateFile(KindMixin, View):
    """The template in use, as a Word file; with ``sample``, a paper of invented people made with it."""

    http_method_names = ["get", "head"]
    sample = False

    def get(self, request, **kwargs):
        data, name = template_file(self.kind, self.template), f"mau-{self.kind.code}.docx"
        if self.sample:
            context = self.kind.context(facts(5))
            data, name = fill(data, context, title=str(self.kind.label)), f"thu-{self.kind.code}.docx"
        return FileResponse(
            BytesIO(data), as_attachment=True, filename=name, content_type=WORD, headers=PRIVATE_FILE_HEADERS
        )
