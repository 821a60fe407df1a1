"""How a cell that is not graded ended, if not as it should: what checks after it may lack for it.

All that a kernel says of it is untrusted; findings bound it.
"""

import platform
from collections.abc import Mapping
from typing import Any

from answercheck.verdict import MAX_LINE, Finding, finding, one_line
from grading.hand_ins.recognize import defines
from grading.words import N_

INVALID = ("SyntaxError", "IndentationError", "TabError")
UNANSWERED = "NotImplementedError"
BEGINS_MAX = 80  # characters of a cell's first line, by which its author recognises it


def stopped(source: str, why: Finding, done: Mapping[str, Any] | None = None) -> Finding:
    """The finding on a cell that was stopped, or ended its kernel.

    source, done : as for `raised`; without `done`, nothing is left of what the cell did
    why : the finding on a check that ended so
    """
    values = {**why.values,
              "detail": why.values.get("detail") or N_("for a reason that is not known")}
    left = {} if done is None else {"kept": _kept(source, done)}
    return finding(f"cell_{why.code}", begins=_begins(source), **values, **left)


def left_as_it_was(source: str, why: Finding, name: str) -> bool:
    """Whether a cell defines a name, but ended before it came to that.

    why : the finding on how it ended
    """
    return defines(source, name) and name in why.values.get("kept", [name])


def raised(source: str, done: Mapping[str, Any]) -> Finding | None:
    """The finding on a cell by what the kernel said at its end; None if it ran to its end.

    An answer that was not written is none of the reasons: that is told where it is graded.

    source : of the cell
    done : see `grading.kernel.app`
    """
    kind = done.get("ename")
    if not isinstance(kind, str) or kind == UNANSWERED:
        return None
    message = done.get("evalue")
    values = {"type": one_line(kind, MAX_LINE), "line": _line(source, done.get("line")),
              "message": one_line(message if isinstance(message, str) else "", MAX_LINE) or kind,
              "kept": _kept(source, done)}
    if kind in INVALID:
        return finding("cell_invalid", python=platform.python_version(), **values)
    name = done.get("name")
    return finding("cell_raised", lacks=one_line(name) if isinstance(name, str) else "", **values)


def _kept(source: str, done: Mapping[str, Any]) -> list[str]:
    """The functions that the cell defines, of those that were left as they were."""
    names = done.get("kept")
    return [name for name in names if isinstance(name, str) and name.isidentifier()
            and defines(source, name)] if isinstance(names, list) else []


def _line(source: str, number: object) -> str:
    """The line of this number; the first one if there is no such line."""
    lines = source.split("\n")
    line = lines[number - 1].strip() if type(number) is int and 0 < number <= len(lines) else ""
    return one_line(line, MAX_LINE) or _begins(source)


def _begins(source: str) -> str:
    lines = (line.strip() for line in source.split("\n"))
    return one_line(next((line for line in lines if line and not line.startswith("#")), ""),
                    BEGINS_MAX)
