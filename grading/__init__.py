"""A grader for nbgrader courses: it runs submissions in a sandbox and judges them outside of it."""

from grading.configuration import configure

__all__ = ["configure"]
