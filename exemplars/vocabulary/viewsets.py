from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Bloc, Field, Unit


class UnitViewSet(SnippetViewSet):
    model = Unit
    icon = "group"
    list_display = ["name_vi", "name_en", "kind", "bloc", Column("is_active")]
    list_filter = ["kind", "bloc", "is_active"]
    inspect_view_enabled = True


class BlocViewSet(SnippetViewSet):
    model = Bloc
    icon = "list-ul"
    list_display = ["name_vi", "name_en", "code"]


class FieldViewSet(SnippetViewSet):
    model = Field
    icon = "tag"
    list_display = ["name_vi", "name_en", "code"]


class VocabularyGroup(SnippetViewSetGroup):
    items = [UnitViewSet, BlocViewSet, FieldViewSet]
    menu_label = _("Vocabulary")
    menu_icon = "list-ul"
    menu_order = 500
