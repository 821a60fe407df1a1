"""Canaries: what lies around a course, to be found untouched when a submission has been graded."""

from grading.samples.canaries.yard import Yard

__all__ = ["Yard"]
