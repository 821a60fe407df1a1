"""Measuring how fast a class is graded: against stock nbgrader, on Dask, and by stages.

Everything is measured in one run on this machine; the sandbox is on.

    python -m bench.throughput [--students 100] [--memory 2000] [--plot FILE]
"""

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from nbgrader.api import Gradebook
from rich.console import Console
from rich.table import Table

from bench import classes, commands, large_class, quickstart
from bench.classes import Class
from bench.full_gradebook import fill
from grading.course.course import Course
from grading.dispatch.class_grader import grade_class
from grading.dispatch.runners import local
from tests.adversarial.results import code_share

ASSIGNMENT = "week4_deep_network"
LIGHT = "week1_derivatives"  # for what is measured on thousands
MANY = 100_000  # submissions, as in README
ON_DASK, TURNS = 300, 3  # so many that the start of the command weighs little; by turns
AS_HANDED_IN = 4  # submissions whose training loops stock nbgrader runs; each takes half a minute
PROFILED = 20
ON_QUICKSTART = 50
# The stages in the order of a submission's way, and what they are called here.
STAGES = {"fork": ("fork",), "sandbox": ("sandbox",), "kernel": ("kernel",),
          "execute": ("cells",), "judge": ("JudgeAnswers",), "record": ("record",)}


def rate(course: Class, n_students: int, *command: str) -> float:
    """Submissions per second of a command over a class."""
    return n_students / commands.seconds(course.folder, *command)


def honest_shares(course: Class) -> list[float]:
    """The share of the points that those got who answered all rightly."""
    with Gradebook(Course(course.folder).directory.db_url) as gradebook:
        return [code_share(gradebook, course.assignment, student) for student in course.honest]


def beside_stock(root: Path, n_students: int, *, illustrated: bool,
                 n_workers: int) -> tuple[float, float]:
    """Submissions per second here and with stock nbgrader, on the same answers.

    Raises
    ------
    RuntimeError
        If an honest submission got less than all points from one of the two.
    """
    here = classes.ours(root / "ours", ASSIGNMENT, n_students, illustrated=illustrated)
    there = classes.stock(root / "stock", ASSIGNMENT, n_students, illustrated=illustrated)
    ours = rate(here, n_students, "course", "grade", ASSIGNMENT, "--workers", str(n_workers))
    stock = rate(there, n_students, "nbgrader", "autograde", ASSIGNMENT)
    for course in (here, there):
        if set(honest_shares(course)) != {1.0}:
            raise RuntimeError(f"{course.folder.name}: an honest submission lost points")
    return ours, stock


def pages_beside_grading(course: Class, n_workers: int) -> tuple[float, float]:
    """Seconds for the feedback of a class, and for grading it, one command after the other."""
    command = (course.assignment, "--force", "--workers", str(n_workers))
    grading_s = commands.seconds(course.folder, "course", "grade", *command)
    return commands.seconds(course.folder, "course", "feedback", *command), grading_s


def own_code_s(course: Class) -> float:
    """Time a right submission's own code in a process without kernel and grader."""
    notebook = next((course.folder / "submitted" / course.honest[0] / ASSIGNMENT).glob("*.ipynb"))
    return float(commands.output(sys.executable, "-m", "bench.own_code",
                                 ASSIGNMENT, str(notebook)))


def on_dask(course: Class, before: Class) -> tuple[float, float, float]:
    """Submissions per second with one Dask worker of this machine and with two, and their ratio.

    Medians of some turns, for a machine is not always equally quick. Each cluster has graded
    another class `before`: it stands for longer than one class.
    """
    def graded_by(n_workers: int) -> float:
        command = ("course", "grade", ASSIGNMENT, "--force", "--scheduler")
        with commands.dask_cluster(n_workers) as address:
            commands.seconds(before.folder, *command, address)
            return rate(course, ON_DASK, *command, address)

    turns = [(graded_by(1), graded_by(2)) for _ in range(TURNS)]
    return (median(one for one, _ in turns), median(two for _, two in turns),
            median(two / one for one, two in turns))


def stage_seconds(course: Class) -> dict[str, float]:
    """The median time of each stage over some submissions, one at a time."""
    own = Course(course.folder)
    with local(1) as runner:
        results = list(grade_class(own, ASSIGNMENT, own.students(ASSIGNMENT)[:PROFILED], force=True,
                                 runner=runner))
    found = {name: median(sum(result.seconds[key] for key in keys) for result in results[1:])
             for name, keys in STAGES.items()}
    total = median(sum(v for k, v in result.seconds.items() if k[0].isupper() or k == "record")
                   for result in results[1:])
    return {**found, "other": total - sum(found.values())}


