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
from grading.pages.numbers import hours, number, phrases
from grading.terminal import printable
from grading.words import ngettext
from grading.words import translate as _

NOTHING = "–"


def status_table(status: AssignmentStatus) -> Group:
    """Return a row for each student, and below what is to be done next."""
    table = _table(
        _("{assignment}, {due}").format(assignment=status.assignment, due=_due(status)),
        _("student"), _("handed in"), _("late"), _("points"), _("grade"), _("by hand"),
        _("feedback"))
    for one in status.students:
        table.add_row(*(Text(printable(cell), overflow="fold") for cell in _row(one, status.zone)))
    return Group(table, *map(_plain, _next(status)))


def course_table(statuses: Sequence[AssignmentStatus]) -> Group:
    """Return a row for each assignment."""
    table = _table("", _("assignment"), _("due"), _("in"), _("late"), _("graded"), _("stale"),
                   _("by hand"), _("feedback"))
    for status in statuses:
        found = counts(status)
        due = f"{_local(status.due, status.zone):%Y-%m-%d}" if status.due else NOTHING
        pages = [str(found.n_feedback or NOTHING)]
        if found.n_outdated:
            pages.append(_("{n} old").format(n=found.n_outdated))
        of_grades = [*(str(n or NOTHING) for n in (found.n_graded, found.n_stale, found.n_by_hand)),
                     phrases(pages)]
        table.add_row(*(Text(printable(cell), overflow="fold") for cell in (
            status.assignment, due if status.is_released else _("not released"),
            *(str(n or NOTHING) for n in (found.n_handed_in, found.n_late)),
            *(["?"] * len(of_grades) if status.problem else of_grades))))
    problems = [_("{assignment}: {problem}").format(assignment=one.assignment, problem=one.problem)
                for one in statuses if one.problem]
    return Group(table, *map(_plain, problems), _plain(_(
        "in: handed in; stale: would be graded anew; by hand: with answers that wait for a person. "
        "'course status WEEK' shows each student.")))


def unclaimed_lines(found: Sequence[Unclaimed], most: int | None = None) -> list[str]:
    """Return a line for each thing that belongs to nobody, of many only the first."""
    if not found:
        return []
    shown = found[:most]
    lines = [ngettext("{n} file or folder belongs to nobody and will not be graded:",
                      "{n} files or folders belong to nobody and will not be graded:",
                      len(found)).format(n=len(found)), *(f"  {one}" for one in shown)]
    if len(found) > len(shown):
        more = _("… and {n} more; 'course status' shows all of them")
        lines.append(f"  {more.format(n=len(found) - len(shown))}")
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
        return _("not released")
    if not status.due:
        return _("no due date")
    return _("due {date} ({zone})").format(date=_date(status.due, status.zone), zone=status.zone)


def _row(one: StudentStatus, zone: tzinfo) -> tuple[str, ...]:
    if not one.handed_in:
        return (one.student, _("nothing"), *[NOTHING] * 5)
    return (one.student, _date(one.when, zone) if one.when else _("yes, no date"),
            hours(one.late_s / 3600) if one.late_s else NOTHING,
            NOTHING if one.score is None else f"{number(one.score)}/{number(one.max_score)}",
            _("stale: {why}").format(why=_(one.grade)) if one.is_stale else _(one.grade),
            _("{n} waiting").format(n=one.n_waiting) if one.n_waiting else NOTHING,
            (_("latest") if one.is_latest else _("outdated")) if one.has_feedback else NOTHING)


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
        steps.append(_("'course release {week}' makes the student version").format(week=week))
    elif n_to_grade:
        steps.append(ngettext(
            "'course grade {week}' would grade {n} submission",
            "'course grade {week}' would grade {n} submissions",
            n_to_grade).format(week=week, n=n_to_grade))
    if n_by_hand:
        steps.append(ngettext(
            "{n} submission waits for a person in the formgrader",
            "{n} submissions wait for a person in the formgrader",
            n_by_hand).format(n=n_by_hand))
    if n_pages:
        steps.append(ngettext(
            "'course feedback {week}' would write the pages of {n} student",
            "'course feedback {week}' would write the pages of {n} students",
            n_pages).format(week=week, n=n_pages))
    return steps


def _plain(line: str) -> Text:
    return Text(printable(line))
