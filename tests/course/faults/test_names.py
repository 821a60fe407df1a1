"""Names and folders that nobody foresaw: they cost their owner a line at most."""

import os
import shutil

from tests.course.faults.processes import run
from tests.course.faults.small import WEEK, left_of, submitted
from tests.this_course import FOLDERS


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
