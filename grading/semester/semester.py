"""A term as `course.toml` and the gradebook have it, and its way into the gradebook."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry, Student
from nbgrader.preprocessors import AssignLatePenalties

from grading.course.course import Course
from grading.errors import CourseError
from grading.gradebook.ledger import Entry, Ledger
from grading.semester.dates import Dates
from grading.semester.late_penalty import LatePenalty
from grading.semester.people import People, Person, read_roster
from grading.semester.settings import Settings, read_settings


@dataclass(frozen=True)
class Semester:
    """A term.

    settings : what `course.toml` says
    roster : the people in the roster's file; none if there is no such file
    db_url : of the gradebook
    """

    settings: Settings
    roster: tuple[Person, ...]
    db_url: str

    @cached_property
    def people(self) -> People:
        """The people of the roster and the students of the gradebook."""
        with closing(Gradebook(self.db_url)) as gradebook:
            return People(self.roster).with_known(map(_person, gradebook.students))

    def dates(self, assignment: str, applied: Mapping[str, str]) -> Dates:
        """Return the dates of an assignment; `applied` is what `Ledger.applied_dates` returns."""
        return Dates(self.settings.due.get(assignment),
                     self.settings.extensions.get(assignment, {}), applied)


def read_semester(course: Course) -> Semester:
    """Read `course.toml` and the roster, and compare them with the course.

    Raises
    ------
    CourseError
        If something in the files is wrong, or names what there is not; with its line.
    """
    settings = read_settings(Path(course.directory.root))
    _check_penalty(course, settings)
    roster = tuple(read_roster(settings.roster)) if settings.roster else ()
    semester = Semester(settings, roster, course.directory.db_url)
    with closing(Gradebook(semester.db_url)) as gradebook:
        due = {one.name: one.duedate for one in gradebook.assignments}
    assignments = sorted({*course.folders.assignments(), *due})
    for key, table in (("due", settings.due), ("extensions", settings.extensions),
                       ("lms_names", settings.lms_names)):
        for name in table:
            _check_assignment(settings, key, name, assignments)
    applied = {}
    if settings.extensions:
        with closing(Ledger(semester.db_url)) as ledger:
            applied = {name: ledger.applied_dates(name) for name in settings.extensions}
    for assignment, extensions in settings.extensions.items():
        students = {*semester.people.by_id, *course.handed_in(assignment)}
        for student, wanted in extensions.items():
            where = settings.where("extensions", assignment, student)
            if student not in students:
                raise CourseError(f"{where}: no student is called {student!r}"
                                  f"{_hint(student, students)}; roster names a CSV file with all "
                                  "students")
            # A date that an earlier version of the file gave goes with its line.
            end = semester.dates(assignment, applied[assignment]).due(due.get(assignment))
            if end is None or (isinstance(wanted, datetime) and wanted < end):
                raise CourseError(f"{where}: {assignment} " + (
                    "has no due date; give it one under [due]" if end is None else
                    f"is due on {end} UTC, which is later than this extension"))
    return semester


def apply_semester(ledger: Ledger, semester: Semester, assignment: str) -> Dates:
    """Write the roster, and the dates of one assignment, into the gradebook, or nothing.

    Returns
    -------
    Dates
        Those of submissions that are not in the gradebook yet.

    Raises
    ------
    MissingEntry
        If the assignment is not in the gradebook.
    """
    dates = semester.dates(assignment, ledger.applied_dates(assignment))
    if not (semester.roster or dates != Dates()):
        return dates
    with ledger.transaction() as entry:
        _write_roster(entry.gradebook, semester.roster)
        return _write_dates(entry, dates, assignment)


def _write_dates(entry: Entry, dates: Dates, assignment: str) -> Dates:
    described = entry.gradebook.find_assignment(assignment)
    due = dates.due(described.duedate)
    if due != described.duedate:
        described.duedate = due
    for student in {*dates.wanted, *dates.applied}:
        try:
            submission = entry.gradebook.find_submission(assignment, student)
        except MissingEntry:  # not graded yet, or the due date's key
            continue
        submission.extension = dates.extension(student, submission.extension, due)
    now = dates.to_apply(due)
    if now != dates.applied:
        entry.set_applied_dates(assignment, now)
    extensions = {student: dates.extension(student, None, due) or timedelta()
                  for student in dates.wanted}
    return Dates(dates.wanted_due, extensions, now)


def _write_roster(gradebook: Gradebook, roster: tuple[Person, ...]) -> None:
    known = {one.id: one for one in gradebook.students}
    for person in roster:
        student = known.get(person.id)
        if student is None:
            student = Student(id=person.id)
            gradebook.db.add(student)
        for column, value in (("first_name", person.first_name), ("last_name", person.last_name),
                              ("email", person.email),
                              ("lms_user_id", person.canvas_id or person.moodle_id)):
            if value and value != getattr(student, column):
                setattr(student, column, value)


def _person(one: Student) -> Person:
    lms = one.lms_user_id or ""
    return Person(one.id, one.first_name or "", one.last_name or "", one.email or "", "", lms, lms)


def _check_penalty(course: Course, settings: Settings) -> None:
    plugin = AssignLatePenalties(config=course.config).plugin_class
    if settings.penalty is not None and not issubclass(plugin, LatePenalty):
        raise CourseError(
            f"{settings.where('penalty')}: {plugin.__name__} computes penalties, since "
            "nbgrader_config.py sets AssignLatePenalties.plugin_class; keep one of the two")


def _check_assignment(settings: Settings, table: str, name: str, known: list[str]) -> None:
    if name not in known:
        raise CourseError(f"{settings.where(table, name)}: there is no assignment {name!r}"
                          f"{_hint(name, known)}; there are {', '.join(known) or 'none'}")


def _hint(name: str, known: "list[str] | set[str]") -> str:
    near = get_close_matches(name, sorted(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""
