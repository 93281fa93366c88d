from .profiles import router

__all__ = ["router"]
