"""The demo's class hands in whatever the assignment is, and gets the points it deserves."""

import os

import pytest
from nbgrader.api import Gradebook

from grading.course.course import Course
from grading.demo.sample_class import WITH_MISTAKES, sample_class
from grading.demo.student_notebook import StudentNotebook
from grading.dispatch.class_grader import grade_class
from grading.dispatch.runners import local
from grading.pages.report.class_record import read_class
from grading.pages.report.mistakes import named_mistakes
from grading.pages.report.reteaching import topics_to_reteach
from grading.references.exercises import exercises
from grading.references.solutions import cells
from tests.course.classroom import temporary_course
from tests.this_course import FOLDERS

WEEK = "week1_derivatives"
FULL = {"ada", "bela", "chen", "tara", "vera"}
NOTHING = {"kira", "olga", "pavel", "quinn", "rosa", "sven", "umar"}


def the_class(described=None):
    """The people of week 1's sample class, of which so much is described."""
    known = exercises(FOLDERS, WEEK) if described is None else described
    return sample_class(cells(FOLDERS, WEEK), known, FOLDERS.references)


def hand_in(released, submitted, people):
    for person, make in people.items():
        make(StudentNotebook(released), submitted / person / WEEK)


def test_everybody_hands_in_one_notebook_but_for_the_one_whose_folder_is_empty(tmp_path):
    people = the_class()
    assert len(people) == 21
    hand_in(FOLDERS.source_notebook(WEEK), tmp_path, people)
    files = {person: [path.name.lower() for path in (tmp_path / person / WEEK).iterdir()]
             for person in people}
    assert files.pop("umar") == []
    assert all(names == ["derivatives.ipynb"] for names in files.values())


def test_an_assignment_of_which_no_mistakes_and_no_alternatives_are_known_has_a_class_too():
    assert len(the_class(())) == 21


@pytest.mark.slow
@pytest.mark.usefixtures("whole_sandbox")
def test_right_answers_get_all_points_cheats_get_none_and_mistakes_cost_some(tmp_path):
    course = Course(temporary_course(tmp_path, WEEK))
    hand_in(course.release(WEEK)[0], course.folder("submitted"), the_class())
    with local(os.cpu_count() or 1) as runner:
        results = list(grade_class(course, WEEK, course.students(WEEK), runner=runner))
    assert [result.problem for result in results if result.problem] == []
    with Gradebook(course.directory.db_url) as gradebook:
        found = {one.student.id: one.score for one in gradebook.assignment_submissions(WEEK)}
    full = found["ada"]
    assert full > 0
    assert {person for person, score in found.items() if score == full} == FULL
    assert {person for person, score in found.items() if score == 0} == NOTHING
    record = read_class(course, WEEK, tmp_path / "report")
    shared = [len(one.submissions) for one in named_mistakes(record) if len(one.submissions) > 1]
    assert shared[:2] == [4, 3]
    assert len(topics_to_reteach(record, named_mistakes(record))) >= 2
    assert set(WITH_MISTAKES) <= {person for person, score in found.items() if 0 < score < full}
