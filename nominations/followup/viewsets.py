"""Where this room hangs in Wagtail's admin: the board, and what the department keeps for the units."""

from django import forms
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from ..campaigns.forms import rests_on
from .forms import DutyForm
from .models import Announcement, Duty, GuideSection, Plan
from .permissions import may_follow
from .rules import dong
from .views.board import BoardIndex, BoardView, ChaseLog, ChaseView
from .views.duties import AnswerView, DutyView, FinishView


class FollowersMenuItem(MenuItem):
    def is_shown(self, request):
        return may_follow(request.user)


class Chasing(ViewSet):
    """The board of units, reminders, and what units reported."""

    name = "chasing"
    url_prefix = "chasing"
    icon = "group"
    menu_label = _("Follow up units")
    menu_order = 140
    menu_item_class = FollowersMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        return [
            path("", BoardIndex.as_view(), name="index"),
            path("<int:campaign_id>/", BoardView.as_view(), name="board"),
            path("<int:campaign_id>/chase/", ChaseView.as_view(), name="chase"),
            path("<int:campaign_id>/log/", ChaseLog.as_view(), name="log"),
            path("duties/<int:duty_id>/", DutyView.as_view(), name="duty"),
            path("duties/<int:duty_id>/finish/", FinishView.as_view(), name="finish"),
            path("reports/<int:report_id>/", AnswerView.as_view(), name="answer"),
        ]


class PrefilledCreateView(generic.CreateView):
    """An empty form that begins with the campaign named in its address."""

    def get_initial(self):
        campaign = self.request.GET.get("campaign", "")
        return super().get_initial() | ({"campaign": campaign} if campaign.isdecimal() else {})


class DutyIndex(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("lead", "campaign")


class DutyDelete(generic.DeleteView):
    """Leaves an assignment that was reported on where it is, and says why."""

    def form_valid(self, form):
        if rests_on(self.object):
            words = _("Units have reported on this assignment, so it stays. Find it done instead.")
            messages.error(self.request, words)
            return redirect("chasing:duty", self.object.pk)
        return super().form_valid(form)


CAMPAIGN = FieldPanel("campaign", widget=forms.Select)


class DutyViewSet(ModelViewSet):
    """The assignments of the campaigns' plans."""

    model = Duty
    name = "duties"
    icon = "tasks"
    menu_label = _("Assignments")
    menu_order = 100
    copy_view_enabled = False
    index_view_class = DutyIndex
    add_view_class = PrefilledCreateView
    delete_view_class = DutyDelete
    list_display = [
        TitleColumn("title", label=_("Assignment"), accessor="__str__", url_name="duties:edit"),
        Column("lead", label=_("Lead unit")),
        DateColumn("due_on", label=_("Due on"), sort_key="due_on"),
        Column("cost", label=_("Estimated cost"), accessor=lambda duty: dong(duty.cost), sort_key="cost"),
        BooleanColumn("done_at", label=_("Done"), accessor=lambda duty: duty.done_at is not None),
    ]
    list_filter = ["campaign", "lead", "due_on"]
    search_fields = ["title"]
    search_backend_name = None
    ordering = ["-campaign__opens_at", "sort_order", "due_on"]
    edit_handler = ObjectList(
        [
            CAMPAIGN,
            FieldPanel("title"),
            FieldPanel("lead"),
            FieldPanel("supporting", widget=forms.CheckboxSelectMultiple, classname="many-units"),
            FieldRowPanel([FieldPanel("due_on"), FieldPanel("sort_order")]),
            FieldRowPanel([FieldPanel("cost"), FieldPanel("budget_source")]),
        ],
        base_form_class=DutyForm,
    )


class PlanViewSet(ModelViewSet):
    """Number and date of the paper that a campaign's assignments stand in."""

    model = Plan
    name = "plans"
    icon = "doc-full"
    menu_label = _("Plans")
    menu_order = 110
    copy_view_enabled = False
    add_view_class = PrefilledCreateView
    list_display = ["title", "campaign", "number", "signed_on"]
    ordering = ["-campaign__opens_at"]
    edit_handler = ObjectList(
        [CAMPAIGN, FieldPanel("title"), FieldRowPanel([FieldPanel("number"), FieldPanel("signed_on")])]
    )


class AnnouncementIndex(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("campaign")


class AnnouncementViewSet(ModelViewSet):
    """What the department tells the units in their workspace."""

    model = Announcement
    name = "announcements"
    icon = "mail"
    menu_label = _("Announcements")
    menu_order = 120
    copy_view_enabled = False
    index_view_class = AnnouncementIndex
    add_view_class = PrefilledCreateView
    list_display = [
        "title",
        Column("campaign", label=_("Campaign")),
        DateColumn("shown_from", label=_("Shown from"), sort_key="shown_from"),
        DateColumn("shown_until", label=_("Shown until"), sort_key="shown_until"),
        BooleanColumn("is_important", label=_("Important")),
    ]
    list_filter = ["campaign", "is_important"]
    search_fields = ["title"]
    search_backend_name = None
    ordering = ["-shown_from"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("body"),
            CAMPAIGN,
            FieldRowPanel([FieldPanel("shown_from"), FieldPanel("shown_until")]),
            FieldPanel("is_important"),
        ]
    )


class GuideViewSet(ModelViewSet):
    """The units' guide, section by section, in each language."""

    model = GuideSection
    name = "guide"
    icon = "help"
    menu_label = _("Guide for units")
    menu_order = 130
    copy_view_enabled = False
    list_display = ["title", "get_language_display", "anchor", "sort_order"]
    list_filter = ["language"]
    search_fields = ["title", "body"]
    search_backend_name = None
    ordering = ["language", "sort_order"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("language"), FieldPanel("anchor"), FieldPanel("sort_order")]),
            FieldPanel("title"),
            FieldPanel("body"),
        ]
    )


class ForUnits(ViewSetGroup):
    """What the department keeps for the units to read and to do."""

    menu_label = _("For units")
    menu_name = "for-units"
    menu_icon = "clipboard-list"
    menu_order = 145
    items = (DutyViewSet(), PlanViewSet(), AnnouncementViewSet(), GuideViewSet())
