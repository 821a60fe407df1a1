"""What we know of an assignment from our own source, never from a submission."""

from functools import lru_cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from traitlets.config import LoggingConfigurable

from grading.folders import source_notebook

ILLUSTRATION = "illustration"  # the tag, in source/, of a cell that only shows something
CHECK = "-check"  # how the grade_id of a check cell ends; before it stands the exercise


def illustrations_of(stage: LoggingConfigurable, assignment: str) -> frozenset[str]:
    """The code of the cells that grading does not run, for a pipeline stage's course."""
    return frozenset(cell.source.strip() for cell in _cells(stage, assignment)
                     if ILLUSTRATION in cell.metadata.get("tags", []))


def order_of(stage: LoggingConfigurable, assignment: str) -> list[str]:
    """The grade_ids of the cells that nbgrader knows, as they stand in the source notebook."""
    return [cell.metadata.nbgrader.grade_id for cell in _cells(stage, assignment)
            if "nbgrader" in cell.metadata]


def _cells(stage: LoggingConfigurable, assignment: str) -> list[NotebookNode]:
    course = CourseDirectory(parent=stage)
    source = Path(course.format_path(course.source_directory, ".", assignment)).parent
    path = source_notebook(assignment, source)
    return _read(path, path.stat().st_mtime_ns).cells


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> NotebookNode:
    return nbformat.read(path, as_version=4)
