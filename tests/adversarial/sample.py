"""A sample: one submission of the corpus, and the few ways in which most samples are made."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grading.course.graded_cells import CHECK
from grading.demo.student_notebook import StudentNotebook
from grading.references.solutions import cells
from tests.this_course import FOLDERS

HONEST = "honest"  # the student whose work others try to take
NEIGHBOUR = "neighbour"  # the honest student who is graded last, when all others have done harm
CANARY = re.compile(r"CANARY\.([a-z_]+)")

Expected = Literal["full", "some", "zero", "graded", "refused"]


class SampleNotebook(StudentNotebook):
    """A student's notebook whose code may name canaries.

    `placeholders` maps the names that code uses after "CANARY." to values, see `fill_in`.
    """

    def __init__(self, released: Path, placeholders: Mapping[str, str] | None = None) -> None:
        super().__init__(released)
        self.placeholders = placeholders or {}


@dataclass(frozen=True)
class Sample:
    """What one student hands in.

    Parameters
    ----------
    name : also the student's
    sentence : what it tries and what must happen
    make : `make(notebook, folder)` writes it into `folder`, which is submitted/NAME/ASSIGNMENT,
        starting from a fresh copy of the released notebook
    expected : the autograded points it must get: "full", "some" (more than none), "zero" (none, and
        a reason), "graded" (any grade, for a sample that ruins its own kernel) or "refused" (left
        to the instructor, with a reason)
    unsafe_for_stock : it must not be run without a sandbox
    attack : the code that it runs
    reaches : what the attack does to canaries where there is no sandbox
    needs_root : it reaches them only if root runs it, on some systems at least
    is_viewed : pages are made of it, as for a person who reads it
    waits : it runs until the time limit of a cell stops it, so a short limit saves time
    """

    name: str
    sentence: str
    make: Callable[[SampleNotebook, Path], object]
    expected: Expected = "zero"
    unsafe_for_stock: bool = False
    attack: str = ""
    reaches: tuple[str, ...] = ()
    needs_root: bool = False
    is_viewed: bool = False
    waits: bool = False


def exercise_names(notebook: StudentNotebook) -> list[str]:
    """The names of the exercises, in the notebook's order."""
    return [cell.metadata.nbgrader.grade_id.removesuffix(CHECK)
            for cell in notebook.check_cells()]


def answer_all(notebook: StudentNotebook, assignment: str) -> dict[str, str]:
    """Fill in the reference solutions; returns their code by exercise."""
    solutions = cells(FOLDERS, assignment)
    for name, code in solutions.items():
        notebook.answer(name, code)
    return dict(solutions)


def stub_all(notebook: StudentNotebook, code: str) -> None:
    """Write `code` into every solution cell, with the exercise's name for `NAME`."""
    for name in exercise_names(notebook):
        notebook.answer(name, code.replace("NAME", name))


def fill_in(code: str, folder: Path, notebook: SampleNotebook) -> str:
    """Replace the placeholders in a sample's code.

    ROOT is the course's folder, STUDENT and ASSIGNMENT are names, NOTEBOOK is the file's name,
    STOLEN the honest student's notebook; CANARY.name is where that canary is.
    """
    stolen = folder.parents[1] / HONEST / folder.name / notebook.name
    for word, value in {"ROOT": folder.parents[2].resolve(), "STUDENT": folder.parent.name,
                        "ASSIGNMENT": folder.name, "NOTEBOOK": notebook.name,
                        "STOLEN": stolen.resolve()}.items():
        code = code.replace(word, str(value))
    return CANARY.sub(lambda found: notebook.placeholders[found[1]], code)
