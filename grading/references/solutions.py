"""The reference solutions, taken from the solution cells of the source notebooks."""

import ast
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import nbformat
from nbformat import NotebookNode

from grading.course.folders import CourseFolders
from grading.errors import CourseError


@cache
def cells(folders: CourseFolders, assignment: str) -> Mapping[str, str]:
    """The code of each solution cell, by its grade_id, in the order of the notebooks."""
    found: dict[str, str] = {}
    for path in folders.source_notebooks(assignment):
        found |= solutions(nbformat.read(path, as_version=4))
    return found


@cache
def _imports(folders: CourseFolders, assignment: str) -> str:
    return "\n".join(imports(nbformat.read(path, as_version=4))
                     for path in folders.source_notebooks(assignment))


def solutions(notebook: NotebookNode) -> dict[str, str]:
    """The code of each solution cell of a source notebook, by its grade_id, in order."""
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in notebook.cells
            if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")}


def imports(notebook: NotebookNode) -> str:
    """The import statements of a source notebook's setup cells."""
    lines = []
    for cell in notebook.cells:
        if cell.cell_type == "code" and "setup" in cell.metadata.get("tags", []):
            lines += [ast.unparse(node) for node in ast.parse(cell.source).body
                      if isinstance(node, ast.Import | ast.ImportFrom)]
    return "\n".join(lines)


def edited(code: str, edits: Iterable[tuple[str, str]]) -> str:
    """A solution cell with edits made.

    Raises
    ------
    CourseError
        If the text to replace does not stand in the cell exactly once.
    """
    for old, new in edits:
        if code.count(old) != 1:
            raise CourseError(f"an edit does not fit the solution: {old!r} stands there "
                              f"{code.count(old)} times, not once")
        code = code.replace(old, new)
    return code


def namespace(folders: CourseFolders, assignment: str,
              replaced: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The names of a notebook after its solution cells have run.

    Parameters
    ----------
    folders : of the course
    assignment : its folder in source/
    replaced : other code for some of the solution cells, by name

    Returns
    -------
    dict
        name → function (and what the notebook's setup imports)
    """
    names: dict[str, Any] = {"__name__": assignment}
    exec(_imports(folders, assignment), names)
    for name, code in {**cells(folders, assignment), **(replaced or {})}.items():
        exec(compile(code, f"<{assignment}: {name}>", "exec"), names)
    return names
