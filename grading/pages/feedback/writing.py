"""Writing the feedback pages of a class: those that do not say what they should.

They are made by the processes that grade, or on a Dask cluster; this process alone reads the
gradebook and writes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from traitlets.config import Config

from grading.configuration import sections_of
from grading.course.course import Course
from grading.course.logs import logged
from grading.dispatch.process_pool import CallLimits
from grading.dispatch.runners import InProcessExecutor, Runner, Task, TaskResult, run_tasks
from grading.errors import CourseError
from grading.execution.execute import ExecuteSubmission
from grading.gradebook.grades import SubmissionGrades, grades_of_class
from grading.handout.settings import Handout
from grading.kernel.link import WALL_FACTOR
from grading.pages.feedback.exporter import FeedbackExporter
from grading.pages.feedback.made_from import is_current, made_from
from grading.pages.feedback.making import (
    FeedbackPages,
    GradedNotebooks,
    PageSettings,
    make_pages,
)
from grading.progress import track
from grading.references.exercises import required_modules

PAGE = ".html"


@dataclass
class Written:
    """What became of the pages of a class.

    n_written, n_left : pages that were written, and those that were as they should be
    problems : by student, why theirs could not be written
    """

    n_written: int = 0
    n_left: int = 0
    problems: dict[str, str] = field(default_factory=dict)


def limits_of_pages(config: Config) -> CallLimits:
    """Return what making the pages of one student may use."""
    cpu_s = FeedbackExporter(config=config).timeout
    return CallLimits(WALL_FACTOR * cpu_s, cpu_s,
                      ExecuteSubmission(config=config).worker_memory_mb)


def write_feedback(course: Course, assignment: str, force: bool = False,
                   runner: Runner | None = None) -> Written:
    """Write each page of a class that differs from what it should say; with `force`, all.

    A page that cannot be made is a problem of that student, and the others are written.

    Parameters
    ----------
    runner : what makes the pages; by default this process

    Raises
    ------
    CourseError
        If there is no such assignment, or nothing is graded.
    """
    students = graded_students(course, assignment)
    done = Written()
    with closing(Gradebook(course.directory.db_url)) as gradebook:
        grades = grades_of_class(gradebook, assignment)
        tasks = _tasks(course, assignment, track(students, "feedback"), grades, force, done)
        for one in run_tasks(runner or Runner(InProcessExecutor()), tasks):
            if problem := write_pages(course, assignment, one):
                done.problems[one.name] = problem
            else:
                done.n_written += len(_graded(course, assignment, one.name))
    done.problems = dict(sorted(done.problems.items()))
    return done


def graded_students(course: Course, assignment: str) -> list[str]:
    """Return who has a graded notebook.

    Raises
    ------
    CourseError
        If there is no such assignment, or nothing is graded.
    """
    students = [name for name in course.students(assignment) if _graded(course, assignment, name)]
    if not students:
        raise CourseError(f"nothing is graded yet; run 'course grade {assignment}' first")
    return students


def _tasks(course: Course, assignment: str, students: Iterator[str],
           grades: Mapping[str, SubmissionGrades], force: bool, done: Written) -> Iterator[Task]:
    """Yield a task for each student whose pages are to be written; note the others in `done`."""
    settings = page_settings(course, assignment)
    for name in students:
        found = page_task(course, settings, name, grades.get(name), force)
        if isinstance(found, Task):
            yield found
        elif found:
            done.problems[name] = found
        else:
            done.n_left += len(_graded(course, assignment, name))


def page_task(course: Course, settings: PageSettings, student: str,
              grades: SubmissionGrades | None, force: bool = False) -> Task | str:
    """Return the task of making a student's pages; "" if they are current, or the problem.

    Parameters
    ----------
    settings : of `page_settings`
    grades : of the submission; None if the gradebook has none
    force : make them although they are current
    """
    assignment = settings.assignment
    if grades is None:
        return f"the gradebook has no grade; run 'course grade {assignment}' first"
    try:
        if not force and has_current_pages(course, assignment, student, grades):
            return ""
        notebooks = {path.stem: path.read_text(encoding="utf-8")
                     for path in _graded(course, assignment, student)}
        made = made_from(course.folder("autograded", student, assignment), grades,
                         _address(course))
    except (OSError, ValueError) as error:
        return f"the graded notebook cannot be read: {error}"
    content = GradedNotebooks(student, notebooks, grades, made).as_bytes()
    return Task(student, make_pages, (settings, content))


def _address(course: Course) -> str:
    return Handout(config=course.config).address


def page_settings(course: Course, assignment: str) -> PageSettings:
    """Return what the pages of a class have in common."""
    stage = GenerateFeedback(coursedir=course.directory, config=course.config)
    exporter, *stages = (one if isinstance(one, str) else f"{one.__module__}.{one.__qualname__}"
                         for one in (stage.exporter_class, *stage.preprocessors))
    sections = sections_of([exporter, *stages, f"{Handout.__module__}.{Handout.__qualname__}"],
                           stage.config)
    # Of the course's folders no more: the gradebook's address may hold a password.
    sections["CourseDirectory"] = {"release_directory": course.directory.release_directory}
    return PageSettings(assignment, str(course.folders.root), required_modules(course.folders),
                        exporter, tuple(stages), sections)


def write_pages(course: Course, assignment: str, made: TaskResult) -> str:
    """Write the pages that a task of `page_task` has made; return the problem, if there is one."""
    if made.returned is None:
        return f"its page could not be made: {made.problem or 'no process survived it'}"
    pages = FeedbackPages.of(made.returned)
    if pages.problem:
        with logged(course.log_path(assignment)) as (log, _):
            for line in pages.log:
                log.error("%s: %s", made.name, line)
        return f"its page could not be made: {pages.problem}"
    return course.feedback(assignment, made.name, pages.pages)


def has_current_pages(course: Course, assignment: str, student: str,
                      grades: SubmissionGrades) -> bool:
    """Return whether a graded submission has all its pages, and they say what they should."""
    folder = course.folder("feedback", student, assignment)
    pages = [folder / f"{one.stem}{PAGE}" for one in _graded(course, assignment, student)]
    return is_current(pages, made_from(course.folder("autograded", student, assignment), grades,
                                       _address(course)))


def _graded(course: Course, assignment: str, student: str) -> Sequence[Path]:
    return sorted(course.folder("autograded", student, assignment).glob("*.ipynb"))
