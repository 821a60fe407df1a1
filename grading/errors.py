"""Errors that are reported to a user in one line."""

AGAIN = "give the same command again: what is graded stays graded"


class CourseError(Exception):
    """Something a user can mend; the text says what is wrong and what to do."""
