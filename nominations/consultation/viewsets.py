"""Where the consultation room hangs in Wagtail's admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .permissions import may_read_consultations
from .views.comments import CommentDeskView, CommentIndex
from .views.desk import ConsultationIndexView, ConsultationView, EndView, PublishView


class ConsultationMenuItem(MenuItem):
    """There for those who may read comments, and for nobody else."""

    def is_shown(self, request):
        return may_read_consultations(request.user)


class ConsultationDesk(ViewSet):
    """Publishing shortlists, sorting comments, and the end of the step."""

    name = "consultations"
    url_prefix = "consultations"
    icon = "group"
    menu_label = _("Consultation")
    menu_order = 120
    menu_item_class = ConsultationMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        return [
            path("", ConsultationIndexView.as_view(), name="index"),
            path("publish/<int:campaign_id>/", PublishView.as_view(), name="publish"),
            path("comments/", CommentIndex.as_view(), name="comments"),
            path("comments/results/", CommentIndex.as_view(results_only=True), name="comments_results"),
            path("comments/<int:comment_id>/", CommentDeskView.as_view(), name="comment"),
            path("<int:consultation_id>/", ConsultationView.as_view(), name="detail"),
            path("<int:consultation_id>/end/", EndView.as_view(), name="end"),
        ]
