"""The whole corpus through the real pipeline, and beside it through stock nbgrader.

    python -m grading.samples.hostile week1_derivatives [--only NAME ...] [--no-stock]

Ends with 1 if one of our three numbers is not 0, or a canary cannot be reached without the sandbox.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grading.folders import source_notebook
from grading.progress import track
from grading.samples.cheats import CHEATS
from grading.samples.classes import Grade, in_classes
from grading.samples.corpus import CORPUS
from grading.samples.damage import DAMAGE
from grading.samples.harm import HARM
from grading.samples.our_class import grade_ours
from grading.samples.outcome import Figures, Outcome, figures
from grading.samples.proof import PROVED, unreached
from grading.samples.sheet import Sheet
from grading.samples.specimen import NEIGHBOUR, Specimen
from grading.samples.stock_class import grade_stock
from grading.sandbox.doctor import missing

TIMEOUT_S = 8  # of a cell; the corpus holds many that never end
PARTS = (("Points without work", CHEATS), ("Harm", HARM), ("Damage without intent", DAMAGE))
MAX_TOLD = 60  # characters of an escape in the table


@dataclass
class Graded:
    """The outcomes of one grader: of the specimens, and of the last student of each class."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    neighbours: list[Outcome] = field(default_factory=list)


def grade_corpus(grade: Grade, assignment: str, names: Sequence[str] = tuple(CORPUS),
                 timeout_s: int = TIMEOUT_S, what: str = "") -> Graded:
    """Grade the corpus in several classes at a time; with a bar if it is said `what` is graded."""
    graded = Graded()

    def keep(found: str | Outcome) -> bool:
        if isinstance(found, Outcome):
            if found.name == NEIGHBOUR:
                graded.neighbours.append(found)
            else:
                graded.outcomes[found.name] = found
        return isinstance(found, str) and found in names

    results = in_classes(grade, assignment, names, timeout_s)
    ticks = (found for found in results if keep(found))
    for _ in track(ticks, what, len(names)) if what else ticks:
        pass
    graded.outcomes = {name: graded.outcomes[name] for name in names}
    return graded


def run(assignment: str, console: Console, names: Sequence[str] = tuple(CORPUS),
        with_stock: bool = True) -> bool:
    """Prove the canaries, grade the corpus, print tables and numbers; whether all is well."""
    problems = {name: what for name, what in track(unreached(assignment), "canaries", len(PROVED))
                if what}
    console.print(f"{len(PROVED) - len(problems)} of {len(PROVED)} attacks on canaries reach them "
                  "without the sandbox")
    for name, unmet in problems.items():
        console.print(f"{name} does not reach {', '.join(unmet)}", style="red", markup=False)
    graders = {"here": grade_corpus(grade_ours, assignment, names, what="here")}
    if with_stock:
        graders["stock nbgrader"] = grade_corpus(grade_stock, assignment, names, what="stock")
    for title, specimens in PARTS:
        asked = [one for one in specimens if one.name in names]
        if asked:
            console.print(_table(f"{title}: {assignment}", graders, asked))
    for outcome in (*graders["here"].outcomes.values(), *graders["here"].neighbours):
        if not outcome.as_expected():
            console.print(f"{outcome}", style="red", markup=False)
    sheet = Sheet(source_notebook(assignment))
    max_points = sum(cell.metadata.nbgrader.points for cell in sheet.check_cells())
    found = {name: figures(one.outcomes, one.neighbours, max_points)
             for name, one in graders.items()}
    console.print(_numbers(found))
    return found["here"].are_zero() and not problems


def _table(title: str, graders: dict[str, Graded], specimens: list[Specimen]) -> Table:
    table = Table(title=title, title_style="bold", row_styles=["", "dim"])
    table.add_column("specimen", overflow="fold", max_width=26)
    table.add_column("what it tries and what must happen", ratio=1)
    for grader in graders:
        table.add_column(grader, max_width=24)
    for one in specimens:
        table.add_row(Text(one.name), Text(one.sentence), *(
            _cell(graded.outcomes[one.name]) for graded in graders.values()))
    return table


def _cell(outcome: Outcome) -> Text:
    if not outcome.is_run:
        return Text("not run", style="dim")
    lost = "lost" if outcome.is_lost() else "refused"
    share = lost if outcome.share is None else f"{100 * outcome.share:.0f} %"
    text = Text(share, style="red" if outcome.is_paid() or outcome.is_lost() else "green")
    if outcome.escapes:
        told = ", ".join(outcome.escapes)
        text.append(f"\n{told[:MAX_TOLD]}{'…' if len(told) > MAX_TOLD else ''}", style="red")
    return text


def _numbers(found: dict[str, Figures]) -> Table:
    table = Table(title="The three numbers", title_style="bold")
    table.add_column("")
    for grader in found:
        table.add_column(grader, justify="right")
    for what, numbers in (
            ("points gained by cheating", [f"{one.points:g}" for one in found.values()]),
            ("escapes", [str(one.escapes) for one in found.values()]),
            ("submissions lost or classes stopped", [str(one.lost) for one in found.values()])):
        table.add_row(what, *(Text(number, style="green" if number == "0" else "red")
                              for number in numbers))
    table.add_section()
    table.add_row("cheats that got points",
                  *(f"{one.n_paid} of {one.n_cheats}" for one in found.values()))
    table.add_row("specimens run", *(str(one.n_run) for one in found.values()))
    table.add_row("not run, for that would not be safe",
                  *(str(one.n_not_run) for one in found.values()))
    return table


def main() -> None:
    """Run the command; see the module's text."""
    parser = argparse.ArgumentParser(prog="hostile", description=__doc__)
    parser.add_argument("assignment")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="specimens, by name")
    parser.add_argument("--no-stock", action="store_true", help="grade here alone")
    asked = parser.parse_args()
    names = asked.only or list(CORPUS)
    unknown = sorted(set(names) - set(CORPUS))
    if unknown:
        parser.error(f"there is no specimen {', '.join(unknown)}")
    lacking = missing()
    if lacking:
        parser.error(f"this system lacks a part of the sandbox ({', '.join(lacking)}), and the "
                     "corpus is not for others; 'course doctor' tells more")
    well = run(asked.assignment, Console(), names, not asked.no_stock)
    raise SystemExit(0 if well else 1)


if __name__ == "__main__":
    main()
