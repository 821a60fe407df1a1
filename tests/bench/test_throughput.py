"""The comparison with stock nbgrader: small, so that it shows only that the measure is sound."""

import shutil
import sys

import pytest
from nbgrader.api import Gradebook

from bench import classes, commands, large_class, quickstart, throughput
from bench.full_gradebook import fill

pytestmark = pytest.mark.slow

STUDENTS = 3


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The same three answers in a course of ours and in one of stock nbgrader, graded by each."""
    folder = tmp_path_factory.mktemp("bench").resolve()
    ours = classes.ours(folder / "ours", throughput.LIGHT, STUDENTS, illustrated=False)
    stock = classes.stock(folder / "stock", throughput.LIGHT, STUDENTS, illustrated=False)
    commands.seconds(ours.folder, "course", "grade", throughput.LIGHT, "--workers", "2")
    commands.seconds(stock.folder, "nbgrader", "autograde", throughput.LIGHT)
    return ours, stock


def test_both_grade_the_same_class_and_give_an_honest_student_every_point(both):
    for course in both:
        assert len(course.honest) == 2
        assert throughput.honest_shares(course) == [1.0, 1.0]


def test_the_student_who_errs_loses_points_in_both(both):
    for course in both:
        erring = classes.Class(course.folder, course.assignment, ("student00002",))
        assert throughput.honest_shares(erring)[0] < 1


def test_feedback_is_timed_beside_grading_and_every_page_is_written(both):
    assert min(throughput.pages_beside_grading(both[0], 2)) > 0
    assert len(list((both[0].folder / "feedback").rglob("*.html"))) == STUDENTS


def test_a_command_that_fails_is_no_measurement(both):
    with pytest.raises(RuntimeError, match="week9"):
        commands.seconds(both[0].folder, "course", "grade", "week9")


def test_a_submissions_own_code_is_timed(both):
    notebook = next((both[0].folder / "submitted" / "student00000").rglob("*.ipynb"))
    own_s = float(commands.output(sys.executable, "-m", "bench.own_code", throughput.LIGHT,
                                  str(notebook)))
    assert own_s > 0


@pytest.mark.nightly
def test_the_quickstart_course_gets_the_same_scores_here_and_from_stock_nbgrader(tmp_path):
    assert min(quickstart.beside_stock(tmp_path, STUDENTS, 2)) > 0
    found = quickstart.scores(tmp_path / "ours")
    assert {student for student, *_ in found} == {"s000", "s001", "s002"}
    assert {score for score, _ in found.values()} > {0.0, None}


@pytest.mark.nightly
def test_a_large_class_is_graded_as_if_each_had_been_run_and_looking_at_it_is_timed(tmp_path):
    n_students = 2 * classes.MISTAKEN + 1
    course = large_class.graded_class(tmp_path / "course", n_students)
    assert set(throughput.honest_shares(course)) == {1.0}
    seconds = large_class.seconds_of_looking(course.folder)
    assert min(seconds.values()) > 0
    assert large_class.row(n_students, seconds).startswith("7 students: course status ")
    assert (course.folder / "report" / f"{large_class.ASSIGNMENT}.html").is_file()


def test_a_full_gradebook_holds_what_one_student_has_so_many_times(both, tmp_path):
    url = f"sqlite:///{tmp_path}/gradebook.db"
    shutil.copy(both[0].folder / "gradebook.db", tmp_path)
    fill(url, "student00002", 5)
    with Gradebook(url) as book:
        scores = {one.student.id: one.score for one in book.assignment_submissions(
            throughput.LIGHT)}
        assert len(book.students) == len(scores) == STUDENTS + 5
        assert {scores[f"student00002-{n}"] for n in range(1, 6)} == {scores["student00002"]}
        copy, original = (book.find_submission(throughput.LIGHT, name).notebooks[0].grades
                          for name in ("student00002-5", "student00002"))
        assert len(copy) == len(original) > 0
