from ninja import Router

from . import changes, columns, conferences, previews, profiles, tombstones, vocabulary

#: The public side's part of the API, in the order of its document.
router = Router()
for part in (profiles, columns, conferences, vocabulary, tombstones, changes, previews):
    router.add_router("", part.router)

__all__ = ["router"]
