"""A class from source to feedback: our commands and plain nbgrader's, on real kernels."""

import csv
import re
import shutil
from functools import cache

import nbformat
import numpy as np
import pytest
from nbgrader.api import Gradebook

from answercheck.references import read_references
from grading.course.course import Course
from grading.demo.student_notebook import StudentNotebook
from grading.references.exercises import assignments, exercises
from grading.references.judge_code import hidden
from grading.references.solutions import cells, edited
from tests.commands import run
from tests.course.classroom import temporary_course
from tests.this_course import FOLDERS

WEEKS = assignments(FOLDERS)


def hand_in(folder, week):
    """Ada answers all, Bela and Eva otherwise, Chen errs in the first exercise, Dora is idle."""
    released = folder / "release" / week / FOLDERS.source_notebook(week).name
    first = exercises(FOLDERS, week)[0]
    answers = {
        "ada": cells(FOLDERS, week),
        "bela": {one.name: one.alternatives[0].code for one in exercises(FOLDERS, week)},
        "chen": {**cells(FOLDERS, week), first.name: edited(cells(FOLDERS, week)[first.name],
                                                   first.mistakes[0].edits)},
        "dora": {},
        "eva": {one.name: one.alternatives[-1].code for one in exercises(FOLDERS, week)},
    }
    for student, code in answers.items():
        shutil.copytree(released.parent, folder / "submitted" / student / week)
        sheet = StudentNotebook(released)
        for name, text in code.items():
            sheet.answer(name, text)
        if code:
            for cell in sheet.written_cells():
                cell.source = "In my own words."
        sheet.save(folder / "submitted" / student / week)
        shutil.copy(FOLDERS.visible_file(week), folder / "submitted" / student / week)
    (folder / "submitted" / "ada" / week / "page.HTML").write_text("<script>alert(1)</script>")


def scores(folder, week):
    """auto_score of every graded code cell, by student and grade_id."""
    course = Course(folder)
    with Gradebook(course.directory.db_url) as gradebook:
        return {(submission.student.id, grade.name): grade.auto_score
                for submission in gradebook.assignment_submissions(week)
                for notebook in submission.notebooks for grade in notebook.grades
                if grade.cell_type == "code"}


@pytest.fixture(scope="module", params=WEEKS)
def graded(request, tmp_path_factory):
    """A class graded by plain nbgrader, from the release on."""
    week = request.param
    folder = temporary_course(tmp_path_factory.mktemp(week), week)
    released = run(folder, "nbgrader", "generate_assignment", week)
    hand_in(folder, week)
    done = run(folder, "nbgrader", "autograde", week)
    assert released.returncode == done.returncode == 0, (released, done)
    return week, folder, scores(folder, week)


@pytest.fixture(scope="module")
def finished(graded):
    """The class after plain nbgrader has made its feedback and exported its grades."""
    week, folder, _ = graded
    outputs = [run(folder, "nbgrader", "generate_feedback", week),
               run(folder, "nbgrader", "export")]
    assert [output.returncode for output in outputs] == [0, 0], outputs
    return week, folder


def test_right_answers_and_accepted_alternatives_earn_every_point(graded):
    week, folder, found = graded
    released = folder / "release" / week / FOLDERS.source_notebook(week).name
    points = {cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
              for cell in StudentNotebook(released).check_cells()}
    for student in ("ada", "bela", "eva"):
        earned = {name: score for (who, name), score in found.items() if who == student}
        assert earned == points


def test_a_mistake_costs_its_own_exercise_and_an_idle_student_earns_nothing(graded):
    week, _, found = graded
    first = f"{exercises(FOLDERS, week)[0].name}-check"
    assert found["chen", first] < found["ada", first]
    assert found["chen", f"{exercises(FOLDERS, week)[1].name}-check"] > 0
    assert sum(score for (who, _), score in found.items() if who == "dora") == 0


