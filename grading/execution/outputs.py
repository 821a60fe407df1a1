"""What the cells of a notebook show, from what its kernel says; as nbclient would collect it.

Nothing that a kernel says is trusted: of each output text and pictures are kept, as long as there
is room. What widgets say is ignored, but what is shown in an `Output` widget is not the cell's.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

from grading.execution.streams import joined
from grading.hand_ins.reading import clean_output

UNSHOWN = "ERROR: An error occurred while showtraceback was disabled"  # nbgrader's words
SHOWN = ("stream", "display_data", "execute_result", "error")


class Outputs:
    """The outputs of the cells that one kernel runs.

    Parameters
    ----------
    cell_max, notebook_max : characters that are kept of a cell, and of all
    """

    def __init__(self, cell_max: int, notebook_max: int) -> None:
        self._cell_max, self._notebook_room = cell_max, notebook_max
        self._by_display_id: defaultdict[str, list[NotebookNode]] = defaultdict(list)

    def begin(self, cell: NotebookNode) -> None:
        """From now on it is this cell that shows something."""
        self._cell, self._outputs = cell, list[NotebookNode]()
        self._room = min(self._cell_max, self._notebook_room)
        self._is_to_be_cleared = False
        self._capturing: set[str] = set()
        cell.outputs = []

    def end(self, failure: Mapping[str, Any] | None = None) -> None:
        """Give the cell what it has shown, and an error that it raised without showing it."""
        if failure and "ename" in failure and not any(
                one.output_type == "error" and one.ename == failure["ename"]
                for one in self._outputs):
            self._add("error", {**failure, "traceback": failure.get("traceback") or [UNSHOWN]})
        self._cell.outputs = joined(self._outputs)

    def hear(self, kind: str, content: Mapping[str, Any]) -> None:
        """Take what the kernel says."""
        if kind == "busy":
            count = content.get("execution_count")
            self._cell.execution_count = count if type(count) is int else None
        elif kind == "capture":
            self._capture(content)
        elif self._capturing:
            return
        elif kind == "clear_output":
            if content.get("wait"):
                self._is_to_be_cleared = True
            else:
                self._outputs.clear()
        elif kind == "update_display_data":
            self._update(content)
        elif kind in SHOWN:
            self._update(content)
            self._add(kind, content)

    def _capture(self, content: Mapping[str, Any]) -> None:
        widget = str(content.get("widget"))
        if content.get("request"):
            self._capturing.add(widget)
        else:
            self._capturing.discard(widget)

    def _add(self, kind: str, content: Mapping[str, Any]) -> None:
        if kind == "stream":
            content = {**content, "text": str(content.get("text", ""))[:max(0, self._room)]}
        output = self._cleaned(kind, content)
        if output is None:
            return
        if self._is_to_be_cleared:
            self._outputs.clear()
            self._is_to_be_cleared = False
        self._outputs.append(output)
        if display_id := _display_id(content):
            self._by_display_id[display_id].append(output)

    def _update(self, content: Mapping[str, Any]) -> None:
        """Change what was shown before under the same id, in whichever cell."""
        shown = self._by_display_id.get(_display_id(content), ())
        changed = self._cleaned("display_data", content) if shown else None
        if changed is not None:
            for output in shown:
                output.data = changed.data

    def _cleaned(self, kind: str, content: Mapping[str, Any]) -> NotebookNode | None:
        """The output, if there is room for it."""
        size = len(str(content))
        if kind != "stream" and size > self._room:
            return None
        self._room -= size
        self._notebook_room -= size
        return clean_output({**content, "output_type": kind})


def _display_id(content: Mapping[str, Any]) -> str:
    transient = content.get("transient")
    found = transient.get("display_id") if isinstance(transient, dict) else None
    return found if isinstance(found, str) else ""
