"""The table of a class for the terminal: students, scores and findings."""

from collections.abc import Sequence
from dataclasses import replace
from string import ascii_lowercase
from textwrap import shorten

from nbgrader.api import Grade, Gradebook, MissingEntry, SubmittedAssignment
from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from answercheck import wording
from answercheck.verdict import Verdict
from grading.course.course import Course
from grading.dispatch.class_grader import GradingResult
from grading.errors import CourseError
from grading.gradebook.rows import seconds_late
from grading.pages.numbers import hours, number
from grading.terminal import printable
from grading.words import ngettext
from grading.words import translate as _

MAX_FOUND = 100  # characters of what was found
MAX_SHOWN = 100  # students, as many as a terminal can usefully show
NOTED = " *"  # behind a student's name
NONE = "–"
SHADES = ((1.0, "green"), (0.5, "yellow"), (0.0, "red"))


def overview(course: Course, assignment: str, results: Sequence[GradingResult]) -> Group:
    """Return the table, sorted by student, with the names of the exercises below it."""
    shown = sorted(results, key=lambda result: result.student)[:MAX_SHOWN]
    rows = [_with_verdicts(course, assignment, result) for result in shown]
    names = max(([one.exercise for one in verdicts] for _, verdicts in rows), key=len,
                default=[])
    letters = dict(zip(names, ascii_lowercase, strict=False))
    noted = {result.student for result, verdicts in rows
             if not result.problem and course.notes(assignment, result.student)}
    table = Table(title=assignment, title_style="bold", header_style="bold", box=SIMPLE_HEAD)
    table.add_column(_("student"), max_width=20, overflow="fold")
    table.add_column(_("points"), justify="right", no_wrap=True)
    table.add_column(_("late"), no_wrap=True)
    table.add_column("".join(letters.values()), no_wrap=True)
    table.add_column(_("what was found"), ratio=1)
    with Gradebook(course.directory.db_url) as gradebook:
        for result, verdicts in rows:
            marks = {one.exercise: one for one in verdicts}
            grades = _grades(gradebook, assignment, result)
            table.add_row(_safe(result.student + NOTED * (result.student in noted)),
                          _points(grades), _late(grades),
                          Text().join(_mark(marks.get(name)) for name in names),
                          _found(result, verdicts, grades))
    legend = Text(_("✓ all cases right, 5 half of the points, · none"), style="dim")
    legend.append("     ")
    legend.append("  ".join(f"{letter}={name}" for name, letter in letters.items()))
    if noted:
        legend.append(f"\n{NOTED.strip()} ")
        legend.append(_("a note on the feedback page says what was done with what was handed in"))
    if len(results) > MAX_SHOWN:
        legend.append("\n")
        legend.append(_("… and {n} more; 'course report {assignment}' shows all of them").format(
            n=len(results) - MAX_SHOWN, assignment=assignment))
    return Group(table, legend)


def _with_verdicts(course: Course, assignment: str,
                   result: GradingResult) -> tuple[GradingResult, list[Verdict]]:
    """Return a result with its verdicts; if they cannot be read, that is its problem."""
    if result.problem:
        return result, []
    try:
        return result, course.verdicts(assignment, result.student)
    except (CourseError, OSError) as error:
        return replace(result, problem=str(error)), []


def _grades(gradebook: Gradebook, assignment: str,
            result: GradingResult) -> SubmittedAssignment | None:
    if result.problem:  # perhaps a name that no gradebook can hold
        return None
    try:
        return gradebook.find_submission(assignment, result.student)
    except MissingEntry:
        return None


def _points(grades: SubmittedAssignment | None) -> str:
    """Write the points less the late penalty, as feedback and report do."""
    if grades is None:
        return NONE
    return f"{number(_score(grades))}/{number(grades.max_score)}"


def _score(grades: SubmittedAssignment) -> float:
    return max(0.0, float(grades.score) - float(grades.late_submission_penalty))


def _mark(verdict: Verdict | None) -> Text:
    if verdict is None:
        return Text(NONE, style="dim")
    score = verdict.score
    shade = next(colour for least, colour in SHADES if score >= least)
    tenths = str(min(9, max(1, round(10 * score))))
    return Text("✓" if score == 1 else "·" if score == 0 else tenths, style=shade)


def _found(result: GradingResult, verdicts: list[Verdict],
           grades: SubmittedAssignment | None) -> Text:
    """Describe the problem that stopped it, or what was found in the first wrong exercise.

    Behind it stands what else has cost points, or may bring some.
    """
    if result.problem:
        return _safe(result.problem, "red")
    if grades is None:
        return _safe(_("the gradebook has no grade"), "red")
    wrong = [one for one in verdicts if not one.passed]
    first = wrong[0] if wrong else None
    if first and first.no_answer and all(one.no_answer == first.no_answer for one in verdicts):
        return _safe(_("; ").join([wording.reason(first.no_answer), *_penalty(grades)]), "red")
    rows = [row for notebook in grades.notebooks for row in notebook.grades]
    notes = [*_penalty(grades), *_waiting(rows)]
    if not first and _score(grades) >= grades.max_score:
        return _safe(_("; ").join([_("all right"), *notes]), "green")
    if not first:
        taken_off = _taken_off(rows)
        so_far = [] if taken_off or _penalty(grades) else [_("all right so far")]
        return _safe(_("; ").join([*so_far, *taken_off, *notes]))
    found = wording.most_helpful(first)
    said = _("{exercise}: {found}").format(
        exercise=first.exercise, found=shorten(found, MAX_FOUND, placeholder=" …"))
    return _safe(_("; ").join([f"{said}{_more(wrong)}", *notes]))


def _late(grades: SubmittedAssignment | None) -> str:
    late_s = seconds_late(grades) if grades else 0
    return hours(late_s / 3600) if late_s else NONE


def _penalty(grades: SubmittedAssignment) -> list[str]:
    penalty = grades.late_submission_penalty
    return [_("-{points} for being late").format(points=number(penalty))] if penalty else []


def _waiting(rows: Sequence[Grade]) -> list[str]:
    n_waiting = sum(bool(row.needs_manual_grade) for row in rows)
    return [ngettext("{n} answer waits for a grade by hand", "{n} answers wait for a grade by hand",
                     n_waiting).format(n=n_waiting)] if n_waiting else []


def _taken_off(rows: Sequence[Grade]) -> list[str]:
    """Name what has less than all points though no verdict says why: a person gave them."""
    found = [_("{exercise}: {earned} of {possible}").format(
                 exercise=row.name, earned=number(row.score), possible=number(row.max_score))
             for row in rows if row.score < row.max_score and not row.needs_manual_grade]
    return [found[0] + _more(found)] if found else []


def _more(found: Sequence[object]) -> str:
    """Say how many there are besides the first."""
    return _(" (+{n} more)").format(n=len(found) - 1) if len(found) > 1 else ""


def _safe(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style, overflow="fold")
