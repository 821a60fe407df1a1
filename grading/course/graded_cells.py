"""The graded code cells of a notebook, and of which of the two kinds each is.

A check calls an exercise that the course describes, and its answers are judged outside of the
kernel. Any other holds tests, which run in the student's process as they do in plain nbgrader.
"""

import ast
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

CHECK = "-check"  # how the grade_id of a check cell ends; before it stands the exercise


def is_graded_code(cell: NotebookNode) -> bool:
    """Whether running the cell decides its points; of an answer that is graded it does not."""
    return (cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell))


def marked_cells(path: Path) -> set[str]:
    """The grade_ids of a notebook's cells that nbgrader keeps."""
    cells = nbformat.read(path, as_version=4).cells
    return {cell.metadata.nbgrader.grade_id for cell in cells
            if utils.is_grade(cell) or utils.is_solution(cell) or utils.is_locked(cell)
            or utils.is_task(cell)}


def hidden_lines(source: str, begin: str, end: str) -> list[int]:
    """The numbers of the lines that nbgrader leaves out of the released cell, from 1.

    Parameters
    ----------
    begin, end : what a line holds at which hidden tests begin and end

    >>> hidden_lines("a\\n### BEGIN HIDDEN TESTS\\nb\\n### END HIDDEN TESTS\\nc",
    ...              "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
    [2, 3, 4]
    """
    hidden, inside = [], False
    for number, line in enumerate(source.split("\n"), start=1):
        inside = inside or begin in line
        if inside:
            hidden.append(number)
        inside = inside and end not in line
    return hidden


def ends_in_expression(source: str) -> bool:
    """Whether the last thing that a cell does is to give a value; if it is no Python, perhaps."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return True
    return bool(body) and isinstance(body[-1], ast.Expr)
