"""Filling the points of a class into the file that Canvas or Moodle gives for it.

References
----------
Canvas, `lib/gradebook_exporter.rb`: https://github.com/instructure/canvas-lms
Moodle, `mod/assign/feedback/offline` and `grade/export/txt`: https://github.com/moodle/moodle
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from grading.errors import CourseError
from grading.gradebook.class_grades import WeekGrades
from grading.lms.csv_template import CsvTemplate
from grading.lms.moodle_columns import english_columns
from grading.pages.numbers import number
from grading.semester.people import People, Person, plain

CANVAS, WORKSHEET, GRADES = "Canvas", "Moodle's grading worksheet", "Moodle's grade export"
NEEDED = {CANVAS: ("ID", "SIS Login ID", "Section"), WORKSHEET: ("Identifier", "Grade"),
          GRADES: ("Email address", "First name")}
POSSIBLE, TEST_STUDENT = "Points Possible", "Student, Test"
LEFT = ("EX", "N/A")  # Canvas's marks of who is excused, or has not got the assignment
MOST_SHOWN = 5


@dataclass
class Filled:
    """A template that is filled in.

    columns : the heads of the columns, in English
    n_filled : cells, by assignment
    notes : what the instructor should know
    unknown : a line for each row of which it is not known whose it is
    """

    template: CsvTemplate
    columns: Sequence[str]
    n_filled: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def fill(template: CsvTemplate, system: str, weeks: Sequence[WeekGrades], people: People,
         lms_names: Mapping[str, str]) -> Filled:
    """Fill the points of these assignments into a template.

    Parameters
    ----------
    system : "Canvas" or "Moodle"
    weeks : the assignments; those that the template does not have are left out
    people : by whom a row is known
    lms_names : how the system calls an assignment, if not by its name

    Raises
    ------
    CourseError
        If the template is another system's, or has none of the assignments.
    """
    columns = _columns(template, system)
    kind = _kind(template.name, columns, system)
    places = _places(template.name, kind, columns, weeks, lms_names)
    filled = Filled(template, columns, {week.assignment: 0 for week in places.values()})
    _note_translated(filled, places)
    seen: set[str] = set()
    for index in range(1, len(template.raw)):
        cells = dict(zip(columns, template.row(index), strict=False))
        if len(template.raw[index]) == len(columns):
            person = _person(kind, cells, people, filled, index)
            seen |= {person.id} if person else set()
            _fill_row(filled, index, places, person)
    _note_maxima(filled, kind, columns, places)
    for week in places.values():
        missing = sorted(week.scores.keys() - seen)
        if missing:
            have = "has" if len(missing) == 1 else "have"
            filled.notes.append(f"{week.assignment}: {_few(missing)} {have} points, but no row in "
                                f"{template.name}")
        waiting = sorted(student for student, n in week.waiting.items() if n)
        if waiting:
            filled.notes.append(f"{week.assignment}: answers of {_few(waiting)} wait for a grade "
                                "by hand; their points so far are filled in")
    return filled


def _columns(template: CsvTemplate, system: str) -> list[str]:
    """The heads in English; as they are, if they are not recognised."""
    heads = template.row(0)
    rows = [row for row in map(template.row, range(1, len(template.raw)))
            if len(row) == len(heads)]
    if system == CANVAS or any({*needed} <= {*heads} for needed in NEEDED.values()):
        return heads
    return english_columns(heads, rows) or heads


def _note_translated(filled: Filled, places: Mapping[int, WeekGrades]) -> None:
    """Tell which columns were taken for points where their heads do not say it in English."""
    heads = filled.template.row(0)
    if heads != filled.columns:
        taken = ", ".join(repr(heads[index]) for index in places)
        filled.notes.append(f"{filled.template.name} is not in English; by what stands in the "
                            f"columns, points go into {taken}: look before you upload it")


def _kind(name: str, columns: Sequence[str], system: str) -> str:
    found = next((kind for kind, needed in NEEDED.items() if {*needed} <= {*columns}), "")
    if found and (found == CANVAS) == (system == CANVAS):
        return found
    if found:
        option = "--canvas" if found == CANVAS else "--moodle"
        raise CourseError(f"{name} is a file of {found.partition(chr(39))[0]}; give it with "
                          f"{option}")
    needed = "; or ".join(", ".join(needed) for kind, needed in NEEDED.items()
                          if (kind == CANVAS) == (system == CANVAS))
    raise CourseError(f"{name} is no file of {system}, which has these columns: {needed}. If yours "
                      f"has them in another language, switch {system} to English and export again")


def _places(name: str, kind: str, columns: Sequence[str], weeks: Sequence[WeekGrades],
            lms_names: Mapping[str, str]) -> dict[int, WeekGrades]:
    """The column of each assignment that the template has."""
    known = {plain(lms_names.get(week.assignment, week.assignment)): week for week in weeks}
    if kind == WORKSHEET:
        # It is of one assignment, which the file's name says: Grades-COURSE-ASSIGNMENT-1234.csv
        named = [week for title, week in known.items() if title in plain(name)]
        chosen = weeks if len(weeks) == 1 else named
        if len(chosen) != 1:
            raise CourseError(f"{name} is of one assignment, and its name does not tell which; say "
                              "it: course export WEEK --moodle FILE")
        return {columns.index("Grade"): chosen[0]}
    titles = {index: _title(kind, column) for index, column in enumerate(columns)}
    found = {index: known[plain(title)] for index, title in titles.items()
             if title and plain(title) in known}
    for week in weeks:
        if list(found.values()).count(week) > 1:
            raise CourseError(f"{name} has several columns for {week.assignment}")
    if not found:
        those = ", ".join(filter(None, titles.values())) or "no assignments"
        raise CourseError(
            f"{name} has no column for {', '.join(week.assignment for week in weeks)}; it has "
            f"{those}. Where an assignment has another name there, say so in course.toml under "
            "[lms_names]")
    return found


def _title(kind: str, column: str) -> str:
    """The title of an assignment, of the name of its column; "" if it is none's."""
    pattern = (r"(.+) \(\d+\)" if kind == CANVAS
               else r"\w[\w ]*: (.+?)(?: \((?:Real|Points)\))?")
    match = re.fullmatch(pattern, column)
    return match[1] if match else ""


