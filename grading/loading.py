"""Loading many modules, quickly."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Load modules here, and whatever else is kept to the end.

    So long the garbage collector does not look for what could be thrown away, and later, in forks
    of this process as well, it leaves alone what was made here. A fork then shares its memory.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
