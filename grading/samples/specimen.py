"""One hand-in of the corpus, and the few ways in which most of them are made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grading.pipeline.definition import CHECK
from grading.reference.solutions import cells
from grading.samples.sheet import Sheet

HONEST = "honest"  # the student whose work others try to take


@dataclass(frozen=True)
class Specimen:
    """What one student hands in.

    `sentence` says what it tries and what must happen. `make(sheet, folder)` writes it into
    `folder`, which is submitted/NAME/ASSIGNMENT, from a fresh copy of the released notebook.
    `expected` of the autograded points: all of them, more than none, or none and a reason.
    """

    name: str
    sentence: str
    make: Callable[[Sheet, Path], object]
    expected: Literal["full", "some", "zero"] = "zero"


def exercises(sheet: Sheet) -> list[str]:
    """The names of the exercises, in order."""
    return [cell.metadata.nbgrader.grade_id.removesuffix(CHECK) for cell in sheet.check_cells()]


def answer_all(sheet: Sheet, assignment: str) -> dict[str, str]:
    """Fill in the reference solutions; the code by name."""
    solutions = cells(assignment)
    for name, code in solutions.items():
        sheet.answer(name, code)
    return dict(solutions)


def stub_all(sheet: Sheet, code: str) -> None:
    """Write `code` into every solution cell, with the exercise's name for `NAME`."""
    for name in exercises(sheet):
        sheet.answer(name, code.replace("NAME", name))


def fill_in(code: str, folder: Path, sheet: Sheet) -> str:
    """Code that knows where it is: ROOT is the course's folder, STUDENT and ASSIGNMENT are names.

    NOTEBOOK is the file's name, STOLEN the honest student's notebook.
    """
    stolen = folder.parents[1] / HONEST / folder.name / sheet.name
    for word, value in {"ROOT": folder.parents[2].resolve(), "STUDENT": folder.parent.name,
                        "ASSIGNMENT": folder.name, "NOTEBOOK": sheet.name,
                        "STOLEN": stolen.resolve()}.items():
        code = code.replace(word, str(value))
    return code
