"""A small course, a class of eight, and what grading has left of them."""

import re
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbgrader.api import Base, Gradebook
from sqlalchemy import create_engine, text

from grading.course.course import Course
from grading.course.folders import CourseFolders
from grading.demo.student_notebook import StudentNotebook
from grading.gradebook.ledger import GRADED, UNCERTAIN
from grading.references.solutions import cells
from tests.course.classroom import temporary_course
from tests.this_course import FOLDERS

WEEK = "week1_derivatives"
KEPT = {"setup", "square_derivative", "square_derivative-check", "cube_derivative",
        "cube_derivative-check", "small-step-answer"}
CHANCE = re.compile(rb'"id": "[\w-]+",\n')
WRONG = "def square_derivative(a):\n    return a"
DUE, ON_TIME, LATE = "2026-03-01", "2026-02-28 10:00:00 UTC", "2026-03-02 10:00:00 UTC"
# Recorded grades are counted by the database itself, in the transaction that writes them.
COUNT = {
    "sqlite": ("CREATE TABLE recorded (student TEXT)",
               "CREATE TRIGGER note_record AFTER INSERT ON course_graded "
               "WHEN new.digest <> '' BEGIN INSERT INTO recorded VALUES (new.student); END"),
    "postgresql": ("CREATE TABLE recorded (student TEXT)",
                   "CREATE FUNCTION note_record() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                   "INSERT INTO recorded VALUES (new.student); RETURN new; END $$",
                   "CREATE TRIGGER note_record AFTER INSERT ON course_graded FOR EACH ROW "
                   "WHEN (new.digest <> '') EXECUTE FUNCTION note_record()")}


def made_course(folder):
    """A course with two exercises and a written answer, released, and its class."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary_course(folder, WEEK)
    source = CourseFolders(folder).source_notebook(WEEK)
    notebook = nbformat.read(source, as_version=4)
    notebook.cells = [cell for cell in notebook.cells
                      if cell.metadata.get("nbgrader", {}).get("grade_id",
                                           *cell.metadata.get("tags", ["?"])[:1]) in KEPT]
    nbformat.write(notebook, source)
    configure(folder)
    prepare(folder)
    return small_class(folder)


def prepare(root):
    """Release the assignment, with a date."""
    course = Course(root)
    course.release(WEEK)
    with Gradebook(course.directory.db_url) as gradebook:
        gradebook.update_or_create_assignment(WEEK, duedate=DUE)
    url = course.directory.db_url
    engine = create_engine(url)
    with engine.begin() as connection:
        GRADED.create(connection, checkfirst=True)
        for statement in COUNT[url.partition(":")[0].partition("+")[0]]:
            connection.execute(text(statement))
    engine.dispose()


def configure(root, db_url="", settings="c.LateSubmissionPlugin.penalty_method = 'zero'"):
    """Write the course's configuration."""
    if db_url:
        settings += f"\nc.CourseDirectory.db_url = {db_url!r}"
    temporary_course(root, settings=settings)


def sheet(root, first=""):
    """A student's notebook with right answers, but for the first one if another is given."""
    paper = StudentNotebook(root / "release" / WEEK / FOLDERS.source_notebook(WEEK).name)
    paper.answer("square_derivative", first or cells(FOLDERS, WEEK)["square_derivative"])
    paper.answer("cube_derivative", cells(FOLDERS, WEEK)["cube_derivative"])
    return paper


def hand_in(root, student, paper, when=ON_TIME):
    """Put a notebook and its date under submitted/."""
    folder = submitted(root, student)
    paper.save(folder)
    (folder / "timestamp.txt").write_text(when)
    return folder


def submitted(root, student):
    """A submission's folder."""
    return root / "submitted" / student / WEEK


def small_class(root):
    """Five whose notebooks run, and three which no kernel sees."""
    hand_in(root, "ada", sheet(root))
    hand_in(root, "bela", sheet(root, WRONG))
    hand_in(root, "chen", sheet(root), when=LATE)
    (hand_in(root, "dora", sheet(root)) / "notes.txt").write_text("my notes")
    written = sheet(root)
    written.cell("small-step-answer").source = "In my own words."
    hand_in(root, "emil", written)
    for student, name in (("fay", FOLDERS.source_notebook(WEEK).name), ("gus", "essay.txt"),
                          ("hana", "empty.zip")):
        submitted(root, student).mkdir(parents=True)
        (submitted(root, student) / name).write_text("no notebook")
    return root


CLASS = ("ada", "bela", "chen", "dora", "emil", "fay", "gus", "hana")


def db_url(root):
    """Where the course's gradebook is."""
    return Course(root).directory.db_url


def recorded(root):
    """The students whose grades were written down, once for each time."""
    engine = create_engine(db_url(root))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT student FROM recorded")).scalars().all()
    engine.dispose()
    return sorted(found)


def gradebook(root, without=()):
    """Every row of every table by what it says: keys are followed, and made-up ones left out."""
    engine = create_engine(db_url(root))
    tables = {**Base.metadata.tables, GRADED.name: GRADED}
    with engine.connect() as connection:
        rows = {name: connection.execute(table.select()).mappings().all()
                for name, table in tables.items()}
    engine.dispose()
    by_id = {name: {row["id"]: row for row in found if "id" in row} for name, found in rows.items()}

    def spelled(name, row):
        said = []
        for column in tables[name].columns:
            value = row[column.name]
            for key in column.foreign_keys:
                other = key.column.table.name
                value = spelled(other, by_id[other][value]) if value is not None else None
                break
            else:
                if column.name == "id" and name not in ("student", "course"):
                    continue
            # Notices that we put in place are no two alike, for nbformat numbers cells by chance.
            said.append((column.name, value != UNCERTAIN if column.name == "digest" else value))
        return tuple(said)

    found = {name: sorted(repr(spelled(name, row)) for row in many) for name, many in rows.items()}
    return {name: [row for row in many if not any(f"'{who}'" in row for who in without)]
            for name, many in found.items()}


def folders(root, without=()):
    """Every file and folder under autograded/, hidden ones as well: its mode and content."""
    top = root / "autograded"
    return {str(path.relative_to(top)): (oct(path.stat().st_mode),
                                         CHANCE.sub(b"", path.read_bytes())
                                         if path.is_file() else b"")
            for path in top.rglob("*") if path.relative_to(top).parts[0] not in without}


def left_of(root, without=()):
    """All that grading has left: the gradebook, and the graded notebooks."""
    return gradebook(root, without), folders(root, without)


def scores(root):
    """The points of each student, late penalty taken off."""
    with Gradebook(db_url(root)) as book:
        return {one.student.id: one.score - sum(notebook.late_submission_penalty or 0
                                                for notebook in one.notebooks)
                for one in book.assignment_submissions(WEEK)}


def comment(root, student):
    """An instructor gives points and words by hand: to the written answer, and to a function."""
    with Gradebook(db_url(root)) as book:
        written = book.find_grade("small-step-answer", "derivatives", WEEK, student)
        written.manual_score, written.needs_manual_grade = 7, False
        checked = book.find_grade("square_derivative-check", "derivatives", WEEK, student)
        checked.manual_score, checked.extra_credit = 3, 1
        checked.needs_manual_grade = False
        said = book.find_comment("square_derivative", "derivatives", WEEK, student)
        said.manual_comment = "Well tried."
        book.db.commit()


def date(text_):
    """A date as the gradebook keeps it."""
    return datetime.strptime(text_, "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC)


def graded_notebook(root, student):
    """The text of a graded notebook."""
    return Path(root, "autograded", student, WEEK, FOLDERS.source_notebook(WEEK).name).read_text()
