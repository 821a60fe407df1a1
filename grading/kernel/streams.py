"""Streams that cut off what a cell prints beyond its limit.

The grader also counts, but the output of a fast loop would keep it busy for as long as the cell
runs.
"""

from ipykernel.iostream import OutStream

PIECE = 2**16  # characters of one line to the grader


class CutStream(OutStream):
    """A stream that accepts all that is printed and passes on the first part."""

    def write(self, string: str) -> int | None:  # type: ignore[override]
        """Write as `OutStream` does, up to what the cell may still show."""
        if not isinstance(string, str):
            return super().write(string)  # raises a TypeError
        request = self.parent_header.get("msg_id", "")
        kept = string[:self.session.take_room(request, len(string))]
        if kept:
            super().write(kept)
        return len(string)

    def flush(self) -> None:
        """Flush as `OutStream` does, if something waits: kernels flush four times a cell."""
        with self._buffer_lock:
            waits = bool(self._buffers)
        if waits:
            super().flush()

    def _schedule_flush(self) -> None:
        self.pub_thread.schedule(self._flush)

    def _flush(self) -> None:
        self._subprocess_flush_pending = False
        for parent, text in self._flush_buffers():
            for start in range(0, len(text), PIECE):
                content = {"name": self.name, "text": text[start:start + PIECE]}
                message = self.session.msg("stream", content, parent=parent)
                self.session.send(self.pub_thread, message)
