"""The reference solutions, taken from the solution cells of the source notebooks."""

import ast
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import CodeType
from typing import Any

import nbformat
from nbformat import NotebookNode

from grading.course.folders import CourseFolders
from grading.errors import CourseError


@cache
def cells(folders: CourseFolders, assignment: str) -> Mapping[str, str]:
    """The code of each solution cell, by its grade_id, in the order of the notebooks."""
    return {name: code for notebook in _notebooks(folders, assignment)
            for name, code in solutions(notebook).items()}


@cache
def import_statements(folders: CourseFolders,
                      assignment: str) -> tuple[tuple[str, frozenset[str] | None], ...]:
    """The import statements of the setup cells, with the names that each binds; None for a `*`."""
    found = []
    for notebook in _notebooks(folders, assignment):
        for node in ast.parse(imports(notebook)).body:
            assert isinstance(node, ast.Import | ast.ImportFrom)
            names = {(one.asname or one.name).partition(".")[0] for one in node.names}
            found.append((ast.unparse(node), None if "*" in names else frozenset(names)))
    return tuple(dict.fromkeys(found))


def _notebooks(folders: CourseFolders, assignment: str) -> list[NotebookNode]:
    return [nbformat.read(path, as_version=4)
            for path in folders.source_notebooks(assignment)]


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
        name → function (and what they use of the notebook's imports)
    """
    folders.add_to_path()
    codes = {**cells(folders, assignment), **(replaced or {})}
    compiled = [_compiled(code, f"<{assignment}: {name}>") for name, code in codes.items()]
    read = frozenset().union(*(reads for _, reads in compiled))
    names: dict[str, Any] = {"__name__": assignment}
    for line, binds in import_statements(folders, assignment):
        if binds is None or binds & read:
            names.update(_imported(line))
    for code, _ in compiled:
        exec(code, names)
    return names


@lru_cache(maxsize=1024)
def _compiled(code: str, name: str) -> tuple[CodeType, frozenset[str]]:
    """A cell's code, compiled, and all names in it."""
    tree = ast.parse(code, name)
    read = frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    return compile(tree, name, "exec"), read


@cache
def _imported(statement: str) -> dict[str, Any]:
    """The names that an import statement binds; what is imported is imported once."""
    names: dict[str, Any] = {}
    exec(statement, names)
    del names["__builtins__"]
    return names
