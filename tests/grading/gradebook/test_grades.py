"""The grades of a class as plain data, beside nbgrader's own sums."""

import pytest
from nbgrader.api import Gradebook

from grading.gradebook.grades import grades_of, grades_of_class
from tests.grading.pages.report.classes import EXERCISES, WEEK, Planted, plant, verdict


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The gradebook of a class, in which one student has a comment."""
    course = plant(tmp_path_factory.mktemp("class"), {
        "ada": Planted(written=5.0), "bela": Planted({EXERCISES[0]: verdict(EXERCISES[0], 0.5)}),
        "chen": Planted(late_h=30.0, penalty=3.0)})
    with Gradebook(course.directory.db_url) as book:
        book.find_comment(EXERCISES[0], "derivatives", WEEK, "ada").manual_comment = "Well tried!"
        book.db.commit()
        yield book


def test_of_a_whole_class_are_read_those_that_each_one_has(book):
    rows = {one.student_id: one for one in book.assignment_submissions(WEEK)}
    found = grades_of_class(book, WEEK)
    assert found == {student: grades_of(row) for student, row in rows.items()}
    assert {student: (one.points, one.penalty, one.max_score) for student, one in found.items()
            } == {student: (row.score, row.late_submission_penalty, row.max_score)
                  for student, row in rows.items()}
    assert {student: one.score for student, one in found.items()} == {
        student: row.score - row.late_submission_penalty for student, row in rows.items()}
    assert [found[student].n_waiting for student in ("ada", "bela", "chen")] == [0, 1, 1]
    assert [found[student].late_s for student in ("ada", "chen")] == [0, 30 * 3600]
    assert found["ada"].notebooks["derivatives"].comments == {EXERCISES[0]: "Well tried!"}


def test_an_assignment_that_is_not_there_has_none(book):
    assert grades_of_class(book, "week9") == {}
