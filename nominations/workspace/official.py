"""The words of the official report of achievements: its parts, its labels, and what it says beside them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Which part of the official form a step fills.
PARTS = {
    "candidate": gettext_lazy("Part I of the report: short biography"),
    "case": gettext_lazy("Part II of the report: achievements"),
    "awards": gettext_lazy("Part III of the report: rewards received"),
}
LABELS = {
    "alias": gettext_lazy("Other name, if the person has one"),
    "position": gettext_lazy("Position (Party, government, mass organisation)"),
    "duties": gettext_lazy("Powers and duties, given or taken on"),
    "qualification": gettext_lazy("Professional qualification"),
    "academic_rank": gettext_lazy("Academic rank, degree, titles, prizes"),
}
HELP_TEXTS = {
    "name": gettext_lazy("With all its marks, as in a decision."),
    "home_place": gettext_lazy("Commune, province. A former name is understood; it stays as you write it."),
    "residence": gettext_lazy("Where the person lives now: commune, province."),
    "position": gettext_lazy("Position and place of work, one line."),
    "qualification": gettext_lazy("Highest degree and subject."),
    "academic_rank": gettext_lazy(
        "For example Associate Professor; People's Artist. Without any, leave empty."
    ),
    "duties": gettext_lazy("The tasks that the person is given, in part II, 1 of the report."),
}


def official_part(step: str, form_code: str) -> str:
    """Say which part of which official form a step fills; empty where it fills none."""
    if step not in PARTS:
        return ""
    part = str(PARTS[step])
    return _("%(part)s (%(form)s)") % {"part": part, "form": form_code} if form_code else part
