"""`nbgrader export` with hostile names, through the real program and a CSV reader."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from grading.gradebook.export import without_formula
from tests.course.classroom import temporary_course

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "\n=1", "  =1",
            "＝1+1", "＋1", "a\n=1", "a;=1", 'a",=1', 'a" =1', "a,@b", "|=1",
            '=HYPERLINK("http://x","y")', "-", "=", "--1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_and_nothing_that_may_be_taken_for_one_begins_like_a_formula(text):
    written = without_formula(text)
    # Whatever a spreadsheet takes for the end of a cell.
    for separator in ',;|"\t\r\n':
        for cell in written.split(separator):
            assert not cell.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")), cell
    assert not written[0].isspace()


@pytest.mark.parametrize("text", ["Ada", "Jean-Luc", "O'Neil, Ann", "ada@example.org", "12345",
                                  "王小明", "a=b", "", "x + y", "Anne -Marie"])
def test_other_text_stays(text):
    assert without_formula(text) == text


@pytest.mark.parametrize("number", [-0.5, 0.0, 12, None])
def test_numbers_stay_numbers(number):
    assert without_formula(number) is number


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """Return what plain `nbgrader export` writes for formulas as names and a negative score."""
    folder = temporary_course(tmp_path_factory.mktemp("export"))
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        gradebook.add_assignment("week")
        gradebook.add_assignment("other")
        gradebook.add_notebook("sheet", "week")
        gradebook.add_grade_cell("check", "sheet", "week", max_score=10, cell_type="code")
        for number, text in enumerate(FORMULAS):
            gradebook.add_student(f"{text}{number}", first_name=text, last_name=f'{text}, "x"',
                                  email=text)
            gradebook.add_submission("week", f"{text}{number}")
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace, Countess")
        submission = gradebook.add_submission("week", "ada")
        gradebook.find_grade("check", "sheet", "week", "ada").manual_score = -2.5
        submission.notebooks[0].late_submission_penalty = 1.5
        gradebook.db.commit()
    programs = Path(sys.executable).parent
    done = subprocess.run([programs / "nbgrader", "export"], cwd=folder, text=True, check=False,
                          capture_output=True, env={**os.environ, "PATH": f"{programs}:/usr/bin"})
    assert done.returncode == 0, done.stderr
    with (folder / "grades.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_no_student_is_lost_and_no_cell_of_the_file_is_a_formula(rows):
    assert len(rows) == 2 * (len(FORMULAS) + 1)
    for row in rows:
        assert None not in row
        for column, cell in row.items():
            if not column.endswith("score"):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋")), cell


def test_scores_are_numbers_and_names_with_commas_stay_whole(rows):
    ada = next(row for row in rows if row["student_id"] == "ada" and row["assignment"] == "week")
    assert (ada["last_name"], ada["first_name"], ada["email"]) == ("Lovelace, Countess", "Ada", "")
    assert [float(ada[name]) for name in ("raw_score", "late_submission_penalty", "score",
                                          "max_score")] == [-2.5, 1.5, 0.0, 10.0]


def test_the_columns_are_those_of_nbgraders_own_exporter(rows):
    assert list(rows[0]) == ["assignment", "duedate", "timestamp", "student_id", "last_name",
                             "first_name", "email", "raw_score", "late_submission_penalty", "score",
                             "max_score"]
