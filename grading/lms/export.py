"""Writing the files of `course export` into the course's folder `export/`."""

from pathlib import Path

from grading.course.course import Course
from grading.course.privacy import private_folder
from grading.errors import CourseError
from grading.gradebook.class_grades import WeekGrades, read_grades
from grading.lms.csv_template import CsvTemplate
from grading.lms.fill import Filled, fill
from grading.lms.term_table import term_table
from grading.semester.semester import read_semester

FOLDER, TABLE = "export", "term.csv"


def fill_template(course: Course, assignment: str | None, path: Path,
                  system: str) -> tuple[Path, Filled]:
    """Fill a template of Canvas or Moodle; what is written lies in export/ under its name.

    Parameters
    ----------
    assignment : the only one that is filled in; if None, all that the template has
    system : "Canvas" or "Moodle"

    Raises
    ------
    CourseError
        If the template is none of this system, nothing is graded, or `course.toml` is wrong.
    """
    semester = read_semester(course)
    filled = fill(CsvTemplate.read(path), system, _weeks(course, assignment), semester.people,
                  semester.settings.lms_names)
    return _write(course, path.name, filled.template.content()), filled


def write_table(course: Course, assignment: str | None) -> tuple[Path, list[str]]:
    """Write the table of the term, export/term.csv; give the assignments in it, too.

    Raises what `fill_template` does.
    """
    people = read_semester(course).people
    weeks = _weeks(course, assignment)
    # With a byte order mark, by which spreadsheets recognise UTF-8.
    content = term_table(weeks, people).encode("utf-8-sig", "replace")
    return _write(course, TABLE, content), [week.assignment for week in weeks]


def _weeks(course: Course, assignment: str | None) -> list[WeekGrades]:
    if assignment is not None:
        course.folders.source_notebooks(assignment)
    weeks = [week for week in read_grades(course.directory.db_url, assignment) if week.scores]
    if not weeks:
        raise CourseError(f"nothing is graded yet; run 'course grade {assignment or 'WEEK'}' first")
    return weeks


def _write(course: Course, name: str, content: bytes) -> Path:
    """Write a file as a whole; if that fails the old one stays."""
    folder = private_folder(Path(course.directory.root, FOLDER), course.directory.groupshared)
    beside = folder / f".{name}.new"
    try:
        beside.write_bytes(content)
        beside.replace(folder / name)
    finally:
        beside.unlink(missing_ok=True)
    return folder / name
