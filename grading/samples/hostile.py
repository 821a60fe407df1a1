"""The whole corpus through the real pipeline, and beside it through stock nbgrader.

    python -m grading.samples.hostile week1_derivatives
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from nbgrader.api import Gradebook, MissingEntry
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grading.course import CONFIG, Course
from grading.folders import COURSE, source_notebook
from grading.samples.cheats import CHEATS
from grading.samples.damage import DAMAGE
from grading.samples.sheet import Sheet
from grading.samples.specimen import HONEST, Specimen
from grading.samples.stock import code_share, stock_scores

CORPUS: dict[str, Specimen] = {one.name: one for one in (*DAMAGE, *CHEATS)}
T = TypeVar("T")
TIMEOUT_S = 8  # of a cell; the corpus holds some that never end


@dataclass(frozen=True)
class Outcome:
    """What became of one specimen: its share of the autograded points (None if it was lost).

    `reasons` are what its verdicts tell the student; `problem` is what stopped it, if anything.
    """

    name: str
    share: float | None
    reasons: tuple[str, ...]
    problem: str = ""

    def as_expected(self) -> bool:
        """Whether it got what its specimen says."""
        if self.share is None or self.problem:
            return False
        expected = CORPUS[self.name].expected
        if expected == "zero":
            return self.share == 0 and bool(self.reasons)
        return self.share == 1 if expected == "full" else self.share > 0


@dataclass(frozen=True)
class Figures:
    """What is counted over the corpus: cheats that got points, damaged ones that were lost."""

    n_cheats: int
    n_cheats_paid: int
    n_damaged: int
    n_lost: int
    points: float  # shares of the full points that cheats gained, added up


def make_course(root: Path, assignment: str, names: Iterable[str]) -> Course:
    """A course in `root` with one assignment, released, and the specimens handed in."""
    (root / CONFIG).write_text(
        "c = get_config()\n"
        f"load_subconfig({CONFIG!r}, path={str(COURSE)!r})\n"
        f"c.CourseDirectory.root = {str(root)!r}\n"
        f"c.ExecuteSubmission.timeout = {TIMEOUT_S}\n")
    source = root / "source" / assignment
    source.mkdir(parents=True)
    original = source_notebook(assignment)
    (source / original.name).write_bytes(original.read_bytes())
    course = Course(root)
    released = course.release(assignment)
    for name in names:
        CORPUS[name].make(Sheet(released), root / "submitted" / name / assignment)
    return course


def grade_class(assignment: str, names: list[str]) -> list[Outcome]:
    """Grade these specimens as one class; the honest student hands in with them."""
    with TemporaryDirectory(prefix="hostile-", ignore_cleanup_errors=True) as folder:
        course = make_course(Path(folder).resolve(), assignment, dict.fromkeys([HONEST, *names]))
        graded = list(course.grade(assignment, [HONEST, *(n for n in names if n != HONEST)]))
        outcomes = []
        # Read when all are graded: none may have changed another's points.
        with Gradebook(course.directory.db_url) as gradebook:
            for one in graded:
                try:
                    share = code_share(gradebook, assignment, one.student)
                except MissingEntry:
                    share = None
                told = [sentence for verdict in course.verdicts(assignment, one.student)
                        for sentence in verdict["sentences"]]
                outcomes.append(Outcome(one.student, share, tuple(dict.fromkeys(told)),
                                        one.problem))
        return [one for one in outcomes if one.name in names]


def grade_corpus(assignment: str, names: Sequence[str] = tuple(CORPUS),
                 n_classes: int | None = None) -> dict[str, Outcome]:
    """Grade the corpus in several classes at a time, each in a process of its own."""
    found = {one.name: one for one in _in_classes(grade_class, assignment, names, n_classes)}
    return {name: found[name] for name in names}


def stock_corpus(assignment: str) -> dict[str, float | None]:
    """The share that stock nbgrader gives each specimen."""
    return dict(_in_classes(_stock_class, assignment, CORPUS, None))


def _stock_class(assignment: str, names: list[str]) -> list[tuple[str, float | None]]:
    specimens = [CORPUS[name] for name in dict.fromkeys([HONEST, *names])]
    scores = stock_scores(assignment, specimens, TIMEOUT_S)
    return [(name, scores[name]) for name in names]


def _in_classes(grade: Callable[[str, list[str]], list[T]], assignment: str,
                names: Iterable[str], n_classes: int | None) -> Iterator[T]:
    """Deal the names out to classes of equal size and grade these in processes of their own."""
    names = list(names)
    n_classes = n_classes or os.cpu_count() or 1
    classes = [names[start::n_classes] for start in range(n_classes) if names[start::n_classes]]
    with ProcessPoolExecutor(n_classes, initializer=_quiet) as pool:
        for results in pool.map(grade, [assignment] * len(classes), classes):
            yield from results


def _quiet() -> None:
    """Kernels and libraries say things on stderr that nobody asked for."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def figures(shares: dict[str, float | None]) -> Figures:
    """The figures of one grader, from the share that each specimen got."""
    cheats = [shares[one.name] or 0.0 for one in CHEATS]
    expected = {"full": 1.0, "some": 0.0, "zero": 0.0}
    lost = [one.name for one in DAMAGE if shares[one.name] is None
            or shares[one.name] < expected[one.expected]  # type: ignore[operator]
            or (one.expected == "some" and not shares[one.name])]
    return Figures(len(cheats), sum(share > 0 for share in cheats), len(DAMAGE), len(lost),
                   sum(cheats))


def run(assignment: str, console: Console, with_stock: bool = True) -> tuple[Figures, ...]:
    """Grade the corpus, print the table and the totals; our figures, then stock nbgrader's."""
    with console.status("the corpus is being graded (a few minutes)"):
        outcomes = grade_corpus(assignment)
    graders = {"ours": {name: one.share for name, one in outcomes.items()}}
    if with_stock:
        graders["stock"] = stock_corpus(assignment)
    for title, specimens in (("Points without work", CHEATS), ("Damage without intent", DAMAGE)):
        table = Table(title=f"{title}: {assignment}", title_style="bold", row_styles=["", "dim"])
        table.add_column("specimen", overflow="fold")
        table.add_column("what it tries and what must happen", ratio=1)
        for grader in graders:
            table.add_column(grader, justify="right", no_wrap=True)
        for one in specimens:
            table.add_row(one.name, one.sentence, *(
                _share(one, shares[one.name]) for shares in graders.values()))
        console.print(table)
    found = tuple(figures(shares) for shares in graders.values())
    for grader, figure in zip(graders, found, strict=True):
        console.print(
            f"{grader}: {figure.n_cheats_paid} of {figure.n_cheats} cheats got points, on average "
            f"{100 * figure.points / figure.n_cheats:.0f} % of the full points; {figure.n_lost} of "
            f"{figure.n_damaged} damaged submissions were lost or lost points")
    for outcome in outcomes.values():
        if not outcome.as_expected():
            console.print(f"{outcome.name}: {outcome.share}, {outcome.problem} {outcome.reasons}",
                          style="red", markup=False)
    return found


def _share(specimen: Specimen, share: float | None) -> Text:
    if share is None:
        return Text("lost", style="red")
    good = share == 0 if specimen.expected == "zero" else (
        share == 1 if specimen.expected == "full" else share > 0)
    return Text(f"{100 * share:.0f} %", style="green" if good else "red")


if __name__ == "__main__":
    run(sys.argv[1], Console(), with_stock="--no-stock" not in sys.argv)
