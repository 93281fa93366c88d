"""What the secretary, and those who follow the council, reach in Wagtail's admin."""

from django.urls import path

from .views.secretary import (
    MinutesView,
    OpenSessionView,
    ParticularsView,
    PlanView,
    SessionsView,
    SessionView,
)
from .views.secretary_agenda import AddItemsView, MoveItemView, ProgrammeView, RemoveItemView, ScoresView
from .views.secretary_ballot import CloseBallotView, OpenBallotView, RecordPaperView, RemindView, VotingView
from .views.secretary_members import (
    AddMembersView,
    AttendanceView,
    LiftRecusalView,
    MembersView,
    PartsView,
    RemoveMemberView,
    TakeOverView,
)
from .views.secretary_result import ConcludeView, ResultView, TieView

SESSION = "sessions/<int:session_id>/"

urlpatterns = [
    path("sessions/", SessionsView.as_view(), name="sessions"),
    path("sessions/plan/", PlanView.as_view(), name="plan"),
    path(SESSION, SessionView.as_view(), name="session"),
    path(f"{SESSION}particulars/", ParticularsView.as_view(), name="particulars"),
    path(f"{SESSION}open/", OpenSessionView.as_view(), name="open_session"),
    path(f"{SESSION}members/", MembersView.as_view(), name="members"),
    path(f"{SESSION}members/add/", AddMembersView.as_view(), name="add_members"),
    path(f"{SESSION}members/take-over/", TakeOverView.as_view(), name="take_over"),
    path(f"{SESSION}members/parts/", PartsView.as_view(), name="parts"),
    path(f"{SESSION}members/attendance/", AttendanceView.as_view(), name="attendance"),
    path(f"{SESSION}members/<int:member_id>/remove/", RemoveMemberView.as_view(), name="remove_member"),
    path(f"{SESSION}recusals/<int:recusal_id>/lift/", LiftRecusalView.as_view(), name="lift_recusal"),
    path(f"{SESSION}agenda/", ProgrammeView.as_view(), name="programme"),
    path(f"{SESSION}agenda/add/", AddItemsView.as_view(), name="add_items"),
    path(f"{SESSION}agenda/<int:item_id>/move/", MoveItemView.as_view(), name="move_item"),
    path(f"{SESSION}agenda/<int:item_id>/remove/", RemoveItemView.as_view(), name="remove_item"),
    path(f"{SESSION}scores/", ScoresView.as_view(), name="scores"),
    path(f"{SESSION}voting/", VotingView.as_view(), name="voting"),
    path(f"{SESSION}voting/open/", OpenBallotView.as_view(), name="open_ballot"),
    path(f"{SESSION}voting/remind/", RemindView.as_view(), name="remind"),
    path(f"{SESSION}voting/paper/<int:member_id>/", RecordPaperView.as_view(), name="record_paper"),
    path(f"{SESSION}voting/close/", CloseBallotView.as_view(), name="close_ballot"),
    path(f"{SESSION}result/", ResultView.as_view(), name="result"),
    path(f"{SESSION}result/tie/", TieView.as_view(), name="tie"),
    path(f"{SESSION}result/conclude/", ConcludeView.as_view(), name="conclude"),
    path(f"{SESSION}minutes/", MinutesView.as_view(), name="minutes"),
]
