"""Classes whose results the tests have planted: real releases and gradebooks, no kernel run.

What a class holds is said in `Planted`; it is written down through nbgrader's own functions, as if
it had been graded.
"""

import copy
import json
import warnings
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from sqlalchemy import text
from sqlalchemy.exc import SAWarning

from answercheck.verdict import (
    CaseVerdict,
    Diagnosis,
    Mark,
    Part,
    Verdict,
    exception_finding,
    finding,
)
from grading.course.course import Course
from grading.judging.judge import VERDICT_MIME
from grading.references.exercises import exercises
from tests.course.classroom import temporary_course
from tests.this_course import FOLDERS

WEEK = "week1_derivatives"
NOTEBOOK = "derivatives"
EXERCISES = tuple(one.name for one in exercises(FOLDERS, WEEK))
DUE = datetime(2026, 3, 1, 12)


DOUBLED = finding("factor", "slope", factor=2.0)
UNANSWERED = exception_finding({"type": "NotImplementedError", "message": "", "line": ""})
SENTENCES = {(exercise.name, one.name): one.sentence
             for exercise in exercises(FOLDERS, WEEK) for one in exercise.mistakes}


def verdict(exercise, share=1.0, named=(), found=(DOUBLED,), patterns=(), why=None):
    """A verdict on two cases, each worth `share`; with a reason `why`, there is no answer."""
    if why:
        return Verdict(exercise, no_answer=why)
    parts = () if share == 1 else tuple(Part("slope", Mark.WRONG, one) for one in found)
    return Verdict(
        exercise, tuple(CaseVerdict(label, share, parts) for label in "ab"), mistakes=tuple(
            Diagnosis(name, SENTENCES.get((exercise, name), f"So: {name}.")) for name in named),
        patterns=patterns)


def unanswered(exercise):
    """The verdict on a cell that was left as it was."""
    return Verdict(exercise, tuple(CaseVerdict(label, 0.0, problem=UNANSWERED) for label in "ab"))


@dataclass
class Planted:
    """One submission: what differs from right answers, by exercise.

    late_h : hours after the due date; None where no date is known
    written : points for each written answer; None where it waits for a person
    """

    verdicts: dict = field(default_factory=dict)
    late_h: float | None = 0.0
    penalty: float = 0.0
    written: float | None = None
    is_graded: bool = True
    has_feedback: bool = False

    def all_verdicts(self):
        return [self.verdicts.get(name, verdict(name)) for name in EXERCISES]


def everywhere(make, **more):
    """A submission with the same kind of verdict on every exercise."""
    return Planted({name: make(name) for name in EXERCISES}, **more)


def ever_later(names, kinds):
    """The people of these names: the kinds of submissions in turn, each later than the one before.
    """
    return {name: replace(kinds[i % len(kinds)], late_h=i, penalty=i / 4)
            for i, name in enumerate(names)}


def plant(folder: Path, people: dict[str, Planted], absent=(), duedate=DUE) -> Course:
    """A course in which these people handed in and most are graded."""
    temporary_course(folder, WEEK)
    course = Course(folder)
    released = json.loads(course.release(WEEK)[0].read_bytes())
    with Gradebook(course.directory.db_url) as gradebook, warnings.catch_warnings():
        # nbgrader 0.9.6 builds its rows in an order that SQLAlchemy 2 remarks upon.
        warnings.simplefilter("ignore", SAWarning)
        gradebook.db.execute(text("PRAGMA synchronous = OFF"))  # nothing here outlives the test
        gradebook.update_or_create_assignment(WEEK, duedate=duedate)
        for name in absent:
            gradebook.update_or_create_student(name)
        for name, planted in people.items():
            course.folder("submitted", name, WEEK).mkdir(parents=True)
            if planted.is_graded:
                _write(released, course.folder("autograded", name, WEEK), planted)
                _record(gradebook, name, planted)
            if planted.has_feedback:
                place = course.folder("feedback", name, WEEK)
                place.mkdir(parents=True)
                (place / f"{NOTEBOOK}.html").write_text("feedback")
    return course


def _write(released, folder, planted):
    notebook = copy.deepcopy(released)
    checks = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in notebook["cells"]
              if "nbgrader" in cell["metadata"]}
    for one in planted.all_verdicts():
        cell = checks[f"{one.exercise}-check"]
        points = one.score * cell["metadata"]["nbgrader"]["points"]
        cell["outputs"] = [new_output("execute_result", execution_count=1, data={
            "text/plain": f"{points:g}", VERDICT_MIME: one.data()})]
    folder.mkdir(parents=True)
    (folder / f"{NOTEBOOK}.ipynb").write_text(json.dumps(notebook))


def _record(gradebook, name, planted):
    gradebook.update_or_create_student(name)
    when = {} if planted.late_h is None else {"timestamp": DUE + timedelta(hours=planted.late_h)}
    submission = gradebook.update_or_create_submission(WEEK, name, **when)
    shares = {f"{one.exercise}-check": one.score for one in planted.all_verdicts()}
    notebook = submission.notebooks[0]
    notebook.late_submission_penalty = planted.penalty
    for grade in notebook.grades:
        if grade.name in shares:
            grade.auto_score = shares[grade.name] * grade.max_score
            grade.needs_manual_grade = False
        else:
            grade.manual_score = planted.written
            grade.needs_manual_grade = planted.written is None
    gradebook.db.commit()
