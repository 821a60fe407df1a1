"""Scoring a cell of tests by how it ended, as nbgrader's `determine_grade` does.

nbgrader looks for an error and then for a number among the outputs of the cell, which any code of
the student's may write there. Here the score is what the cell itself ended with, and what did not
run to its end earns nothing.
"""

import builtins
import math
from collections.abc import Collection
from logging import Logger
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import get_partial_grade

from answercheck.verdict import MAX_LINE, CaseVerdict, Finding, Verdict, finding, one_line
from grading.course.graded_cells import ends_in_expression
from grading.execution.execute import Answer
from grading.words import N_

LABEL = "tests"  # of the one case of such a verdict
OWN_ERROR = N_("an exception of its own")


def judged_by_tests(cell: NotebookNode, answer: Answer, hidden: Collection[int],
                    may_quote: bool, log: Logger) -> tuple[Verdict, float]:
    """The verdict on a cell of tests, and its points.

    Parameters
    ----------
    cell : the cell with what it has shown
    answer : how it ended
    hidden : the numbers of its lines that the student does not know
    may_quote : whether a message cannot hold what the student does not know
    log : for what nbgrader remarks of an odd score
    """
    grade_id, most = cell.metadata.nbgrader.grade_id, float(cell.metadata.nbgrader.points)
    if answer.missing:
        return Verdict(grade_id, no_answer=answer.missing, by_tests=True), 0.0
    points, why = _points(cell, answer, most, log)
    if why is None and points < most:
        why = finding("tests_partial", points=points, max_points=most)
    if why is not None and why.code == "raised":
        why = _raised(cell.source, answer.done, hidden, may_quote)
    share = 1.0 if why is None else points / most if most else 0.0
    return Verdict(grade_id, (CaseVerdict(LABEL, share, (), why),), by_tests=True), points


def _points(cell: NotebookNode, answer: Answer, most: float,
            log: Logger) -> tuple[float, Finding | None]:
    """The points of a cell, and what is wrong if it is more than that some are missing."""
    if "ename" in answer.done or any(one.output_type == "error" for one in cell.outputs):
        return 0.0, finding("raised")
    if any(one.output_type == "stream" and one.name == "stderr" for one in cell.outputs):
        return 0.0, finding("tests_wrote_to_stderr")
    value = answer.done.get("value")
    if not isinstance(value, str) or not ends_in_expression(cell.source):
        return most, None
    number = _number(value)
    if number is not None and not 0 <= number < math.inf:  # nbgrader pays all points for it
        return 0.0, finding("tests_gave_no_score", value=value)
    if number is not None and number > most:  # nbgrader refuses the whole submission
        log.error("%s gave %s points of %g; it counts as 0", cell.metadata.nbgrader.grade_id,
                  value, most)
        return 0.0, finding("tests_gave_too_much", points=number, max_points=most)
    return get_partial_grade({"data": {"text/plain": value}}, most, log), None


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _raised(source: str, done: dict[str, Any] | Any, hidden: Collection[int],
            may_quote: bool) -> Finding:
    """An error as its author may read it: of a hidden test neither its line nor a message."""
    kind, number = done.get("ename"), done.get("line")
    kind = kind if isinstance(kind, str) else "Error"
    if kind == NotImplementedError.__name__:
        return finding("not_answered")
    shown = {place: text for place, text in enumerate(source.split("\n"), start=1)
             if place not in hidden}
    line = shown.get(number, "").strip() if type(number) is int else ""
    if not line and hidden:
        return finding("tests_failed", type=known_exception(kind), message="", line="",
                       hidden=True)
    message = str(done.get("evalue", "")) if may_quote else ""
    kind = one_line(kind, MAX_LINE) if may_quote else known_exception(kind)
    return finding("tests_failed", type=kind,
                   message=one_line(message, MAX_LINE), line=one_line(line, MAX_LINE),
                   hidden=False)


def known_exception(kind: str) -> str:
    """The name of an exception, if it is one of Python's: others could spell what a test said."""
    found = getattr(builtins, kind, None)
    is_exception = isinstance(found, type) and issubclass(found, BaseException)
    return kind if is_exception else OWN_ERROR
