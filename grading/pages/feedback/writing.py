"""Writing the feedback pages of a class: those that do not say what they should."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook, SubmittedAssignment

from grading.course.course import Course
from grading.errors import CourseError
from grading.handout.settings import Handout
from grading.pages.feedback.made_from import is_current, made_from
from grading.progress import track

PAGE = ".html"


@dataclass
class Written:
    """What became of the pages of a class.

    n_written, n_left : pages that were written, and those that were as they should be
    problems : by student, why theirs could not be written
    """

    n_written: int = 0
    n_left: int = 0
    problems: dict[str, str] = field(default_factory=dict)


def write_feedback(course: Course, assignment: str, force: bool = False) -> Written:
    """Write each page of a class that differs from what it should say; with `force`, all.

    Raises
    ------
    CourseError
        If there is no such assignment, or nothing is graded.
    """
    students = [name for name in course.students(assignment) if _graded(course, assignment, name)]
    if not students:
        raise CourseError(f"nothing is graded yet; run 'course grade {assignment}' first")
    done = Written()
    with closing(Gradebook(course.directory.db_url)) as gradebook:
        grades = {one.student_id: one for one in gradebook.assignment_submissions(assignment)}
        current = set() if force else {
            name for name in students
            if name in grades and has_current_pages(course, assignment, name, grades[name])}
    for name in track(students, "feedback"):
        n_pages = len(_graded(course, assignment, name))
        if name in current:
            done.n_left += n_pages
        elif name not in grades:
            done.problems[name] = (f"the gradebook has no grade; run 'course grade {assignment}' "
                                   "first")
        elif problem := course.feedback(assignment, name, force=True):
            done.problems[name] = problem
        else:
            done.n_written += n_pages
    return done


def has_current_pages(course: Course, assignment: str, student: str,
                      grades: SubmittedAssignment) -> bool:
    """Return whether a graded submission has all its pages, and they say what they should."""
    folder = course.folder("feedback", student, assignment)
    pages = [folder / f"{one.stem}{PAGE}" for one in _graded(course, assignment, student)]
    return is_current(pages, made_from(course.folder("autograded", student, assignment), grades,
                                       Handout(config=course.config).address))


def _graded(course: Course, assignment: str, student: str) -> Sequence[Path]:
    return sorted(course.folder("autograded", student, assignment).glob("*.ipynb"))
