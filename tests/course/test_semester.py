"""`course.toml` in a small course, by whole commands: dates, penalties, extensions, a roster."""

from datetime import timedelta

import pytest
from nbgrader.api import Gradebook

from grading.course.course import Course
from grading.errors import CourseError
from grading.semester.semester import read_semester
from tests.course.plain_course import OURS, PlainCourse, cell_of_tests, solution

CELLS = [solution("half", "def half(x):\n    ..."),
         cell_of_tests("tests", "assert half(4) == 2", 10)]
RIGHT = {"half": "def half(x):\n    return x / 2"}
ROSTER = """id,first_name,last_name,email,section,canvas_id
ada,Ada,Lovelace,ada@example.org,A,101
bela,Béla,Bartók,bela@example.org,A,102
chen,Chen,Jingrun,chen@example.org,B,103
dora,Dora,Maar,dora@example.org,B,104
"""
# Vienna is two hours before Greenwich in October.
BEGIN = 'time_zone = "Europe/Vienna"\nroster = "roster.csv"\n'
DUE = "[due]\nps1 = 2026-10-12 12:00:00\n"
PER_DAY = "[penalty]\nper_day_percent = 20\n"
# Seen from the due date: in time, a minute late, a day and an hour late.
TIMES = {"ada": "2026-10-12 09:59:00 UTC", "bela": "2026-10-12 10:01:00 UTC",
         "chen": "2026-10-13 11:00:00 UTC"}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Three students have handed in right answers; nothing is graded by dates yet."""
    made = PlainCourse(tmp_path_factory.mktemp("course"), {"one": CELLS}, OURS)
    (made.folder / "roster.csv").write_text(ROSTER)
    made.run("course", "release", "ps1")
    for student, when in TIMES.items():
        made.hand_in(student, RIGHT)
        (made.step("submitted", student) / "timestamp.txt").write_text(when)
    made.run("course", "grade", "ps1")
    return made


def write(course, text):
    (course.folder / "course.toml").write_text(text)


def graded(course, text):
    """The points by student, and what is said, after `course grade` with this `course.toml`."""
    write(course, text)
    said = course.run("course", "grade", "ps1")
    with gradebook(course) as book:
        return {one.student_id: one.score - one.late_submission_penalty
                for one in book.assignment_submissions("ps1")}, said


def gradebook(course):
    return Gradebook(f"sqlite:///{course.folder}/gradebook.db")


# Of ten points: what is left of them by each rule and these dates.
CHANGES = [
    (BEGIN, (10, 10, 10)),
    (BEGIN + DUE, (10, 10, 10)),
    (BEGIN + DUE + PER_DAY, (10, 8, 6)),
    (BEGIN + DUE + PER_DAY + "zero_after_days = 1\n", (10, 8, 0)),
    (BEGIN + DUE + "[penalty]\nzero_after_days = 0\n", (10, 0, 0)),
    (BEGIN + 'penalty = "none"\n' + DUE, (10, 10, 10)),
    (BEGIN + DUE + PER_DAY + "[extensions.ps1]\nbela = 1\nchen = 2026-10-12 15:00:00\n",
     (10, 10, 8)),
    (BEGIN + DUE + PER_DAY + "[extensions.ps1]\nbela = 1\n", (10, 10, 6)),
    (BEGIN + DUE.replace("-12", "-10") + PER_DAY, (6, 4, 2)),
    (BEGIN.replace("Europe/Vienna", "UTC") + DUE + PER_DAY, (10, 10, 8)),
    (BEGIN + PER_DAY, (10, 10, 10))]


@pytest.mark.slow
def test_each_change_is_applied_at_the_next_grade_and_nothing_is_run_again(course):
    notebooks = course.folder.glob("autograded/*/*/*.ipynb")
    before = {path: path.stat().st_mtime_ns for path in notebooks}
    assert len(before) == 3
    for text, points in CHANGES:
        found, said = graded(course, text)
        assert found == dict(zip(TIMES, points, strict=True)), said
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_penalty_extension_and_due_date_stand_in_the_gradebook_as_nbgraders_do(course):
    graded(course, BEGIN + DUE + PER_DAY + "[extensions.ps1]\nchen = 0.5\n")
    with gradebook(course) as book:
        assert str(book.find_assignment("ps1").duedate) == "2026-10-12 10:00:00"
        chen = book.find_submission("ps1", "chen")
        assert chen.extension == timedelta(hours=12)
        assert chen.notebooks[0].late_submission_penalty == 2
        assert book.find_submission("ps1", "bela").notebooks[0].late_submission_penalty == 2
        known = {one.id: (one.first_name, one.last_name, one.email, one.lms_user_id)
                 for one in book.students}
    assert known["bela"] == ("Béla", "Bartók", "bela@example.org", "102")
    assert set(known) == {*TIMES, "dora"}


def test_status_knows_the_change_before_it_is_applied_and_changes_nothing(course):
    graded(course, BEGIN + DUE + PER_DAY)
    file = course.folder / "gradebook.db"
    content = file.read_bytes()
    write(course, BEGIN + DUE.replace("-12", "-13") + PER_DAY)
    said = course.run("course", "status", "ps1")
    assert "due 2026-10-13 12:00 (Europe/Vienna)" in " ".join(said.split())
    assert "12:01" in said  # when bela handed in
    assert "dora" in said
    assert "would grade 2 submissions" in said
    assert file.read_bytes() == content
    course.run("course", "report", "ps1")
    assert "dora" in (course.folder / "report" / "ps1.html").read_text()


@pytest.mark.slow
def test_stock_dates_and_stock_penalties_count_where_the_file_says_nothing(course):
    graded(course, BEGIN)
    config = course.folder / "nbgrader_config.py"
    written = config.read_text()
    config.write_text(written + "c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    with gradebook(course) as book:
        book.update_or_create_assignment("ps1", duedate="2026-10-12 10:00:00 UTC")
        book.grant_extension("ps1", "bela", hours=1)
    try:
        assert graded(course, BEGIN)[0] == {"ada": 10, "bela": 10, "chen": 0}
        assert graded(course, BEGIN + PER_DAY)[0] == {"ada": 10, "bela": 10, "chen": 6}
    finally:
        config.write_text(written)
        with gradebook(course) as book:
            book.update_or_create_assignment("ps1", duedate=None)
            book.grant_extension("ps1", "bela")


@pytest.mark.parametrize(("text", "said"), [
    ("[due]\nps2 = 2026-10-12", "course.toml, line 2: there is no assignment 'ps2'"),
    (DUE + "[extensions.ps1]\nadda = 1", "line 4: no student is called 'adda'; did you mean ada?"),
    (DUE + "[extensions.ps1]\nada = 2026-10-11", "line 4: ps1 is due on 2026-10-12"),
    ("[extensions.ps1]\nada = 1", "line 2: ps1 has no due date"),
    ("[extensions.ps2]\nada = 1", "there is no assignment 'ps2'"),
    ("[lms_names]\nps9 = 'Nine'", "line 2: there is no assignment 'ps9'"),
    ("dues = 1", "course.toml, line 1"),
    ("roster = 'wrong.csv'", "wrong.csv, line 2")])
def test_what_is_wrong_is_told_and_nothing_is_done(course, text, said):
    (course.folder / "wrong.csv").write_text("id\na/b\n")
    write(course, text)
    with pytest.raises(CourseError) as error:
        read_semester(Course(course.folder))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["grade", "status", "report"])
def test_each_command_tells_it_in_one_line_and_leaves_all_as_it_was(course, command):
    write(course, "[due]\nps2 = 2026-10-12")
    before = (course.folder / "gradebook.db").read_bytes()
    found = course.run("course", command, "ps1", fails=True)
    assert found.startswith("course: course.toml, line 2: there is no assignment 'ps2'")
    assert found.count("\n") == 1
    assert (course.folder / "gradebook.db").read_bytes() == before


@pytest.mark.slow
def test_a_penalty_beside_a_plugin_of_the_courses_own_is_refused(course):
    config = course.folder / "nbgrader_config.py"
    written = config.read_text()
    config.write_text(written + "c.AssignLatePenalties.plugin_class = "
                      "'nbgrader.plugins.LateSubmissionPlugin'\n")
    write(course, PER_DAY)
    try:
        assert "keep one of the two" in course.run("course", "status", "ps1", fails=True)
    finally:
        config.write_text(written)


@pytest.mark.slow
def test_plain_autograde_takes_the_penalty_off_too(course):
    graded(course, BEGIN + DUE + PER_DAY)
    course.run("nbgrader", "autograde", "ps1", "--force")
    with gradebook(course) as book:
        assert [one.late_submission_penalty for one in book.assignment_submissions("ps1")
                if one.student_id == "chen"] == [4]
