"""How an administrative paper writes dates, numbers, names and endings (Decree 30/2020, Appendix I). Pure."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

#: What stands where a number or a day will be written by hand.
BLANK = "\N{NO-BREAK SPACE}" * 8
#: Academic titles, which never stand before the name of a signatory.
ACADEMIC = re.compile(r"^(?:(?:GS|PGS|TSKH|TS|ThS|CN|KS|BS)(?:\.\s*|\s+))+")
#: How the names of emulation titles begin; every other honour is an award.
TITLES = ("chiến sĩ thi đua", "lao động tiên tiến", "anh hùng", "tập thể lao động", "nghệ nhân", "nghệ sĩ")
#: The authority under which somebody signs: for a body, acting, for the head, by order, by authorisation.
AUTHORITIES = ("TM.", "Q.", "KT.", "TL.", "TUQ.")
DEPUTY = re.compile(r"^(PHÓ|THỨ TRƯỞNG)\b")


# --- Dates and times ------------------------------------------------------------------------------------


def day_of(day: date) -> str:
    """Write a day with the zero that days below 10 take."""
    return f"{day.day:02d}"


def month_of(day: date) -> str:
    """Write a month with the zero that January and February take, and no other month."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def long_date(day: date) -> str:
    """
    >>> long_date(date(2023, 4, 7))
    'ngày 07 tháng 4 năm 2023'
    """
    return f"ngày {day_of(day)} tháng {month_of(day)} năm {day.year}"


def short_date(day: date) -> str:
    """
    >>> short_date(date(2023, 2, 9))
    '09/02/2023'
    """
    return f"{day_of(day)}/{month_of(day)}/{day.year}"


def date_line(day: date | None, year: int) -> str:
    """Write the date of a paper; one that is not issued yet leaves day and month to the pen."""
    return long_date(day) if day else f"ngày{BLANK}tháng{BLANK}năm {year}"


def clock(moment: datetime) -> str:
    """
    >>> clock(datetime(2023, 2, 9, 14, 5))
    '14 giờ 05 phút, ngày 09 tháng 02 năm 2023'
    """
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút, {long_date(moment)}"


WRITTEN_DATE = re.compile(r"\b(ngày)\s+(\d{1,2})\s+(tháng)\s+(\d{1,2})\b", re.IGNORECASE)
SHORT_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")


def zeroed(text: str) -> str:
    """Return a text whose dates have their zeros by the rule, however they were typed.

    >>> zeroed("Luật ngày 5 tháng 06 năm 2022, Chỉ thị ngày 7/04/2014")
    'Luật ngày 05 tháng 6 năm 2022, Chỉ thị ngày 07/4/2014'
    """
    text = WRITTEN_DATE.sub(lambda m: f"{m[1]} {two(m[2])} {m[3]} {month(m[4])}", text)
    return SHORT_DATE.sub(lambda m: f"{two(m[1])}/{month(m[2])}/{m[3]}", text)


def two(digits: str) -> str:
    return f"{int(digits):02d}"


def month(digits: str) -> str:
    return f"{int(digits):02d}" if int(digits) < 3 else str(int(digits))


# --- Numbers --------------------------------------------------------------------------------------------


def counted(number: int) -> str:
    """Write a count: 1 to 9 take a zero, nought none, thousands a dot.

    >>> counted(2), counted(0), counted(1250)
    ('02', '0', '1.250')
    """
    return f"{number:02d}" if 0 < number < 10 else thousands(number)


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def row_number(number: int, rows: int) -> str:
    """Write TT: padded to two places in a list of ten and more."""
    return f"{number:02d}" if rows > 9 else str(number)


def percentage(part: int, whole: int) -> str:
    """Write a share with a decimal comma and two places, half rounded up; nothing of nothing is nought.

    >>> percentage(13, 15)
    '86,67'
    """
    share = Decimal(part * 100) / whole if whole else Decimal(0)
    return str(share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)).replace(".", ",")


