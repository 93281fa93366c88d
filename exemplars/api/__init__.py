from ninja import Router

from . import changes, profiles, tombstones, vocabulary

#: The public side's part of the API, in the order of its document.
router = Router()
for part in (profiles, tombstones, changes, vocabulary):
    router.add_router("", part.router)

__all__ = ["router"]
