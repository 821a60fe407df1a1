"""Tables of `course status` for the terminal."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from grading.course.status import AssignmentStatus, StudentStatus, counts
from grading.gradebook.standing import Standing
from grading.hand_ins.unclaimed import Unclaimed
from grading.pages.numbers import hours, number, plural
from grading.terminal import printable

NOTHING = "–"


def status_table(status: AssignmentStatus) -> Group:
    """Return a row for each student, and below what is to be done next."""
    table = _table(f"{status.assignment}, {_due(status)}", "student", "handed in", "late",
                   "points", "grade", "by hand", "feedback")
    for one in status.students:
        table.add_row(*(Text(printable(cell), overflow="fold") for cell in _row(one, status.zone)))
    return Group(table, *map(_plain, _next(status)))


def course_table(statuses: Sequence[AssignmentStatus]) -> Group:
    """Return a row for each assignment."""
    table = _table("", "assignment", "due", "in", "late", "graded", "stale", "by hand", "feedback")
    for status in statuses:
        found = counts(status)
        due = f"{_local(status.due, status.zone):%Y-%m-%d}" if status.due else NOTHING
        pages = [str(found.n_feedback or NOTHING)]
        if found.n_outdated:
            pages.append(f"{found.n_outdated} old")
        of_grades = [*(str(n or NOTHING) for n in (found.n_graded, found.n_stale, found.n_by_hand)),
                     ", ".join(pages)]
        table.add_row(*(Text(printable(cell), overflow="fold") for cell in (
            status.assignment, due if status.is_released else "not released",
            *(str(n or NOTHING) for n in (found.n_handed_in, found.n_late)),
            *(["?"] * len(of_grades) if status.problem else of_grades))))
    problems = [f"{one.assignment}: {one.problem}" for one in statuses if one.problem]
    return Group(table, *map(_plain, problems), _plain(
        "in: handed in; stale: would be graded anew; by hand: with answers that wait for a person. "
        "'course status WEEK' shows each student."))


def unclaimed_lines(found: Sequence[Unclaimed], most: int | None = None) -> list[str]:
    """Return a line for each thing that belongs to nobody, of many only the first."""
    if not found:
        return []
    shown = found[:most]
    lines = [f"{plural(len(found), 'file or folder belongs', 'files or folders belong')} "
             "to nobody and will not be graded:",
             *(f"  {one}" for one in shown)]
    if len(found) > len(shown):
        lines.append(f"  … and {len(found) - len(shown)} more; 'course status' shows all of them")
    return [printable(line) for line in lines]


def _table(title: str, *columns: str) -> Table:
    table = Table(title=Text(printable(title)), title_style="bold", header_style="bold",
                  box=SIMPLE_HEAD)
    first, *others = columns
    table.add_column(first, overflow="fold")
    for column in others:
        table.add_column(Text(column, no_wrap=True), overflow="fold")
    return table


def _due(status: AssignmentStatus) -> str:
    if not status.is_released:
        return "not released"
    if not status.due:
        return "no due date"
    return f"due {_date(status.due, status.zone)} ({status.zone})"


def _row(one: StudentStatus, zone: tzinfo) -> tuple[str, ...]:
    if not one.handed_in:
        return (one.student, "nothing", *[NOTHING] * 5)
    return (one.student, _date(one.when, zone) if one.when else "yes, no date",
            hours(one.late_s / 3600) if one.late_s else NOTHING,
            NOTHING if one.score is None else f"{number(one.score)}/{number(one.max_score)}",
            f"stale: {one.grade}" if one.is_stale else one.grade,
            f"{one.n_waiting} waiting" if one.n_waiting else NOTHING,
            ("latest" if one.is_latest else "outdated") if one.has_feedback else NOTHING)


def _date(when: datetime, zone: tzinfo) -> str:
    return f"{_local(when, zone):%Y-%m-%d %H:%M}"


def _local(when: datetime, zone: tzinfo) -> datetime:
    return when.replace(tzinfo=UTC).astimezone(zone)


def _next(status: AssignmentStatus) -> list[str]:
    """Say what the commands would do."""
    rows, week = status.students, status.assignment
    n_to_grade = sum(one.is_stale or one.grade == Standing.NONE for one in rows)
    n_pages = sum(one.is_graded and not one.is_latest for one in rows)
    n_by_hand = sum(one.n_waiting > 0 for one in rows)
    steps = [status.problem] if status.problem else []
    if not status.is_released:
        steps.append(f"'course release {week}' makes the student version")
    elif n_to_grade:
        steps.append(f"'course grade {week}' would grade {plural(n_to_grade, 'submission')}")
    if n_by_hand:
        steps.append(f"{plural(n_by_hand, 'submission waits', 'submissions wait')} for a person in "
                     "the formgrader")
    if n_pages:
        steps.append(f"'course feedback {week}' would write the pages of "
                     f"{plural(n_pages, 'student')}")
    return steps


def _plain(line: str) -> Text:
    return Text(printable(line))
