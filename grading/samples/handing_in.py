"""A course of the corpus: one assignment, released; the specimens hand in."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.course import CONFIG, Course
from grading.folders import source_notebook, visible_file
from grading.samples.canaries import Yard
from grading.samples.corpus import CORPUS
from grading.samples.sheet import Sheet
from grading.samples.specimen import HONEST, NEIGHBOUR


def make_course(root: Path, assignment: str, settings: str, notebook: NotebookNode) -> Course:
    """A course in `root` with these settings and this source; its honest students hand in."""
    root.mkdir(parents=True)
    (root / CONFIG).write_text(f"{settings}c = get_config()\n"
                               f"c.CourseDirectory.root = {str(root)!r}\n"
                               f"c.CourseDirectory.assignment_id = {assignment!r}\n")
    place = root / "source" / assignment / source_notebook(assignment).name
    place.parent.mkdir(parents=True)
    nbformat.write(notebook, place)
    shutil.copy(visible_file(assignment), place.parent)
    course = Course(root)
    released = course.release(assignment)
    for name in (HONEST, NEIGHBOUR):
        CORPUS[HONEST].make(Sheet(released), course.folder("submitted", name, assignment))
    return course


def hand_in(course: Course, assignment: str, yard: Yard, names: Iterable[str]) -> None:
    """Hand in these specimens; they know where the canaries are."""
    released = course.folder("release", ".", assignment) / source_notebook(assignment).name
    for name in names:
        if name != HONEST:
            CORPUS[name].make(Sheet(released, yard.words),
                              course.folder("submitted", name, assignment))


def left_by(course: Course, assignment: str, student: str) -> str:
    """All that grading left of a submission, as one text."""
    folder = course.folder("autograded", student, assignment)
    return "\n".join(path.read_text(encoding="utf-8", errors="replace")
                     for path in sorted(folder.rglob("*"))
                     if path.is_file() and not path.is_symlink())
