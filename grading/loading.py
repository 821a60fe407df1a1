"""Import many modules quickly."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Import in this context what stays loaded until the process ends.

    The garbage collector is off meanwhile. Afterwards it ignores what was made here, also in forks
    of this process, which therefore keep sharing that memory.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
