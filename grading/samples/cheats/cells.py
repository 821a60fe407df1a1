"""Cheats by the notebook's cells and metadata."""

from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from answercheck.verdict import CaseVerdict, Verdict
from grading.folders import HIDDEN
from grading.pipeline.judging import VERDICT_MIME
from grading.samples.cheats.reading import LOOK_UP, STEAL
from grading.samples.sheet import Sheet
from grading.samples.specimen import Specimen, fill_in, stub_all


def cells(name: str, sentence: str,
           edit: Callable[[Sheet, NotebookNode], None]) -> Specimen:
    """Edit the sheet at each of its check cells."""
    def make(sheet: Sheet, folder: Path) -> None:
        for cell in sheet.check_cells():
            edit(sheet, cell)
        sheet.save(folder)
    return Specimen(name, sentence, make)


def _tag_skip(sheet: Sheet, cell: NotebookNode) -> None:
    cell.metadata["tags"] = ["skip-execution"]


def _tag_raises(sheet: Sheet, cell: NotebookNode) -> None:
    cell.metadata["tags"] = ["raises-exception", "nbval-skip", "illustration", "remove-cell"]
    cell.metadata["nbclient"] = {"skip": True}


def _say_points(sheet: Sheet, cell: NotebookNode) -> None:
    cell.source = f"{cell.metadata.nbgrader.points}"


def _raise_points(sheet: Sheet, cell: NotebookNode) -> None:
    cell.metadata.nbgrader.points = 1_000_000
    cell.source = "1000000"


def _change_id(sheet: Sheet, cell: NotebookNode) -> None:
    cell.metadata.nbgrader.grade_id += "-mine"
    cell.source = "10"


def _swap_roles(sheet: Sheet, cell: NotebookNode) -> None:
    """The check becomes a solution of the student's own, with a checksum that fits nothing."""
    cell.metadata.nbgrader.update(solution=True, grade=True, locked=False, checksum="0" * 32)
    cell.source = "10"


def _retype(sheet: Sheet, cell: NotebookNode) -> None:
    at = sheet.notebook.cells.index(cell)
    metadata = NotebookNode(cell.metadata)
    metadata.nbgrader.cell_type = "markdown"
    sheet.notebook.cells[at] = new_markdown_cell("10 points", metadata=metadata)


def _copy(sheet: Sheet, cell: NotebookNode) -> None:
    for at in (0, len(sheet.notebook.cells)):
        sheet.notebook.cells.insert(at, new_code_cell("10", metadata=cell.metadata))


def _merge(sheet: Sheet, cell: NotebookNode) -> None:
    """Check and solution in one cell that carries both of their metadata in turn."""
    name = cell.metadata.nbgrader.grade_id.removesuffix("-check")
    sheet.cell(name).source += f"\n{cell.source}\n10"
    sheet.notebook.cells.remove(cell)


def _split(sheet: Sheet, cell: NotebookNode) -> None:
    at = sheet.notebook.cells.index(cell)
    cell.source = "10"
    sheet.notebook.cells.insert(at + 1, new_code_cell("10", metadata=cell.metadata))


def _move_up(sheet: Sheet, cell: NotebookNode) -> None:
    sheet.notebook.cells.remove(cell)
    sheet.notebook.cells.insert(0, cell)


def _take_solution_id(sheet: Sheet, cell: NotebookNode) -> None:
    """The check cell claims to be the solution, the solution claims to be the check."""
    name = cell.metadata.nbgrader.grade_id.removesuffix("-check")
    solution = sheet.cell(name)
    solution.metadata, cell.metadata = cell.metadata, solution.metadata
    solution.source = cell.source = "10"


def _already_graded(sheet: Sheet, cell: NotebookNode) -> None:
    """Outputs as a graded notebook has them."""
    verdict = Verdict("all", (CaseVerdict("a", 1.0),)).data()
    cell.execution_count = 1
    cell.outputs = [new_output("execute_result", execution_count=1, data={
        "text/plain": f"{cell.metadata.nbgrader.points}", VERDICT_MIME: verdict})]


