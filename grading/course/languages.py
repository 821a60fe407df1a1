"""The languages into which an assignment was released, and the one of a hand-in.

Students get the notebook in English or in a translation, `release/LANGUAGE/ASSIGNMENT`. What they
hand in is restored and graded with the texts of their language, and what is said of it is said in
that language; code and points are the same in all of them.
"""

import ast
import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, cast

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum

from answercheck.verdict import MAX_LINE, one_line
from grading.course.folders import release_folder
from grading.course.graded_cells import is_graded_code
from grading.errors import CourseError
from grading.words import ENGLISH, in_language, languages

COURSE, LANGUAGE = "course", "language"  # where a notebook's metadata say which language it is in
MAX_COMPARED = 200_000  # characters of a hand-in
N_SHINGLE = 8  # characters: long enough to be found in few other texts
_MAGIC = re.compile(r"(?m)^[%!].*$")

Stage = Callable[..., tuple[NotebookNode, ResourcesDict]]


def named_language(metadata: Mapping[str, Any]) -> str | None:
    """Return the language that a notebook's metadata name, if they name one."""
    named = metadata.get(COURSE)
    language = named.get(LANGUAGE) if isinstance(named, Mapping) else None
    return language if isinstance(language, str) and language else None


def language_in(metadata: Mapping[str, Any]) -> str:
    """Return the language that a notebook's metadata name; English if they name none."""
    return named_language(metadata) or ENGLISH


def set_language(notebook: NotebookNode, language: str) -> None:
    """Have a notebook's metadata name its language."""
    notebook.metadata[COURSE] = {LANGUAGE: language}


def in_its_language(preprocess: Stage) -> Stage:
    """Decorate the `preprocess` of a stage: what it says is in the language of its notebook."""
    @wraps(preprocess)
    def in_language_of_notebook(self: Any, nb: NotebookNode, resources: ResourcesDict,
                                *others: Any) -> tuple[NotebookNode, ResourcesDict]:
        with in_language(language_in(nb.metadata)):
            return preprocess(self, nb, resources, *others)

    return cast(Stage, in_language_of_notebook)


def released_translations(course: CourseDirectory, assignment: str,
                          notebook: str) -> dict[str, list[NotebookNode]]:
    """Return the cells of a notebook in each language into which it was released, by language."""
    places = {language: release_folder(course, assignment, language) / f"{notebook}.ipynb"
              for language in sorted(languages())}
    return {language: read_notebook(path).cells
            for language, path in places.items() if path.is_file()}


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook of the course, which nobody may change; one that changes is read again.

    Raises
    ------
    CourseError
        If it cannot be read.
    """
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:
        why = one_line(f"{type(error).__name__}: {error}", MAX_LINE)
        raise CourseError(f"{path} cannot be read as a notebook ({why}); put it right, or take an "
                          "earlier version of it") from None


def own_passages(released: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """Return by language the short passages that were released in no other.

    released : the texts of the assignment's cells, by language
    """
    known = {language: _shingles("".join(texts)) for language, texts in released.items()}
    return {language: shingles.difference(
                *(one for name, one in known.items() if name != language))
            for language, shingles in known.items()}


def nearest_language(cells: Collection[NotebookNode], passages: Mapping[str, Collection[str]],
                     otherwise: str) -> str:
    """Return the language of which cells hold most of what was released in no other.

    Parameters
    ----------
    cells : of a hand-in
    passages : of `own_passages`
    otherwise : the language if they hold nothing, or as much of several
    """
    theirs = _shingles("".join(cell.source for cell in cells)[:MAX_COMPARED])
    shares = {language: sum(one in theirs for one in own) / max(1, len(own))
              for language, own in passages.items()}
    most = max(shares.values(), default=0.0)
    nearest = [language for language, share in shares.items() if share == most]
    return nearest[0] if len(nearest) == 1 else otherwise


def _shingles(text: str) -> set[str]:
    """Return all sequences of so many characters in a text, whatever its spaces and lines are."""
    dense = "".join(text.split())
    return {dense[at:at + N_SHINGLE] for at in range(len(dense) - N_SHINGLE + 1)}


def translated(cell: NotebookNode, text: str, hidden: Collection[int]) -> NotebookNode:
    """Return a cell of the assignment with its text in another language.

    Where the code that is translated is not that of the cell, the cell stays as it is: what is run
    and judged is the same in all languages.

    Parameters
    ----------
    cell : as nbgrader keeps it
    text : as it was released in the other language
    hidden : the numbers of the cell's lines that are not released, from 1
    """
    marks = cell.metadata.nbgrader
    source = _with_hidden(text, cell.source, hidden) if hidden else text
    if marks.locked and cell.cell_type == "code" and not _is_same_code(
            source, cell.source, is_graded_code(cell)):
        return cell
    changed = nbformat.from_dict({**cell, "source": source})
    changed.metadata.nbgrader.checksum = compute_checksum(changed)
    return changed


def _with_hidden(text: str, source: str, hidden: Collection[int]) -> str:
    """Return a released text with the lines of its source that are hidden; else the source."""
    rows, shown = source.split("\n"), text.split("\n")
    places = [place for place in range(len(rows)) if place + 1 not in hidden]
    if len(places) != len(shown):
        return source
    for place, row in zip(places, shown, strict=True):
        rows[place] = row
    return "\n".join(rows)


def _is_same_code(one: str, other: str, is_graded: bool) -> bool:
    """Whether two texts are the same code, but for comments and what people read.

    is_graded : of such a cell only the messages of its asserts, else all strings, may differ
    """
    try:
        first, second = (_Untold(is_graded).visit(ast.parse(_MAGIC.sub("", code)))
                         for code in (one, other))
    except (SyntaxError, ValueError):
        return one == other
    return ast.dump(first) == ast.dump(second)


class _Untold(ast.NodeTransformer):
    """Takes out of code what may be translated."""

    def __init__(self, is_graded: bool) -> None:
        self._is_graded = is_graded

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        node.msg = None
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        is_open = isinstance(node.value, str) and not self._is_graded
        return ast.Constant("") if is_open else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        if self._is_graded:
            return node
        parts = [part for part in node.values if isinstance(part, ast.FormattedValue)]
        return ast.JoinedStr(sorted(parts, key=ast.dump))
