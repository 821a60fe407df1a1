"""One hand-in of the corpus, and the few ways in which most of them are made."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grading.pipeline.definition import CHECK
from grading.references.solutions import cells
from grading.samples.sheet import Sheet

HONEST = "honest"  # the student whose work others try to take
NEIGHBOUR = "neighbour"  # the honest student who is graded last, when all others have done harm
CANARY = re.compile(r"CANARY\.([a-z_]+)")

Expected = Literal["full", "some", "zero", "graded", "refused"]


@dataclass(frozen=True)
class Specimen:
    """What one student hands in.

    Parameters
    ----------
    name : also the student's
    sentence : what it tries and what must happen
    make : `make(sheet, folder)` writes it into `folder`, which is submitted/NAME/ASSIGNMENT, from
        a fresh copy of the released notebook
    expected : of the autograded points all, more than none, none and a reason; or only that
        there is a grade, for what has spoilt its own kernel; or that it is left to the instructor,
        who is told why
    unsafe_for_stock : it may not be run without a sandbox
    attack : the code that it runs
    reaches : what the attack does to canaries where there is no sandbox
    as_root : it reaches them if root runs it, on some systems at least
    is_read : pages are made of it, as for a person who reads it
    """

    name: str
    sentence: str
    make: Callable[[Sheet, Path], object]
    expected: Expected = "zero"
    unsafe_for_stock: bool = False
    attack: str = ""
    reaches: tuple[str, ...] = ()
    as_root: bool = False
    is_read: bool = False


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

    NOTEBOOK is the file's name, STOLEN the honest student's notebook; CANARY.name stands for where
    a canary is.
    """
    stolen = folder.parents[1] / HONEST / folder.name / sheet.name
    for word, value in {"ROOT": folder.parents[2].resolve(), "STUDENT": folder.parent.name,
                        "ASSIGNMENT": folder.name, "NOTEBOOK": sheet.name,
                        "STOLEN": stolen.resolve()}.items():
        code = code.replace(word, str(value))
    return CANARY.sub(lambda found: sheet.words[found[1]], code)
