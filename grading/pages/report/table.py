"""The report as a CSV table with a row for each student, safe to open in a spreadsheet."""

import csv
import io

from answercheck import wording
from grading.gradebook.export import without_formula
from grading.pages.report.class_record import ClassRecord, Submission
from grading.pages.report.incidents import zero_reason
from grading.words import N_
from grading.words import translate as _

NOT_GRADED, ABSENT = N_("not graded yet"), N_("nothing was handed in")


def table(record: ClassRecord) -> str:
    """Return CSV: points, penalty, lateness, share of each exercise, mistakes, reason of a zero."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    head = ["student", "points", "of", "penalty", "late_hours", *record.exercises, "mistakes",
            "reason"]
    writer.writerow([without_formula(name) for name in head])
    rows = [_row(record, one) for one in record.submissions]
    rows += [[name, *[""] * (len(head) - 2), _(ABSENT)] for name in record.absent]
    for row in rows:
        writer.writerow([without_formula(cell) for cell in row])
    return file.getvalue()


def _row(record: ClassRecord, one: Submission) -> list[object]:
    if not one.is_graded:
        return [one.student, *[""] * (len(record.exercises) + 5), one.problem or _(NOT_GRADED)]
    shares = {verdict.exercise: round(verdict.score, 4) for verdict in one.verdicts}
    mistakes = [f"{verdict.exercise}: {mistake.name}" for verdict in one.verdicts
                for mistake in verdict.mistakes]
    reasons = [zero_reason(one), *(wording.reason(verdict.no_answer) for verdict in one.verdicts
                                   if verdict.no_answer)]
    return [one.student, round(one.score, 2), record.max_points, round(one.penalty, 2),
            round(one.late_h, 2), *(shares.get(name, "") for name in record.exercises),
            ";".join(mistakes), "; ".join(dict.fromkeys(filter(None, reasons)))]
