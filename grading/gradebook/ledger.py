"""The gradebook, written to by several graders at once: one transaction for each submission.

nbgrader's `Gradebook` commits after every grade. Here its session lives inside a transaction of
ours, so that a submission's grades are all there or none of them; and a table of our own beside
nbgrader's tells which content was graded, so that a stopped run can go on where it was. Indexes of
ours let the database find the grades of one submission without reading those of all.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment
from sqlalchemy import (
    Column,
    Engine,
    Index,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    select,
)
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from grading.course.programs import find_own_programs

BUSY_S = 60  # how long SQLite waits for another writer
GRADED = Table(
    "course_graded", MetaData(),
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("digest", String(64), nullable=False))  # of the content that was graded, or DOUBT
# By which column a submission's rows are looked for in nbgrader's tables.
LOOKED_FOR = {"submitted_notebook": "assignment_id", "grade": "notebook_id",
              "comment": "notebook_id"}
INDEXES = [Index(f"course_{table}", Table(table, MetaData(), Column(column, String(32))).c[column])
           for table, column in LOOKED_FOR.items()]
DOUBT = ""  # the digest of nothing, so that what is in doubt is graded anew


class Ledger:
    """The gradebook at `db_url`; close it after use.

    Raises
    ------
    sqlalchemy.exc.OperationalError
        If the database cannot be reached.
    """

    def __init__(self, db_url: str) -> None:
        self._gradebook = _opened(db_url)  # makes nbgrader's tables if there are none
        self._gradebook.engine.dispose()
        self._engine = _engine(db_url)
        # Refused if another grader has made them in the same moment.
        with suppress(IntegrityError, OperationalError, ProgrammingError):
            GRADED.create(self._engine, checkfirst=True)
            for index in INDEXES:  # one at a time: a writer's locks may be in another order
                index.create(self._engine, checkfirst=True)

    def close(self) -> None:
        """Let go of the database."""
        self._gradebook.db.remove()
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator["Entry"]:
        """All that is written inside is kept when it ends, and nothing of it if it fails."""
        session = self._gradebook.db
        with self._engine.begin() as connection:
            session.remove()
            # The session's own commits end nothing, so what was read before them still holds.
            session.configure(bind=connection, join_transaction_mode="rollback_only",
                              expire_on_commit=False)
            try:
                yield Entry(self._gradebook, connection)
                session.flush()
            finally:
                session.remove()

    def knows(self, assignment: str, student: str) -> bool:
        """Whether there are grades of this submission."""
        with self._engine.connect() as connection:
            return connection.execute(
                select(SubmittedAssignment.id).join(Assignment).where(
                    Assignment.name == assignment,
                    SubmittedAssignment.student_id == student)).first() is not None

    def doubt(self, assignment: str, student: str) -> None:
        """From now on, and until the next entry, its notebook and its grades may differ."""
        with self._engine.begin() as connection:
            Entry(self._gradebook, connection).set_digest(assignment, student, DOUBT)

    def digest(self, assignment: str, student: str) -> str | None:
        """Of the content that was graded last; None if it is not known, `DOUBT` if in doubt."""
        with self._engine.connect() as connection:
            return connection.execute(select(GRADED.c.digest).where(
                GRADED.c.assignment == assignment, GRADED.c.student == student)).scalar()


class Entry:
    """What is written in one transaction, by nbgrader's functions and by ours."""

    def __init__(self, gradebook: Gradebook, connection: Any) -> None:
        self.gradebook, self._connection = gradebook, connection

    def set_digest(self, assignment: str, student: str, digest: str) -> None:
        """Tell which content this submission's grades are for."""
        self._connection.execute(delete(GRADED).where(
            GRADED.c.assignment == assignment, GRADED.c.student == student))
        self._connection.execute(GRADED.insert().values(
            assignment=assignment, student=student, digest=digest))


def _opened(db_url: str) -> Gradebook:
    """nbgrader's gradebook; two graders that start at once both try to make its tables."""
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

    # As SQLAlchemy's page on SQLite advises: the driver would begin late, and two graders that
    # have both begun to read could then wait for each other.
    @event.listens_for(engine, "connect")
    def _no_hidden_begin(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
