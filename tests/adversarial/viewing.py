"""View what came back as an instructor does, and list what acts on the viewer."""

import io
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from rich.console import Console
from traitlets.utils.importstring import import_item

from grading.cli.class_table import overview
from grading.course.course import Course
from grading.dispatch.class_grader import GradingResult
from tests.adversarial import active_content

TERMINAL_WIDTH = 300
NO_PAGE = "page: none"


def acting_on_viewer(course: Course, assignment: str, student: str) -> list[str]:
    """List what acts on somebody who opens a student's feedback or lists the submission's files."""
    problem = course.feedback(assignment, student)
    found = active_content.acting_files(course.folder("autograded", student, assignment))
    for page in course.folder("feedback", student, assignment).glob("*.html"):
        found += active_content.acting_in_page(page.read_text(encoding="utf-8"))
    return found + ([f"{NO_PAGE}, {problem}"] if problem else [])


def acting_on_terminal(course: Course, assignment: str, result: GradingResult,
                       log: str) -> list[str]:
    """List what acts on somebody who watches the grading and reads its log."""
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=TERMINAL_WIDTH)
    console.print(overview(course, assignment, [result]))
    return active_content.acting_in_terminal(screen.getvalue() + log)


def formulas_in_export(course: Course) -> list[str]:
    """List the cells of the exported scores that a spreadsheet would compute."""
    table = Path(course.directory.root) / "export.csv"
    plugin = import_item(course.config.ExportApp.plugin_class
                         ) if "plugin_class" in course.config.ExportApp else CsvExportPlugin
    exporter = plugin(config=course.config)
    exporter.to = str(table)
    with Gradebook(course.directory.db_url) as gradebook:
        exporter.export(gradebook)
    found = active_content.formulas(table)
    table.unlink()
    return found
