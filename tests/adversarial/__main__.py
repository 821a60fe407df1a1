"""Grade the whole corpus with our grader, and beside it with stock nbgrader.

    python -m tests.adversarial week1_derivatives [--only NAME ...] [--no-stock]

Exits with 1 if one of our three totals is not 0, or if a canary cannot be reached without the
sandbox.
"""

import argparse
from collections.abc import Sequence

from rich.console import Console

from grading.progress import track
from grading.sandbox.doctor import missing
from tests.adversarial.corpus import CORPUS, PARTS
from tests.adversarial.grade import grade_corpus
from tests.adversarial.ours import grade_ours
from tests.adversarial.results import totals
from tests.adversarial.sample import SampleNotebook
from tests.adversarial.stock import grade_stock
from tests.adversarial.table import sample_table, totals_table
from tests.adversarial.unsandboxed import ATTACKS, unreached
from tests.this_course import FOLDERS


def run(assignment: str, console: Console, names: Sequence[str], with_stock: bool) -> bool:
    """Prove the canaries, grade the corpus and print tables and totals; whether all is well."""
    console.print(f"{len(names)} notebooks, {len(ATTACKS)} attacks on canaries", highlight=False)
    problems = {name: canaries for name, canaries in track(
        unreached(assignment), "canaries", len(ATTACKS)) if canaries}
    console.print(f"{len(ATTACKS) - len(problems)} of {len(ATTACKS)} attacks on canaries reach "
                  "them without the sandbox")
    for name, canaries in problems.items():
        console.print(f"{name} does not reach {', '.join(canaries)}", style="red", markup=False)
    ours = grade_corpus(grade_ours, assignment, names, label="here")
    graders = {"here": ours}
    if with_stock:
        graders["stock nbgrader"] = grade_corpus(grade_stock, assignment, names, label="stock")
    for title, samples in PARTS.items():
        chosen = [one for one in samples if one.name in names]
        if chosen:
            console.print(sample_table(f"{title}: {assignment}", graders, chosen))
    for result in (*ours.samples.values(), *ours.neighbours):
        if not result.is_as_expected():
            console.print(f"{result}", style="red", markup=False)
    notebook = SampleNotebook(FOLDERS.source_notebook(assignment))
    max_points = sum(cell.metadata.nbgrader.points for cell in notebook.check_cells())
    found = {grader: totals(results.samples, results.neighbours, max_points)
             for grader, results in graders.items()}
    console.print(totals_table(found))
    return found["here"].are_zero() and not problems


def main() -> None:
    """Run the command, see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m tests.adversarial",
                                     description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("assignment")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="samples, by name")
    parser.add_argument("--no-stock", action="store_true", help="leave stock nbgrader out")
    options = parser.parse_args()
    names = options.only or list(CORPUS)
    unknown = sorted(set(names) - set(CORPUS))
    if unknown:
        parser.error(f"there is no sample {', '.join(unknown)}")
    lacking = missing()
    if lacking:
        parser.error(f"this system lacks a part of the sandbox ({', '.join(lacking)}), without "
                     "which the corpus must not be run; 'course doctor' tells more")
    is_well = run(options.assignment, Console(), names, not options.no_stock)
    raise SystemExit(0 if is_well else 1)


if __name__ == "__main__":
    main()
