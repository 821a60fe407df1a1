"""What the columns of a Moodle file are, where their heads are in another language than English.

Moodle translates the heads and keeps the order of the columns and what stands in them, so they are
recognised by these.

References
----------
Moodle, `mod/assign/gradingtable.php` and `grade/export/txt`: https://github.com/moodle/moodle
"""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_IDENTIFIER = re.compile(r"(\D*)(\d+)")  # "Participant 5001", in any language
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_DOWNLOADED = re.compile(r"\d{10}")  # seconds since 1970, in the last column of a grade export
# "Aufgabe: PS1 (Punkte)", "Devoir : PS1 (Brut)"
_TITLE = re.compile(r"[^:：]+[:：]\s*(.+?)(?:\s*[(（][^()（）]+[)）])?")
NO_GRADE = ("", "-")


def english_columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Return the heads as Moodle has them in English, those that are not recognised as they are.

    Parameters
    ----------
    rows : the others of the file, each as long as `heads`

    Returns
    -------
    list of str, or None
        None if it is neither a grading worksheet nor a grade export, or leaves a doubt.
    """
    by_column = [list(column) for column in zip(*rows, strict=True)]
    if len(by_column) < 3:
        return None
    return _worksheet(heads, by_column) or _grade_export(heads, by_column)


def _worksheet(heads: Sequence[str], columns: Sequence[Sequence[str]]) -> list[str] | None:
    """Identifier, name, what identifies a person else, status, grade, maximum grade, and more."""
    maxima = [index for index in range(2, len(heads))
              if len({*columns[index]}) == 1 and _NUMBER.fullmatch(columns[index][0])
              and _are_grades(columns[index - 1])]
    if len(maxima) != 1 or not _are_identifiers(columns[0]):
        return None
    known = {0: "Identifier", 1: "Full name", maxima[0] - 1: "Grade", maxima[0]: "Maximum Grade"}
    return _named(heads, known | _emails(columns))


def _grade_export(heads: Sequence[str], columns: Sequence[Sequence[str]]) -> list[str] | None:
    """First and last name, what identifies a person else, grades, and the time of the download."""
    titles = {index: f"Assignment: {match[1]} (Real)" for index, head in enumerate(heads)
              if index > 1 and _are_grades(columns[index]) and (match := _TITLE.fullmatch(head))}
    if not titles or not all(map(_DOWNLOADED.fullmatch, columns[-1])):
        return None
    emails = _emails(columns)
    # Between the names and the email there are, in this order, what the school has filled in.
    others = {2: "ID number"} if 2 not in titles else {}
    known = {0: "First name", 1: "Last name"} | others | emails | titles
    return _named(heads, known) if emails else None


def _emails(columns: Sequence[Sequence[str]]) -> dict[int, str]:
    found = [index for index, column in enumerate(columns) if index > 0 and any(column)
             and all(map(_EMAIL.fullmatch, filter(None, column)))]
    return {found[0]: "Email address"} if found else {}


def _are_grades(column: Sequence[str]) -> bool:
    return all(cell in NO_GRADE or _NUMBER.fullmatch(cell) for cell in column)


def _are_identifiers(column: Sequence[str]) -> bool:
    matches = [_IDENTIFIER.fullmatch(cell) for cell in column]
    return (all(matches) and len({*column}) == len(column)
            and len({match[1] for match in matches if match}) == 1)


def _named(heads: Sequence[str], known: dict[int, str]) -> list[str]:
    return [known.get(index, head) for index, head in enumerate(heads)]
