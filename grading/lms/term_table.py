"""The term as a CSV table, a row for each student, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Sequence

from grading.gradebook.class_grades import WeekGrades
from grading.gradebook.export import without_formula
from grading.semester.people import People, Person

PEOPLE = ("student_id", "last_name", "first_name", "email", "section")


def term_table(weeks: Sequence[WeekGrades], people: People) -> str:
    """Return CSV: for each assignment the points of each exercise, penalty and score; the total.

    What was not handed in is empty, and so is an answer that waits for a grade by hand.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    head = [f"{week.assignment}: {column}" for week in weeks
            for column in (*week.exercises, "penalty", "score", "of")]
    writer.writerow([without_formula(cell) for cell in (*PEOPLE, *head, "total", "of",
                                                        "answers_waiting")])
    for student in sorted({*people.by_id}.union(*(week.scores for week in weeks))):
        person = people.by_id.get(student, Person(student))
        cells = [cell for week in weeks for cell in _cells(week, student)]
        writer.writerow([without_formula(cell) for cell in (
            student, person.last_name, person.first_name, person.email, person.section, *cells,
            round(sum(week.scores.get(student, 0.0) for week in weeks), 2),
            round(sum(week.max_score for week in weeks), 2),
            sum(week.waiting.get(student, 0) for week in weeks))])
    return file.getvalue()


def _cells(week: WeekGrades, student: str) -> list[object]:
    if student not in week.scores:
        return [*[""] * (len(week.exercises) + 2), round(week.max_score, 2)]
    points = (week.points[student].get(name) for name in week.exercises)
    return [*("" if one is None else round(one, 2) for one in points),
            round(week.penalties[student], 2), round(week.scores[student], 2),
            round(week.max_score, 2)]
