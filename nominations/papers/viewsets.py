"""Where the papers hang in Wagtail's admin. Other rooms reach them by these names.

- ``papers:index``; ``papers:campaign``, ``:session``, ``:nomination``, ``:roster`` (key): the table of each
- ``papers:generate`` (kind, key): make one; the kind says whether the key is a campaign's, session's or nomination's
- ``papers:download`` (paper_id); ``papers:latest`` (kind, key): the newest of a kind, for members too
- ``papers:templates``, ``papers:template`` (kind): for administrators
"""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from ..dossiers.permissions import may_read_dossiers
from .access import may_keep_templates
from .listing import MODELS
from .template_views import Recipients, Restore, TemplateFile, TemplatePage, Templates
from .views import Generate, Index, Table, download, latest


class PapersMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_dossiers(request.user)


class TemplatesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_keep_templates(request.user)


class Papers(ViewSet):
    name = "papers"
    url_prefix = "papers"
    icon = "doc-full-inverse"
    menu_label = _("Papers")
    menu_order = 160
    menu_item_class = PapersMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        tables = [
            path(f"{scope}/<int:key>/", Table.as_view(scope=scope), name=str(scope)) for scope in MODELS
        ]
        return [
            path("", Index.as_view(), name="index"),
            *tables,
            path("<slug:kind>/<int:key>/generate/", Generate.as_view(), name="generate"),
            path("<slug:kind>/<int:key>/latest/", latest, name="latest"),
            path("kept/<int:paper_id>/", download, name="download"),
            path("templates/", Templates.as_view(), name="templates"),
            path("templates/<slug:kind>/", TemplatePage.as_view(), name="template"),
            path("templates/<slug:kind>/file/", TemplateFile.as_view(), name="template_file"),
            path("templates/<slug:kind>/sample/", TemplateFile.as_view(sample=True), name="template_sample"),
            path("templates/<slug:kind>/recipients/", Recipients.as_view(), name="template_recipients"),
            path("templates/<slug:kind>/restore/", Restore.as_view(), name="template_restore"),
        ]
