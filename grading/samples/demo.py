"""`course demo`: the whole loop on a sample class, in a folder of its own."""

import os
import shutil
from pathlib import Path

from rich.console import Console

from grading.course import CONFIG, Course
from grading.errors import CourseError
from grading.folders import COURSE
from grading.overview import overview
from grading.progress import track, watched
from grading.references.exercises import assignments
from grading.report import write_report
from grading.report.writing import FOLDER as REPORTS
from grading.runners import local
from grading.samples.classroom import sample_class
from grading.samples.sheet import Sheet

SHOWN = "hana"  # makes a known mistake or two every week
SIGN = "made by 'course demo'"  # so that only a demo is ever replaced by one
SETTINGS = f"""# {SIGN}
load_subconfig({CONFIG!r}, path={{course!r}})
c = get_config()
c.CourseDirectory.root = {{folder!r}}
# The sample class holds a loop without end; nobody wants to watch it for half a minute.
c.ExecuteSubmission.timeout = 10
"""


def run(folder: Path, console: Console, unsafe: bool = False) -> None:
    """Release, hand in, grade, write feedback and a report, and show a table for each week.

    Raises
    ------
    CourseError
        If `folder` holds something that no demo made.
    """
    folder = folder.resolve()
    course = _new_course(folder, unsafe)
    for week in assignments():
        released = course.release(week)
        people = sample_class(week)
        for person, hand_in in track(people.items(), "hand in", len(people)):
            hand_in(Sheet(released), course.folder("submitted", person, week))
        students = course.students(week)
        with local(os.cpu_count() or 1, unsafe=unsafe) as runner:
            results = watched(course.grade(week, students, runner=runner), len(students))
        for student in track(students, "feedback"):
            course.feedback(week, student)
        write_report(course, week)
        console.print(overview(course, week, results))
    _tell_where_next(course, console)


def _new_course(folder: Path, unsafe: bool) -> Course:
    config = folder / CONFIG
    if folder.exists() and any(folder.iterdir()):
        if not config.is_file() or SIGN not in config.read_text():
            raise CourseError(f"{folder} holds something else; say another with --folder")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for week in assignments():
        shutil.copytree(COURSE / "source" / week, folder / "source" / week)
    config.write_text(SETTINGS.format(course=str(COURSE), folder=str(folder)))
    return Course(folder, unsafe)


def _tell_where_next(course: Course, console: Console) -> None:
    folder = Path(course.directory.root)
    console.print("[bold]Where to look next[/]")
    for week in assignments():
        _tell_page(console, "where the class stands", folder / REPORTS / f"{week}.html")
    for week in assignments():
        page, = course.folder("feedback", SHOWN, week).glob("*.html")
        _tell_page(console, f"{SHOWN}'s feedback", page)
    console.print(f"  {'the formgrader':<24}cd {folder} && "
                  "../.venv/bin/jupyter lab    (then Nbgrader, Formgrader)", soft_wrap=True)
    console.print(f"  {'the gradebook':<24}{folder / 'gradebook.db'}", soft_wrap=True)


def _tell_page(console: Console, what: str, page: Path) -> None:
    console.print(f"  {what:<24}[link={page.as_uri()}]{page}[/link]", soft_wrap=True)
