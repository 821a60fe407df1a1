"""A gradebook that cannot be used is answered by one line that says what to do."""

import sqlite3
from contextlib import closing

import pytest
from nbgrader.api import Gradebook, TaskCell

from grading.cli.main import main
from tests.grading.pages.report.classes import WEEK, Planted, plant

COMMANDS = [("release", WEEK), ("grade", WEEK, "--unsafe"), ("status", WEEK), ("feedback", WEEK),
            ("report", WEEK)]


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A course with a grade, to be copied."""
    return plant(tmp_path_factory.mktemp("class"), {"ada": Planted()})


@pytest.fixture
def book(released, tmp_path):
    """A copy of the gradebook in the course's place, which is put back."""
    path = released.folders.root / "gradebook.db"
    content = path.read_bytes()
    yield path
    path.write_bytes(content)


def error_of(course, monkeypatch, capsys, *command):
    """The only line that a command writes, in words."""
    monkeypatch.chdir(course.folders.root)
    monkeypatch.setattr("sys.argv", ["course", *command])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return " ".join(said.split())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_of_an_older_nbgrader_it_is_to_be_upgraded(released, book, monkeypatch, capsys, command):
    with closing(sqlite3.connect(book)) as database:
        database.execute("ALTER TABLE student DROP COLUMN lms_user_id")
        database.execute(f"DROP TABLE {TaskCell.__tablename__}")
        before = database.execute("SELECT * FROM sqlite_master").fetchall()
    said = error_of(released, monkeypatch, capsys, *command)
    assert "nbgrader db upgrade" in said
    assert "same command again" not in said
    with closing(sqlite3.connect(book)) as database:  # else nbgrader could not upgrade it
        assert database.execute("SELECT * FROM sqlite_master").fetchall() == before


@pytest.mark.parametrize("command", [
    pytest.param(COMMANDS[0], marks=pytest.mark.slow), COMMANDS[2]], ids=lambda command: command[0])
def test_of_a_locked_one_it_is_said_to_close_the_other_program(released, book, monkeypatch, capsys,
                                                               command):
    with closing(sqlite3.connect(book, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        said = error_of(released, monkeypatch, capsys, *command)
    assert "locked by another program" in said
    assert "same command again" in said


def test_of_a_damaged_one_that_a_copy_is_needed(released, book, monkeypatch, capsys):
    book.write_bytes(b"no database " * 1000)
    assert "damaged" in error_of(released, monkeypatch, capsys, "status")


@pytest.mark.slow
def test_of_a_dropped_exercise_what_was_dropped_and_both_ways_out(tmp_path, monkeypatch, capsys):
    course = plant(tmp_path, {"ada": Planted()})
    source = course.folders.source_notebook(WEEK)
    text = source.read_text()
    source.write_text(text.replace('"cube_derivative-check"', '"cubed-check"'))
    said = error_of(course, monkeypatch, capsys, "release", WEEK)
    assert "derivatives: cube_derivative-check is gone" in said
    assert "derivatives: cubed-check is new" in said
    assert f"nbgrader db assignment remove {WEEK} --force" in said
    with Gradebook(course.directory.db_url) as gradebook:
        assert gradebook.find_submission(WEEK, "ada").score > 0
    source.write_text(text)
    course.release(WEEK)
