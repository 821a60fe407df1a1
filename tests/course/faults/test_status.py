"""`course status` accounts for everybody, and `course grade` tells what belongs to nobody."""

import os

import pytest
from nbgrader.api import Gradebook

from grading.cli.main import main
from grading.course.course import Course
from grading.course.folders import CourseFolders
from grading.course.status import UNREADABLE, all_hand_ins, status_of
from grading.gradebook.standing import Standing
from grading.pages.feedback.writing import write_feedback
from tests.course.faults.processes import grade, run
from tests.course.faults.small import (
    CLASS,
    LATE,
    WEEK,
    WRONG,
    comment,
    db_url,
    folders,
    hand_in,
    sheet,
    submitted,
)


def rows(root):
    """The status of each student."""
    course = Course(root)
    status = status_of(course, WEEK, all_hand_ins(course).students)
    return {one.student: one for one in status.students}


def said_by(root, monkeypatch, capsys, *command):
    """What a command of `course` says, with no line broken."""
    monkeypatch.setattr("grading.cli.main.console.width", 200)
    monkeypatch.chdir(root)
    monkeypatch.setattr("grading.cli.main.console.width", 200)
    monkeypatch.setattr("sys.argv", ["course", *command])
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    return "".join(capsys.readouterr())


def test_one_students_folder_or_date_takes_nobody_elses_row(root):
    (submitted(root, "ada") / "timestamp.txt").write_text("yesterday, I think")
    (root / "submitted" / os.fsdecode(b"jos\xe9") / WEEK).mkdir(parents=True)
    found = rows(root)
    assert found["ada"].when is None
    assert len(found) == len(CLASS) + 1
    assert found[os.fsdecode(b"jos\xe9")].grade == UNREADABLE
    assert {found[name].grade for name in CLASS} == {Standing.NONE}


@pytest.mark.slow
@pytest.mark.parametrize("command", ["feedback", "report"])
def test_pages_with_stale_grades_are_told_with_what_mends_them(again, monkeypatch, capsys, command):
    assert " stale " not in said_by(again, monkeypatch, capsys, command, WEEK)
    hand_in(again, "ada", sheet(again, WRONG))
    hand_in(again, "bela", sheet(again))
    said = said_by(again, monkeypatch, capsys, command, WEEK)
    assert f"2 grades are stale (handed in anew: 2); 'course grade {WEEK}' gives new ones" in said
    with Gradebook(db_url(again)) as book:
        book.update_or_create_assignment(WEEK, duedate="2026-02-27")
    said = said_by(again, monkeypatch, capsys, command, WEEK)
    assert "the due date or the penalty has changed: " in said
    CourseFolders(again).hidden_file(WEEK).unlink()
    assert "whether the grades are stale is not known" in said_by(
        again, monkeypatch, capsys, command, WEEK)


def files_below(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_before_grading_each_has_a_row_and_nothing_is_changed(root):
    with Gradebook(db_url(root)) as book:
        book.add_student("ines")
    (root / "submitted" / "jan").mkdir()
    before = files_below(root / "submitted")
    found = rows(root)
    assert sorted(found) == sorted([*CLASS, "ines", "jan"])
    assert [name for name, one in found.items() if not one.handed_in] == ["ines", "jan"]
    assert {one.grade for one in found.values() if one.handed_in} == {Standing.NONE}
    assert [name for name, one in found.items() if one.late_s] == ["chen"]
    assert f"{found['chen'].when:%Y-%m-%d %H:%M:%S} UTC" == LATE
    assert found["gus"].when is None
    assert files_below(root / "submitted") == before
    assert folders(root) == {}


def test_after_grading_it_says_what_is_stale_waits_or_was_given_back(again):
    assert {one.grade for one in rows(again).values()} == {Standing.HOLDS}
    write_feedback(Course(again), WEEK)
    assert all(one.is_latest for one in rows(again).values())
    comment(again, "bela")
    hand_in(again, "ada", sheet(again, WRONG))
    (submitted(again, "dora") / "notes.txt").write_text("other notes")
    found = rows(again)
    assert [name for name, one in found.items() if one.is_stale] == ["ada", "dora"]
    assert found["ada"].grade == Standing.OTHER_HAND_IN
    assert [name for name, one in found.items() if not one.is_latest] == ["bela"]
    assert found["bela"].has_feedback
    assert [name for name, one in found.items() if one.n_waiting] == ["dora", "emil", "gus"]
    assert found["chen"].score == 0
    with Gradebook(db_url(again)) as book:
        book.remove_student("gus")
    assert rows(again)["gus"].grade == Standing.NONE
    stale = sorted({name for name, one in rows(again).items()
                    if one.is_stale or one.grade == Standing.NONE})
    assert grade(again) == stale == ["ada", "dora", "gus"]
    assert not any(one.is_stale for one in rows(again).values())


MISPLACED = ("x/Week1_Derivatives/derivatives.ipynb", "x/derivatives/derivatives.ipynb",
             "x/week1_derivatives.zip", "erik.ipynb", "\x1b[31mred.ipynb")


def test_the_command_shows_a_row_for_each_and_what_belongs_to_nobody(again, monkeypatch, capsys):
    for name in MISPLACED:
        path = again / "submitted" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    said = said_by(again, monkeypatch, capsys, "status", WEEK)
    for student in (*CLASS, "x"):
        assert f" {student} " in said
    for name in MISPLACED[:-1]:
        assert "submitted/" + name.removesuffix("/derivatives.ipynb") in said
    assert "\x1b" not in said
    assert "8/" in said
    assert "1 waiting" in said
    whole = said_by(again, monkeypatch, capsys, "status")
    row, = (line.split() for line in whole.splitlines() if line.split()[:1] == [WEEK])
    assert row[1:] == ["2026-03-01", "8", "1", "8", "–", "3", "–"]
    assert "submitted/erik.ipynb" in whole


@pytest.mark.slow
def test_grading_ends_with_what_belongs_to_nobody(again):
    (again / "submitted" / "erik.ipynb").write_text("{}")
    status, said = run(again)
    assert status == 0
    assert said.count("belongs to nobody") == said.count("submitted/erik.ipynb") == 1