def _delete(sheet: Sheet, folder: Path) -> None:
    for cell in sheet.check_cells():
        sheet.notebook.cells.remove(cell)
    sheet.save(folder)


def _odd_metadata(sheet: Sheet, folder: Path) -> None:
    """nbgrader's metadata of kinds that no program writes."""
    oddities = [{"grade_id": ["a"]}, {"grade_id": {}}, {"grade": "yes"}, {"points": "NaN"},
                {"schema_version": 99}, {"schema_version": "x", "grade_id": None}]
    for cell, oddity in zip(sheet.notebook.cells, oddities * 50, strict=False):
        cell.metadata.setdefault("nbgrader", NotebookNode()).update(oddity)
    sheet.save(folder)


def _second_notebook(sheet: Sheet, folder: Path) -> None:
    sheet.save(folder)
    for cell in sheet.check_cells():
        _already_graded(sheet, cell)
        cell.source = "10"
    sheet.save(folder, f"graded_{sheet.name}")
    sheet.save(folder / ".ipynb_checkpoints")


def _link(sheet: Sheet, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / sheet.name).symlink_to(fill_in("STOLEN", folder, sheet))


def _link_beside(sheet: Sheet, folder: Path) -> None:
    """Links to the grader's files, and answers that look there."""
    folder.mkdir(parents=True)
    (folder / "hidden").symlink_to(HIDDEN)
    (folder / "other.txt").symlink_to(fill_in("STOLEN", folder, sheet))
    stub_all(sheet, LOOK_UP.replace("PATH", f"hidden/{folder.name}.h5"))
    sheet.insert(STEAL.replace("STOLEN", "other.txt"))
    sheet.save(folder)


CELLS = (
    cells("tag-skip-execution", "The checks are tagged skip-execution and never run; "
          "the tag is dropped, no points.", _tag_skip),
    cells("tag-others", "Other tags and metadata that change how a cell runs are dropped, "
          "no points.", _tag_raises),
    cells("check-says-points", "Each check is replaced by its number of points; our check "
          "is put back, no points.", _say_points),
    cells("points-raised", "The checks claim a million points; ours count, no points.",
          _raise_points),
    cells("ids-changed", "The checks are renamed; ours are added back, no points.", _change_id),
    cells("roles-changed", "The checks become solution cells with other checksums; ours are put "
          "back, no points.", _swap_roles),
    cells("check-retyped", "The checks become text; ours are put back as code, no points.",
          _retype),
    cells("check-copied", "Copies of the checks say 10, before and behind; a copy is plain code, "
          "no points.", _copy),
    cells("check-merged", "Check and solution are one cell; the check is added back, no points.",
          _merge),
    cells("check-split", "Each check is two cells that say 10; one is put back, the other is "
          "plain code, no points.", _split),
    cells("check-moved", "The checks stand before everything else; they are still ours, "
          "no points.", _move_up),
    cells("ids-swapped", "Checks and solutions swap their ids; no points.", _take_solution_id),
    cells("graded-already", "The checks come with outputs as if graded; they are cleared, "
          "no points.", _already_graded),
    Specimen("check-deleted", "The checks are deleted; they are added back, no points.", _delete),
    Specimen("metadata-odd", "The metadata are of impossible types; they are replaced, no points.",
             _odd_metadata),
    Specimen("second-notebook", "A second notebook looks graded; only the assignment's own "
             "counts, no points.", _second_notebook),
    Specimen("symlink-notebook", "The notebook is a link to another student's; links are not "
             "followed, no points and a reason.", _link),
    Specimen("symlink-beside", "Links beside the notebook lead to the hidden answers and to "
             "another student's file; they are removed, no points.", _link_beside),
)
