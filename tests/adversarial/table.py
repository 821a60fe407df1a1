"""The tables that compare graders over the corpus."""

from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from tests.adversarial.grade import CorpusResults
from tests.adversarial.results import SampleResult, Totals
from tests.adversarial.sample import Sample

MAX_ESCAPES = 60  # characters of a cell's escapes


def sample_table(title: str, graders: Mapping[str, CorpusResults],
                 samples: Sequence[Sample]) -> Table:
    """A row for each sample, a column for each grader."""
    table = Table(title=title, title_style="bold", row_styles=["", "dim"])
    table.add_column("sample", overflow="fold", max_width=26)
    table.add_column("what it tries and what must happen", ratio=1)
    for grader in graders:
        table.add_column(grader, max_width=24)
    for one in samples:
        table.add_row(Text(one.name), Text(one.sentence), *(
            _cell(results.samples[one.name]) for results in graders.values()))
    return table


def _cell(result: SampleResult) -> Text:
    if not result.is_run:
        return Text("not run", style="dim")
    if result.share is None:
        text = "lost" if result.is_lost() else "refused"
    else:
        text = f"{100 * result.share:.0f} %"
    cell = Text(text, style="red" if result.is_paid() or result.is_lost() else "green")
    if result.escapes:
        escapes = ", ".join(result.escapes)
        cell.append(f"\n{escapes[:MAX_ESCAPES]}{'…' if len(escapes) > MAX_ESCAPES else ''}",
                    style="red")
    return cell


def totals_table(totals: Mapping[str, Totals]) -> Table:
    """The three totals and the numbers of samples, a column for each grader."""
    table = Table(title="The three totals", title_style="bold")
    table.add_column("")
    for grader in totals:
        table.add_column(grader, justify="right")
    for label, numbers in (
            ("points gained by cheating", [f"{one.points:g}" for one in totals.values()]),
            ("escapes", [str(one.escapes) for one in totals.values()]),
            ("submissions lost or classes stopped", [str(one.lost) for one in totals.values()])):
        table.add_row(label, *(Text(number, style="green" if number == "0" else "red")
                               for number in numbers))
    table.add_section()
    table.add_row("cheats that got points",
                  *(f"{one.n_paid} of {one.n_cheats}" for one in totals.values()))
    table.add_row("samples run", *(str(one.n_run) for one in totals.values()))
    table.add_row("not run, because that would not be safe",
                  *(str(one.n_not_run) for one in totals.values()))
    return table
