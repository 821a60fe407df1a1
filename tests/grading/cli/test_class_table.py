"""The table of a class in the terminal."""

import io
import json
import re

import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from answercheck.verdict import CaseVerdict, Mark, Part, Verdict, finding
from grading.cli.class_table import MAX_SHOWN, overview
from grading.course.course import Course
from grading.dispatch.class_grader import GradingResult
from grading.hand_ins.reading import NOTES
from tests.course.classroom import temporary_course
from tests.grading.pages.report.classes import (
    EXERCISES,
    Planted,
    everywhere,
    plant,
    unanswered,
    verdict,
)

WEEK = "week1_derivatives"


@pytest.mark.parametrize("n_more", [0, pytest.param(50, marks=pytest.mark.slow)])
def test_of_a_large_class_the_first_are_shown_and_the_others_counted(tmp_path, n_more):
    course = Course(temporary_course(tmp_path, WEEK))
    course.release(WEEK)
    console = Console(file=io.StringIO(), width=120)
    console.print(overview(course, WEEK, [GradingResult(f"student{number:03d}", "it was not read")
                                          for number in range(MAX_SHOWN + n_more)]))
    said = console.file.getvalue()
    assert said.count("it was not read") == MAX_SHOWN
    assert f"student{MAX_SHOWN - 1:03d}" in said
    assert (f"… and {n_more} more; 'course report {WEEK}' shows all" in said) == bool(n_more)


def test_what_was_found_is_said_without_the_cases_and_one_reason_for_all_alone(tmp_path):
    slow = finding("timed_out", limit_s=30)
    course = plant(tmp_path, {
        "ada": Planted(), "bela": Planted({EXERCISES[0]: verdict(EXERCISES[0], 0.5),
                                           EXERCISES[1]: unanswered(EXERCISES[1])}),
        "chen": everywhere(lambda name: verdict(name, why=slow))})
    console = Console(file=io.StringIO(), width=160)
    console.print(overview(course, WEEK, [GradingResult(name) for name in ("ada", "bela", "chen")]))
    said = console.file.getvalue()
    assert "all right" in said
    assert f"{EXERCISES[0]}: slope is 2 times too large (+1 more)" in said
    assert said.count("this ran longer than 30 s and was stopped") == 1
    assert "every case" not in said


def test_nothing_is_all_right_beside_a_lost_point(tmp_path):
    course = plant(tmp_path, {
        "ada": Planted(written=0.0), "bela": Planted(late_h=30, penalty=8), "chen": Planted(),
        "dora": Planted(late_h=2)})
    with Gradebook(course.directory.db_url) as book:
        for name in ("bela", "dora"):
            for grade in book.find_submission(WEEK, name).notebooks[0].grades:
                grade.manual_score = grade.manual_score or grade.max_score
                grade.needs_manual_grade = False
        book.db.commit()
        lost, full = (book.find_submission(WEEK, name) for name in ("bela", "dora"))
        points = [f"{lost.score - 8:g}/{lost.max_score:g}", f"{full.score:g}/{full.max_score:g}"]
    course.folder("submitted", "emil", WEEK).mkdir(parents=True)
    console = Console(file=io.StringIO(), width=160)
    console.print(overview(course, WEEK, [GradingResult(name) for name in (
        "ada", "bela", "chen", "dora", "emil")]))
    rows = {line.split()[0]: line for line in console.file.getvalue().splitlines() if line.strip()}
    assert ": 0 of " in rows["ada"]
    assert rows["bela"].split()[2:4] == ["30", "h"]
    assert "-8 for being late" in rows["bela"]
    assert "waits for a grade by hand" in rows["chen"] or "wait for a grade by hand" in rows["chen"]
    assert rows["dora"].split()[2:4] == ["2", "h"]
    assert rows["chen"].split()[2] == "–"
    assert "all right" in rows["dora"]
    assert "no grade" in rows["emil"]
    assert [name for name, row in rows.items() if "all right" in row] == ["chen", "dora"]
    assert points[0] in rows["bela"]
    assert points[1] in rows["dora"]


@pytest.mark.parametrize("width", [80, 120])
def test_rows_are_sorted_and_say_points_lateness_marks_and_cause_at_any_width(tmp_path, width):
    name = EXERCISES[0]
    course = plant(tmp_path, {
        "zoe": Planted(written=9.0, late_h=30, penalty=8), "ada": Planted(written=0.0),
        "mia": Planted({name: verdict(name, 0.0, ["lost"])}, late_h=1, penalty=2)})
    graded = course.folder("autograded", "mia", WEEK) / "derivatives.ipynb"
    notebook = json.loads(graded.read_bytes())
    notebook["metadata"][NOTES] = [finding("recognized", names=name).data()]
    graded.write_text(json.dumps(notebook))
    console = Console(file=io.StringIO(), width=width)
    console.print(overview(course, WEEK, [GradingResult(one) for one in ("zoe", "mia", "ada")]))
    lines = console.file.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    starts = [line.split()[0] for line in lines if line.split()[:1] in (["ada"], ["mia"], ["zoe"])]
    assert starts == ["ada", "mia", "zoe"]
    first = {line.split()[0]: line for line in lines if line.strip()}
    assert "mia *" in first["mia"]
    assert f"{name}: So: lost." in " ".join(first["mia"].split())
    assert "1 h" in first["mia"]
    assert len(re.findall("[✓·]", first["mia"])) == len(EXERCISES)
    assert "* a note on the feedback page says" in console.file.getvalue()


def test_the_sentence_that_helps_most_is_shown(tmp_path):
    name = EXERCISES[0]
    unnamed = Verdict(name, (CaseVerdict("a", 0.0, (Part("slope", Mark.WRONG, finding(
        "opposite_sign", "slope")),)),))
    missing = finding("cell_raised", type="ModuleNotFoundError", message="No module named 'pandas'",
                      line="import pandas as pd", lacks="", missing="pd")
    course = plant(tmp_path, {
        "ada": Planted({name: verdict(name, 0.5, ["lost"])}),
        "bela": Planted({name: unnamed}),
        "chen": Planted({name: verdict(name, 0.0, patterns=[missing])})})
    console = Console(file=io.StringIO(), width=200)
    console.print(overview(course, WEEK, [GradingResult(one) for one in ("ada", "bela", "chen")]))
    said = console.file.getvalue()
    assert f"{name}: So: lost." in said
    assert f"{name}: slope has the opposite sign" in said
    assert f"{name}: `pd` is not defined, because a cell ended with ModuleNotFoundError" in said
