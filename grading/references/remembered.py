"""Functions that remember what they returned, where known mistakes call them with equal inputs.

A mistake in a function that trains by calling another trains in the same way as the next one does.
"""

import copy
import pickle
import time
from collections.abc import Callable
from typing import Any

import numpy as np

MIN_S = 1e-3  # what takes less is quicker done again than looked up
N_TRIES = 20  # quick calls for each remembered one, after which a function is known to be quick
MAX_CALLS = 500  # that are remembered of one function


class Remembered:
    """A function whose long calls are remembered; each caller gets a copy of its own.

    Calls that draw random numbers or change their arguments are always made.
    """

    def __init__(self) -> None:
        self._found: dict[bytes, Any] = {}
        self._n_quick = self._n_useful = 0

    @property
    def is_of_use(self) -> bool:
        """Whether the function is not known to be quick."""
        return self._n_quick < N_TRIES * (1 + self._n_useful)

    def call(self, function: Callable[..., Any], args: tuple[Any, ...],
             kwargs: dict[str, Any]) -> Any:
        """What the function returns; it is another object each time, with the same behaviour."""
        if not self.is_of_use:
            return function(*args, **kwargs)
        try:
            key = pickle.dumps((args, kwargs))
        except Exception:  # a function, say, has no content to be known by
            return function(*args, **kwargs)
        if key not in self._found:
            drawn = _position()
            start = time.process_time()
            returned = function(*args, **kwargs)
            if time.process_time() - start < MIN_S:
                self._n_quick += 1
                return returned
            if drawn != _position() or pickle.dumps((args, kwargs)) != key:
                return returned
            if len(self._found) >= MAX_CALLS:
                del self._found[next(iter(self._found))]
            self._found[key] = copy.deepcopy(returned)
        self._n_useful += 1
        return copy.deepcopy(self._found[key])


def _position() -> tuple[bytes, int]:
    """Where numpy's common random generator stands."""
    _, keys, position, *_ = np.random.get_state(legacy=True)
    return np.asarray(keys).tobytes(), int(position)


def remembering(names: dict[str, Any], memories: dict[str, Remembered]) -> None:
    """Let the functions of these names remember, in the namespace that calls them."""
    for name, memory in memories.items():
        if not memory.is_of_use:
            continue

        def call(*args: Any, function: Callable[..., Any] = names[name],
                 memory: Remembered = memory, **kwargs: Any) -> Any:
            return memory.call(function, args, kwargs)
        names[name] = call
