"""What has gone wrong while a course is watched: when it is told, and when tried again."""

from collections.abc import Callable

from grading.watch.events import Event, Kind


class Problems:
    """Tells each problem once, until it is solved.

    tell : is called with an event
    """

    def __init__(self, tell: Callable[[Event], None]) -> None:
        self._tell = tell
        self._told: dict[object, str] = {}

    def tell(self, about: object, problem: str, assignment: str = "", student: str = "") -> None:
        """Tell a problem, if it is not what was told last about the same."""
        if self._told.get(about) != problem:
            self._told[about] = problem
            self._tell(Event(Kind.PROBLEM, assignment, student, detail=problem))

    def solved(self, about: object) -> None:
        """Let a problem be told again that comes after this."""
        self._told.pop(about, None)


class Backoff:
    """How long to wait before trying again what has failed: twice as long each time.

    first_s, longest_s : the first wait and the longest, in seconds
    """

    def __init__(self, first_s: float, longest_s: float) -> None:
        self._first_s, self._longest_s = first_s, longest_s
        self._last_s: dict[object, float] = {}

    def failed(self, what: object) -> float:
        """Return the seconds to wait after one more failure."""
        next_s = 2 * self._last_s[what] if what in self._last_s else self._first_s
        self._last_s[what] = min(next_s, self._longest_s)
        return self._last_s[what]

    def reset(self, what: object) -> None:
        """Begin with the first wait again."""
        self._last_s.pop(what, None)
