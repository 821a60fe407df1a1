"""A CSV file in which some cells are filled in and all else stays as it is, byte for byte."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from grading.errors import CourseError

MAX_BYTES = 50 * 2**20


@dataclass
class CsvTemplate:
    """The file as it is written: of each row the fields, with their quotes.

    name : of the file, for messages
    encoding : in which it was read, with its byte order mark if it has one
    raw, ends : of each row its fields, and what stands after each: a delimiter or the row's end
    """

    name: str
    encoding: str
    raw: list[list[str]]
    ends: list[list[str]]

    @classmethod
    def read(cls, path: Path) -> "CsvTemplate":
        """Read a file.

        Raises
        ------
        CourseError
            If it is no CSV file.
        """
        try:
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise CourseError(f"{path} cannot be read: {error.strerror}") from None
        encoding = ("utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
                    else "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8")
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            text = "\0"
        if len(content) > MAX_BYTES or "\0" in text or not text.strip():
            raise CourseError(f"{path} is no CSV file; give the one that the system exports")
        return cls(path.name, encoding, *_fields(text, path.name))

    def row(self, index: int) -> list[str]:
        """Return what the fields of a row mean."""
        return [_meant(field) for field in self.raw[index]]

    def put(self, index: int, column: int, value: str) -> None:
        """Fill in a number; what was quoted stays so."""
        is_quoted = self.raw[index][column].startswith('"') or any(
            end in value for end in self.ends[index])
        self.raw[index][column] = f'"{value}"' if is_quoted else value

    def content(self) -> bytes:
        """Return the file with what was filled in."""
        return "".join(field + end for fields, ends in zip(self.raw, self.ends, strict=True)
                       for field, end in zip(fields, ends, strict=True)).encode(self.encoding)


def _fields(text: str, name: str) -> tuple[list[list[str]], list[list[str]]]:
    head = text.splitlines()[0]
    delimiter = max(",;\t", key=head.count)
    field = re.compile(rf'("(?:[^"]|"")*"|(?!")[^{delimiter}\r\n]*)({delimiter}|\r\n|\n|\r|\Z)')
    raw: list[list[str]] = [[]]
    ends: list[list[str]] = [[]]
    place = 0
    while place < len(text) or delimiter in ends[-1][-1:]:
        match = field.match(text, place)
        if match is None:
            line = text.count("\n", 0, place) + 1
            raise CourseError(f"{name}, line {line}: a quotation mark is not where it should be; "
                              "give the file as the system exports it")
        raw[-1].append(match[1])
        ends[-1].append(match[2])
        place = match.end()
        if match[2] != delimiter and place < len(text):
            raw.append([])
            ends.append([])
    return raw, ends


def _meant(field: str) -> str:
    if field.startswith('"'):
        field = field[1:-1].replace('""', '"')
    return field.strip()
