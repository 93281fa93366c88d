"""Uncovering a sensitive field: a form that is sent, logged, and answered once."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from wagtail.log_actions import log

from .columns import dossier_url
from .permissions import may_read_dossiers
from .sensitive import SENSITIVE
from .views import DossierView

ALL = "all"


class RevealView(DossierView):
    """The dossier with the fields uncovered that were asked for; the next visit covers them again."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, *args, **kwargs):
        if not may_read_dossiers(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        """An address that was kept shows nothing."""
        return redirect(dossier_url(self.nomination))

    def post(self, request, *args, **kwargs):
        asked = request.POST.get("field")
        self.uncovered = SENSITIVE if asked == ALL else tuple(name for name in SENSITIVE if name == asked)
        if not self.uncovered:
            raise Http404
        fields = [name for name in self.uncovered if getattr(self.nomination.candidate, name)]
        log(self.nomination, "nominations.reveal", user=request.user, data={"fields": fields})
        return super().get(request, *args, **kwargs)
