"""The points of a class, read from the gradebook, for files that leave the course."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

from nbgrader.api import Assignment, Gradebook

from grading.course.graded_cells import CHECK


@dataclass(frozen=True)
class WeekGrades:
    """An assignment; all points by student, of those alone who have a grade.

    exercises : names of what gives points, in the notebooks' order; NOTEBOOK/NAME of several
    points : by student and exercise; None where an answer waits for a grade by hand
    penalties : what being late has cost
    scores : the points less the penalty, not below 0
    waiting : how many answers wait for a grade by hand
    """

    assignment: str
    max_score: float
    exercises: tuple[str, ...]
    points: Mapping[str, Mapping[str, float | None]]
    penalties: Mapping[str, float]
    scores: Mapping[str, float]
    waiting: Mapping[str, int]


def read_grades(db_url: str, assignment: str | None = None) -> list[WeekGrades]:
    """Read the points of one assignment, or of all that have been released."""
    with closing(Gradebook(db_url)) as gradebook:
        return [_week(gradebook, one) for one in sorted(gradebook.assignments,
                                                        key=lambda one: one.name)
                if assignment in (None, one.name)]


def _week(gradebook: Gradebook, described: Assignment) -> WeekGrades:
    several = len(described.notebooks) > 1
    exercises = tuple(_name(notebook.name, cell.name, several)
                      for notebook in sorted(described.notebooks, key=lambda one: one.name)
                      for cell in (*notebook.grade_cells, *notebook.task_cells))
    points: dict[str, dict[str, float | None]] = {}
    penalties, scores, waiting = {}, {}, {}
    for one in gradebook.assignment_submissions(described.name):
        rows = [(notebook.name, row) for notebook in one.notebooks for row in notebook.grades]
        points[one.student_id] = {
            _name(notebook, row.name, several):
                None if row.needs_manual_grade and row.manual_score is None else float(row.score)
            for notebook, row in rows}
        penalties[one.student_id] = float(one.late_submission_penalty)
        scores[one.student_id] = max(0.0, float(one.score) - penalties[one.student_id])
        waiting[one.student_id] = sum(bool(row.needs_manual_grade) for _, row in rows)
    return WeekGrades(described.name, float(described.max_score), exercises, points, penalties,
                      scores, waiting)


def _name(notebook: str, cell: str, several: bool) -> str:
    return (f"{notebook}/" if several else "") + cell.removesuffix(CHECK)
