"""`nbgrader quickstart`'s own course, with more students: an ordinary course with tests."""

import shutil
from pathlib import Path

import nbgrader
from nbgrader.api import Gradebook

from bench import commands

ASSIGNMENT = "ps1"
CONFIG = "nbgrader_config.py"
# Two people's, which nbgrader's package brings along with its manual.
SAMPLES = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "submitted"
OURS = "\nimport grading\n\ngrading.configure(c)\n"  # what an instructor adds

# By student, notebook and grade_id: the points, and whether a person has to grade it.
Scores = dict[tuple[str, str, str], tuple[float | None, bool]]


def made(folder: Path, n_students: int, *, with_ours: bool) -> Path:
    """The course in a folder, released; each student has handed in one of its two samples."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    commands.seconds(folder.parent, "nbgrader", "quickstart", folder.name)
    if with_ours:
        with (folder / CONFIG).open("a") as config:
            config.write(OURS)
    commands.seconds(folder, "nbgrader", "generate_assignment", ASSIGNMENT)
    samples = sorted(one for one in SAMPLES.iterdir() if one.is_dir())
    for number in range(n_students):
        shutil.copytree(samples[number % len(samples)], folder / "submitted" / f"s{number:03d}")
    return folder


def scores(folder: Path) -> Scores:
    """What each graded cell of each student earned."""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        return {(one.student_id, notebook.name, grade.name):
                (grade.auto_score, bool(grade.needs_manual_grade))
                for one in gradebook.assignment_submissions(ASSIGNMENT)
                for notebook in one.notebooks for grade in notebook.grades}


def beside_stock(root: Path, n_students: int, n_workers: int) -> tuple[float, float]:
    """Submissions per second here and with stock nbgrader, on the same submissions.

    Raises
    ------
    RuntimeError
        If a cell has another score here than there.
    """
    here = made(root / "ours", n_students, with_ours=True)
    there = made(root / "stock", n_students, with_ours=False)
    ours = n_students / commands.seconds(
        here, "course", "grade", ASSIGNMENT, "--workers", str(n_workers))
    stock = n_students / commands.seconds(there, "nbgrader", "autograde", ASSIGNMENT)
    if scores(here) != scores(there):
        raise RuntimeError("quickstart: a cell has another score here than with stock nbgrader")
    return ours, stock
