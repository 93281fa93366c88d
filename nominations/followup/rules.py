"""Where a unit stands in a campaign, where an assignment stands, and what a message may ask for. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """What a unit has done about a campaign."""

    SUBMITTED = "submitted"
    ABSTAINED = "abstained"
    DRAFTING = "drafting"
    SILENT = "silent"


#: Stages that say nothing of what a unit means to do: with the unit, or taken back.
UNSENT = frozenset({"draft", "withdrawn"})


def standing_of(stages: Mapping[str, int], *, abstains: bool) -> Standing:
    """Say where a unit stands, by how many nominations it has at each stage and whether it nominates nobody.

    What was handed in says more than a word, and a word more than a draft that nobody finished.
    """
    if any(count for stage, count in stages.items() if stage not in UNSENT):
        return Standing.SUBMITTED
    if abstains:
        return Standing.ABSTAINED
    return Standing.DRAFTING if stages.get("draft") else Standing.SILENT


# --- Assignments ----------------------------------------------------------------------------------------


class Progress(StrEnum):
    """Where an assignment stands."""

    DONE = "done"
    REPORTED = "reported"
    OVERDUE = "overdue"
    UNDER_WAY = "under_way"
    WAITING = "waiting"


def progress_of(*, due_on: date, today: date, percentage: int | None, is_done: bool) -> Progress:
    """Say where an assignment stands; ``percentage`` is its lead unit's latest word, None before the first.

    The due day itself is in time. What its lead reported as whole waits for the department and is late no more.
    """
    if is_done:
        return Progress.DONE
    if percentage == 100:
        return Progress.REPORTED
    if due_on < today:
        return Progress.OVERDUE
    return Progress.WAITING if percentage is None else Progress.UNDER_WAY


def dong(amount: int | None) -> str:
    """Write an amount of money as papers do; an amount that nobody estimated is empty.

    >>> dong(12_500_000)
    '12.500.000 đ'
    """
    return "" if amount is None else f"{amount:,} đ".replace(",", ".")


#: How a person writes an amount: groups divided by dots or spaces, perhaps with the currency behind it.
AMOUNT = re.compile(r"^(\d{1,3}(?:[.\s\u00a0]\d{3})+|\d+)\s*(?:đ|₫|đồng|vnd|vnđ)?$", re.IGNORECASE)
MOST_DONG = 10**15


def amount_of(text: str) -> int:
    """Read an amount of whole dong; raises ValueError for anything else, decimals among it.

    >>> amount_of("12.500.000 đ")
    12500000
    """
    found = AMOUNT.match(text.strip())
    if not found:
        raise ValueError(text)
    amount = int(re.sub(r"\D", "", found[1]))
    if amount > MOST_DONG:
        raise ValueError(text)
    return amount


# --- Messages -------------------------------------------------------------------------------------------

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
#: What a message may ask for, in the words of those who write it.
PLACEHOLDERS = ("ten_don_vi", "nguoi_nhan", "dot_xet_chon", "han_nop", "con_lai", "chi_tieu", "so_ban_nhap")


def unknown_placeholders(text: str) -> list[str]:
    """The placeholders of a text that nobody can fill, each once, and braces that open or close none."""
    unknown = [f"{{{{{name}}}}}" for name in PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]
    rest = PLACEHOLDER.sub("", text)
    loose = [brace for brace in ("{{", "}}") if brace in rest]
    return list(dict.fromkeys([*unknown, *loose]))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put the values in the place of their placeholders, once: what a value says is never read again.

    >>> filled("Kính gửi {{ten_don_vi}}", {"ten_don_vi": "Cục Mẫu"})
    'Kính gửi Cục Mẫu'
    """
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def total_cost(costs: Iterable[int | None]) -> int:
    return sum(cost or 0 for cost in costs)
