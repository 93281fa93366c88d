"""The workspace's name for what a refused form must have corrected."""

from ..dossiers.problems import Problem, first_id, problems_in, problems_of, wrong_fields

__all__ = ["Problem", "first_id", "problems_in", "problems_of", "wrong_fields"]
