"""A kernel that is asked through one descriptor, with neither sockets nor threads of its own.

It is ipykernel's, with the same shell, streams and displays; only the way is another. Each question
is a line with a length, then so much Python; what the kernel says to it goes back as lines of json,
[kind, content], the last of which is "done" or "failed".
"""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import threading
from typing import Any

from ipykernel.iostream import IOPubThread
from jupyter_client.session import Session

from grading.kernel.app import Kernel, KernelApp


class Voice(Session):
    """Says what a kernel has to say in lines of json, without the headers of Jupyter's messages."""

    def __init__(self, link: socket.socket, **settings: Any) -> None:
        super().__init__(**settings)
        self._link, self._lock = link, threading.RLock()
        self._owner = os.getpid()
        self.streams: list[Any] = []  # that have something to say before anything is shown

    def say(self, kind: str, content: Any) -> None:
        """Send one line."""
        try:
            line = self.pack([kind, content])
        except Exception as error:  # ipykernel tells the cell of it, or nobody: not our affair
            line = self.pack(["failed", {"why": f"{kind} cannot be told: {type(error).__name__}"}])
        with self._lock:
            self._link.sendall(line + b"\n")

    def send(self, stream: Any, msg_or_type: Any, content: Any = None,
             *args: Any, **settings: Any) -> None:
        """What ipykernel calls for all that it says; a fork of the kernel says only that it is."""
        if os.getpid() != self._owner:
            self.say("fork", {})
            return
        if not isinstance(msg_or_type, str):
            msg_or_type, content = msg_or_type["msg_type"], msg_or_type["content"]
        if msg_or_type != "stream":
            for stream in self.streams:
                stream.flush()
        self.say(msg_or_type, content)


class NoThread(IOPubThread):
    """Stands where ipykernel has a thread that sends; here each speaks for itself, at once."""

    def __init__(self) -> None:
        self.thread = threading.Thread()  # which is never started
        self.socket = None
        self.io_loop: Any = None

    @property
    def closed(self) -> bool:
        """Never."""
        return False

    def schedule(self, f: Any) -> None:
        """Leave it: what is printed is sent at the end of its cell, or before something else."""


class LinkedApp(KernelApp):
    """ipykernel's application with a link in the place of its sockets."""

    def __init__(self, link: socket.socket, **settings: Any) -> None:
        super().__init__(**settings)
        self._link = link
        self.session = Voice(link, parent=self)
        self.iopub_thread = NoThread()

    def init_connection_file(self) -> None:
        """There is none."""

    def init_sockets(self) -> None:
        """There are none."""

    def write_connection_file(self, **settings: Any) -> None:
        """There is none."""

    def log_connection_info(self) -> None:
        """There is none."""

    def init_io(self) -> None:
        """Make the streams, which are heard also when a cell puts others in their place."""
        super().init_io()
        self.session.streams = [sys.stdout, sys.stderr]

    def init_signal(self) -> None:
        """A cell may interrupt itself."""
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def init_kernel(self) -> None:
        """Make the kernel, which asks nobody for input."""
        self.kernel = kernel = Kernel.instance(
            parent=self, session=self.session, iopub_thread=self.iopub_thread, log=self.log,
            profile_dir=self.profile_dir, user_ns=self.user_ns)
        self.displayhook.get_execution_count = lambda: kernel.execution_count
        kernel._forward_input(allow_stdin=False)

    def start(self) -> None:
        """Answer until nobody asks any more."""
        asyncio.run(self._answer())  # cells find a loop that runs, as in a notebook

    async def _answer(self) -> None:
        shell: Any = self.shell
        with self._link.makefile("rb") as questions, shell.builtin_trap:
            while length := questions.readline():
                code = questions.read(int(length))
                try:
                    exec(compile(code, "<asked>", "exec"), {})
                except BaseException as error:
                    self._fail(error)
                else:
                    self.session.say("done", {})

    def _fail(self, error: BaseException) -> None:
        why = type(error).__name__
        with contextlib.suppress(Exception):  # its text is a stranger's code as well
            why = f"{why}: {error}"
        self.session.say("failed", {"why": why[:300]})
