from .changes import router as changes_router
from .profiles import router

router.add_router("", changes_router)

__all__ = ["router"]
