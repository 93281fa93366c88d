"""The gate, told in words at every way of publishing that Wagtail's admin has; and the editor's dashboard.

``publish()`` and ``save()`` of the page refuse in any case. These hooks answer before them, so that
an editor reads the reason instead of an error page. Registered in ``exemplars.wagtail_hooks``.
"""

from collections.abc import Iterable

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from .gate import REASONS
from .models import ExemplarPage
from .panels import DraftsPanel, publishes_profiles
from .rules import Refusal, Shortcoming
from .translations import UpdateTranslations

#: As many refused profiles as one message names.
NAMED = 5


def draft_refusals(profile: ExemplarPage) -> list[Refusal | Shortcoming]:
    """What the gate says to the profile's latest draft, at the moment for which it is scheduled."""
    draft = profile.get_latest_revision_as_object()
    return [*draft.publication_refusals(draft.appears_at), *draft.shortcomings]


def tell(request, refused: Iterable[tuple[ExemplarPage, list[Refusal]]]) -> None:
    """Show, for the first few refused profiles, each with all its reasons."""
    for profile, reasons in list(refused)[:NAMED]:
        words = " ".join(str(REASONS[reason]) for reason in reasons)
        messages.error(
            request,
            _("“%(name)s” was not published. %(reasons)s") % {"name": profile.title, "reasons": words},
        )


def below(pages: Iterable[Page], *, with_descendants: bool) -> Iterable[ExemplarPage]:
    """The profiles among some pages and, where asked, among all that lies below these."""
    for page in pages:
        if with_descendants:
            yield from ExemplarPage.objects.descendant_of(page, inclusive=True).select_related("approval")
        else:
            yield from ExemplarPage.objects.filter(pk=page.pk).select_related("approval")


def guard_bulk_publish(request, action_type, objects, action):
    """Publish all of the chosen profiles or, when the gate refuses one, none."""
    if action_type != "publish" or not all(isinstance(page, Page) for page in objects):
        return None
    deep = bool(action.cleaned_form.cleaned_data.get("include_descendants"))
    chosen = {page.pk for page in objects}
    profiles = [p for p in below(objects, with_descendants=deep) if not p.live or p.pk in chosen]
    refused = [(profile, reasons) for profile in profiles if (reasons := draft_refusals(profile))]
    if not refused:
        return None
    tell(request, refused)
    return redirect(action.next_url)


def guard_translation(request, page):
    """Ask the gate before the translation tool publishes; the translation itself is already stored."""
    if (
        not isinstance(page, ExemplarPage)
        or request.method != "POST"
        or request.POST.get("action") != "publish"
    ):
        return None
    translation = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source")
        .first()
    )
    reasons = translation.source.as_instance().publication_refusals() if translation else []
    if not reasons:
        return None
    tell(request, [(page, reasons)])
    return redirect("wagtailadmin_pages:edit", page.pk)


def guard_copy(request, page):
    """Ask the gate before a live copy or an alias is made of a profile, or of a page above profiles."""
    if request.method != "POST" or not {"publish_copies", "alias"} & set(request.POST):
        return None
    profiles = [p for p in below([page], with_descendants="copy_subpages" in request.POST) if p.live]
    refused = [(p, reasons) for p in profiles if (reasons := p.publication_refusals() or draft_refusals(p))]
    if not refused:
        return None
    tell(request, refused)
    return redirect("wagtailadmin_pages:copy", page.pk)


# --- What must stay where it was --------------------------------------------------------------------


def holds_tombstones(page: Page) -> bool:
    """Say whether a notice of something taken back stands at the page's address, or below it."""
    return ExemplarPage.objects.tombstones().descendant_of(page, inclusive=True).exists()


def guard_deletion(request, page):
    """Keep the notices of what was taken back: their addresses were public, and are linked to."""
    if not holds_tombstones(page):
        return None
    messages.error(request, KEPT)
    return redirect("wagtailadmin_home")


def guard_bulk_deletion(request, action_type, objects, action):
    if action_type != "delete" or not any(isinstance(p, Page) and holds_tombstones(p) for p in objects):
        return None
    messages.error(request, KEPT)
    return redirect(action.next_url)


KEPT = gettext_lazy(
    "Nothing was deleted: the notice that a profile was taken down stands there, and must stay at its address."
)

# --- Furniture --------------------------------------------------------------------------------------


def add_drafts_panel(request, panels) -> None:
    if publishes_profiles(request.user):
        panels.append(DraftsPanel())


def trim_reports(request, items) -> None:
    """Keep the report of translations for those who translate."""
    if not request.user.has_perm("wagtail_localize.submit_translation"):
        report = reverse("wagtail_localize:translations_report")
        items[:] = [item for item in items if getattr(item, "url", "") != report]


def admin_urls():
    """Our view in the place of wagtail-localize's, at the same address; it comes first."""
    view = UpdateTranslations.as_view()
    return [path("localize/update/<int:translation_source_id>/", view, name="update_profile_translations")]
