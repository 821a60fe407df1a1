"""Whose text a cell of a submission holds: ours as it was given out, or the student's.

A student's code is never parsed here, since that alone can end a process; it is compared with ours
line by line, and searched for definitions that begin a line.
"""

import ast
import re
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from nbformat import NotebookNode

from grading.course.definition import Definition

MAX_LINES = 2_000  # of a cell; comparing takes a time that may grow with the square
MAX_CHARACTERS = 2_000  # of a text that is compared as a whole
# What is so near to a cell of ours is that cell: with other numbers, or of an earlier release.
ALIKE = {"code": 0.6, "markdown": 0.9}
_WORK = re.compile(r"(?m)^(?:@|import\b|from\b|(?:async[ \t]+)?def\b|class\b)")


def lines(source: str) -> list[str]:
    """The lines of a text that are not blank, without the spaces at their ends."""
    return [line.rstrip() for line in source.splitlines() if line.strip()]


@lru_cache(maxsize=512)
def definitions(source: str) -> Mapping[str, list[str]]:
    """What a cell of ours defines, by name: the `lines` that do it.

    Of a cell without functions and classes these are its variables.

    >>> definitions("def f():\\n    return 1\\n\\n\\ny = f()"), definitions("y = None")
    ({'f': ['def f():', '    return 1']}, {'y': ['y = None']})
    """
    plain = re.sub(r"(?m)^[%!].*$", "", source)
    try:
        body = ast.parse(plain).body
    except (SyntaxError, ValueError):
        return {}
    rows = plain.splitlines()
    functions = {node.name: lines("\n".join(rows[_first(node) - 1:node.end_lineno]))
                 for node in body
                 if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    return functions or {
        target.id: lines("\n".join(rows[node.lineno - 1:node.end_lineno]))
        for node in body if isinstance(node, ast.Assign)
        for target in node.targets if isinstance(target, ast.Name)}


def _first(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    return min([node.lineno, *(one.lineno for one in node.decorator_list)])


def defines(source: str, name: str) -> bool:
    """Whether code gives a name a meaning: by def or class, or, where a line begins, = or import.

    >>> defines("f = lambda x: x", "f"), defines("    f = 1", "f"), defines("f == 1", "f")
    (True, False, False)
    >>> defines("if True:\\n    def f(x): ...", "f"), defines("    def f(self): ...", "f")
    (True, False)
    """
    return name in source and bool(re.search(
        rf"(?m)^[ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+{name}\b(?![ \t]*\([ \t]*self\b)"
        rf"|^{name}[ \t]*(?::[^=\n]+)?=(?!=)|^(?:from|import)\b.*\b{name}\b", source))


def without(source: str, name: str, block: Collection[str], instead: str = "") -> str:
    """Code without what we gave out to define a name, wherever nothing was written into it.

    Parameters
    ----------
    block : the lines that we gave out; some of them may be gone, or be indented otherwise
    instead : a line to stand in their place

    >>> without("a = 1\\ndef f():\\n    pass\\nb = 2", "f", ["def f():", "    'Doc.'", "    pass"])
    'a = 1\\nb = 2'
    >>> without("def f():\\n    return 5", "f", ["def f():", "    pass"])
    'def f():\\n    return 5'
    """
    if name not in source:
        return source
    rows, ours = source.splitlines(), {line.strip() for line in block}
    start = re.compile(rf"(?:(?:async[ \t]+)?def|class)[ \t]+{name}\b|{name}\b.*=")
    is_found = False
    for first in reversed(range(len(rows))):
        if not start.match(rows[first]):
            continue
        last = first + 1  # a definition goes on as long as lines are blank, indented, or close it
        while last < len(rows) and (not rows[last].strip() or rows[last][0] in " \t)]}"):
            last += 1
        while not rows[last - 1].strip():
            last -= 1
        body = {row.strip() for row in rows[first + 1:last] if row.strip()}
        head = rows[first].strip()
        if not body <= ours or not (head in ours or (body and head.endswith((":", "(", ",")))):
            continue
        if sum(row.count('"""') for row in rows[first:last]) % 2:
            continue  # a text in it begins a line
        while first and rows[first - 1].startswith("@") and rows[first - 1].strip() in ours:
            first -= 1
        rows[first:last], is_found = [instead] if instead else [], True
    return "\n".join(rows) if is_found else source


def holds(source: str, released: str) -> bool:
    """Whether a text of ours stands whole in a cell.

    >>> holds("def f():\\n    return 1\\n\\ncheck(f)", "check(f)"), holds("f", "check(f)")
    (True, False)
    """
    ours = lines(released)
    if not ours or ours[0] not in source:
        return False
    theirs = lines(source)
    return any(theirs[at:at + len(ours)] == ours
               for at in range(len(theirs) - len(ours) + 1))


def unfenced(text: str) -> str:
    """The code in a text cell: what stands between fences, or all of it if there are none.

    >>> unfenced("My answer:\\n```python\\ndef f(): ...\\n```"), unfenced("def f(): ...")
    ('def f(): ...', 'def f(): ...')
    """
    inside = text.split("```")[1::2]
    return "\n\n".join(block.partition("\n")[2].rstrip() for block in inside) or text


def is_answered(source: str, released: str) -> bool:
    """Whether somebody has written something into a cell of ours."""
    return not {line.strip() for line in lines(source)} <= {
        line.strip() for line in lines(released)}


def texts_of_ours(definition: Definition) -> set[str]:
    """The text of every cell that was given out, in whatever language."""
    return {source.strip() for source in (
        *definition.plain_texts, *(one.source for one in definition.cells.values()),
        *(text for texts in definition.texts.values() for text in texts))}


def may_answer(cell: NotebookNode, ours: Collection[str]) -> bool:
    """Whether a cell is the student's own; so is one of ours to which an answer was added.

    ours : see `texts_of_ours`
    """
    written = cell.source.strip()
    if not written or written in ours:
        return False
    near = get_close_matches(written[:MAX_CHARACTERS], [one[:MAX_CHARACTERS] for one in ours],
                             1, ALIKE[cell.cell_type])
    if not near:
        return True
    # Who adds lines to an example tries it out.
    return cell.cell_type == "markdown" and any(
        holds(written, one) for one in ours if one.startswith(near[0]))


def surplus(source: str, released: str, is_code: bool, is_graded: bool) -> tuple[str, str]:
    """What a student has added to a locked cell: what is to stand before it, and what behind it.

    What stands amid our lines goes before a cell that is graded, which may need it, and behind any
    other. Lines of ours that were changed are no addition, unless they became code with functions
    or imports; nor are lines added inside a function or a loop of ours.

    >>> surplus("import numpy as np\\nimport math\\ncheck = Checker()",
    ...         "import numpy as np\\ncheck = Checker()", is_code=True, is_graded=False)
    ('', 'import math')
    """
    rows = source.splitlines()
    filled = [number for number, row in enumerate(rows) if row.strip()]
    theirs, ours = [rows[number].rstrip() for number in filled], lines(released)
    if theirs == ours or not theirs:
        return "", ""
    if len(theirs) > MAX_LINES:
        return "", source
    parts: dict[bool, list[str]] = {True: [], False: []}  # by whether it goes before
    changes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    for kind, first, last, start, end in changes:
        if kind not in ("insert", "replace"):
            continue
        block = "\n".join(rows[filled[start]:filled[end - 1] + 1])
        if is_code:
            block = re.sub(r"(?m)^%%.*\n?", "", block)
            is_edit = kind == "replace" and not _WORK.search(block)
            is_edit = is_edit or any(defines(block, name) for name in definitions(released))
            if is_edit or not block.strip() or block[0].isspace():
                continue
        elif kind == "replace" and last - first >= end - start:
            continue
        is_before = first == 0 or (is_graded and last < len(ours))
        parts[is_before].append(block)
    return "\n".join(parts[True]), "\n".join(parts[False])
