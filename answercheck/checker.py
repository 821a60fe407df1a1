"""`check(function)` in a notebook: judge a function by the visible cases and show the verdict."""

import inspect
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import display

from answercheck import wording
from answercheck.calls import call_all
from answercheck.judge import judge
from answercheck.references import StaleReferenceError, read_exercise, read_names
from answercheck.verdict import Verdict


class CheckFailed(Exception):  # noqa: N818 - to a student this is a result, not an error
    """A visible case failed, or there is nothing to check; shown without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


_names, _exercise = cache(read_names), cache(read_exercise)


class Checker:
    """The check of one assignment.

    Parameters
    ----------
    assignment : str
        Its name. Its visible cases are in the file `<assignment>.h5` that came with the notebook
        and lies in the same folder. Of it those of a function are read when it is first checked.
    """

    def __init__(self, assignment: str) -> None:
        # A notebook's kernel starts in the folder of the notebook, and may go elsewhere later.
        self._path = Path.cwd() / f"{assignment}.h5"

    def _exercises(self) -> list[str]:
        """Read the names of the exercises that have visible cases.

        Raises
        ------
        CheckFailed
            If the file is missing, or is not that of this assignment and version.
        """
        try:
            assignment, names = _names(self._path)
        except StaleReferenceError as error:
            raise CheckFailed(f"{error.problem}; {self._remedy()}") from None
        if assignment != self._path.stem:
            raise CheckFailed(f"{self._path.name} holds the cases of {assignment}; "
                              f"{self._remedy()}")
        return names

    def _remedy(self) -> str:
        return (f"put the file that came with this notebook into {self._path.parent} "
                "(instructors make it with 'course build')")

    def verdict(self, function: Callable[..., Any], name: str) -> Verdict:
        """Judge `function` by the visible cases of the exercise `name`."""
        try:
            exercise = _exercise(self._path, name)
        except StaleReferenceError as error:
            raise CheckFailed(f"{error.problem}; {self._remedy()}") from None
        records = [call_all(function, [(call.args, call.kwargs) for call in case.calls])
                   for case in exercise.cases]
        return judge(exercise, records)

    def __call__(self, function: Callable[..., Any]) -> None:
        """Call the function on the visible cases and show the verdict.

        Parameters
        ----------
        function : the answer to the exercise of that name

        Raises
        ------
        CheckFailed
            If a visible case fails.
        """
        frame = inspect.currentframe()
        names = frame.f_back.f_globals if frame and frame.f_back else {}
        verdict = self.verdict(function, self._find(function, names))
        _show(verdict)
        if not verdict.passed:
            # nbgrader's Validate shows the error alone, a notebook shows it under the verdict.
            validating = "NBGRADER_VALIDATING" in os.environ
            raise CheckFailed(wording.text(verdict) if validating
                              else f"{wording.headline(verdict)}, see above")

    def _find(self, function: Any, names: dict[str, Any]) -> str:
        """Return which exercise a function answers, by a variable that holds it, or its name."""
        if not callable(function):
            raise CheckFailed("check takes a function, as in check(sigmoid), not what it returns; "
                              f"this is of type {type(function).__name__}")
        exercises = self._exercises()
        bound = [name for name, value in names.items() if value is function and name in exercises]
        for name in (*bound, getattr(function, "__name__", "")):
            if name in exercises:
                return name
        raise CheckFailed(f"no exercise of this week is called "
                          f"{getattr(function, '__name__', repr(function))!r}; "
                          f"there are {', '.join(exercises)}")


def _show(verdict: Verdict) -> None:
    if get_ipython() is None:
        print(wording.text(verdict))
    else:
        display({"text/html": wording.html(verdict), "text/plain": wording.text(verdict)}, raw=True)
