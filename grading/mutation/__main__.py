"""`make kill-matrix`: run every mistake, alternative and mutant, and print the results."""

import sys
import time
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grading.course.course import Course
from grading.mutation.candidates import (
    ALTERNATIVE,
    EQUIVALENT,
    MISTAKE,
    MUTANT,
    all_candidates,
)
from grading.mutation.matrix import Line, failures, matrix, named_share, run_all
from grading.progress import track


def table(lines: dict[tuple[str, str], Line]) -> Table:
    """Return the matrix as a table with a line for each exercise and one for the totals."""
    shown = Table(box=None, show_footer=False)
    for head in ("exercise", "mistakes rejected", "named", "as its equal", "otherwise", "not",
                 "alternatives accepted", "mutants rejected", "timed out", "equivalent"):
        shown.add_column(head, justify="left" if head == "exercise" else "right")
    week = ""
    for (assignment, name), line in lines.items():
        if assignment != week:
            shown.add_row(assignment, style="bold")
            week = assignment
        shown.add_row(f"  {name}", *_cells(line.counts), style="red" if line.problems else "")
    shown.add_row("all", *_cells(sum((line.counts for line in lines.values()), Counter())),
                  style="bold")
    return shown


def _cells(counts: Counter[str]) -> list[str]:
    return [f"{counts[f'{MISTAKE} rejected']}/{counts[MISTAKE]}",
            *(str(counts[how] or "") for how in (
                "named", "named as its equal", "named otherwise", "unnamed")),
            f"{counts[f'{ALTERNATIVE} accepted']}/{counts[ALTERNATIVE]}",
            f"{counts[f'{MUTANT} rejected']}/{counts[MUTANT]}",
            str(counts["timed out"] or ""), str(counts[EQUIVALENT] or "")]


def main() -> int:
    """Print the matrix; return 1 if a total is not as required, else 0."""
    start = time.monotonic()
    folders = Course(Path.cwd()).folders
    found = all_candidates(folders)
    lines = matrix(folders, track(run_all(folders, found), "candidates", len(found)))
    console = Console(width=max(Console().width, 130))
    console.print(table(lines))
    for (assignment, name), line in lines.items():
        for problem in line.problems:
            console.print(f"{assignment}/{name}: {problem}", markup=False, highlight=False)
    total = sum((line.counts for line in lines.values()), Counter())
    console.print(f"named rightly: {named_share(total):.1%}; {len(found)} candidates in "
                  f"{time.monotonic() - start:.0f} s")
    failed = failures(lines)
    for reason in failed:
        console.print(f"FAILED {reason}", markup=False, highlight=False)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
