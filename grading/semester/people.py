"""The people of a course, from a CSV file, and how a learning management system calls them."""

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from grading.errors import CourseError
from grading.pages.escaping import is_harmless


@dataclass(frozen=True)
class Person:
    """A student; all is text, and empty where it is not known.

    id : the name of the folder under submitted/, and of the student in the gradebook
    canvas_id, moodle_id : a number or a name by which that system knows the student
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    section: str = ""
    canvas_id: str = ""
    moodle_id: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


COLUMNS = tuple(field.name for field in fields(Person))
UNIQUE = ("id", "email", "canvas_id", "moodle_id")


def read_roster(path: Path) -> list[Person]:
    """Read a CSV file with a row for each student; its first row names the columns.

    Raises
    ------
    CourseError
        If it cannot be read, or a row is wrong; with its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CourseError(f"the roster {path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise CourseError(f"{path.name} is not in UTF-8; save it as 'CSV UTF-8'") from None
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
    columns: list[str] = []
    found: list[Person] = []
    seen: dict[tuple[str, str], int] = {}
    try:
        for row in rows:
            where = f"{path.name}, line {rows.line_num}"
            cells = [cell.strip() for cell in row]
            if not columns:
                columns = _columns(cells, where)
            elif any(cells):
                found.append(_person(columns, cells, seen, rows.line_num, where))
    except csv.Error as error:
        raise CourseError(f"{path.name}, line {rows.line_num}: {error}") from None
    if not columns:
        raise CourseError(f"{path.name} is empty; its first line names the columns: "
                          f"{', '.join(COLUMNS)}")
    return found


def _columns(cells: list[str], where: str) -> list[str]:
    allowed = f"allowed are {', '.join(COLUMNS)}; id is needed"
    for name, count in Counter(cells).items():
        if name not in COLUMNS:
            raise CourseError(f"{where}: there is no column {name!r}; {allowed}")
        if count > 1:
            raise CourseError(f"{where}: the column {name} is there twice")
    if "id" not in cells:
        raise CourseError(f"{where}: the column id is missing; {allowed}")
    return cells


def _person(columns: list[str], cells: list[str], seen: dict[tuple[str, str], int], line: int,
            where: str) -> Person:
    if len(cells) != len(columns):
        raise CourseError(f"{where}: {len(cells)} cells, but there are {len(columns)} columns")
    person = Person(**dict(zip(columns, cells, strict=True)))
    problem = id_problem(person.id)
    if problem:
        raise CourseError(f"{where}: {problem}")
    for column in UNIQUE:
        value = getattr(person, column).casefold()
        if value and seen.setdefault((column, value), line) != line:
            raise CourseError(f"{where}: the {column} {value} stands in line "
                              f"{seen[column, value]} too")
    return person


def id_problem(student: str) -> str:
    """Return why a text cannot be a student's id, which is the name of a folder; "" if it can."""
    if not student:
        return "the id is missing"
    if student.startswith(".") or "/" in student or not is_harmless(student):
        return (f"{student!r} cannot be an id, since it is a folder's name: it may not begin with "
                "a full stop, nor hold any of / \\ < > \" & or what cannot be printed")
    return ""


class People:
    """Finds a student by what a learning management system says of one."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.by_id = {one.id: one for one in people}

    def with_known(self, known: Iterable[Person]) -> "People":
        """Add others; what is known of both is taken from these people first."""
        merged = dict(self.by_id)
        for one in known:
            ours = asdict(merged.get(one.id, one))
            merged[one.id] = Person(**{name: value or getattr(one, name)
                                       for name, value in ours.items()})
        return People(merged.values())

    def find(self, clues: Iterable[tuple[str, str]], name: str = "") -> list[Person]:
        """Return whom the first clue means that means anybody, or else who has this name.

        Parameters
        ----------
        clues : a column of the roster, such as "email", and what is said to stand there
        name : first and last name, in this or the other order, as any system spells it
        """
        for column, value in clues:
            found = self._by[column].get(value.strip().casefold())
            if found:
                return [found]
        return self._names.get(plain(name), [])

    def nearest(self, name: str) -> str:
        """Return the id and the name of who is called most alike; "" if nobody is."""
        near = get_close_matches(plain(name), self._spelled, n=1)
        if not near:
            return ""
        one = self._spelled[near[0]]
        return f"{one.id} ({one.name})" if one.name else one.id

    @cached_property
    def _by(self) -> Mapping[str, Mapping[str, Person]]:
        return {column: {value.casefold(): one for one in self.by_id.values()
                         if (value := getattr(one, column))} for column in UNIQUE}

    @cached_property
    def _names(self) -> Mapping[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for one in self.by_id.values():
            for key in {plain(one.first_name + one.last_name),
                        plain(one.last_name + one.first_name)} - {""}:
                found.setdefault(key, []).append(one)
        return found

    @cached_property
    def _spelled(self) -> Mapping[str, Person]:
        return ({plain(one.id): one for one in self.by_id.values()}
                | {key: found[0] for key, found in self._names.items()})


def plain(name: str) -> str:
    """Return the letters and digits of a name, in lower case, by which two spellings compare.

    >>> plain("O'Neil, José  María"), plain("oneiljosémaría")
    ('oneiljosémaría', 'oneiljosémaría')
    """
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
