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
from answercheck.calls import call_all, describe
from answercheck.cell_runs import cell_runs
from answercheck.evaluations import given
from answercheck.judge import judge, judge_case
from answercheck.references import (
    ReferenceCase,
    ReferenceExercise,
    StaleReferenceError,
    read_exercise,
    read_language,
    read_names,
)
from answercheck.registry import SCORERS
from answercheck.serialize import unpack
from answercheck.translation import set_assignment_language
from answercheck.translation import translate as _
from answercheck.tried import TriedCall, arguments_by_name, call_line, shown, wrong_entry
from answercheck.verdict import ARGUMENTS, MAX_LINE, Mark, Verdict, one_line

Records = list[list[dict[str, Any]]]


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
        Verdicts and figures are from now on in the language that the file names.
    """

    def __init__(self, assignment: str) -> None:
        # A notebook's kernel starts in the folder of the notebook, and may go elsewhere later.
        self._path = Path.cwd() / f"{assignment}.h5"
        set_assignment_language(read_language(self._path))
        self._shell = get_ipython()
        if self._shell is not None:
            cell_runs(self._shell)  # begins to watch

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
            raise self._stale(error.problem) from None
        if assignment != self._path.stem:
            raise self._stale(_("{file} holds the cases of {assignment}").format(
                file=self._path.name, assignment=assignment))
        return names

    def _exercise(self, name: str) -> ReferenceExercise:
        """Read the visible cases of an exercise; raises as `_exercises` does."""
        try:
            return _exercise(self._path, name)
        except StaleReferenceError as error:
            raise self._stale(error.problem) from None

    def _stale(self, problem: str) -> CheckFailed:
        """Return the error for a file that does not fit, with what to do."""
        return CheckFailed(_(
            "{problem}; put the file that came with this notebook into {folder} "
            "(instructors make it with 'course build')").format(
                problem=problem, folder=self._path.parent))

    def verdict(self, function: Callable[..., Any], name: str) -> Verdict:
        """Judge `function` by the visible cases of the exercise `name`."""
        exercise = self._exercise(name)
        return judge(exercise, self._records(function, exercise))

    def _records(self, function: Callable[..., Any], exercise: ReferenceExercise) -> Records:
        """Call the function on every visible case.

        Raises
        ------
        CheckFailed
            If it is interrupted.
        """
        records: Records = []
        for case in exercise.cases:
            try:
                records.append(call_all(function, [(call.args, call.kwargs)
                                                   for call in case.calls],
                                        exercise.variable_names))
            except KeyboardInterrupt as error:
                line = one_line(describe(error, function)["line"], MAX_LINE)
                pattern = (
                    _("{exercise}: interrupted while it ran the case “{case}”, "
                      "in your line `{line}`") if line else
                    _("{exercise}: interrupted while it ran the case “{case}”"))
                raise CheckFailed(pattern.format(
                    exercise=exercise.name, case=_(case.label), line=line)) from None
        return records

    def __call__(self, function: Callable[..., Any]) -> None:
        """Call the function on the visible cases and show the verdict.

        Parameters
        ----------
        function : the answer to the exercise of that name

        Raises
        ------
        CheckFailed
            If a visible case fails, the last run of the function's cell did, or it is interrupted.
        """
        exercise = self._exercise(self._find(function, _callers_names()))
        self._refuse_old(function, exercise.name)
        try:
            records = self._records(function, exercise)
            verdict = judge(exercise, records)
        except KeyboardInterrupt:
            raise CheckFailed(_("{exercise}: interrupted").format(
                exercise=exercise.name)) from None
        tried = [] if verdict.passed or verdict.is_unanswered else [
            _tried(function, exercise, case, row)
            for case, row, judged in zip(exercise.cases, records, verdict.cases, strict=True)
            if judged.score < 1]
        _show(verdict, tried)
        if not verdict.passed:
            # nbgrader's Validate shows the error alone, a notebook shows it under the verdict.
            validating = "NBGRADER_VALIDATING" in os.environ
            raise CheckFailed(wording.text(verdict, tried=tried) if validating
                              else _("{headline}, see above").format(
                                  headline=wording.headline(verdict)))

    def arguments(self, function: Callable[..., Any], label: str,
                  number: int = 1) -> dict[str, Any]:
        """Return the arguments of a visible case, by the names of the function's parameters.

        For a call by hand: `relu(**check.arguments(relu, "a row"))`.

        Parameters
        ----------
        function : the answer to the exercise of that name
        label : of the case, as the verdict shows it
        number : of the call, in a case of several

        Raises
        ------
        CheckFailed
            If there is no such case, or the function does not take its arguments.
        """
        exercise = self._exercise(self._find(function, _callers_names()))
        calls = {(name, place): call for case in exercise.cases
                 for place, call in enumerate(case.calls, start=1)
                 for name in (case.label, _(case.label))}
        if (label, number) not in calls:
            pattern = (_("{exercise} has no case “{case}” with a call {number}; there are {cases}")
                       if number != 1 else
                       _("{exercise} has no case “{case}”; there are {cases}"))
            raise CheckFailed(pattern.format(
                exercise=exercise.name, case=label, number=number,
                cases=_(", ").join(f"“{_(case.label)}”" for case in exercise.cases)))
        args, kwargs = given(calls[label, number].args, calls[label, number].kwargs)[:2]
        by_name = arguments_by_name(function, args, kwargs)
        if by_name is None:
            pattern = (_("{exercise} does not take the arguments of this case: {n} by position, "
                         "{names}") if kwargs else
                       _("{exercise} does not take the arguments of this case: {n} by position"))
            raise CheckFailed(pattern.format(
                exercise=exercise.name, n=len(args), names=_(", ").join(kwargs)))
        return by_name

    def _refuse_old(self, function: Callable[..., Any], name: str) -> None:
        """Refuse a function that is older than its cell.

        Raises
        ------
        CheckFailed
            If the last run of a cell that defines it failed and left the old one in place.
        """
        error = cell_runs(self._shell).failure(name, function) if self._shell is not None else ""
        if error:
            raise CheckFailed(_(
                "{name} was not checked: the cell that defines it ended with an error ({error}), "
                "so the function is still the one from before. Correct the cell and run it "
                "again.").format(name=name, error=error))

    def _find(self, function: Any, names: dict[str, Any]) -> str:
        """Return which exercise a function answers, by a variable that holds it, or its name."""
        if not callable(function):
            raise CheckFailed(_(
                "check takes a function, as in check(sigmoid), not what it returns; "
                "this is of type {type}").format(type=type(function).__name__))
        exercises = self._exercises()
        bound = [name for name, value in names.items() if value is function and name in exercises]
        for name in (*bound, getattr(function, "__name__", "")):
            if name in exercises:
                return name
        raise CheckFailed(_(
            "no exercise of this week is called {name!r}; there are {exercises}").format(
                name=getattr(function, "__name__", repr(function)),
                exercises=_(", ").join(exercises)))


def _callers_names() -> dict[str, Any]:
    """Return the global names where a method of `Checker` is called."""
    frame = inspect.currentframe()
    caller = frame.f_back.f_back if frame and frame.f_back else None
    return caller.f_globals if caller else {}


def _tried(function: Callable[..., Any], exercise: ReferenceExercise, case: ReferenceCase,
           records: list[dict[str, Any]]) -> TriedCall:
    """Return the call of a failed case that its verdict is about."""
    scorer = SCORERS[exercise.scoring]
    judged, place = judge_case(exercise, case, records, scorer)
    call, record = case.calls[place], records[place]
    line = call_line(exercise.name, function, call, _(case.label), place + 1)
    is_returned_right = all(part.mark is Mark.RIGHT or part.name == ARGUMENTS
                            for part in judged.parts)  # or nothing was returned
    if is_returned_right:
        return TriedCall(case.label, line)
    answer = unpack(record["returned"])
    if scorer.drawn:
        return TriedCall(case.label, line, shown(answer))
    wrong = wrong_entry(call.returned, answer, exercise.returns, exercise.tolerance)
    entry = (wrong[0], shown(wrong[1]), shown(wrong[2])) if wrong else ("", "", "")
    return TriedCall(case.label, line, shown(answer), shown(call.returned), *entry)


def _show(verdict: Verdict, tried: list[TriedCall]) -> None:
    if get_ipython() is None:
        print(wording.text(verdict, tried=tried))
    else:
        display({"text/html": wording.html(verdict, tried=tried),
                 "text/plain": wording.text(verdict, tried=tried)}, raw=True)
