"""Canaries: what lies around a course, to be found untouched when a submission has been graded."""

from tests.adversarial.canaries.course import Yard

__all__ = ["Yard"]