def roman(number: int) -> str:
    """
    >>> roman(14)
    'XIV'
    """
    steps = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in steps:
        text += letters * (number // value)
        number %= value
    return text


def document_number(number: int | None) -> str:
    """Write the number of a paper with two places at least; one without a number leaves room for it."""
    return f"{number:02d}" if number else BLANK


def symbol(number: int | None, kind: str, *bodies: str) -> str:
    """
    >>> symbol(5, "TTr", "TCCB")
    '05/TTr-TCCB'
    """
    return f"{document_number(number)}/{'-'.join((kind, *bodies))}"


# --- Names and sentences --------------------------------------------------------------------------------


def printable(text: str) -> str:
    """Return a text that may stand in a paper: NFC, line ends as ``\\n``, no control or direction marks."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in UNPRINTABLE)


UNPRINTABLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def without_titles(name: str) -> str:
    """
    >>> without_titles("PGS.TS. Nguyễn Văn A")
    'Nguyễn Văn A'
    """
    return ACADEMIC.sub("", name.strip())


def bases(texts: Iterable[str], *written: str) -> list[str]:
    """Write legal bases as they stand under a title: dates with zeros, each ends with ``;``, the last with ``.``.

    ``written`` are bases that the portal itself has worded; the room that they leave for the pen stays.
    """
    bare = [re.sub(r"^(căn cứ|theo)\s+", "", clean(text), flags=re.IGNORECASE) for text in texts]
    bare = [*(zeroed(text).rstrip(" ;.,") for text in bare if text), *written]
    return [f"{text};" for text in bare[:-1]] + [f"{text}." for text in bare[-1:]]


def listed(texts: Iterable[str]) -> list[str]:
    """Write the items of a list: each ends with ``;`` whatever it ended with."""
    return [f"{clean(text).rstrip(' ;.,')};" for text in texts if clean(text)]


def clean(text: str) -> str:
    """Return one line without runs of white space."""
    return " ".join(printable(text).split())


def paragraphs(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [clean(line) for line in printable(text).split("\n") if line.strip()]


def closed(text: str) -> str:
    """End a sentence with one full stop."""
    return f"{text.rstrip(' ;.,/')}." if text.strip() else ""


def words_cut(text: str, limit: int) -> str:
    """Return at most ``limit`` words, cut at the end of a sentence where one is near, else with nothing added."""
    words = text.split()
    if len(words) <= limit:
        return " ".join(words)
    kept = " ".join(words[:limit])
    end = max(kept.rfind(". "), kept.rfind("; "))
    return kept[: end + 1] if end > len(kept) // 2 else kept.rstrip(" ,;:")


def characters_cut(text: str, limit: int) -> str:
    """Return at most ``limit`` characters, cut between words."""
    text = clean(text)
    return text if len(text) <= limit else text[: limit + 1].rpartition(" ")[0].rstrip(" ,;:")


def is_title(award: str) -> bool:
    """Say whether an honour is an emulation title; every other is an award."""
    return clean(award).casefold().startswith(TITLES)


def post_and_unit(position: str, unit: str) -> str:
    """Join a post and a unit, unless the post names the unit already."""
    position, unit = clean(position), clean(unit)
    if not position or unit.casefold() in position.casefold():
        return position or unit
    return f"{position}, {unit}"


#: Words of a body's name that its abbreviation passes over.
JOINING = frozenset({"và", "của", "các", "về"})


def initials(name: str) -> str:
    """Abbreviate a body's name by the first letters of its words, without marks; Đ stays.

    >>> initials("Cục Báo chí"), initials("Đài Truyền hình và Phát thanh"), initials("Ủy ban Dân tộc")
    ('CBC', 'ĐTHPT', 'UBDT')
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFC", name))
    first = [word[0].upper() for word in words if word.lower() not in JOINING and not word.isdigit()]
    return "".join(letter if letter == "Đ" else unicodedata.normalize("NFD", letter)[0] for letter in first)


def signing_authority(authority: str, of: str) -> str:
    """Return the line above the post, as ``KT. BỘ TRƯỞNG``; empty for one who signs in their own right."""
    return f"{authority} {of}".strip().upper() if authority else ""


def is_deputy(title: str) -> bool:
    """Say whether a post is a deputy's, which alone signs ``KT.``."""
    return bool(DEPUTY.match(title.strip().upper()))
