"""Uncovering a sensitive field: a form that is sent, logged, and answered once."""

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

    def may_enter(self, user):
        return may_read_dossiers(user) and super().may_enter(user)

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
