"""The table of a class for the terminal: students, scores and findings."""

from collections.abc import Sequence
from string import ascii_lowercase
from textwrap import shorten

from nbgrader.api import Gradebook, MissingEntry
from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from answercheck import wording
from answercheck.verdict import Verdict
from grading.course.course import Course
from grading.dispatch.class_grader import GradingResult
from grading.terminal import printable

MAX_FOUND = 100  # characters of what was found
MAX_SHOWN = 100  # students, as many as a terminal can usefully show
SHADES = ((1.0, "green"), (0.5, "yellow"), (0.0, "red"))


def overview(course: Course, assignment: str, results: Sequence[GradingResult]) -> Group:
    """Return the table, with the names of the exercises below it."""
    rows = [(result, course.verdicts(assignment, result.student))
            for result in results[:MAX_SHOWN]]
    names = max(([one.exercise for one in verdicts] for _, verdicts in rows), key=len,
                default=[])
    letters = dict(zip(names, ascii_lowercase, strict=False))
    table = Table(title=assignment, title_style="bold", header_style="bold", box=SIMPLE_HEAD)
    table.add_column("student", max_width=20, overflow="fold")
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column(" ".join(letters.values()), no_wrap=True)
    table.add_column("what was found", ratio=1)
    with Gradebook(course.directory.db_url) as gradebook:
        for result, verdicts in rows:
            marks = {one.exercise: one for one in verdicts}
            table.add_row(_safe(result.student), _points(gradebook, assignment, result),
                          Text(" ").join(_mark(marks.get(name)) for name in names),
                          _found(result, verdicts))
    legend = Text("✓ all cases right, 5 half of the points, · none     ", style="dim")
    legend.append("  ".join(f"{letter}={name}" for name, letter in letters.items()))
    if len(results) > MAX_SHOWN:
        legend.append(f"\n… and {len(results) - MAX_SHOWN} more; "
                      f"'course report {assignment}' shows all of them")
    return Group(table, legend)


def _points(gradebook: Gradebook, assignment: str, result: GradingResult) -> str:
    if result.problem:  # perhaps a name that no gradebook can hold
        return "–"
    try:
        submission = gradebook.find_submission(assignment, result.student)
    except MissingEntry:
        return "–"
    return f"{submission.score:g}/{submission.max_score:g}"


def _mark(verdict: Verdict | None) -> Text:
    if verdict is None:
        return Text("–", style="dim")
    score = verdict.score
    shade = next(colour for least, colour in SHADES if score >= least)
    tenths = str(min(9, max(1, round(10 * score))))
    return Text("✓" if score == 1 else "·" if score == 0 else tenths, style=shade)


def _found(result: GradingResult, verdicts: list[Verdict]) -> Text:
    """Describe the problem that stopped it, or what was found in the first wrong exercise."""
    if result.problem:
        return _safe(result.problem, "red")
    wrong = [one for one in verdicts if not one.passed]
    if not wrong:
        return Text("all right", style="green")
    first = wrong[0]
    if first.no_answer and all(one.no_answer == first.no_answer for one in verdicts):
        return _safe(wording.reason(first.no_answer), "red")
    found = "".join(wording.found_in_words(first)[:1])
    more = f" (+{len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return _safe(f"{first.exercise}: {shorten(found, MAX_FOUND, placeholder=' …')}{more}")


def _safe(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style, overflow="fold")
