"""What we know of an assignment from our own source, never from a submission."""

from functools import lru_cache
from pathlib import Path

import nbformat
from nbgrader.coursedir import CourseDirectory
from traitlets.config import LoggingConfigurable

from grading.folders import source_notebook

ILLUSTRATION = "illustration"  # the tag, in source/, of a cell that only shows something
CHECK = "-check"  # how the grade_id of a check cell ends; before it stands the exercise


def illustrations_of(stage: LoggingConfigurable, assignment: str) -> frozenset[str]:
    """The code of the cells that grading does not run, for a pipeline stage's course."""
    course = CourseDirectory(parent=stage)
    source = Path(course.format_path(course.source_directory, ".", assignment)).parent
    path = source_notebook(assignment, source)
    return _illustrations(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _illustrations(path: Path, _changed: int) -> frozenset[str]:
    notebook = nbformat.read(path, as_version=4)
    return frozenset(cell.source.strip() for cell in notebook.cells
                     if ILLUSTRATION in cell.metadata.get("tags", []))
