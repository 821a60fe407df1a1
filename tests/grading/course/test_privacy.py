"""What a class has done is the instructor's alone to read, whatever the umask."""

import os
import stat
import zipfile

import pytest

from grading.course.course import Course
from grading.course.privacy import keep_private
from tests.course.plain_course import OURS, PlainCourse, cell_of_tests, solution

CELLS = [solution("half", "def half(x):\n    ..."), cell_of_tests("tests", "half(2)", 3)]
FOLDERS = ("submitted", "autograded", "feedback", "report", "export", ".course", "references")


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def open_to_others(folder):
    """Paths that somebody else could read, by the modes of the files and of all folders above."""
    found = []
    for path in sorted(folder.iterdir()):
        mode = path.stat().st_mode
        if path.is_dir() and mode & 0o077:
            found += open_to_others(path)
        elif not path.is_dir() and mode & 0o077:
            found.append(path)
    return found


@pytest.mark.slow
def test_all_that_the_commands_write_is_private_and_released_pages_can_be_read(tmp_path, umask):
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    settings = (f"{OURS}c.Exchange.root = {str(exchange)!r}\n"
                "c.CourseDirectory.course_id = 'c'\n")
    course = PlainCourse(tmp_path / "course", {"one": CELLS}, settings)
    course.run("course", "release", "ps1")
    course.hand_in("ada", {"half": "def half(x):\n    return x / 2"})
    # As nbgrader's exchange leaves them in what it collects.
    (course.step("submitted", "ada") / "timestamp.txt").write_text("2026-10-12 10:00:00 UTC")
    (course.step("submitted", "ada") / "submission_secret.txt").write_text("0" * 64)
    (course.folder / "roster.csv").write_text("id,canvas_id\nbela,102\n")
    (course.folder / "course.toml").write_text('roster = "roster.csv"\n')
    (course.folder / "grades.csv").write_text("Student,ID,SIS Login ID,Section,ps1 (9)\n,102,,A,\n")
    with zipfile.ZipFile(course.folder / "submissions.zip", "w") as packed:
        packed.write(course.step("release") / "one.ipynb", "bela_102_901_one.ipynb")
    for command in (["import", "submissions.zip"], ["status"], ["grade", "ps1"],
                    ["feedback", "ps1"], ["report", "ps1", "--csv"], ["handout"],
                    ["export", "--csv"], ["export", "--canvas", "grades.csv"]):
        course.run("course", *command)
    readable = {path.relative_to(course.folder).parts[0] for path in open_to_others(course.folder)}
    assert not readable & {"gradebook.db", *FOLDERS}
    assert (course.folder / "feedback" / "ada" / "ps1" / "one.html").is_file()
    course.run("nbgrader", "release_feedback", "ps1", "--student=ada")
    released, = (exchange / "c" / "feedback").glob("*.html")
    assert released.stat().st_mode & stat.S_IROTH


def test_a_gradebook_and_folders_that_were_open_are_closed(tmp_path, umask):
    PlainCourse(tmp_path, {"one": CELLS}, OURS)
    (tmp_path / "references").mkdir()
    (tmp_path / "feedback").mkdir()
    (tmp_path / "submitted").mkdir()
    for name in ("references", "feedback", "submitted"):
        (tmp_path / name).chmod(0o755)
    keep_private(Course(tmp_path).directory, "feedback")
    for name in ("references", "feedback", "submitted", ".course", "gradebook.db"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) & 0o077 == 0
    (tmp_path / "gradebook.db").chmod(0o644)
    keep_private(Course(tmp_path).directory)
    assert stat.S_IMODE((tmp_path / "gradebook.db").stat().st_mode) == 0o600


def test_a_group_that_shares_the_course_keeps_its_rights(tmp_path):
    PlainCourse(tmp_path, {"one": CELLS}, f"c.CourseDirectory.groupshared = True\n{OURS}")
    (tmp_path / "feedback").mkdir()
    (tmp_path / "feedback").chmod(0o2775)
    keep_private(Course(tmp_path).directory, "feedback")
    assert stat.S_IMODE((tmp_path / "feedback").stat().st_mode) == 0o2770


@pytest.mark.slow
def test_plain_nbgrader_leaves_them_closed_too(tmp_path, umask):
    course = PlainCourse(tmp_path, {"one": CELLS}, OURS)
    course.run("nbgrader", "generate_assignment", "ps1")
    course.hand_in("ada", {})
    course.run("nbgrader", "autograde", "ps1")
    course.run("nbgrader", "generate_feedback", "ps1")
    readable = {path.relative_to(tmp_path).parts[0] for path in open_to_others(tmp_path)}
    assert not readable & {"gradebook.db", "submitted", "autograded", "feedback", ".course"}
