"""The search over the whole site, and what it suggests while somebody types."""

from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from exemplars.profiles.listing import question_of
from exemplars.search.words import LONGEST_QUESTION

from .kinds import kinds
from .results import Answers, answers_of
from .suggesting import suggestions_for

LONGEST_PAGE_NUMBER = 3


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer a question from all kinds of pages together, or from one kind, page by page.

    404 for a page beyond the last.
    """
    question, locale = question_of(request.GET), Locale.get_active()
    answers = [answers_of(kind, question, locale) for kind in kinds()] if question else []
    chosen = next((of for of in answers if of.kind.code == request.GET.get("kind")), None)
    context = {
        "query": question,
        "was_cut": len(request.GET.get("q", "")) > LONGEST_QUESTION,
        "answers": answers,
        "chosen": chosen,
        "results": page_of(chosen, request.GET.get("page", "")) if chosen else None,
        "total": sum(of.total for of in answers),
        "capped": any(of.found.is_capped for of in answers),
        "meant": next((of.found.meant for of in answers if of.found.meant), ""),
    }
    return render(request, "home/search/search.html", context)


def page_of(answers: Answers, number: str):
    """The page of answers asked for; the first where the number is none. Http404 beyond the last."""
    numeric = number.isascii() and number.isdigit() and len(number) <= LONGEST_PAGE_NUMBER
    try:
        return answers.paginator.page(int(number) if numeric else 1)
    except EmptyPage as beyond:
        raise Http404 from beyond


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Options of a list box, as HTML: none for a question that is too short to mean anything."""
    found = suggestions_for(question_of(request.GET), request)
    response = render(request, "home/search/suggestions.html", {"suggestions": found})
    response["X-Robots-Tag"] = "noindex"
    return response
