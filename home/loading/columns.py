"""Columns, the articles in them and beside them, and legal documents of the demonstration."""

from datetime import date

from wagtail.models import Locale, Page

from exemplars.models import ColumnIndexPage, ColumnPage, ColumnPick, ExemplarPage, Field
from home.models import (
    ArticleIndexPage,
    ArticlePage,
    ArticlePerson,
    ConsultationIndexPage,
    LegalDocumentIndexPage,
    LegalDocumentPage,
)
from home.newsrooms import open_column

from .content import read
from .pages import introduce, publish
from .people import person

SECTIONS = {
    "columns": ColumnIndexPage,
    "news": ArticleIndexPage,
    "documents": LegalDocumentIndexPage,
    "consultations": ConsultationIndexPage,
}


def load_columns() -> None:
    """Add everything of ``columns.json``; a newspaper's demo guest gets the column that takes guests."""
    content = read("columns")
    for name, model in SECTIONS.items():
        introduce(model, content["sections"][name])
    columns = {row["slug"]: add_column(row) for row in content["columns"]}
    for row in content["articles"]:
        add_article(row, columns.get(row.get("column")))
    documents = {row["slug"]: add_document(row) for row in content["documents"]}
    for row in content["documents"]:
        if "replaced_by" in row:
            page = documents[row["slug"]]
            page.replaced_by = documents[row["replaced_by"]]
            publish(page)


def vietnamese(model):
    return model.objects.get(locale=Locale.get_default())


def profiles_of(slugs: list[str]) -> list[ExemplarPage]:
    found = ExemplarPage.objects.filter(slug__in=slugs, locale=Locale.get_default())
    return sorted(found, key=lambda profile: slugs.index(profile.slug))


def add_column(row: dict) -> ColumnPage:
    page = ColumnPage(
        slug=row["slug"],
        title=row["title_vi"],
        intro=row["intro_vi"],
        newspaper=row["newspaper"],
        selection=row["selection"],
        honour=row.get("honour", ""),
        field=Field.objects.get(code=row["field"]) if "field" in row else None,
    )
    page.picks = [ColumnPick(profile=p, sort_order=n) for n, p in enumerate(profiles_of(row["picks"]))]
    vietnamese(ColumnIndexPage).add_child(instance=page)
    publish(page)
    if "title_en" in row:
        words = {"title": row["title_en"], "intro": row["intro_en"], "newspaper": row["newspaper_en"]}
        add_english(page, words)
    if row.get("guests"):
        person("guest").groups.add(open_column(page, row["newspaper"]))
    return page


def add_article(row: dict, column: ColumnPage | None) -> None:
    page = ArticlePage(
        **{name: row[name] for name in ("slug", "title", "author", "standfirst")},
        date=date.fromisoformat(row["date"]),
        body=paragraphs(row),
    )
    page.people = [ArticlePerson(profile=p, sort_order=n) for n, p in enumerate(profiles_of(row["people"]))]
    parent = column or vietnamese(ArticleIndexPage)
    parent.refresh_from_db()
    parent.add_child(instance=page)
    publish(page)
    if "en" in row:
        add_english(page, row["en"] | {"body": paragraphs(row["en"])})


def paragraphs(row: dict) -> list[tuple]:
    return [("paragraph", words) for words in row["body"]]


def add_document(row: dict) -> LegalDocumentPage:
    names = ("slug", "title", "number", "issuer", "official_title", "summary")
    page = LegalDocumentPage(
        **{name: row[name] for name in names},
        issued_on=date.fromisoformat(row["issued_on"]),
        in_force_from=date.fromisoformat(row["in_force_from"]),
    )
    vietnamese(LegalDocumentIndexPage).add_child(instance=page)
    publish(page)
    if "en" in row:
        add_english(page, row["en"])
    return page


def add_english(page: Page, words: dict) -> None:
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    for name, value in words.items():
        setattr(english, name, value)
    publish(english)
