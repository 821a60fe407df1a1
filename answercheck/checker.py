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
from answercheck.references import (
    ReferenceExercise,
    References,
    StaleReferenceError,
    read_references,
)
from answercheck.verdict import Verdict


class CheckFailed(Exception):  # noqa: N818 - to a student this is a result, not an error
    """A visible case failed, or there is nothing to check; shown without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@cache
def _visible(path: Path) -> References:
    return read_references(path)


class Checker:
    """The check of one assignment.

    Parameters
    ----------
    assignment : str
        Its name. Its visible cases are in the file `<assignment>.h5` that came with the notebook
        and lies in the same folder. The file is opened when the first function is checked.
    """

    def __init__(self, assignment: str) -> None:
        # A notebook's kernel starts in the folder of the notebook, and may go elsewhere later.
        self._path = Path.cwd() / f"{assignment}.h5"

    def _cases(self) -> References:
        """Read the visible cases.

        Raises
        ------
        CheckFailed
            If they are missing, or are not those of this assignment and version.
        """
        try:
            cases = _visible(self._path)
        except StaleReferenceError as error:
            raise CheckFailed(f"{error.problem}; {self._remedy()}") from None
        if cases.assignment != self._path.stem:
            raise CheckFailed(f"{self._path.name} holds the cases of {cases.assignment}; "
                              f"{self._remedy()}")
        return cases

    def _remedy(self) -> str:
        return (f"put the file that came with this notebook into {self._path.parent} "
                "(instructors make it with 'course build')")

    def verdict(self, function: Callable[..., Any], name: str) -> Verdict:
        """Judge `function` by the visible cases of the exercise `name`."""
        exercise = self._cases().exercises[name]
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
        exercise = self._find(function, names)
        verdict = self.verdict(function, exercise.name)
        _show(verdict)
        if not verdict.passed:
            # nbgrader's Validate shows the error alone, a notebook shows it under the verdict.
            validating = "NBGRADER_VALIDATING" in os.environ
            raise CheckFailed(wording.text(verdict) if validating
                              else f"{wording.headline(verdict)}, see above")

    def _find(self, function: Any, names: dict[str, Any]) -> ReferenceExercise:
        """Return the exercise that a function answers, by a variable that holds it, or its name."""
        if not callable(function):
            raise CheckFailed("check takes a function, as in check(sigmoid), not what it returns; "
                              f"this is of type {type(function).__name__}")
        exercises = self._cases().exercises
        bound = [name for name, value in names.items() if value is function and name in exercises]
        for name in (*bound, getattr(function, "__name__", "")):
            if name in exercises:
                return exercises[name]
        raise CheckFailed(f"no exercise of this week is called "
                          f"{getattr(function, '__name__', repr(function))!r}; "
                          f"there are {', '.join(exercises)}")


def _show(verdict: Verdict) -> None:
    if get_ipython() is None:
        print(wording.text(verdict))
    else:
        display({"text/html": wording.html(verdict), "text/plain": wording.text(verdict)}, raw=True)
