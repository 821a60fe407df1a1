"""A report on a class that the real pipeline graded, by the command that a person types."""

import csv

import pytest

from grading.course.course import Course
from grading.demo.student_notebook import StudentNotebook
from grading.dispatch.class_grader import grade_class
from grading.references.exercises import exercises
from grading.references.solutions import cells, edited
from tests.commands import run
from tests.course.classroom import temporary_course
from tests.grading.pages.report.classes import WEEK
from tests.this_course import FOLDERS

FIRST, SECOND = exercises(FOLDERS, WEEK)[:2]
MISTAKE = FIRST.mistakes[0]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The page and the table's rows: one is right, two share a mistake, one hands in rubbish, one
    nothing but an empty sheet, and one is wrong in a way of her own."""
    folder = temporary_course(tmp_path_factory.mktemp("class"), WEEK)
    course = Course(folder)
    released, = course.release(WEEK)
    right = cells(FOLDERS, WEEK)
    wrong = {FIRST.name: edited(right[FIRST.name], MISTAKE.edits)}
    odd = {SECOND.name: f"def {SECOND.name}(f, a, h=0.001):\n    return 'a slope'"}
    people = {"ada": right, "bela": right | wrong, "chen": right | wrong,
              "dora": {}, "fay": right | odd}
    for name, codes in people.items():
        sheet = StudentNotebook(released)
        for exercise, code in codes.items():
            sheet.answer(exercise, code)
        sheet.save(course.folder("submitted", name, WEEK))
    damaged = course.folder("submitted", "emil", WEEK)
    damaged.mkdir(parents=True)
    (damaged / "derivatives.ipynb").write_text('{"cells": [')
    results = grade_class(course, WEEK, course.students(WEEK))
    assert not [one.problem for one in results if one.problem]
    done = run(folder, "course", "report", WEEK, "--csv")
    assert done.returncode == 0, done.stderr
    place = folder / "report"
    assert done.stdout.split() == ["written:", f"{place / WEEK}.html",
                                   "written:", f"{place / WEEK}.csv"]
    with (place / f"{WEEK}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    return (place / f"{WEEK}.html").read_text(encoding="utf-8"), rows


def test_the_shared_mistake_is_named_with_its_sentence(report):
    page, rows = report
    assert f"<b>{MISTAKE.name}</b>" in page
    assert MISTAKE.sentence in page
    assert {name for name, row in rows.items() if row["mistakes"]} == {"bela", "chen"}
    assert rows["bela"]["mistakes"] == f"{FIRST.name}: {MISTAKE.name}"


def test_failures_without_a_known_mistake_are_reported_as_it_was_seen(report):
    page, rows = report
    part = page[page.index('id="unexplained"'):page.index('id="exercises"')]
    assert SECOND.name in part
    assert FIRST.name not in part
    assert "slope is a string; it should be" in part
    assert float(rows["fay"][SECOND.name]) == 0


def test_zeros_have_their_reasons(report):
    _, rows = report
    assert rows["dora"]["reason"] == "nothing was answered"
    assert rows["emil"]["reason"].startswith("the file is damaged or cut off")
    assert rows["ada"]["reason"] == ""


def test_points_are_those_of_the_gradebook(report):
    _, rows = report
    assert float(rows["dora"]["points"]) == float(rows["emil"]["points"]) == 0
    assert 0 < float(rows["bela"]["points"]) < float(rows["ada"]["points"]) <= float(
        rows["ada"]["of"])
