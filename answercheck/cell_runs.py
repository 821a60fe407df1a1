"""Knowing whether a function is still the one that its cell says.

If a cell that defines a function ends with an error before it gets there, such as a SyntaxError,
the function of an earlier run remains, and a check of it would judge code that is no longer there.
"""

import re
from functools import cache
from textwrap import dedent
from typing import Any

from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell

from answercheck.translation import translate as _
from answercheck.verdict import MAX_LINE, one_line

_DEFINED = re.compile(r"^(?:async[ \t]+)?def[ \t]+(\w+)|^(\w+)[ \t]*=(?!=)", re.MULTILINE)


class CellRuns:
    """The last run of each cell that defines something: which names it left as they were."""

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names
        self._before: dict[str, Any] = {}  # what the running cell defines, as it was
        self._failed: dict[str, tuple[Any, str]] = {}  # what remained, and the error

    def begin(self, info: ExecutionInfo) -> None:
        """Take note of what a cell is about to define."""
        self._before = {name: self._names.get(name) for name in defined_names(info.raw_cell or "")}

    def end(self, result: ExecutionResult) -> None:
        """Take note of what a cell has failed to define."""
        error = result.error_before_exec or result.error_in_exec
        for name, before in self._before.items():
            if error and before is not None and self._names.get(name) is before:
                self._failed[name] = before, _described(error)
            else:
                self._failed.pop(name, None)
        self._before = {}

    def failure(self, name: str, value: Any) -> str:
        """Return the error for which `value` is older than the cell of this name; "" if it is not.

        The error is its type, and its message if it has one.
        """
        remained, error = self._failed.get(name, (None, ""))
        return error if value is remained else ""


def defined_names(source: str) -> list[str]:
    """Return the functions and variables that the lines of a cell define, whether or not it parses.

    >>> defined_names("def f(x):\\n    y = x\\nhalf = lambda z: (z / 2")
    ['f', 'half']
    """
    return [function or variable for function, variable in _DEFINED.findall(dedent(source))]


def _described(error: BaseException) -> str:
    kind = type(error).__name__
    if isinstance(error, SyntaxError) and error.lineno:
        return one_line(_("{error}: {message} (line {number})").format(
            error=kind, message=error.msg, number=error.lineno), MAX_LINE)
    return one_line(f"{kind}: {error}" if str(error) else kind, MAX_LINE)


@cache
def cell_runs(shell: InteractiveShell) -> CellRuns:
    """Return the runs of a shell's cells, which are watched from the first call on."""
    runs = CellRuns(shell.user_ns)
    shell.events.register("pre_run_cell", runs.begin)
    shell.events.register("post_run_cell", runs.end)
    return runs
