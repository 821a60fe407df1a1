"""The report as a table: a row for each student, as a spreadsheet may open it."""

import csv
import io

from answercheck import wording
from grading.gradebook.export import without_formula
from grading.pages.report.reading import ClassRecord, Submission
from grading.pages.report.troubles import zero_reason

NOT_GRADED, ABSENT = "not graded yet", "nothing was handed in"


def table(record: ClassRecord) -> str:
    """CSV: student, points, of, late hours, each exercise's share, mistakes, reason."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    head = ["student", "points", "of", "penalty", "late_hours", *record.exercises, "mistakes",
            "reason"]
    writer.writerow([without_formula(name) for name in head])
    rows = [_row(record, one) for one in record.submissions]
    rows += [[name, *[""] * (len(head) - 2), ABSENT] for name in record.absent]
    for row in rows:
        writer.writerow([without_formula(cell) for cell in row])
    return file.getvalue()


def _row(record: ClassRecord, one: Submission) -> list:
    if not one.is_graded:
        return [one.student, *[""] * (len(record.exercises) + 5), NOT_GRADED]
    shares = {verdict.exercise: round(verdict.score, 4) for verdict in one.verdicts}
    mistakes = [f"{verdict.exercise}: {mistake.name}" for verdict in one.verdicts
                for mistake in verdict.mistakes]
    reasons = [zero_reason(one), *(wording.reason(verdict.no_answer) for verdict in one.verdicts
                                   if verdict.no_answer)]
    return [one.student, round(one.score, 2), record.max_points, round(one.penalty, 2),
            round(one.late_h, 2), *(shares.get(name, "") for name in record.exercises),
            ";".join(mistakes), "; ".join(dict.fromkeys(filter(None, reasons)))]
