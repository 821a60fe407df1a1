"""A graded notebook that was damaged since costs its own row, in the table and in the report."""

import csv
import io

import pytest
from rich.console import Console

from grading.cli.class_table import overview
from grading.cli.main import main
from grading.course.course import Course
from grading.dispatch.class_grader import GradingResult
from tests.course.faults.small import CLASS, WEEK
from tests.this_course import FOLDERS

DAMAGE = {"ada": b"", "bela": b'{"cells": [', "chen": b'{"cells": 7}', "dora": b"[]",
          "emil": b"[" * 100_000}


@pytest.fixture
def damaged(again):
    """The graded class, in which some have a damaged graded notebook."""
    for student, content in DAMAGE.items():
        path = again / "autograded" / student / WEEK / FOLDERS.source_notebook(WEEK).name
        path.chmod(0o644)
        path.write_bytes(content)
    return again


def test_the_report_names_them_and_is_about_the_others(damaged, monkeypatch, capsys):
    monkeypatch.chdir(damaged)
    monkeypatch.setattr("sys.argv", ["course", "report", WEEK, "--csv"])
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    said = capsys.readouterr().err
    with (damaged / "report" / f"{WEEK}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    page = (damaged / "report" / f"{WEEK}.html").read_text()
    assert set(rows) == set(CLASS)
    for student in DAMAGE:
        assert f"{student}: the graded notebook is damaged" in said
        assert f"--student {student}" in page
        assert rows[student]["points"] == ""
        assert "damaged" in rows[student]["reason"]
    assert all(row["points"] for name, row in rows.items() if name not in DAMAGE)


def test_the_table_has_a_row_for_everybody(damaged):
    console = Console(file=io.StringIO(), width=200)
    console.print(overview(Course(damaged), WEEK, [GradingResult(name) for name in CLASS]))
    said = console.file.getvalue()
    assert said.count("the graded notebook is damaged") == len(DAMAGE)
    assert all(name in said for name in CLASS)
