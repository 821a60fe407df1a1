"""The answers of this repository's course, to search for them where no student may find them."""

import re

import nbformat

from tests.this_course import FOLDERS, HIDDEN


def solution_lines(week, longer_than):
    """The lines between the solution markers, those long enough to be an answer."""
    for cell in nbformat.read(FOLDERS.source_notebook(week), as_version=4).cells:
        for part in re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", cell.source, re.S):
            yield from (line.strip() for line in part.splitlines()
                        if len(line.strip()) > longer_than)


def leaks_of_hidden_answers(files):
    """The names of the files, of contents by name, that hold a piece of the hidden cases."""
    hidden = sorted(HIDDEN.glob("*.h5"))
    assert len(hidden) >= 4
    found = set()
    for path in hidden:
        content = path.read_bytes()
        pieces = {content[at: at + 64] for at in range(0, len(content) - 64, 512)}
        telling = {piece for piece in pieces if len(set(piece)) > 32}
        assert len(telling) > 100
        found |= {name for name, inside in files.items()
                  if content in inside or any(piece in inside for piece in telling)}
    return found
