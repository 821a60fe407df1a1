"""The grader's side of a kernel that is asked through a descriptor; see `linked.py`."""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from grading.kernel.provisioner import world_request
from grading.kernel.warm import World, warm_parent

# Bytes of one thing that a kernel says, and of all: several times what the course's own answers
# need. A line of brackets takes forty times its length in memory.
MAX_LINE, MAX_SAID = 2 * 2**20, 8 * 2**20
MAX_WHY = 300
AT_ONCE = 2**18


class LinkError(Exception):
    """The kernel did not answer as an ordinary one does; the text says how."""


class Link:
    """A way to ask the kernel of a `world`, for `patience_s` seconds altogether."""

    def __init__(self, world: World, patience_s: float) -> None:
        self.world, self._link, self._patience_s = world, world.link, patience_s
        self._until = time.monotonic() + patience_s
        self._heard = bytearray()
        self._n_heard = 0

    def ask(self, code: str, hear: Callable[[str, dict[str, Any]], object]) -> None:
        """Have the kernel run the code; `hear` is told the kind and content of all it says.

        Raises
        ------
        LinkError
            If it dies, takes too long, says too much or what cannot be read, or if the code fails.
        """
        asked = code.encode()
        try:
            self._wait()
            self._link.sendall(b"%d\n%b" % (len(asked), asked))
            while True:
                kind, content = _read(self._line())
                if kind == "failed":
                    raise LinkError(str(content.get("why"))[:MAX_WHY])
                if kind == "done":
                    return
                hear(kind, content)
        except TimeoutError:
            raise LinkError(f"it ran longer than {self._patience_s} s") from None
        except OSError as error:
            raise LinkError(f"the kernel died: {error}") from None

    def _wait(self) -> None:
        """Let the next call of the socket take no longer than what is left."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._link.settimeout(left)

    def _line(self) -> bytes:
        looked = 0
        while (end := self._heard.find(b"\n", looked)) < 0:
            looked = len(self._heard)
            self._wait()
            more = self._link.recv(AT_ONCE)
            if not more:
                raise LinkError("the kernel died")
            self._heard += more
            self._n_heard += len(more)
            if len(self._heard) > MAX_LINE or self._n_heard > MAX_SAID:
                raise LinkError("the kernel says too much")
        line = bytes(self._heard[:end])
        del self._heard[:end + 1]
        return line


def _read(line: bytes) -> tuple[str, dict[str, Any]]:
    try:
        kind, content = json.loads(line)
    except (ValueError, TypeError, RecursionError) as error:
        raise LinkError(f"the kernel said what cannot be read: {error!r}"[:300]) from None
    if not isinstance(kind, str) or not isinstance(content, dict):
        raise LinkError("the kernel said what cannot be read")
    return kind, content


@contextmanager
def linked_kernel(limits: Mapping[str, int], folder: str, arguments: list[str],
                  patience_s: float, seconds: dict[str, float]) -> Iterator[Link]:
    """A kernel behind the wall that is asked through a link; it ends with all it has started.

    Parameters
    ----------
    limits : the fields of `Limits`
    folder : whose files the submission has beside its notebook; may be ""
    arguments : of the kernel's command
    patience_s : how long all its answers together may take
    seconds : where the times of its start are added, by what was done

    Raises
    ------
    CourseError
        If the system refuses a part of the sandbox.
    """
    world = warm_parent().kernel(world_request(limits, folder, os.environ, arguments))
    try:
        for name, spent in world.seconds.items():
            seconds[name] = seconds.get(name, 0.0) + spent
        yield Link(world, patience_s)
    finally:
        world.kill()
