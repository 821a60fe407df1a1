"""Running all steps of a course with a sample class, in a folder of its own."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from grading.cli.class_table import overview
from grading.cli.grading_progress import watched
from grading.course.course import Course
from grading.course.folders import CONFIG
from grading.demo.sample_class import WITH_MISTAKES, sample_class
from grading.demo.student_notebook import StudentNotebook
from grading.dispatch.class_grader import grade_class
from grading.dispatch.runners import local
from grading.errors import CourseError
from grading.pages.feedback.writing import write_feedback
from grading.pages.report import write_report
from grading.pages.report.writing import FOLDER as REPORTS
from grading.progress import track
from grading.references.exercises import exercises
from grading.references.solutions import cells

SIGN = "made by 'course demo'"  # only a folder whose configuration says so is replaced
SETTINGS = f"""# {SIGN}
load_subconfig({CONFIG!r}, path={{course!r}})
c = get_config()
c.CourseDirectory.root = {{folder!r}}
"""


def run(ours: Course, assignments: Sequence[str], folder: Path, console: Console,
        unsafe: bool = False) -> None:
    """Release, hand in, grade, write feedback and a report, and show a table of each assignment.

    Parameters
    ----------
    ours : the course whose assignments these are
    assignments : their names
    folder : of the demo's own course

    Raises
    ------
    CourseError
        If there is no such assignment, or `folder` holds something that no demo made.
    """
    folder = folder.resolve()
    for assignment in assignments:
        ours.folders.source_notebook(assignment)
    course = _new_course(ours, folder, assignments, unsafe)
    for assignment in assignments:
        _run_assignment(course, assignment, console, unsafe)
    _show_where_to_look(course, assignments, console)


def _new_course(ours: Course, folder: Path, assignments: Sequence[str], unsafe: bool) -> Course:
    config = folder / CONFIG
    if folder.exists() and any(folder.iterdir()):
        if not config.is_file() or SIGN not in config.read_text():
            raise CourseError(f"{folder} holds something else; choose another with --folder")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    config.write_text(SETTINGS.format(course=str(ours.folders.root), folder=str(folder)))
    course = Course(folder, unsafe)
    for name in ("exercises", "references"):
        shutil.copytree(getattr(ours.folders, name), getattr(course.folders, name))
    for assignment in assignments:
        shutil.copytree(ours.folders.source / assignment, course.folders.source / assignment)
    return course


def _run_assignment(course: Course, assignment: str, console: Console, unsafe: bool) -> None:
    released, = course.release(assignment)
    people = sample_class(cells(course.folders, assignment),
                          exercises(course.folders, assignment), course.folders.references)
    for person, hand_in in track(people.items(), "hand in", len(people)):
        hand_in(StudentNotebook(released), course.folder("submitted", person, assignment))
    students = course.students(assignment)
    with local(os.cpu_count() or 1, unsafe=unsafe) as runner:
        results = watched(grade_class(course, assignment, students, runner=runner), len(students))
        write_feedback(course, assignment, runner=runner)
    write_report(course, assignment)
    console.print(overview(course, assignment, results))


def _show_where_to_look(course: Course, assignments: Sequence[str], console: Console) -> None:
    folder, student = Path(course.directory.root), WITH_MISTAKES[0]
    console.print("[bold]Where to look next[/]")
    for assignment in assignments:
        _show_page(console, "where the class stands", folder / REPORTS / f"{assignment}.html")
    for assignment in assignments:
        page, = course.folder("feedback", student, assignment).glob("*.html")
        _show_page(console, f"{student}'s feedback", page)
    console.print(f"  {'the formgrader':<24}cd {folder} && "
                  "../.venv/bin/jupyter lab    (then Nbgrader, Formgrader)", soft_wrap=True)
    console.print(f"  {'the gradebook':<24}{folder / 'gradebook.db'}", soft_wrap=True)


def _show_page(console: Console, label: str, page: Path) -> None:
    console.print(f"  {label:<24}[link={page.as_uri()}]{page}[/link]", soft_wrap=True)
