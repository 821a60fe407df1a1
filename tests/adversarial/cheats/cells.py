"""Cheats by the notebook's cells and metadata."""

from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from grading.judging.judge import VERDICT_MIME
from tests.adversarial.cheats.reading import LOOK_UP, STEAL
from tests.adversarial.sample import Sample, SampleNotebook, fill_in, stub_all
from tests.this_course import HIDDEN


def cells(name: str, sentence: str,
           edit: Callable[[SampleNotebook, NotebookNode], None]) -> Sample:
    """Call `edit` for each check cell of the unanswered notebook."""
    def make(notebook: SampleNotebook, folder: Path) -> None:
        for cell in notebook.check_cells():
            edit(notebook, cell)
        notebook.save(folder)
    return Sample(name, sentence, make)


def _tag_skip(notebook: SampleNotebook, cell: NotebookNode) -> None:
    cell.metadata["tags"] = ["skip-execution"]


def _tag_raises(notebook: SampleNotebook, cell: NotebookNode) -> None:
    cell.metadata["tags"] = ["raises-exception", "nbval-skip", "illustration", "remove-cell"]
    cell.metadata["nbclient"] = {"skip": True}


def _say_points(notebook: SampleNotebook, cell: NotebookNode) -> None:
    cell.source = f"{cell.metadata.nbgrader.points}"


def _raise_points(notebook: SampleNotebook, cell: NotebookNode) -> None:
    cell.metadata.nbgrader.points = 1_000_000
    cell.source = "1000000"


def _change_id(notebook: SampleNotebook, cell: NotebookNode) -> None:
    cell.metadata.nbgrader.grade_id += "-mine"
    cell.source = "10"


def _swap_roles(notebook: SampleNotebook, cell: NotebookNode) -> None:
    """Turn the check into a solution cell, with a checksum that fits nothing."""
    cell.metadata.nbgrader.update(solution=True, grade=True, locked=False, checksum="0" * 32)
    cell.source = "10"


def _retype(notebook: SampleNotebook, cell: NotebookNode) -> None:
    at = notebook.node.cells.index(cell)
    metadata = NotebookNode(cell.metadata)
    metadata.nbgrader.cell_type = "markdown"
    notebook.node.cells[at] = new_markdown_cell("10 points", metadata=metadata)


def _copy(notebook: SampleNotebook, cell: NotebookNode) -> None:
    for at in (0, len(notebook.node.cells)):
        notebook.node.cells.insert(at, new_code_cell("10", metadata=cell.metadata))


def _merge(notebook: SampleNotebook, cell: NotebookNode) -> None:
    """Append the check to its solution cell."""
    name = cell.metadata.nbgrader.grade_id.removesuffix("-check")
    notebook.cell(name).source += f"\n{cell.source}\n10"
    notebook.node.cells.remove(cell)


def _split(notebook: SampleNotebook, cell: NotebookNode) -> None:
    at = notebook.node.cells.index(cell)
    cell.source = "10"
    notebook.node.cells.insert(at + 1, new_code_cell("10", metadata=cell.metadata))


def _move_up(notebook: SampleNotebook, cell: NotebookNode) -> None:
    notebook.node.cells.remove(cell)
    notebook.node.cells.insert(0, cell)


def _take_solution_id(notebook: SampleNotebook, cell: NotebookNode) -> None:
    """Exchange the metadata of a check and its solution."""
    name = cell.metadata.nbgrader.grade_id.removesuffix("-check")
    solution = notebook.cell(name)
    solution.metadata, cell.metadata = cell.metadata, solution.metadata
    solution.source = cell.source = "10"


def _already_graded(notebook: SampleNotebook, cell: NotebookNode) -> None:
    """Add outputs as a graded notebook has them."""
    verdict = {"exercise": "all", "score": 1.0, "passed": True, "reason": "", "sentences": [],
               "marks": {}, "cases": []}
    cell.execution_count = 1
    cell.outputs = [new_output("execute_result", execution_count=1, data={
        "text/plain": f"{cell.metadata.nbgrader.points}", VERDICT_MIME: verdict})]


def _delete(notebook: SampleNotebook, folder: Path) -> None:
    for cell in notebook.check_cells():
        notebook.node.cells.remove(cell)
    notebook.save(folder)


def _odd_metadata(notebook: SampleNotebook, folder: Path) -> None:
    """Replace nbgrader's metadata by types that no program writes."""
    oddities = [{"grade_id": ["a"]}, {"grade_id": {}}, {"grade": "yes"}, {"points": "NaN"},
                {"schema_version": 99}, {"schema_version": "x", "grade_id": None}]
    for cell, oddity in zip(notebook.node.cells, oddities * 50, strict=False):
        cell.metadata.setdefault("nbgrader", NotebookNode()).update(oddity)
    notebook.save(folder)


def _second_notebook(notebook: SampleNotebook, folder: Path) -> None:
    notebook.save(folder)
    for cell in notebook.check_cells():
        _already_graded(notebook, cell)
        cell.source = "10"
    notebook.save(folder, f"graded_{notebook.name}")
    notebook.save(folder / ".ipynb_checkpoints")


def _link(notebook: SampleNotebook, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / notebook.name).symlink_to(fill_in("STOLEN", folder, notebook))


def _link_beside(notebook: SampleNotebook, folder: Path) -> None:
    """Put links to the grader's files beside the notebook, and answers that follow them."""
    folder.mkdir(parents=True)
    (folder / "hidden").symlink_to(HIDDEN)
    (folder / "other.txt").symlink_to(fill_in("STOLEN", folder, notebook))
    stub_all(notebook, LOOK_UP.replace("PATH", f"hidden/{folder.name}.h5"))
    notebook.insert(STEAL.replace("STOLEN", "other.txt"))
    notebook.save(folder)


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
    Sample("check-deleted", "The checks are deleted; they are added back, no points.", _delete),
    Sample("metadata-odd", "The metadata are of impossible types; they are replaced, no points.",
           _odd_metadata),
    Sample("second-notebook", "A second notebook looks graded; only the assignment's own "
           "counts, no points.", _second_notebook),
    Sample("symlink-notebook", "The notebook is a link to another student's; links are not "
           "followed, no points and a reason.", _link),
    Sample("symlink-beside", "Links beside the notebook lead to the hidden answers and to "
           "another student's file; they are removed, no points.", _link_beside),
)
