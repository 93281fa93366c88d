"""Lists of articles and documents, by pages and by what the reader asks for."""

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404

PAGE_SIZE = 12
LONGEST_NUMBER = 4


def page_of(rows, typed: str) -> Page:
    """The page of a list that an address asks for; the first where it names none. Http404 beyond the last."""
    numeric = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER
    try:
        return Paginator(rows, PAGE_SIZE).page(int(typed) if numeric else 1)
    except EmptyPage as beyond:
        raise Http404 from beyond


def chosen(typed: str, offered: list[str]) -> str:
    """What was asked for, where it is on offer; else nothing."""
    return typed if typed in offered else ""
