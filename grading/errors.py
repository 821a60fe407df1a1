"""The errors that a person is told in one line."""


class CourseError(Exception):
    """Something a user can mend; the text says what is wrong and what to do."""
