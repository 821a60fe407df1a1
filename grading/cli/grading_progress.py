"""The progress bar of `course grade`."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from grading.dispatch.class_grader import GradingResult
from grading.errors import AGAIN, CourseError
from grading.words import translate as _


class _Counter:
    """Counts the results of a class on a progress bar."""

    def __init__(self, bar: Progress, n_submissions: int) -> None:
        self._bar, self._left = bar, n_submissions
        self._graded = self._zero = self._before = self._failed = 0
        self._task = bar.add_task("grade", total=n_submissions, counts=self._counts())

    def count(self, result: GradingResult) -> None:
        """Count one more result."""
        self._left -= 1
        if result.problem:
            self._failed += 1
        elif result.before:
            self._before += 1
        elif result.points:
            self._graded += 1
        else:
            self._zero += 1
        self._bar.update(self._task, advance=1, counts=self._counts())

    def _counts(self) -> str:
        parts = [(self._graded, "graded"), (self._zero, "zero with reason"),
                 (self._before, "graded before"), (self._failed, "failed"), (self._left, "left")]
        return " · ".join(f"{number} {what}" for number, what in parts
                          if number or what in ("graded", "left"))


def summary(results: Sequence[GradingResult]) -> str:
    """Say in one line what was done, and why what had a grade was graded again."""
    done = [one for one in results if not (one.problem or one.before)]
    again = Counter(one.again for one in done if one.again)
    changed = sum(one.penalty_changed for one in results)
    before = sum(one.before for one in results) - changed
    parts = [_("graded: {n}").format(n=len(done)) + "".join(
        _(", {n} of them again ({why})").format(n=number, why=_(why))
        for why, number in sorted(again.items()))]
    if changed:
        parts.append(_("only the late penalty computed anew: {n}").format(n=changed))
    if before:
        parts.append(_("graded before: {n}").format(n=before))
    return _("; ").join(parts)


def watched(results: Iterable[GradingResult], n_submissions: int) -> list[GradingResult]:
    """Collect all results under a bar with their counts and the estimated time left.

    Raises
    ------
    CourseError
        If Ctrl-C stops it.
    """
    found: list[GradingResult] = []
    columns = (BarColumn(), TextColumn("{task.fields[counts]}"), TimeRemainingColumn())
    try:
        with Progress(*columns, transient=True, refresh_per_second=4) as bar:
            tally = _Counter(bar, n_submissions)
            for result in results:
                tally.count(result)
                found.append(result)
    except KeyboardInterrupt:
        raise CourseError(f"stopped after {len(found)} of {n_submissions}; {AGAIN}") from None
    return found
