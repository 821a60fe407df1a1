"""Running known mistakes on all cores."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from grading.progress import track
from grading.references.catalogue import Run

CHUNK = 8  # calls that travel together: they share the cases, and take a moment each


@contextmanager
def on_all_cores() -> Iterator[Run]:
    """A way to run that uses every core and shows a progress bar."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # small matrices, and a process for each core
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        def run(what: str, function: Callable[[Any], Any],
                arguments: Sequence[Any]) -> Iterable[Any]:
            found = pool.map(function, arguments, chunksize=CHUNK)
            return track(found, what, len(arguments))
        yield run
