"""What the units' pages need beside the words: their navigation, and how much is written in a field."""

import re

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

from exemplars.templatetags.exemplars_text import grouped

from ..desk import navigation_of
from ..dossiers.rules import Measure, length_in

register = template.Library()


@register.simple_tag
def workspace_entries(user):
    """What the rooms add to the workspace's navigation for this person; nothing for nobody."""
    return navigation_of(user) if user.is_authenticated else []


@register.filter
def size_words(number: int) -> str:
    """Write a number of bytes as people do: “20 MB” where Django writes “20,0 MB”."""
    return re.sub(r"[.,]0(?=\D)", "", filesizeformat(number))


@register.inclusion_tag("nominations/components/count.html")
def written_count(field) -> dict:
    """How much is written of what the field's limit allows; nothing where it has no limit.

    The widget names the limit: ``data-limit``, in ``data-unit`` words (chữ: syllables between spaces) or characters.
    """
    limit = field.field.widget.attrs.get("data-limit")
    if not limit:
        return {}
    text = str(field.value() or "").replace("\r\n", "\n").strip()
    measure = field.field.widget.attrs.get("data-unit", Measure.CHARACTERS)
    written, words = length_in(measure, text), count_words(measure == Measure.WORDS)
    left = int(limit) - written
    return words | {
        "id": f"{field.id_for_label}_count",
        "is_over": left < 0,
        "now": words["written"].replace("%s", grouped(written)),
        "then": words["over" if left < 0 else "left"].replace("%s", grouped(abs(left))),
    }


def count_words(in_words: bool) -> dict[str, str]:
    """The words of a count, with %s for the number: they count along in the browser, too."""
    if in_words:
        return {
            "written": gettext("Words written: %s"),
            "left": gettext("Words left: %s"),
            "over": gettext("Words too many: %s"),
        }
    return {
        "written": gettext("Characters written: %s"),
        "left": gettext("Characters left: %s"),
        "over": gettext("Characters too many: %s"),
    }
