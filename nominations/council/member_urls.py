"""What members of the council reach in Wagtail's admin."""

from django.urls import path

from .views.conflicts import ConflictView, RelativesView
from .views.member import AgendaView, ScoreView, SessionsView
from .views.paper import CastView, PaperView, ReviewView, VotedView

urlpatterns = [
    path("seat/", SessionsView.as_view(), name="seats"),
    path("seat/relatives/", RelativesView.as_view(), name="relatives"),
    path("seat/<int:session_id>/", AgendaView.as_view(), name="agenda"),
    path("seat/<int:session_id>/<int:item_id>/score/", ScoreView.as_view(), name="score"),
    path("seat/<int:session_id>/<int:item_id>/conflict/", ConflictView.as_view(), name="conflict"),
    path("ballot/<int:ballot_id>/", PaperView.as_view(), name="paper"),
    path("ballot/<int:ballot_id>/review/", ReviewView.as_view(), name="review"),
    path("ballot/<int:ballot_id>/cast/", CastView.as_view(), name="cast"),
    path("ballot/<int:ballot_id>/voted/", VotedView.as_view(), name="voted"),
]