def plot(seconds: Mapping[str, float], own_s: float, path: Path) -> None:
    """One bar: where the time of a submission goes."""
    from matplotlib.figure import Figure

    from helpers.plots.style import CYCLE

    figure = Figure(figsize=(8, 2.6), layout="constrained")
    axes = figure.subplots()
    left = 0.0
    for (name, value), colour in zip(seconds.items(), CYCLE * 2, strict=False):
        axes.barh(0, 1000 * value, left=left, color=colour, label=f"{name} {1000 * value:.0f} ms")
        left += 1000 * value
    axes.axvline(1000 * own_s, color="black", linestyle="--")
    axes.annotate(f"the submission's own code alone: {1000 * own_s:.0f} ms", (1000 * own_s, 0.5),
                  xytext=(4, 0), textcoords="offset points", fontsize=9)
    axes.set(yticks=[], ylim=(-0.45, 0.75),
             xlabel="milliseconds, one submission of week 4 on one worker")
    axes.spines[["top", "left", "right"]].set_visible(False)
    figure.legend(ncols=4, fontsize=9, loc="outside upper center", frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)


def main() -> None:
    """Measure all and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.throughput",
                                     description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--memory", type=int, default=2000,
                        help="submissions of the large class whose memory is measured")
    parser.add_argument("--plot", type=Path, default=Path("bench/where_the_time_goes.svg"))
    asked = parser.parse_args()
    console, n_cores = Console(), os.cpu_count() or 1
    table = Table("what", "measured", title=f"{ASSIGNMENT}, {n_cores} cores, sandbox on")

    def show(what: str, measured: str) -> None:
        table.add_row(what, measured)
        console.print(f"  {what}: {measured}")

    with TemporaryDirectory(prefix="bench-") as name:
        root, n = Path(name).resolve(), asked.students
        ours, stock = beside_stock(root / "plain", n, illustrated=False, n_workers=n_cores)
        show(f"{n} submissions, illustrations taken out",
             f"{ours:.2f} /s here, {stock:.3f} /s stock: {ours / stock:.1f} times")
        full, full_stock = beside_stock(root / "full", AS_HANDED_IN, illustrated=True,
                                        n_workers=n_cores)
        show(f"{AS_HANDED_IN} submissions as handed in",
             f"{full:.2f} /s here, {full_stock:.3f} /s stock: {full / full_stock:.1f} times")
        tests, tests_stock = quickstart.beside_stock(root / "quickstart", ON_QUICKSTART, n_cores)
        show(f"{ON_QUICKSTART} submissions of nbgrader's quickstart course, graded by tests",
             f"{tests:.2f} /s here, {tests_stock:.3f} /s stock: {tests / tests_stock:.1f} times")
        course = Class(root / "plain" / "ours", ASSIGNMENT, ("student00000",))
        light = classes.ours(root / "light", LIGHT, n, illustrated=True)
        commands.seconds(light.folder, "course", "grade", LIGHT)
        for one in (course, light):
            pages_s, grading_s = pages_beside_grading(one, n_cores)
            show(f"feedback for {n} of {one.assignment}, beside grading them",
                 f"{pages_s:.0f} s, {grading_s:.0f} s: {pages_s / grading_s:.2f} times")
        own_s = own_code_s(course)
        show("a submission's own code, in a plain process", f"{own_s:.3f} s")
        show("over that, on all cores", f"{1 / ours - own_s / n_cores:.3f} s per submission")
        few = Class(root / "full" / "ours", ASSIGNMENT, ())
        whole = classes.ours(root / "dask", ASSIGNMENT, ON_DASK, illustrated=False)
        one, two, ratio = on_dask(whole, few)
        show(f"{ON_DASK} on Dask, one worker and two",
             f"{one:.2f} /s, {two:.2f} /s: {ratio:.2f} times")
        seconds = stage_seconds(course)
        total = sum(seconds.values())
        show("where the time goes, one worker", ", ".join(
            f"{name} {value * 1000:.0f} ms ({100 * value / total:.0f} %)"
            for name, value in seconds.items()))
        plot(seconds, own_s, asked.plot)
        fill(Course(course.folder).directory.db_url, course.honest[0], MANY)
        show(f"recording one, beside {MANY:,} others",
             f"{1000 * stage_seconds(course)['record']:.0f} ms")
        small, large = (commands.use(
            classes.ours(root / f"memory{size}", LIGHT, size, illustrated=True).folder,
            "course", "grade", LIGHT) for size in (n, asked.memory))
        show(f"coordinator's memory, {n} and {asked.memory} submissions of {LIGHT}",
             f"{small.memory_mb:.0f} MB, {large.memory_mb:.0f} MB: "
             f"{large.memory_mb / small.memory_mb:.2f} times")
        show("looking at a large class", large_class.row(
            asked.memory, large_class.seconds_of_looking(root / f"memory{asked.memory}")))
        each_s = (large.processor_s - small.processor_s) / (asked.memory - n)
        show(f"{MANY:,} submissions at the first rate", f"{MANY / ours / 3600:.1f} hours here; "
             f"the coordinator's part {1000 * each_s:.0f} ms each, "
             f"{MANY * each_s / 3600:.1f} hours")
    console.print(table)


if __name__ == "__main__":
    main()
