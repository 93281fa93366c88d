"""Every change that public consultation makes, by subject."""

from .passing import pass_consultation

__all__ = ["pass_consultation"]
