"""Write to the gradebook from several graders at once, in one transaction for each submission.

nbgrader's `Gradebook` commits after every grade. Here its session lives inside a transaction of
ours, so that all of a submission's grades are stored or none. A table of our own beside nbgrader's
holds the digest of what was graded, so that a stopped run goes on where it was. Indexes of ours let
the database find the grades of one submission without reading those of all.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment
from sqlalchemy import (
    Column,
    ColumnElement,
    Engine,
    Float,
    Index,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from grading.course.programs import find_own_programs
from grading.semester.dates import Dates

BUSY_S = 60  # SQLite waits this long for another writer
GRADED = Table(
    "course_graded", MetaData(),
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("digest", String(64), nullable=False))  # of what was graded, or UNCERTAIN
# What the gradebook has from course.toml, see `Dates.applied`.
APPLIED = Table(
    "course_dates", MetaData(),
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("value", String(128), nullable=False))
# Whose feedback was released by `course watch`, and when, in seconds since 1970.
RELEASED = Table(
    "course_released", MetaData(),
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("hand_in", String(64), primary_key=True),  # its part of the digest of the grade
    Column("pages", String(64), nullable=False),  # digest of the pages that are released
    Column("first", Float, nullable=False))
# The column by which nbgrader's tables are searched for a submission's rows.
SEARCH_COLUMNS = {"submitted_notebook": "assignment_id", "grade": "notebook_id",
              "comment": "notebook_id"}
INDEXES = [Index(f"course_{table}", Table(table, MetaData(), Column(column, String(32))).c[column])
           for table, column in SEARCH_COLUMNS.items()]
UNCERTAIN = ""  # no content has this digest, so the submission will be graded again


class Ledger:
    """The gradebook at `db_url`; close it after use.

    Raises
    ------
    sqlalchemy.exc.OperationalError
        If the database cannot be reached.
    """

    def __init__(self, db_url: str) -> None:
        self._gradebook = _opened(db_url)  # makes nbgrader's tables where there are none
        self._gradebook.engine.dispose()
        self._engine = _engine(db_url)
        # One at a time, since a writer may take its locks in another order.
        wanted: list[Table | Index] = [GRADED, APPLIED, RELEASED, *INDEXES]
        for made in wanted:
            # This fails if another grader makes it at the same moment.
            with suppress(IntegrityError, OperationalError, ProgrammingError):
                made.create(self._engine, checkfirst=True)

    def close(self) -> None:
        """Close the connections to the database."""
        self._gradebook.db.remove()
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator["Entry"]:
        """Open a transaction: all that is written is stored at its end, or nothing if it fails."""
        session = self._gradebook.db
        with self._engine.begin() as connection:
            session.remove()
            # The session's own commits do not end the transaction, so what it has read stays valid.
            session.configure(bind=connection, join_transaction_mode="rollback_only",
                              expire_on_commit=False)
            try:
                yield Entry(self._gradebook, connection)
                session.flush()
            finally:
                session.remove()

    def submission(self, assignment: str, student: str,
                   dates: Dates | None = None) -> tuple[str, float] | None:
        """Return the id of the row that a submission's grades hang on, and how late it is.

        Late in seconds, the student's extension taken off; None if there is no such row.

        Parameters
        ----------
        dates : those that count, where the gradebook may not have them yet
        """
        found = self._submissions(dates, Assignment.name == assignment,
                                  SubmittedAssignment.student_id == student)
        return found.get(student)

    def submissions(self, assignment: str,
                    dates: Dates | None = None) -> dict[str, tuple[str, float]]:
        """Return what `submission` does of the whole class, by student."""
        return self._submissions(dates, Assignment.name == assignment)

    def _submissions(self, dates: Dates | None,
                     *which: ColumnElement[bool]) -> dict[str, tuple[str, float]]:
        with self._engine.connect() as connection:
            found = connection.execute(
                select(SubmittedAssignment.student_id, SubmittedAssignment.id,
                       SubmittedAssignment.timestamp, SubmittedAssignment.extension,
                       Assignment.duedate).join(Assignment).where(*which)).all()
        return {student: (key, (dates or Dates()).late_s(student, handed_in, due, extension))
                for student, key, handed_in, extension, due in found}

    def applied_dates(self, assignment: str) -> dict[str, str]:
        """Return what the gradebook has from `course.toml`, as `Dates.applied` wants it."""
        with self._engine.connect() as connection:
            found = connection.execute(select(APPLIED.c.student, APPLIED.c.value).where(
                APPLIED.c.assignment == assignment))
            return {row.student: row.value for row in found}

    def releases(self, assignment: str, student: str) -> dict[str, "Released"]:
        """Return what feedback was released, by the hand-ins that it is on."""
        with self._engine.connect() as connection:
            found = connection.execute(select(RELEASED).where(
                RELEASED.c.assignment == assignment, RELEASED.c.student == student))
            return {row.hand_in: Released(row.pages, datetime.fromtimestamp(row.first, UTC))
                    for row in found}

    def note_release(self, assignment: str, student: str, hand_in: str,
                     released: "Released") -> None:
        """Note that feedback was released; that of the same hand-in before is replaced by it."""
        key = {"assignment": assignment, "student": student, "hand_in": hand_in}
        with self._engine.begin() as connection:
            connection.execute(delete(RELEASED).filter_by(**key))
            connection.execute(RELEASED.insert().values(
                **key, pages=released.pages, first=released.first.timestamp()))

    def mark_uncertain(self, assignment: str, student: str) -> None:
        """Note that until the next entry notebook and grades of a submission may not agree."""
        with self._engine.begin() as connection:
            Entry(self._gradebook, connection).set_digest(assignment, student, UNCERTAIN)

    def digest(self, assignment: str, student: str) -> str | None:
        """Return the digest of what was graded last; None if unknown, or `UNCERTAIN`."""
        with self._engine.connect() as connection:
            return connection.execute(select(GRADED.c.digest).where(
                GRADED.c.assignment == assignment, GRADED.c.student == student)).scalar()

    def digests(self, assignment: str) -> dict[str, str]:
        """Return what `digest` does of the whole class, by student."""
        with self._engine.connect() as connection:
            found = connection.execute(select(GRADED.c.student, GRADED.c.digest).where(
                GRADED.c.assignment == assignment))
            return {row.student: row.digest for row in found}


@dataclass(frozen=True)
class Released:
    """Feedback that was released.

    pages : digest of the pages
    first : when any feedback on this hand-in was released first, in UTC
    """

    pages: str
    first: datetime


class Entry:
    """One transaction: nbgrader's gradebook in it, and our own table."""

    def __init__(self, gradebook: Gradebook, connection: Any) -> None:
        self.gradebook, self._connection = gradebook, connection

    def set_digest(self, assignment: str, student: str, digest: str) -> None:
        """Store the digest of the content that this submission's grades are for."""
        self._connection.execute(delete(GRADED).where(
            GRADED.c.assignment == assignment, GRADED.c.student == student))
        self._connection.execute(GRADED.insert().values(
            assignment=assignment, student=student, digest=digest))

    def set_applied_dates(self, assignment: str, applied: Mapping[str, str]) -> None:
        """Store what the gradebook has from `course.toml`."""
        self._connection.execute(delete(APPLIED).where(APPLIED.c.assignment == assignment))
        for student, value in applied.items():
            self._connection.execute(APPLIED.insert().values(
                assignment=assignment, student=student, value=value))

    def change_digest(self, assignment: str, student: str, digest: str) -> None:
        """Store another digest for grades that stay."""
        self._connection.execute(update(GRADED).where(
            GRADED.c.assignment == assignment, GRADED.c.student == student).values(digest=digest))


def _opened(db_url: str) -> Gradebook:
    """Open nbgrader's gradebook; try again if another grader is just making its tables."""
    find_own_programs()
    for _ in range(3):
        try:
            return Gradebook(db_url)
        except (IntegrityError, OperationalError, ProgrammingError) as error:
            problem = error
    raise problem


def _engine(db_url: str) -> Engine:
    if not db_url.startswith("sqlite"):
        return create_engine(db_url)
    engine = create_engine(db_url, connect_args={"timeout": BUSY_S})

    # As SQLAlchemy's page on SQLite advises: the driver begins a transaction late, and two graders
    # that have both begun to read could then wait for each other.
    @event.listens_for(engine, "connect")
    def _no_hidden_begin(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
