"""What a cell prints, cut at the source.

The grader counts for itself and receives no message that is too large; but what a quick loop prints
in the time between two messages may be more than that, and then nothing of it would be seen.
"""

from ipykernel.iostream import OutStream

MOST = 2 * 2**20  # characters of a cell; twice what the grader keeps


class CutStream(OutStream):
    """A stream that goes on taking what is printed and passes on the beginning."""

    _cell = ""
    _room = MOST

    def write(self, string: str) -> int | None:  # type: ignore[override]
        """As in `OutStream`, as long as there is room for this cell."""
        cell = self.parent_header.get("msg_id", "")
        if cell != self._cell:
            self._cell, self._room = cell, MOST
        if isinstance(string, str):
            kept, self._room = string[:self._room], max(0, self._room - len(string))
            if kept:
                super().write(kept)
            return len(string)
        return super().write(string)  # which tells that it is no text

    def flush(self) -> None:
        """As in `OutStream`, when something waits: a kernel flushes four times a cell."""
        with self._buffer_lock:
            waits = bool(self._buffers)
        if waits:
            super().flush()
