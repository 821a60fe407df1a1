"""Somebody reads what came back: a feedback page, a table on the terminal, an export."""

import io
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from rich.console import Console
from traitlets.utils.importstring import import_item

from grading.classwork import Graded
from grading.course import Course
from grading.overview import overview
from tests.adversarial import active_content as pages

WIDTH = 300  # of a terminal


def acting_on_reader(course: Course, assignment: str, student: str) -> list[str]:
    """What acts on somebody who opens a student's feedback or lists the submission's files."""
    problem = course.feedback(assignment, student)
    found = pages.acting_files(course.folder("autograded", student, assignment))
    for page in course.folder("feedback", student, assignment).glob("*.html"):
        found += pages.acting_in_page(page.read_text(encoding="utf-8"))
    return found + ([f"page: none, {problem}"] if problem else [])


def acting_on_terminal(course: Course, assignment: str, result: Graded, log: str) -> list[str]:
    """What acts on somebody who watches the grading and reads its log."""
    screen = Console(file=io.StringIO(), force_terminal=True, width=WIDTH)
    screen.print(overview(course, assignment, [result]))
    return pages.acting_in_terminal(screen.file.getvalue() + log)  # type: ignore[attr-defined]


def formulas_in_export(course: Course) -> list[str]:
    """The cells of the exported scores that a spreadsheet would compute."""
    table = Path(course.directory.root) / "export.csv"
    plugin = import_item(course.config.ExportApp.plugin_class
                         ) if "plugin_class" in course.config.ExportApp else CsvExportPlugin
    exporter = plugin(config=course.config)
    exporter.to = str(table)
    with Gradebook(course.directory.db_url) as gradebook:
        exporter.export(gradebook)
    found = pages.formulas(table)
    table.unlink()
    return found