def _person(kind: str, cells: Mapping[str, str], people: People, filled: Filled,
            index: int) -> Person | None:
    name = _name(cells)
    if kind == CANVAS and (name in (POSSIBLE, TEST_STUDENT) or not cells.get("ID")):
        return None
    clues = list(_clues(kind, cells))
    found = people.find(clues, name)
    if len(found) == 1:
        return found[0]
    called = name or next((value for _, value in clues if value), "nobody")
    where = f"{filled.template.name}, row {index + 1}: "
    if found:
        ids = ", ".join(one.id for one in found)
        filled.unknown.append(f"{where}{called!r} may be {ids}; give them the system's ids in the "
                              "roster")
    else:
        near = people.nearest(called)
        filled.unknown.append(f"{where}no student is known as {called!r}"
                              + (f"; the nearest is {near}" if near else ""))
    return None


def _name(cells: Mapping[str, str]) -> str:
    if "Student" in cells:
        return cells["Student"]
    if "Full name" in cells:
        return cells["Full name"]
    first = cells.get("First name", cells.get("FirstName", ""))
    return f"{first} {cells.get('Last name', cells.get('Surname', cells.get('LastName', '')))}"


def _clues(kind: str, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a row says of whose it is: the surest first."""
    lms_id = "canvas_id" if kind == CANVAS else "moodle_id"
    sure = cells.get("ID", "") if kind == CANVAS else cells.get("Identifier", "").split(" ")[-1]
    yield lms_id, sure
    for column in ("SIS User ID", "ID number", "SIS Login ID", "Username", "Email address"):
        for key in ("id", "email", lms_id):
            yield key, cells.get(column, "")


def _fill_row(filled: Filled, index: int, places: Mapping[int, WeekGrades],
              person: Person | None) -> None:
    if person is None:
        return
    cells = filled.template.row(index)
    for column, week in places.items():
        if person.id not in week.scores or cells[column] in LEFT:
            continue
        if dict(zip(filled.columns, cells, strict=True)).get("Grade can be changed", "Yes") == "No":
            filled.notes.append(f"{person.id}: Moodle does not let the grade be changed, so it is "
                                "left as it is")
            continue
        text = number(week.scores[person.id])
        filled.template.put(index, column, text.replace(".", ",") if _has_comma(filled) else text)
        filled.n_filled[week.assignment] += 1


def _has_comma(filled: Filled) -> bool:
    """Whether the system writes numbers as in 12,50."""
    rows = (filled.template.row(index) for index in range(1, min(4, len(filled.template.raw))))
    return any(re.fullmatch(r"\d+,\d+", cell) for row in rows for cell in row)


def _note_maxima(filled: Filled, kind: str, columns: Sequence[str],
                 places: Mapping[int, WeekGrades]) -> None:
    """Tell where the system counts out of another maximum than the gradebook."""
    rows = [filled.template.row(index) for index in range(1, len(filled.template.raw))]
    of = next((index for index, column in enumerate(columns)
               if column.casefold() == "maximum grade"), None)
    for column, week in places.items():
        if kind == CANVAS:
            said = {row[column] for row in rows if row[0] == POSSIBLE and len(row) > column}
        else:
            said = {row[of] for row in rows if of is not None and len(row) > of}
        others = sorted(text for text in said if _number(text) not in (None, week.max_score))
        if others:
            filled.notes.append(f"{week.assignment}: the maximum is {others[0]} in "
                                f"{filled.template.name} and {number(week.max_score)} in the "
                                "gradebook; points are filled in as the gradebook has them")


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _few(names: Sequence[str]) -> str:
    more = len(names) - MOST_SHOWN
    return ", ".join(names[:MOST_SHOWN]) + (f" and {more} more" if more > 0 else "")
