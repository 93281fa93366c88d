"""The public side's models, gathered from its rooms."""

from .profiles.models import Approval, ExemplarIndexPage, ExemplarPage
from .vocabulary.models import Bloc, Field, Unit

__all__ = ["Approval", "Bloc", "ExemplarIndexPage", "ExemplarPage", "Field", "Unit"]
