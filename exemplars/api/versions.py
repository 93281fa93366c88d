"""The same page in other languages, for a whole answer with one query."""

from .addresses import Addresses


def versions_of(model, pages: list, resource: str, addresses: Addresses) -> dict[int, list[dict]]:
    """By the key of each page: its published translations, as the document's ``Version``."""
    if not pages:
        return {}
    others = (
        model.objects.published()
        .filter(translation_key__in=[page.translation_key for page in pages])
        .order_by("locale")
        .values_list("translation_key", "pk", "url_path", "locale__language_code")
    )
    found: dict[int, list[dict]] = {page.pk: [] for page in pages}
    by_translation = {}
    for page in pages:
        by_translation.setdefault(page.translation_key, []).append(page.pk)
    for translation, key, url_path, language in others:
        version = {
            "locale": language,
            "id": key,
            "url": addresses.page(url_path, language),
            "api_url": addresses.resource(resource, key),
        }
        for page in by_translation[translation]:
            if page != key:
                found[page].append(version)
    return found
