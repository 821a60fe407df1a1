"""A grader for nbgrader courses that runs submissions in a sandbox and judges them outside of it."""

from grading.configuration import configure

__all__ = ["configure"]
