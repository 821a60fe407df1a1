"""How long tests wait for what comes at once on a quiet machine."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 300  # a machine of CI may be slow, and busy
PATIENCE_MS = 1000 * PATIENCE_S  # as browsers count

T = TypeVar("T")


def until(condition: Callable[[], T], what: str, every_s: float = 0.005) -> T:
    """Wait for something to be true; what it is then."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := condition()):
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(every_s)
    return found
