"""Names and folders that nobody foresaw: they cost their owner a line at most."""

import os
import shutil

import pytest

from grading.cli.main import main
from tests.course.faults.processes import run
from tests.course.faults.small import CLASS, WEEK, left_of, submitted
from tests.this_course import FOLDERS


@pytest.mark.slow
def test_a_students_folder_named_in_an_old_encoding_stops_nobody(root, undisturbed):
    folder = submitted(root, os.fsdecode(b"Andr\xe9"))
    folder.mkdir(parents=True)
    name = FOLDERS.source_notebook(WEEK).name
    shutil.copy(submitted(root, "ada") / name, folder)
    status, said = run(root)
    assert status == 1
    assert "Traceback" not in said
    assert "not written in UTF-8" in said
    assert left_of(root) == undisturbed


NAME = os.fsdecode(b"jos\xe9")


@pytest.mark.parametrize("command", [
    ["status"], ["status", WEEK], ["feedback", WEEK], ["report", WEEK, "--csv"]])
def test_names_in_an_old_encoding_end_no_command(again, monkeypatch, capsys, command):
    """Of a student, a hand-in, a file in it, and what an earlier program left in autograded/."""
    folder = submitted(again, NAME)
    folder.mkdir(parents=True)
    shutil.copy(submitted(again, "ada") / FOLDERS.source_notebook(WEEK).name, folder)
    (submitted(again, "bela") / os.fsdecode(b"r\xe9sum\xe9.txt")).write_text("my notes")
    (again / "submitted" / "zed" / os.fsdecode(b"W\xe9ek1")).mkdir(parents=True)
    (again / "submitted" / os.fsdecode(b"l\xe9on.ipynb")).write_bytes(b"{}")
    if command[0] != "status":
        shutil.copytree(again / "autograded" / "ada", again / "autograded" / NAME)
    monkeypatch.chdir(again)
    monkeypatch.setattr("sys.argv", ["course", *command])
    with pytest.raises(SystemExit) as end:
        main()
    said = "".join(capsys.readouterr())
    assert "Traceback" not in said
    if command[0] == "feedback":  # only whose name it is has no page
        assert "jos\N{REPLACEMENT CHARACTER}: the gradebook has no grade" in said
        assert end.value.code == 1
        assert len(list((again / "feedback").rglob("*.html"))) == len(CLASS)
    else:
        assert not end.value.code
        assert (command[0] == "report") == (again / "report" / f"{WEEK}.csv").is_file()
