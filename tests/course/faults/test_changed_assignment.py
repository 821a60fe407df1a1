"""A grade is of a hand-in and of a definition; when the assignment changes, it is given anew."""

import shutil

import h5py
import nbformat
import pytest
from nbgrader.api import Gradebook

from grading.course.course import Course
from grading.course.folders import CourseFolders
from tests.course.faults.processes import grade
from tests.course.faults.small import (
    CLASS,
    DUE,
    WEEK,
    comment,
    db_url,
    folders,
    gradebook,
    scores,
)

CHECK = "square_derivative-check"


def change_source(root, grade_id, change):
    """An instructor edits a cell of the source and releases the assignment anew."""
    path = CourseFolders(root).source_notebook(WEEK)
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id:
            change(cell)
    nbformat.write(notebook, path)
    release(root)


def release(root):
    """Make the student version, and the gradebook's."""
    Course(root).release(WEEK)


def set_points(root, points):
    """Let the first exercise be worth so many points."""
    def change(cell):
        cell.metadata.nbgrader.points = points
    change_source(root, CHECK, change)


def change_tests(root):
    """Write the check in other words."""
    def change(cell):
        cell.source += "  # as in the lecture"
    change_source(root, CHECK, change)


def change_cases(root):
    """Have hidden cases of one's own, of which one is another."""
    hidden = CourseFolders(root).private_references / f"{WEEK}.h5"
    hidden.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(CourseFolders(root).hidden_file(WEEK), hidden)
    with h5py.File(hidden, "r+") as file:
        cases = file["square_derivative"]
        cases["00"].attrs["label"] = "another one"


def remove_all(root):
    """Take the assignment out of the gradebook, as `nbgrader db assignment remove` does."""
    with Gradebook(db_url(root)) as book:
        book.remove_assignment(WEEK)
    release(root)
    set_due(root, DUE)


def remove_and_enroll(root, student):
    """As `nbgrader db student remove` and `add` do."""
    with Gradebook(db_url(root)) as book:
        book.remove_student(student)
        book.add_student(student)


def by_hand(root, student, name=CHECK):
    """A grade, with what a person gave."""
    with Gradebook(db_url(root)) as book:
        found = book.find_grade(name, "derivatives", WEEK, student)
        return (found.auto_score, found.manual_score, found.extra_credit,
                bool(found.needs_manual_grade))


@pytest.mark.slow
@pytest.mark.parametrize("change", [change_tests, change_cases, remove_all])
def test_after_a_change_of_the_assignment_all_are_graded_anew_and_once(again, change):
    before = scores(again)
    change(again)
    assert grade(again) == list(CLASS)
    assert scores(again) == before
    assert grade(again) == []


def test_other_points_are_given_anew_and_never_more_than_there_are(again):
    comment(again, "bela")
    set_points(again, 20)
    assert grade(again) == list(CLASS)
    assert scores(again)["ada"] == 4 + 20
    assert by_hand(again, "bela") == (0, 3, 1, True)  # a person looks again: 3 are of 20 now
    assert by_hand(again, "bela", "small-step-answer") == (0, 7, None, False)
    with Gradebook(db_url(again)) as book:
        book.find_grade(CHECK, "derivatives", WEEK, "bela").manual_score = 17
        book.db.commit()
    set_points(again, 2)
    assert grade(again) == list(CLASS)
    assert scores(again)["ada"] == 4 + 2
    assert by_hand(again, "bela") == (0, 2, 1, True)
    log = Course(again).log_path(WEEK).read_text()
    assert f"{CHECK} of bela: the 17 points given by hand are now 2, the maximum" in log
    with Gradebook(db_url(again)) as book:
        for one in book.assignment_submissions(WEEK):
            for row in (row for notebook in one.notebooks for row in notebook.grades):
                assert row.score - (row.extra_credit or 0) <= row.max_score
        said = book.find_comment("square_derivative", "derivatives", WEEK, "bela")
        assert said.manual_comment == "Well tried."


def test_a_student_who_was_removed_and_enrolled_again_is_graded_again(again):
    before = scores(again)
    remove_and_enroll(again, "ada")
    with Gradebook(db_url(again)) as book:
        book.remove_student("gus")
    assert grade(again) == ["ada", "gus"]
    assert scores(again) == before


def test_grades_that_others_wrote_after_a_removal_are_not_taken_for_ours(again):
    remove_and_enroll(again, "ada")
    with Gradebook(db_url(again)) as book:
        book.add_submission(WEEK, "ada")
    assert grade(again) == ["ada"]


def test_a_release_of_the_same_assignment_changes_no_grade(again):
    comment(again, "bela")
    release(again)
    before = gradebook(again), folders(again)
    assert grade(again) == []
    assert (gradebook(again), folders(again)) == before


@pytest.mark.slow
def test_forced_grading_leaves_settled_what_a_person_has_settled(again):
    comment(again, "bela")
    grade(again, force=True)
    assert by_hand(again, "bela") == (0, 3, 1, False)
    assert by_hand(again, "bela", "small-step-answer") == (0, 7, None, False)


def set_due(root, date):
    """Another due date."""
    with Gradebook(db_url(root)) as book:
        book.update_or_create_assignment(WEEK, duedate=date)


def extend(root, days):
    """Give the only late student more time."""
    with Gradebook(db_url(root)) as book:
        book.grant_extension(WEEK, "chen", days=days)


def test_dates_change_the_penalty_and_nothing_is_run_again(again):
    before = folders(again)
    late, on_time = scores(again)["chen"], scores(again)["ada"]
    assert (late, on_time) == (0, 8)
    for change, points in ((lambda: extend(again, 3), 8), (lambda: extend(again, 0), 0),
                           (lambda: set_due(again, "2026-03-05"), 8),
                           (lambda: set_due(again, "2026-02-01"), 0),
                           (lambda: set_due(again, None), 8)):
        change()
        assert grade(again) == []
        assert scores(again)["chen"] == points
    extend(again, 1)  # of a due date that is gone
    assert grade(again) == []
    assert folders(again) == before
