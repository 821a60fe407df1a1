"""A digest of what the references of an exercise are made from, by which a change is noticed."""

import ast
import hashlib
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from grading.course.folders import CourseFolders
from grading.references.description import Exercise
from grading.references.exercises import CASES, KINDS, required_modules
from grading.references.inherited import inherits_from
from grading.references.scorers import scoring_module, scoring_source
from grading.references.solutions import cells, import_statements

VERSION = 7  # to be raised when `course build` makes something else of the same sources
LIBRARIES = ("answercheck", "grading")  # beside the course's own modules in this repository


def made_from(folders: CourseFolders, assignment: str, exercise: Exercise) -> str:
    """The digest: of solutions, mistakes, alternatives, cases, scoring, modules of the course.

    Code counts without its comments, docstrings and blank lines.
    """
    drawing = _drawing(folders.exercises / assignment / CASES, exercise.name)
    solutions = _used(cells(folders, assignment), exercise, drawing)
    read = {node.id for code in solutions for node in ast.walk(ast.parse(code))
            if isinstance(node, ast.Name)}
    imported = [line for line, names in import_statements(folders, assignment)
                if names is None or names & read]
    modules = [*required_modules(folders),
               *_modules_of("\n".join([*imported, *drawing]))]
    scoring = scoring_source(folders)
    own = scoring if scoring and exercise.scoring in scoring_module(scoring).SCORERS else ""
    known = [one for source in (exercise, *inherits_from(folders, assignment, exercise))
             for one in source.mistakes]
    whole = (VERSION, exercise.returns, exercise.tolerance, exercise.scoring,
             [(one.name, one.edits, one.sentence) for one in known],
             [plain(one.code) for one in exercise.alternatives],
             [plain(code) for code in [*solutions, *drawing, own]], required_modules(folders),
             sorted(own_modules(folders.root, modules).items()))
    return hashlib.sha256(repr(whole).encode()).hexdigest()


def _used(solutions: Mapping[str, str], exercise: Exercise, drawing: list[str]) -> list[str]:
    """The solution cells that the exercise's own, an edit or its cases name, and so on."""
    used = [exercise.name]
    waiting = [repr([one.edits for one in exercise.mistakes]), *drawing]
    for name in used:
        text = " ".join([solutions[name], *waiting])
        waiting = []
        used += [other for other in solutions
                 if other not in used and re.search(rf"\b{re.escape(other)}\b", text)]
    return [solutions[name] for name in used]


def _drawing(path: Path, name: str) -> list[str]:
    """The statements of `cases.py` that draw the cases of an exercise, in the file's order."""
    statements = _statements(path.read_text(encoding="utf-8"))
    wanted = {f"{name}_{kind}" for kind in KINDS}
    used: set[str] = set()
    while wanted:
        used |= wanted
        wanted = {read for _, binds, reads in statements if not binds or binds & wanted
                  for read in reads} - used
    return [text for text, binds, _ in statements if not binds or binds & used]


@cache
def _statements(source: str) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """Each statement of a module, with the names that it binds and those that it reads."""
    lines = source.split("\n")
    return tuple((_text(lines, node), frozenset(_bound(node)), frozenset(
        one.id for one in ast.walk(node)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)))
        for node in ast.parse(source).body)


def _text(lines: list[str], node: ast.stmt) -> str:
    """The lines of a statement of a module, its decorators too."""
    first = min(one.lineno for one in [node, *getattr(node, "decorator_list", [])])
    return "\n".join(lines[first - 1:node.end_lineno])


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        yield from (one.id for one in ast.walk(node)
                    if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store))


def own_modules(root: Path, names: Iterable[str]) -> dict[str, str]:
    """The code of the modules that lie in a course's root, and of those that they import in turn.

    Parameters
    ----------
    names : of modules, or of what is imported from one
    """
    found: dict[str, str] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or name.partition(".")[0] in LIBRARIES:
            continue
        place = root.joinpath(*name.split("."))
        path = next((one for one in (place.with_name(f"{place.name}.py"), place / "__init__.py")
                     if one.is_file()), None)
        if path:
            code = path.read_text(encoding="utf-8")
            found[name] = plain(code)
            waiting += _modules_of(code)
        if "." in name:
            waiting.append(name.rpartition(".")[0])
    return found


@cache
def _modules_of(code: str) -> tuple[str, ...]:
    """The names of what a module imports, wherever in it."""
    found: list[str] = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(found)


@cache
def plain(code: str) -> str:
    """Python code without comments, docstrings and blank lines, the same under every Python.

    >>> plain("def f():\\n    '''Half.'''\\n\\n    return 1/2  # really")
    'def f():\\n    return 1/2'
    """
    lines = code.split("\n")
    for (first, start), (last, end) in sorted([*_comments(code), *_docstrings(code)], reverse=True):
        lines[first:last + 1] = [lines[first][:start] + lines[last][end:]]
    return "\n".join(line.rstrip() for line in lines if line.strip())


Place = tuple[int, int]  # the line and the column, from 0


def _comments(code: str) -> Iterator[tuple[Place, Place]]:
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            (first, start), (last, end) = token.start, token.end
            yield (first - 1, start), (last - 1, end)


def _docstrings(code: str) -> Iterator[tuple[Place, Place]]:
    lines = code.split("\n")
    for node in ast.walk(ast.parse(code)):
        # A function needs more than its docstring; a module may be empty without it.
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and (
                len(node.body) > 1 or isinstance(node, ast.Module)
        ) and ast.get_docstring(node, clean=False) is not None:
            text = node.body[0]
            assert text.end_lineno is not None
            assert text.end_col_offset is not None
            ends = [(text.lineno - 1, text.col_offset), (text.end_lineno - 1, text.end_col_offset)]
            # ast counts a column in bytes.
            start, end = ((row, len(lines[row].encode()[:n_bytes].decode()))
                          for row, n_bytes in ends)
            yield start, end
