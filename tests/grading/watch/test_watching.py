"""`course watch` with nbgrader's real exchange and real kernels."""

import re
import signal
from collections import Counter
from concurrent.futures import Executor, Future
from contextlib import closing

import pytest
from nbgrader.api import Gradebook

from grading.course.course import Course
from grading.dispatch.runners import Runner
from grading.watch.watching import Watcher
from tests.grading.command import course
from tests.grading.watch.exchange import RIGHT, WRONG, CourseWithExchange, watch
from tests.patience import until

__all__ = ["course"]  # a fixture


def test_a_student_submits_and_fetches_a_page_while_it_watches(tmp_path):
    course = CourseWithExchange(tmp_path)
    ana = course.student("ana")
    with watch(course.folder) as watching:
        ana.submit(RIGHT)
        line = watching.wait_for("ps1 ana: graded, 10 of 10 points")
        watching.wait_for("ps1 ana: feedback released")
        page, = ana.fetch()
        ana.submit(WRONG)
        watching.wait_for("ps1 ana: graded, 0 of 10 points (handed in anew)")
        watching.wait_for("ps1 ana: feedback released", times=2)
        assert watching.stop() == 0
        watching.wait_for("stopped")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d ps1 ana: graded, 10 of 10 points", line)
    assert "one: feedback" in page
    assert len(ana.fetch()) == 2
    assert (course.folder / "feedback" / "ana" / "ps1" / "one.html").read_text() == ana.fetch()[1]


def graded_by(watching):
    """How often it said of each student that a submission was graded."""
    return Counter(line.split()[3] for line in watching.said if ": graded" in line)


def gradebook(course):
    """The points by student."""
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as book:
        return {one.student_id: one.score for one in book.assignment_submissions("ps1")}


@pytest.mark.slow
def test_killed_again_and_again_it_loses_nothing_and_does_nothing_twice(tmp_path):
    course = CourseWithExchange(tmp_path)
    names = [f"student{number}" for number in range(9)]
    said, pages = [], {}
    for event, new in ((": graded", names[:3]), (": feedback released", names[3:6]),
                       (": graded", names[6:])):
        for name in new:
            course.student(name).submit(RIGHT)
        with watch(course.folder) as watching:
            watching.wait_for(event)
            watching.stop(signal.SIGKILL)
        said += watching.said
        now = {page: page.stat().st_mtime_ns for page in course.exchange.glob("c/feedback/*.html")}
        assert pages.items() <= now.items()
        pages = now
    with watch(course.folder) as watching:
        until(lambda: len(course.released) == len(names), "all pages", every_s=0.2)
        assert watching.stop() == 0
    said = Counter(line.partition(" ps1 ")[2] for line in [*said, *watching.said]
                   if " ps1 student" in line)
    assert max(said.values()) == 1, said
    assert gradebook(course) == dict.fromkeys(names, 10)
    assert all(len(course.student(name).fetch()) == 1 for name in names)


@pytest.mark.slow
def test_beside_course_grade_each_submission_is_graded_by_one_of_them(tmp_path):
    course = CourseWithExchange(tmp_path)
    names = [f"student{number:02}" for number in range(16)]
    with watch(course.folder, "--workers", "1") as watching:
        for name in names:
            course.course.hand_in(name, {"half": RIGHT})
        said = course.course.run("course", "grade", "ps1", "--workers", "1")
        for name in names:
            watching.wait_for(f"ps1 {name}: feedback written")
        assert watching.stop() == 0
    by_watch = graded_by(watching)
    by_grade = re.search(r"graded: (\d+)", said)
    assert max(by_watch.values(), default=0) <= 1
    assert by_watch.total() + int(by_grade[1]) == len(names)
    assert gradebook(course) == dict.fromkeys(names, 10)


@pytest.mark.slow
def test_a_wrong_course_toml_is_told_and_waited_for(tmp_path):
    course = CourseWithExchange(tmp_path)
    with watch(course.folder) as watching:
        course.write("[watch]\nfeedback = 'all'\n")
        watching.wait_for("course.toml, line 2")
        course.student("ana").submit(RIGHT)
        course.write("[watch]\nfeedback = 'points'\n")
        watching.wait_for("ps1 ana: feedback released")
        assert watching.stop(signal.SIGINT) == 0
    assert sum("course.toml" in line for line in watching.said) == 1


