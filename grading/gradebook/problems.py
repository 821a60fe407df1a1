"""What is wrong with a gradebook that does not answer, and what to do about it."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from nbgrader.api import Base
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from grading.errors import AGAIN, CourseError

OLD = ("the gradebook was made by another version of nbgrader; make a copy of it, then run "
       "'nbgrader db upgrade'")
DAMAGED = "the gradebook is damaged, or no gradebook at all; put a copy from before in its place"
# What databases say, and what that means.
KNOWN = {
    r"locked|busy": "the gradebook is locked by another program; close what has it open, such "
                    f"as a database browser, then {AGAIN}",
    r"no such column|has no column|column .* does not exist": OLD,
    r"malformed|not a database": DAMAGED,
    r"readonly|unable to open": "the gradebook cannot be opened for writing; look at the "
                                "permissions of the file and of its folder"}


def gradebook_problem(error: BaseException | None) -> str:
    """Say in one line what a database's error means; "" if none lies at the root of it."""
    while error is not None and not isinstance(error, SQLAlchemyError | sqlite3.Error):
        error = error.__cause__ or error.__context__
    if error is None:
        return ""
    lines = str(getattr(error, "orig", error)).strip().splitlines()
    said = lines[0] if lines else type(error).__name__
    for pattern, meaning in KNOWN.items():
        if re.search(pattern, said, re.IGNORECASE):
            return meaning
    return f"the gradebook does not answer ({said}); {AGAIN}"


def check_gradebook(db_url: str) -> None:
    """Make sure that a gradebook in a file, if there is one, has the tables of this nbgrader.

    To open it would add those that are missing, and nbgrader could not upgrade it any more.

    Raises
    ------
    CourseError
        If it is of another version, damaged or locked.
    """
    path = make_url(db_url).database
    if not db_url.startswith("sqlite") or not path or not Path(path).is_file():
        return
    try:
        with closing(sqlite3.connect(path)) as book:
            found = {table: {row[1] for row in book.execute(f'PRAGMA table_info("{table}")')}
                     for table in Base.metadata.tables}
    except sqlite3.Error as error:
        raise CourseError(gradebook_problem(error)) from None
    needed = {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()}
    if any(found.values()) and any(needed[name] - found[name] for name in needed):
        raise CourseError(OLD)
