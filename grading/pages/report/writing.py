"""Writing the report into the course's folder `report/`."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grading.course.course import Course
from grading.course.privacy import private_folder
from grading.pages.report.class_record import read_class
from grading.pages.report.page import page
from grading.pages.report.table import table
from grading.semester.settings import read_settings
from grading.words import in_language

FOLDER = "report"


@dataclass(frozen=True)
class Report:
    """The files that were written, and by student why a graded notebook is not in them."""

    paths: list[Path]
    problems: dict[str, str]


def write_report(course: Course, assignment: str, csv: bool = False) -> Report:
    """Write report/ASSIGNMENT.html, and ASSIGNMENT.csv if `csv`, in the instructor's language.

    Raises
    ------
    CourseError
        If there is no such assignment, or nothing of it is graded yet.
    """
    folder = (Path(course.directory.root) / FOLDER).absolute()
    private_folder(folder, course.directory.groupshared)
    record = read_class(course, assignment, folder)
    with in_language(read_settings(course.folders.root).language):
        written = [_write(folder / f"{assignment}.html",
                          page(record, datetime.now().astimezone()))]
        if csv:
            # With a byte order mark, by which spreadsheets recognise UTF-8.
            written.append(_write(folder / f"{assignment}.csv", "\ufeff" + table(record)))
    return Report(written, record.problems)


def _write(path: Path, text: str) -> Path:
    """Write a file as a whole; if that fails the old one stays."""
    beside = path.with_name(f".{path.name}.new")
    try:
        # A student's folder may be named in bytes that are no text.
        beside.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path
