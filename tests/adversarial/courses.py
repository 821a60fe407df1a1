"""A course with one released assignment, in which the samples are handed in."""

from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.course.course import Course
from grading.course.folders import CONFIG
from tests.adversarial.canaries import CourseCanaries
from tests.adversarial.corpus import CORPUS
from tests.adversarial.sample import HONEST, NEIGHBOUR, SampleNotebook
from tests.this_course import FOLDERS, add_exercises


def make_course(root: Path, assignment: str, settings: str, notebook: NotebookNode) -> Course:
    """Make a course in `root` with these settings and this source; its honest students hand in."""
    root.mkdir(parents=True)
    (root / CONFIG).write_text(f"{settings}c = get_config()\n"
                               f"c.CourseDirectory.root = {str(root)!r}\n"
                               f"c.CourseDirectory.assignment_id = {assignment!r}\n")
    add_exercises(root)
    source = root / "source" / assignment / FOLDERS.source_notebook(assignment).name
    source.parent.mkdir(parents=True)
    nbformat.write(notebook, source)
    course = Course(root)
    released, = course.release(assignment)
    for name in (HONEST, NEIGHBOUR):
        CORPUS[HONEST].make(SampleNotebook(released), course.folder("submitted", name, assignment))
    return course


def hand_in(course: Course, assignment: str, canaries: CourseCanaries,
            names: Iterable[str]) -> None:
    """Hand in these samples, with the places of the canaries filled in."""
    released = course.folder("release", ".", assignment) / FOLDERS.source_notebook(assignment).name
    for name in names:
        if name != HONEST:
            CORPUS[name].make(SampleNotebook(released, canaries.placeholders),
                              course.folder("submitted", name, assignment))


def text_left_by(course: Course, assignment: str, student: str) -> str:
    """Everything in a student's autograded folder, as one text."""
    folder = course.folder("autograded", student, assignment)
    return "\n".join(path.read_text(encoding="utf-8", errors="replace")
                     for path in sorted(folder.rglob("*"))
                     if path.is_file() and not path.is_symlink())
