"""Releasing feedback into nbgrader's real exchange, at moments that are handed in."""

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from grading.course.course import Course
from grading.dispatch.class_grader import grade_class
from grading.dispatch.runners import InProcessExecutor, Runner, Task, run_tasks
from grading.gradebook.ledger import Ledger
from grading.semester.settings import Feedback, Settings, Watch
from grading.watch.events import Kind
from grading.watch.exchange import Exchange
from grading.watch.releasing import Releaser, Waits
from tests.grading.watch.exchange import RIGHT, WRONG, CourseWithExchange

NOON = datetime(2026, 10, 12, 12, tzinfo=UTC)
WHOLE = "Your notebook"  # on a page that shows everything
ONE_A_DAY = Watch(Feedback.FULL, attempts_per_day=1)


class Releasing:
    """A course whose submissions are collected, graded and released in this process."""

    def __init__(self, made):
        self.made, self.told = made, []
        self.course = Course(made.folder)
        self.exchange = Exchange(self.course)

    def submit_and_grade(self, name, code):
        self.made.student(name).submit(code)
        assert self.exchange.collect("ps1", name)
        result, = grade_class(self.course, "ps1", [name])
        return result.points

    def release(self, name, watch, now):
        """Release; until when it waits, if it does."""
        settings = Settings(watch=watch)
        with closing(Ledger(self.course.directory.db_url)) as ledger:
            releaser = Releaser(self.course, self.exchange, ledger, self.told.append)
            found = releaser.begin("ps1", name, settings, now)
            if isinstance(found, Task):
                done, = run_tasks(Runner(InProcessExecutor()), [found])
                releaser.finish("ps1", done, settings, now)
        return found.until if isinstance(found, Waits) else None

    @property
    def kinds(self):
        return [event.kind for event in self.told]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course in which ana's right answer is graded."""
    made = CourseWithExchange(tmp_path_factory.mktemp("course"))
    assert Releasing(made).submit_and_grade("ana", RIGHT) == 10
    return made


@pytest.fixture
def releasing(graded):
    """The same, with nothing released."""
    yield Releasing(graded)
    shutil.rmtree(graded.exchange / "c" / "feedback", ignore_errors=True)
    shutil.rmtree(graded.folder / "feedback", ignore_errors=True)
    with closing(Ledger(Course(graded.folder).directory.db_url)) as ledger, \
            ledger.transaction() as entry:
        entry.gradebook.db.connection().exec_driver_sql("DELETE FROM course_released")


def test_what_is_released_is_released_once(releasing):
    for _ in range(2):
        assert releasing.release("ana", Watch(Feedback.FULL), NOON) is None
    assert releasing.kinds == [Kind.RELEASED]
    page, = releasing.made.student("ana").fetch()
    assert WHOLE in page


def test_a_release_that_was_not_noted_is_noted_and_not_made_again(releasing):
    releasing.release("ana", Watch(Feedback.FULL), NOON)
    page, = releasing.made.exchange.glob("c/feedback/*.html")
    changed = page.stat().st_mtime_ns
    with closing(Ledger(releasing.course.directory.db_url)) as ledger, \
            ledger.transaction() as entry:
        entry.gradebook.db.connection().exec_driver_sql("DELETE FROM course_released")
    releasing.release("ana", Watch(Feedback.FULL), NOON)
    assert page.stat().st_mtime_ns == changed


def test_nothing_is_released_where_nothing_shall_be_shown(releasing):
    assert releasing.release("ana", Watch(Feedback.NONE), NOON) is None
    assert releasing.kinds == []
    assert not releasing.made.released
    assert not (releasing.made.folder / "feedback").exists()


def test_a_page_of_points_shows_points_and_nothing_of_the_notebook(releasing):
    releasing.release("ana", Watch(Feedback.POINTS), NOON)
    page, = releasing.made.student("ana").fetch()
    assert "<b>10</b> of 10" in page
    assert WHOLE not in page
    assert "tests passed" not in page
    assert 'href="#graded-' not in page


def test_in_quiet_hours_nothing_is_released_until_they_end(releasing):
    watch = Watch(Feedback.FULL, quiet_hours=(time(11), time(13)))
    assert releasing.release("ana", watch, NOON) == NOON + timedelta(hours=1)
    assert not releasing.made.released
    assert releasing.release("ana", watch, NOON + timedelta(hours=1)) is None
    assert releasing.kinds == [Kind.RELEASED]


def test_beyond_the_limit_of_a_day_a_notice_is_released_and_the_page_on_the_next(releasing):
    name, tomorrow = "bela", NOON.replace(hour=0) + timedelta(days=1)
    student = releasing.made.student(name)
    releasing.submit_and_grade(name, WRONG)
    releasing.release(name, ONE_A_DAY, NOON)
    assert releasing.submit_and_grade(name, RIGHT) == 10
    for _ in range(2):
        assert releasing.release(name, ONE_A_DAY, NOON) == tomorrow
    assert releasing.kinds == [Kind.RELEASED, Kind.WITHHELD]
    first, notice = student.fetch()
    assert "<b>0</b> of 10" in first
    assert "13 October, 00:00" in notice
    assert "of 10" not in notice
    assert releasing.release(name, ONE_A_DAY, tomorrow) is None
    assert "<b>10</b> of 10" in student.fetch()[1]


def test_the_same_hand_in_is_no_further_attempt(releasing):
    releasing.release("ana", replace(ONE_A_DAY, feedback=Feedback.POINTS), NOON)
    assert releasing.release("ana", ONE_A_DAY, NOON) is None
    page, = releasing.made.student("ana").fetch()
    assert WHOLE in page


def test_without_the_exchange_the_page_is_written_alone(releasing):
    releasing.made.course.hand_in("chen", {"half": RIGHT})
    list(grade_class(releasing.course, "ps1", ["chen"]))
    releasing.release("chen", Watch(Feedback.FULL), NOON)
    assert releasing.kinds == [Kind.WRITTEN]
    assert (releasing.made.folder / "feedback" / "chen" / "ps1" / "one.html").is_file()
    assert not releasing.made.released
