"""Whoever takes a list out of the portal is logged, with what the list was narrowed to and how long it was."""

from wagtail.log_actions import log

#: Words typed by a person may be a candidate's name: that they were typed is logged, and not which.
TYPED = frozenset({"q"})
LEFT_OUT = frozenset({"export", "p", "ordering", "csrfmiddlewaretoken"})


def formula_free(value) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def filters_of(request) -> dict[str, object]:
    """What a list was narrowed to, as its address says."""
    narrowed = {name: request.GET.getlist(name) for name in request.GET if name not in LEFT_OUT}
    return {name: True if name in TYPED else values for name, values in narrowed.items() if any(values)}


def log_export(request, *, subject, name: str, rows: int, kind: str) -> None:
    """Log that a list left the portal as a file; ``subject`` is what it is about."""
    data = {"list": name, "format": kind, "rows": rows, "filters": filters_of(request)}
    log(subject, "nominations.export", user=request.user, data=data)


class LoggedExportMixin:
    """Goes before a list view that exports: every file is logged before its first byte leaves.

    The entry is about the person, unless ``export_subject`` says otherwise.
    """

    def export_subject(self):
        return self.request.user

    def as_spreadsheet(self, queryset, spreadsheet_format):
        log_export(
            self.request,
            subject=self.export_subject(),
            name=self.export_filename,
            rows=queryset.count(),
            kind=spreadsheet_format,
        )
        response = super().as_spreadsheet(queryset, spreadsheet_format)
        response.headers["Cache-Control"] = "private, no-store"
        return response
