"""The public side of a consultation; under ``i18n_patterns`` it speaks each language at its own address."""

from django.urls import path

from .views.public import CommentView, receipt, shortlist

app_name = "shortlist"
urlpatterns = [
    path("<int:consultation_id>/", shortlist, name="list"),
    path("<int:consultation_id>/y-kien/", CommentView.as_view(), name="comment"),
    path("<int:consultation_id>/da-nhan/", receipt, name="receipt"),
]
