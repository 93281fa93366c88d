"""How Vietnamese text, names, dates and numbers are set on a page."""

import datetime
import re

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language

from ..vocabulary.names import given_name

register = template.Library()

#: Words that are one word in two or three syllables; a heading must not break inside them.
COMPOUNDS = (
    "bưu chính", "bưu điện", "biểu dương", "chuyển đổi số", "công nhận", "danh hiệu", "đề cử", "điển hình",
    "đơn vị", "gặp mặt", "hội đồng", "hội nghị", "hồ sơ", "khen thưởng", "lấy ý kiến", "lĩnh vực",
    "người tốt", "nhân dân", "nhân tố mới", "quyết định", "sổ gương", "thành tích", "thẩm định", "thi đua",
    "tiên tiến", "tiêu chí", "toàn quốc", "tuyên dương", "viễn thông", "việc tốt",
)  # fmt: skip
COMPOUND = re.compile(rf"\b(?:{'|'.join(COMPOUNDS)}|năm \d{{4}})\b", re.IGNORECASE)
NO_BREAK = "\u00a0"


@register.filter(is_safe=True)
@stringfilter
def nbsp_compounds(text: str) -> str:
    """Join the syllables of fixed Vietnamese compounds, so that a balanced heading keeps them together.

    >>> nbsp_compounds("Tuyên dương điển hình")
    'Tuyên\\xa0dương điển\\xa0hình'
    """
    if get_language() != "vi":
        return text
    return COMPOUND.sub(lambda found: found[0].replace(" ", NO_BREAK), text)


@register.filter(expects_localtime=True)
def vn_date(value: datetime.date | datetime.datetime | None) -> str:
    """A date as an administrative paper writes it, 12/05/2023; in English 12 May 2023."""
    if not value:
        return ""
    return date_format(value, "d/m/Y" if get_language() == "vi" else "j F Y", use_l10n=False)


@register.filter(expects_localtime=True)
def vn_clock(value: datetime.datetime | None) -> str:
    """The hour of a moment, as 17:00 in both languages."""
    return date_format(value, "H:i", use_l10n=False) if value else ""


@register.filter
def days_until(moment: datetime.datetime | datetime.date) -> int:
    """Whole calendar days from today to the day of ``moment``, in local time; negative once it is past."""
    day = timezone.localdate(moment) if isinstance(moment, datetime.datetime) else moment
    return (day - timezone.localdate()).days


@register.filter
@stringfilter
def given_initial(full_name: str) -> str:
    """The initial of the given name, which stands where there is no portrait: “Đặng Thị Ngà” gives “N”."""
    return given_name(full_name)[:1].upper()


@register.filter
def grouped(number: int) -> str:
    """A whole number in groups of three: 1.204 in Vietnamese, 1,204 in English."""
    return f"{number:,}".replace(",", "." if get_language() == "vi" else ",")


@register.simple_tag
def time_tag(value, words=""):
    """A date or moment inside ``<time>``, written for people and for machines."""
    if not value:
        return ""
    machine = timezone.localtime(value) if isinstance(value, datetime.datetime) else value
    return format_html('<time datetime="{}">{}</time>', machine.isoformat(), words or vn_date(machine))
