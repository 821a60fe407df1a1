"""Reading a Python script as the notebook that it was exported from, or might have been.

Cells begin where the usual programs mark them: `# %%` (Jupytext, VS Code, Spyder) and `# In[1]:`
(nbconvert). In Jupytext's light format a paragraph is a cell, and so is what stands between `# +`
and `# -`. A script without such marks is one cell.
"""

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from grading.hand_ins.reading import decode, read

SCRIPT = ".py"
# A letter behind %% makes it a magic, which Jupytext has turned into a comment.
_MARK = re.compile(r"(?m)^# ?(?:%%(?![a-z])(?P<said>.*)|In ?\[[ \d]*\]:.*)\n?")
_LIGHT = re.compile(r"(?m)^#   +format_name: light$")
_LIGHT_MARK = re.compile(
    r"(?m)^# ?(?:\+(?P<said>[ \t]*|[ \t]+(?:\[|\{|[\w.-]+=).*)|-[ \t]*)(?:\n|\Z)")
# No texts: what programs write above everything (the interpreter, the encoding, Jupytext's
# metadata), and magics.
_NO_TEXT = re.compile(r"#!|# (?:-\*- )?coding\b|# ---\n|# ?(?:%|!(?!\[))")
_NBGRADER = re.compile(r'\bnbgrader"?[=:] ?(?=\{)')


def read_script(content: bytes) -> NotebookNode:
    """The notebook in a script; never fails, as `reading.read`.

    Comments that were text cells become text cells again, and code above the first mark a cell.
    """
    cells = list(_cells(decode(content).replace("\r\n", "\n")))
    return read(io.BytesIO(json.dumps({"cells": cells}).encode() if cells else b""))


def _cells(text: str) -> Iterator[dict[str, Any]]:
    marks = [*_MARK.finditer(text)]
    if _LIGHT.search(text) or (not marks and _LIGHT_MARK.search(text)):
        yield from _light_cells(text)
        return
    if not marks:
        if text.strip():
            yield _cell("code", text)
        return
    before, texts = _without_texts(text[:marks[0].start()])
    if before.strip():
        yield _cell("code", before)
    yield from _texts(texts)
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        body = text[mark.end():after.start() if after else len(text)]
        if mark["said"] is None:  # nbconvert does not mark where a text begins
            code, texts = _without_texts(body)
            yield _cell("code", code)
            yield from _texts(texts)
        else:
            yield _marked_cell(mark["said"], body)


def _light_cells(text: str) -> Iterator[dict[str, Any]]:
    begun, at = None, 0
    for mark in [*_LIGHT_MARK.finditer(text), None]:
        body = text[at:mark.start() if mark else len(text)]
        if begun is None:
            yield from _paragraphs(body)
        else:
            yield _marked_cell(begun, body)
        if mark:
            begun, at = mark["said"], mark.end()


def _paragraphs(body: str) -> Iterator[dict[str, Any]]:
    """The cells that are not marked: one of comments is a text."""
    paragraphs: list[list[str]] = [[]]
    is_after_blank = False
    for row in body.split("\n"):
        if is_after_blank and row[:1].strip():  # an indented one goes on with the code above
            paragraphs.append([])
        paragraphs[-1].append(row)
        is_after_blank = not row.strip()
    for rows in paragraphs:
        if all(row.startswith("#") or not row.strip() for row in rows):
            yield from _texts("\n".join(rows))
        else:
            yield _cell("code", "\n".join(rows))


def _marked_cell(said: str, body: str) -> dict[str, Any]:
    """The cell whose mark says this."""
    if "[markdown]" in said or "[md]" in said:
        return _cell("markdown", _uncommented(body), _nbgrader(said))
    return _cell("code", body, _nbgrader(said))


def _cell(kind: str, source: str, nbgrader: Any = None) -> dict[str, Any]:
    return {"cell_type": kind, "source": source.strip("\n"),
            "metadata": {"nbgrader": nbgrader} if nbgrader else {}}


def _nbgrader(said: str) -> Any:
    """nbgrader's metadata of a cell, where the line that begins it says them."""
    found = _NBGRADER.search(said)
    if found:
        try:
            return json.JSONDecoder().raw_decode(said, found.end())[0]
        except (ValueError, RecursionError):
            return None
    return None


def _without_texts(body: str) -> tuple[str, str]:
    """Split what stands where texts are not marked: the code, and the comments at its end."""
    rows = body.split("\n")
    at = len(rows)
    while at and (not rows[at - 1].strip() or rows[at - 1].startswith("#")):
        at -= 1
    return "\n".join(rows[:at]), "\n".join(rows[at:])


def _texts(body: str) -> Iterator[dict[str, Any]]:
    """The text cells in comments; an empty line stands between two of them."""
    for block in re.split(r"\n[ \t]*\n", body):
        if block.strip() and not _NO_TEXT.match(block):
            yield _cell("markdown", _uncommented(block))


def _uncommented(body: str) -> str:
    quoted = re.fullmatch(r'\s*r?"""(.*)"""\s*', body, re.DOTALL)
    return quoted[1] if quoted else re.sub(r"(?m)^# ?", "", body)
