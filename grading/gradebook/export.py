"""`nbgrader export` without formulas, since a spreadsheet runs a cell that begins like one."""

import csv
import re
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin

COLUMNS = ("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
           "raw_score", "late_submission_penalty", "score", "max_score")
# Also after what some spreadsheets take for the end of a cell in spite of the quotes.
FORMULA = re.compile(r'(^|[,;|"] ?)(?=[-=+@－＝＋＠])')


class CsvWithoutFormulas(ExportPlugin):
    """Writes what nbgrader's own CSV exporter writes, safe to open in a spreadsheet.

    References
    ----------
    OWASP, CSV Injection: https://owasp.org/www-community/attacks/CSV_Injection
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write a row for each assignment and student to `self.to`, else grades.csv."""
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            table.writeheader()
            for assignment in gradebook.assignments:
                for student in gradebook.students:
                    if _asked(assignment.name, self.assignment) and _asked(student.id,
                                                                           self.student):
                        row = _row(gradebook, assignment, student)
                        table.writerow({key: without_formula(row[key]) for key in row})


def without_formula(value: Any) -> Any:
    """Escape text so that a spreadsheet shows it; numbers and dates stay as they are.

    >>> without_formula("=1+1"), without_formula(-0.5), without_formula("Ada")
    ("'=1+1", -0.5, 'Ada')
    """
    if not isinstance(value, str):
        return value
    return FORMULA.sub(r"\1'", " ".join(value.split()))  # a tab or a new line may begin a cell


def _asked(name: str, chosen: list[Any]) -> bool:
    return not chosen or name in map(str, chosen)


def _row(gradebook: Gradebook, assignment: Assignment, student: Student) -> dict[str, Any]:
    row: dict[str, Any] = {
        "assignment": assignment.name, "duedate": assignment.duedate, "timestamp": None,
        "student_id": student.id, "last_name": student.last_name,
        "first_name": student.first_name, "email": student.email, "raw_score": 0.0,
        "late_submission_penalty": 0.0, "score": 0.0, "max_score": assignment.max_score}
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:  # nothing was handed in
        return row
    penalty = submission.late_submission_penalty
    return {**row, "timestamp": submission.timestamp, "raw_score": submission.score,
            "late_submission_penalty": penalty, "score": max(0.0, submission.score - penalty)}
