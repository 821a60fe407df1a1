"""Canaries: files, listeners and processes around a course, which no submission may touch."""

from tests.adversarial.canaries.course import CourseCanaries

__all__ = ["CourseCanaries"]
