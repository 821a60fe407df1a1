"""The class that the benchmarks grade: one assignment in two courses, ours and stock nbgrader's.

Both get the same answers: most are right, every third student makes one known mistake.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.course.course import Course
from grading.course.definition import ILLUSTRATION
from grading.course.folders import CONFIG
from grading.demo.student_notebook import StudentNotebook
from grading.references.exercises import exercises
from grading.references.solutions import cells, edited
from tests.adversarial.stock_notebook import with_asserts
from tests.this_course import COURSE, FOLDERS, add_exercises

MISTAKEN = 3  # one student in so many errs


@dataclass(frozen=True)
class Class:
    """A course with its submissions: the folder, the assignment, and who answered all rightly."""

    folder: Path
    assignment: str
    honest: tuple[str, ...]


def ours(folder: Path, assignment: str, n_students: int, *, illustrated: bool) -> Class:
    """A class of this course in `folder`."""
    settings = f"load_subconfig({CONFIG!r}, path={str(COURSE)!r})\n"
    source = nbformat.read(FOLDERS.source_notebook(assignment), as_version=4)
    return _hand_in(folder, assignment, n_students, settings, _shown(source, illustrated))


def stock(folder: Path, assignment: str, n_students: int, *, illustrated: bool) -> Class:
    """The same class in a course of stock nbgrader: hidden asserts, nothing of ours."""
    return _hand_in(folder, assignment, n_students, "",
                    with_asserts(assignment, illustrated=illustrated))


def _shown(notebook: NotebookNode, illustrated: bool) -> NotebookNode:
    if not illustrated:
        notebook.cells = [cell for cell in notebook.cells
                          if ILLUSTRATION not in cell.metadata.get("tags", [])]
    return notebook


def _hand_in(folder: Path, assignment: str, n_students: int, settings: str,
             source: NotebookNode) -> Class:
    folder.mkdir(parents=True)
    (folder / CONFIG).write_text(f"{settings}c = get_config()\n"
                                 f"c.CourseDirectory.root = {str(folder)!r}\n"
                                 "c.ExecutePreprocessor.timeout = 120\n")
    add_exercises(folder)
    place = folder / "source" / assignment
    place.mkdir(parents=True)
    nbformat.write(source, place / FOLDERS.source_notebook(assignment).name)
    shutil.copy(FOLDERS.visible_file(assignment), place)
    released, = Course(folder).release(assignment)
    honest = []
    for number in range(n_students):
        student = f"student{number:05d}"
        answers = dict(cells(FOLDERS, assignment))
        if number % MISTAKEN == MISTAKEN - 1:
            exercise = exercises(FOLDERS, assignment)[number % len(exercises(FOLDERS, assignment))]
            answers[exercise.name] = edited(answers[exercise.name],
                                            exercise.mistakes[0].edits)
        else:
            honest.append(student)
        sheet = StudentNotebook(released)
        for name, code in answers.items():
            sheet.answer(name, code)
        sheet.save(folder / "submitted" / student / assignment)
    return Class(folder, assignment, tuple(honest))