@pytest.mark.slow
def test_our_command_gives_the_scores_that_plain_nbgrader_gives(graded, tmp_path):
    week, _, found = graded
    folder = temporary_course(tmp_path, week)
    assert run(folder, "course", "release", week).returncode == 0
    hand_in(folder, week)
    done = run(folder, "course", "grade", week)
    assert done.returncode == 0, done.stderr
    assert "ada" in done.stdout
    assert scores(folder, week) == found


def numbers(value):
    """Every float in a value, as Python and numpy print it."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [text for one in value for text in numbers(one)]
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return [repr(float(entry)) for entry in value.ravel()]
    return [repr(value)] if isinstance(value, float) else []


def all_numbers(references):
    return {number for exercise in references.exercises.values() for case in exercise.cases
            for call in case.calls for number in numbers((call.args, call.returned))
            if len(number) > 12}


@cache
def secrets(week):
    """The numbers of the hidden cases; what visible ones show too (log 2, say) is no secret."""
    found = all_numbers(hidden(FOLDERS, week)) - all_numbers(
        read_references(FOLDERS.visible_file(week)))
    assert len(found) > 100
    return found


def test_feedback_shows_verdicts_but_no_hidden_input_and_no_expected_value(finished):
    week, folder = finished
    page = folder / "feedback" / "chen" / week / FOLDERS.source_notebook(week).with_suffix(
        ".html").name
    text = page.read_text(encoding="utf-8")
    assert f"<code>{exercises(FOLDERS, week)[0].name}</code>: " in text
    assert re.search(r"\b\d of \d+ cases right", text)
    assert not [number for number in secrets(week) if number in text]


def test_the_autograded_notebook_holds_no_hidden_input(graded):
    week, folder, _ = graded
    path = folder / "autograded" / "ada" / week / FOLDERS.source_notebook(week).name
    notebook = nbformat.read(path, as_version=4)
    checks = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("locked")
              and cell.metadata.nbgrader.get("grade")]
    assert checks
    assert all(cell.source == f"check({cell.metadata.nbgrader.grade_id.removesuffix('-check')})"
               for cell in checks)


def test_a_page_handed_in_reaches_neither_the_formgrader_nor_the_feedback(finished):
    week, folder = finished
    for step, ending in (("autograded", ".ipynb"), ("feedback", ".html")):
        page = FOLDERS.source_notebook(week).with_suffix(ending).name
        there = {path.name for path in (folder / step / "ada" / week).iterdir()}
        assert there == {page, FOLDERS.visible_file(week).name}  # which were released


def test_the_export_lists_every_student(finished):
    _, folder = finished
    with (folder / "grades.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert {row["student_id"] for row in rows} == {"ada", "bela", "chen", "dora", "eva"}


@pytest.mark.parametrize("graded", [
    WEEKS[0], *(pytest.param(week, marks=pytest.mark.slow) for week in WEEKS[1:])], indirect=True)
def test_a_second_run_grades_nobody_twice(graded):
    week, folder, _ = graded
    path = folder / "autograded" / "ada" / week / FOLDERS.source_notebook(week).name
    before = path.stat().st_mtime_ns
    assert run(folder, "nbgrader", "autograde", week).returncode == 0
    assert path.stat().st_mtime_ns == before


@pytest.mark.slow
@pytest.mark.parametrize(("student", "valid"), [("ada", True), ("chen", False), ("dora", False)])
def test_the_validate_button_tells_the_truth(graded, student, valid):
    week, folder, _ = graded
    if student == "chen" and week != WEEKS[0]:
        pytest.skip("one week shows it; in the others everything would be trained once more")
    path = folder / "submitted" / student / week / FOLDERS.source_notebook(week).name
    reported = run(folder, "nbgrader", "validate", str(path)).stdout
    assert ("Success! Your notebook passes all the tests." in reported) == valid
    if student == "chen":
        assert exercises(FOLDERS, week)[0].name in reported
