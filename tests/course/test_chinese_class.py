"""The sample class of the demo, once in English and once in Chinese, in one course."""

import nbformat
import pytest
from nbgrader.api import Gradebook

from answercheck.verdict import Verdict
from grading.course.course import Course
from grading.demo.sample_class import sample_class
from grading.demo.student_notebook import StudentNotebook
from grading.dispatch.class_grader import grade_class
from grading.gradebook.grades import grades_of_class
from grading.references.exercises import assignments, exercises
from grading.references.solutions import cells
from grading.translation.notebook import translated_notebook
from tests.course.classroom import temporary_course
from tests.course.mixed_class import CHINESE, without_metadata
from tests.this_course import COURSE, FOLDERS

WEEKS = assignments(FOLDERS)
ENDING = "-in-chinese"


def release_in_chinese(path):
    """Release a notebook in Chinese; what has no translation yet gets a stand-in."""
    english = nbformat.read(path, as_version=4)
    place = path.parents[1] / CHINESE / path.parent.name / path.name
    place.parent.mkdir(parents=True)
    nbformat.write(translated_notebook(english, CHINESE, lambda text: f"译{text}"), place)
    return place


def without_marks(hand_in):
    """Hand in a notebook that has lost all metadata."""
    def lose(notebook, folder):
        hand_in(notebook, folder)
        for path in folder.iterdir():
            try:
                saved = nbformat.read(path, as_version=4)
            except Exception:  # it is damaged
                return
            without_metadata(saved)
            nbformat.write(saved, path)

    return lose


def said(verdict: Verdict):
    """What a verdict is, whatever the lines of code are that it quotes."""
    return (verdict.exercise, verdict.score, verdict.marks(), verdict.because_of,
            [one.name for one in verdict.mistakes], verdict.no_answer and verdict.no_answer.code)


@pytest.mark.slow
@pytest.mark.parametrize("week", [
    pytest.param(week, marks=[pytest.mark.nightly] if place > 1 else [])
    for place, week in enumerate(WEEKS)])
def test_the_class_has_the_same_scores_and_verdicts_in_both_languages(tmp_path, week):
    course = Course(temporary_course(tmp_path, week))
    english, = course.release(week)
    chinese = release_in_chinese(english)
    people = sample_class(cells(FOLDERS, week), exercises(FOLDERS, week), COURSE / "references")
    for number, (name, hand_in) in enumerate(people.items()):
        if number % 3 == 0:
            hand_in = without_marks(hand_in)
        for released, student in ((english, name), (chinese, f"{name}{ENDING}")):
            hand_in(StudentNotebook(released), course.folder("submitted", student, week))
    results = list(grade_class(course, week, course.students(week)))
    assert [one.problem for one in results if one.problem] == []
    with Gradebook(course.directory.db_url) as gradebook:
        grades = grades_of_class(gradebook, week)
    for name in people:
        other = f"{name}{ENDING}"
        assert grades[name] == grades[other], name
        assert list(map(said, course.verdicts(week, name))) == list(
            map(said, course.verdicts(week, other))), name
        assert course.notes(week, name) == course.notes(week, other)
