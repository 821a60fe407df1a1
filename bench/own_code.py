"""Timing a submission's own code in a plain process, without kernel and grader.

    python -m bench.own_code ASSIGNMENT NOTEBOOK

prints seconds: of the cells that grading runs, and of the functions on the hidden cases.
"""

import contextlib
import io
import sys
import time
import types
from pathlib import Path

import nbformat

from answercheck.calls import call_all
from answercheck.references import read_references
from grading.course.definition import ILLUSTRATION
from grading.course.graded_cells import CHECK
from grading.execution.example_cells import example_cells
from tests.this_course import FOLDERS, HIDDEN


def seconds(assignment: str, notebook: Path) -> float:
    """The time of one run of what grading runs, after the libraries are loaded."""
    exercises = read_references(HIDDEN / f"{assignment}.h5").exercises
    source = nbformat.read(FOLDERS.source_notebook(assignment), as_version=4)
    skipped = {cell.source.strip() for cell in source.cells
               if ILLUSTRATION in cell.metadata.get("tags", [])}
    skipped |= example_cells(source.cells, ILLUSTRATION).keys()  # no right answer needs one
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main  # where notebooks look for what they define
    names = main.__dict__
    total = 0.0
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type != "code" or cell.source.strip() in skipped:
            continue
        settings = cell.metadata.get("nbgrader", {})
        began = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            if settings.get("grade"):
                exercise = exercises[settings["grade_id"].removesuffix(CHECK)]
                for case in exercise.cases:
                    call_all(names[exercise.name], [(call.args, call.kwargs)
                                                    for call in case.calls])
            else:
                exec(compile(cell.source, "cell", "exec"), names)
        total += time.perf_counter() - began
    return total


def main() -> None:
    """Print the median of five runs; the first, which loads the libraries, is thrown away."""
    times = [seconds(sys.argv[1], Path(sys.argv[2])) for _ in range(6)][1:]
    sys.__stdout__.write(f"{sorted(times)[2]}\n")


if __name__ == "__main__":
    main()
