"""Sending a kernel's messages over its link as lines of JSON.

Each line is [request, kind, content], where `request` is the random name that the grader gave the
request; lines for any other request are ignored.
"""

import json
import os
import signal
import socket
import threading
import time
from collections import deque
from typing import Any

from ipykernel.iostream import IOPubThread
from jupyter_client.jsonutil import json_default
from jupyter_client.session import Session, extract_header

from grading.sandbox.limits import MAX_LINE

MAX_OUTPUT = 2 * 2**20  # characters that a cell may show; twice what the grader keeps
MIN_SIZE = 2**10  # characters that anything displayed counts for at least
FLUSH_S = 0.2  # so often is sent what a cell prints, as in ipykernel
SEND_FROM = 2**16  # bytes, which do not wait for that
OWN_KINDS = ("busy", "answer", "done")
DISPLAYED = ("display_data", "update_display_data", "execute_result", "error")


class LinkSession(Session):
    """Sends ipykernel's messages as lines over a socket, from any thread and any fork."""

    def __init__(self, link: socket.socket, **settings: Any) -> None:
        super().__init__(**settings)
        self._link = link
        self._request = ""
        self._room = 0  # for the characters that its cell may still show
        self._main = threading.get_ident()
        self._lines: deque[bytes] = deque()  # not sent yet
        self._n_waiting = 0  # their bytes
        self._sending: set[int] = set()  # the threads that are about it
        self.is_interruptible = self.is_interrupted = False
        self.streams: list[Any] = []  # flushed before anything else is sent
        # Forks send on the same socket. Whoever has the byte in this pipe may send.
        self._turn = os.pipe()
        os.write(self._turn[1], b"x")
        self._owner = os.getpid()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(before=self._before_fork, after_in_child=self._forget)

    def _before_fork(self) -> None:
        self.flush_streams()
        self.flush()

    def flush_streams(self) -> None:
        """Flush the streams."""
        for stream in self.streams:
            stream.flush()

    def _forget(self) -> None:
        """Forget the lines that are waiting, after a fork: its parent sends them."""
        self._lines.clear()
        self._sending.clear()
        for stream in self.streams:
            stream._rotate_buffers()

    def begin(self, request: str) -> None:
        """Begin to answer this request."""
        self._request, self._room = request, MAX_OUTPUT
        self.is_interrupted = False

    def say(self, kind: str, content: Any, request: str | None = None) -> None:
        """Queue a line; lines are sent together, so that the grader is not woken for each.

        Raises
        ------
        ValueError
            If it is too long.
        TypeError
            If the content cannot be written as JSON.
        """
        request = self._request if request is None else request
        line = json.dumps([request, kind, content], default=json_default).encode()
        if len(line) >= MAX_LINE:
            raise ValueError(f"{len(line)} characters are more than the grader reads")
        size = max(len(line), MIN_SIZE) if kind in DISPLAYED else len(line)
        if kind == "stream" or kind in OWN_KINDS or self.has_room(request, size):
            self._lines.append(line + b"\n")
            self._n_waiting += len(line)
            if self._n_waiting > SEND_FROM or os.getpid() != self._owner:
                self.flush()

    def has_room(self, request: str, size: int) -> bool:
        """Take so many characters off what the cell may show; return whether it had enough."""
        return self.take_room(request, size, whole=True) > 0

    def take_room(self, request: str, size: int, whole: bool = False) -> int:
        """Take off up to so many characters and return how many; with `whole` all or none.

        A task that goes on after its cell has ended can show nothing more.
        """
        taken = min(size, self._room) if request == self._request else 0
        if whole and taken < size:
            return 0
        self._room -= taken
        return taken

    def flush(self) -> None:
        """Send the lines that are waiting."""
        me = threading.get_ident()
        if me in self._sending or not self._lines:
            return  # an object that is collected while its thread sends may say something, too
        self._sending.add(me)
        try:
            os.read(self._turn[0], 1)
            try:
                self._n_waiting = 0
                while self._lines:
                    self._link.sendall(self._lines.popleft())
            finally:
                os.write(self._turn[1], b"x")
        finally:
            self._sending.discard(me)
        if self.is_interrupted and me == self._main:
            self._raise_interrupt()

    def interrupt(self, *_: object) -> None:
        """Handle SIGINT: stop the cell, but not in the middle of a line."""
        if self.is_interruptible:
            self.is_interrupted = True
            if self._main not in self._sending:
                self._raise_interrupt()

    def _raise_interrupt(self) -> None:
        if self.is_interruptible:
            self.is_interruptible = False  # once
            raise KeyboardInterrupt

    def msg(self, msg_type: str, content: Any = None, parent: Any = None,
            *args: Any, **settings: Any) -> dict[str, Any]:
        """Return a message without the parts of its header that are not read."""
        return {"header": {"msg_type": msg_type}, "msg_type": msg_type, "content": content or {},
                "parent_header": extract_header(parent) if parent else {}}

    def send(self, stream: Any, msg_or_type: Any, content: Any = None,
             parent: Any = None, *args: Any, **settings: Any) -> None:
        """Send a message; ipykernel calls this for all of them."""
        if isinstance(msg_or_type, str):
            msg_or_type = self.msg(msg_or_type, content, parent)
        kind, content = msg_or_type["msg_type"], msg_or_type["content"]
        if kind != "stream":
            self.flush_streams()
        if kind.startswith("comm"):
            content = _capture(content)
            kind = "capture"
        if content is not None:
            self.say(kind, content, (msg_or_type.get("parent_header") or {}).get("msg_id", ""))


def _capture(content: Any) -> dict[str, Any] | None:
    """Return which cell's outputs a widget captures, as the grader needs it.

    None for all other messages of widgets, which are ignored.
    """
    state = content.get("data", {}).get("state", {})
    if "msg_id" not in state:
        return None
    return {"widget": content.get("comm_id"), "request": state["msg_id"]}


class Flusher(IOPubThread):
    """Flushes the streams at intervals, in place of ipykernel's thread with a socket."""

    def __init__(self, session: LinkSession) -> None:
        self.thread = threading.Thread()  # never started: each flush of a stream sends by itself
        self.socket = None
        self.io_loop: Any = None
        self._session = session
        self._owner = os.getpid()
        threading.Thread(target=self._flush, name="IOPub", daemon=True).start()

    @property
    def closed(self) -> bool:
        """Return False: there is no such thread."""
        return False

    def schedule(self, f: Any) -> None:
        """Flush soon; in a fork, which has no timer, at once."""
        if os.getpid() != self._owner:
            f()

    def _flush(self) -> None:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # it is for the cell
        while True:
            time.sleep(FLUSH_S)
            self._session.flush_streams()
            self._session.flush()
