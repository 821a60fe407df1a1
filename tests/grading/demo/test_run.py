"""The demo runs the assignments that are named, or refuses before it has written anything."""

from io import StringIO

import pytest
from rich.console import Console

from grading.course.course import Course
from grading.demo.run import run
from grading.errors import CourseError
from tests.course.classroom import temporary_course
from tests.this_course import FOLDERS

NAMED, OTHER = "week0_numpy", "week1_derivatives"


def test_an_assignment_that_is_not_there_is_refused_and_the_old_demo_stays(tmp_path):
    old = tmp_path / "demo" / "mine.txt"
    old.parent.mkdir()
    old.write_text("mine")
    with pytest.raises(CourseError, match=f"did you mean {NAMED}"):
        run(Course(FOLDERS.root), ["week0_nunpy"], old.parent, Console(file=StringIO()))
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.slow
@pytest.mark.usefixtures("whole_sandbox")
def test_only_what_is_named_is_handed_in_and_graded(tmp_path):
    printed = StringIO()
    ours = Course(temporary_course(tmp_path / "ours", NAMED, OTHER))
    run(ours, [NAMED], tmp_path / "demo", Console(file=printed, width=200))
    demo = tmp_path / "demo"
    assert [path.name for path in (demo / "source").iterdir()] == [NAMED]
    assert {path.name for path in (demo / "submitted").glob("*/*")} == {NAMED}
    assert len(list(demo.glob("feedback/*/*/*.html"))) > 15
    assert NAMED in printed.getvalue()
    assert OTHER not in printed.getvalue()
