"""What a unit's person receives by mail, and the mail of late."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...mail.forms import MailAndLanguageForm
from ...mail.kinds import kind_label
from ...mail.models import Message
from ...membership.models import units_of

#: How many of the latest mails stand on the page.
LATEST = 20


@require_http_methods(["GET", "HEAD", "POST"])
def mail(request):
    """Choose kinds and language; look at what was sent of late."""
    form = MailAndLanguageForm(request.POST if request.method == "POST" else None, person=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your choice is saved."))
        return redirect("workspace:mail")
    own = Message.objects.listed().on_its_way().filter(person=request.user).defer("body")[:LATEST]
    units = units_of(request.user)
    context = {
        "form": form,
        "unit": units[0] if len(units) == 1 else None,
        "mails": [(message, kind_label(message.kind)) for message in own],
    }
    return render(request, "nominations/workspace/mail.html", context)
