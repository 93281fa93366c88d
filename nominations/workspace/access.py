"""The unit's door, under the name by which the workspace knows it."""

from ..dossiers.unit_door import for_units, own_nomination, private

__all__ = ["for_units", "own_nomination", "private"]
