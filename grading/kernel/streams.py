"""What a cell prints and shows, cut at the source.

The grader counts for itself and receives no message that is too large; but what a quick loop prints
in the time between two messages may be more than that, and then nothing of it would be seen, nor
what a later cell says.
"""

from collections.abc import Mapping
from typing import Any

from ipykernel.iostream import OutStream
from ipykernel.zmqshell import ZMQDisplayPublisher

from answercheck import answering

MOST = 2 * 2**20  # characters of a cell; twice what the grader keeps
LEAST = 2**10  # characters that a thing shown counts for at least, since each is a message


class _Room:
    """How much of a cell's output is still passed on."""

    def __init__(self) -> None:
        self._cell, self._left = "", MOST

    def take(self, header: Mapping[str, Any], size: int) -> int:
        """How much of this size there is room for, in the cell of this message."""
        cell = header.get("msg_id", "")
        if cell != self._cell:
            self._cell, self._left = cell, MOST
        taken = min(size, self._left)
        self._left -= taken
        return taken


class CutStream(OutStream):
    """A stream that goes on taking what is printed and passes on the beginning."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        self._room = _Room()
        super().__init__(*args, **settings)

    def write(self, string: str) -> int | None:  # type: ignore[override]
        """As in `OutStream`, as long as there is room for this cell."""
        if not isinstance(string, str):
            return super().write(string)  # which tells that it is no text
        kept = string[:self._room.take(self.parent_header, len(string))]
        if kept:
            super().write(kept)
        return len(string)

    def flush(self) -> None:
        """As in `OutStream`, when something waits: a kernel flushes four times a cell."""
        with self._buffer_lock:
            waits = bool(self._buffers)
        if waits:
            super().flush()


class CutDisplays(ZMQDisplayPublisher):
    """What cells show: the first things of each cell, and whatever answers the grader."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._room = _Room()

    def publish(self, data: Mapping[str, Any], *args: Any, **settings: Any) -> None:
        """As in `ZMQDisplayPublisher`, as long as there is room for this cell."""
        size = sum(len(value) for value in data.values() if isinstance(value, str | bytes))
        if answering.MIME in data or self._room.take(self.parent_header, max(size, LEAST)):
            super().publish(data, *args, **settings)
