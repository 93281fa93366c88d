"""Every change that screening makes; the outcomes are what other rooms ask for."""

from .outcomes import return_nomination

__all__ = ["return_nomination"]