@pytest.mark.slow
def test_one_students_fault_stays_with_that_student(tmp_path):
    course = CourseWithExchange(tmp_path)
    for name in ("ana", "bela"):
        course.student(name).submit(RIGHT)
    bad, = course.inbound.glob("bela+*")
    (bad / "link").symlink_to(tmp_path)
    course.student("chen").submit("import os\nos._exit(1)")
    with watch(course.folder) as watching:
        watching.wait_for("ps1 bela: it holds a link")
        watching.wait_for("ps1 chen: graded, 0 of 10")
        watching.wait_for("ps1 ana: feedback released")
        assert watching.stop() == 0


@pytest.mark.slow
def test_when_the_assignment_changes_its_grades_and_pages_are_made_anew(tmp_path):
    course = CourseWithExchange(tmp_path)
    course.student("ana").submit(RIGHT)
    with watch(course.folder) as watching:
        watching.wait_for("ps1 ana: feedback released")
        source = course.course.step("source") / "one.ipynb"
        source.write_text(source.read_text().replace('"points": 10', '"points": 4'))
        course.course.run("course", "release", "ps1")
        watching.wait_for("ps1 ana: graded, 4 of 4 points (the assignment has changed)")
        watching.wait_for("ps1 ana: feedback released", times=2)
        assert watching.stop() == 0
    page, = course.student("ana").fetch()
    assert "<b>4</b> of 4" in page


@pytest.mark.slow
def test_a_problem_is_told_again_only_after_it_was_solved(tmp_path):
    course = CourseWithExchange(tmp_path)
    ana, feedback = course.student("ana"), course.exchange / "c" / "feedback"
    with watch(course.folder) as watching:
        for times in (1, 2):
            if times == 2:
                feedback.rename(feedback.with_name("before"))
            feedback.touch()  # where nbgrader wants a folder
            ana.submit(RIGHT)
            watching.wait_for("ps1 ana: its feedback could not be released", times=times)
            feedback.unlink()
            ana.submit(RIGHT)  # which is tried at once
            watching.wait_for("ps1 ana: feedback released", times=times)
        assert watching.stop() == 0
    told = [line for line in watching.said if "could not be released" in line]
    assert len(told) == 2
    assert all("it is tried again" in line for line in told)


@pytest.mark.slow
def test_an_exchange_that_is_not_there_yet_is_said_to_be_watched_for(tmp_path):
    course = CourseWithExchange(tmp_path)
    course.exchange.rename(tmp_path / "away")
    with watch(course.folder) as watching:
        watching.wait_for("watching ps1", f"{course.inbound} (not there yet)")
        (tmp_path / "away").rename(course.exchange)
        course.student("ana").submit(RIGHT)
        watching.wait_for("ps1 ana: feedback released")
        assert watching.stop() == 0


class Busy(Executor):
    """Makes no call that it is given, and ends none."""

    n_calls = 0

    def submit(self, fn, /, *args, **kwargs):
        self.n_calls += 1
        return Future()


def test_it_stops_while_all_processes_are_at_work(tmp_path):
    course, busy, said = CourseWithExchange(tmp_path), Busy(), []
    course.course.hand_in("ana", {"half": RIGHT})
    with closing(Watcher(Course(course.folder), None, said.append)) as watcher:
        watcher.run(Runner(busy), lambda: bool(busy.n_calls))
        assert (busy.n_calls, watcher.n_left, said) == (1, 1, [])


def test_a_share_that_is_gone_for_a_moment_is_told_in_one_line_and_the_watch_goes_on(tmp_path):
    course, busy, said = CourseWithExchange(tmp_path), Busy(), []
    with closing(Watcher(Course(course.folder), None, said.append)) as watcher:
        course.exchange.rename(tmp_path / "away")
        watcher.run(Runner(busy), lambda: bool(said))
        (tmp_path / "away").rename(course.exchange)
        course.student("ana").submit(RIGHT)
        watcher.run(Runner(busy), lambda: bool(busy.n_calls))
    told, = said
    assert re.fullmatch(r"\S+/exchange/c/inbound: No such file or directory; it is looked at again "
                        r"until it can be read", str(told))


def test_what_cannot_be_watched_is_told_in_one_line(tmp_path, course):
    made = CourseWithExchange(tmp_path)
    done = course(made.folder, "watch", "ps2")
    assert done.returncode == 1
    assert "there is no assignment 'ps2'" in done.stderr
    made.write("[watch]\nfeedback = 'all'\n")
    done = course(made.folder, "watch")
    assert done.returncode == 1
    assert done.stderr.startswith("course: course.toml, line 2: feedback is one of")
