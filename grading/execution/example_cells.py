"""Cells of ours between the exercises that run at grading only if needed.

An example cell tries a function out, or loads data for a picture; an illustration, which its author
has tagged, shows something. Neither says anything about an answer. It is run only if something that
runs mentions a name that it makes.
"""

import re
import symtable
from collections.abc import Callable, Collection, Iterable, Mapping

from nbformat import NotebookNode

from grading.course.graded_cells import is_graded_code
from grading.kernel.cell_names import cell_names
from grading.words import translate as _

Names = Mapping[str, list[str]]  # of a cell: those it has "made", and those its code "mentions"
MAX_ASKED = 2**18  # characters of code whose names are asked for; of more everything is run
_WORD = re.compile(r"\w+")
_MARK = "as_submitted"  # a key of the cell's metadata


def example_cells(cells: Iterable[NotebookNode], tag: str) -> dict[str, Names]:
    """The example cells of an assignment's source by their code, without those that bear the tag.

    A cell that looks names up by itself is none, for it might need any other.
    """
    return {cell.source.strip(): _names(cell.source) for cell in cells
            if cell.cell_type == "code" and "nbgrader" not in cell.metadata
            and tag not in cell.metadata.get("tags", [])
            and cell_names(cell.source) is not None}


def illustrations(cells: Iterable[NotebookNode], tag: str) -> dict[str, Names]:
    """The cells of an assignment's source that bear the tag, by their code."""
    return {cell.source.strip(): _names(cell.source) if cell.cell_type == "code" else {
        "made": [], "mentions": []} for cell in cells if tag in cell.metadata.get("tags", [])}


def _names(source: str) -> Names:
    try:
        return {"made": sorted(_made(source)), "mentions": sorted(cell_names(source) or ())}
    except SyntaxError:  # a magic
        return {"made": [], "mentions": []}


def _made(source: str) -> set[str]:
    symbols = symtable.symtable(source, "cell", "exec").get_symbols()
    return {one.get_name() for one in symbols if one.is_assigned() or one.is_imported()} - {"_"}


def needed(mentioned: Collection[str], examples: Mapping[str, Names]) -> set[str]:
    """Which of the example cells must run, when the cells that run mention these names.

    >>> examples = {"a = b": {"made": ["a"], "mentions": ["b"]},
    ...           "b = 1": {"made": ["b"], "mentions": []}}
    >>> sorted(needed({"a"}, examples)), needed({"f"}, examples)
    (['a = b', 'b = 1'], set())
    """
    names, found = set(mentioned), set[str]()
    grown = True
    while grown:
        more = {code for code, its in examples.items()
                if code not in found and not names.isdisjoint(its["made"])}
        names.update(*(examples[code]["mentions"] for code in more))
        found |= more
        grown = bool(more)
    return found


def unchanged(notebook: NotebookNode, codes: Collection[str]) -> set[int]:
    """Where the cells are whose code is one of these, as it was given out."""
    return {index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"
            and "nbgrader" not in cell.metadata and cell.source.strip() in codes}


def idle(notebook: NotebookNode, shown: Mapping[str, Names], examples: Mapping[str, Names],
         ask: Callable[[list[str]], object]) -> set[int]:
    """Where the unchanged illustrations and example cells are that no other cell needs.

    What the others mention has to be asked of a kernel: their code is a stranger's, and not even
    read here as Python. Code that might mean any name needs all example cells; of illustrations,
    which may take long, it needs those whose names are among its words.

    Parameters
    ----------
    shown : the illustrations
    ask : tells the names that some cells mention; anything but a list if that is not known
    """
    given_out = {**shown, **examples}
    places = unchanged(notebook, given_out)
    if not places:
        return set()
    running = [cell.source for index, cell in enumerate(notebook.cells)
               if cell.cell_type == "code" and index not in places and not is_graded_code(cell)]
    is_short = sum(map(len, running)) <= MAX_ASKED
    told = ask(running) if is_short else None
    names, wanted = set(told) if isinstance(told, list) else set(), set[str]()
    if not isinstance(told, list):
        wanted = set(examples)
        names.update(*(examples[code]["mentions"] for code in examples))
        for source in running:
            told = ask([source]) if is_short else None
            names.update(told if isinstance(told, list) else _WORD.findall(source))
    wanted |= needed(names, given_out)
    return {index for index in places if notebook.cells[index].source.strip() not in wanted}


def mark_as_submitted(cell: NotebookNode) -> None:
    """Say of a cell that it was not run, and that its outputs came with the submission."""
    cell.metadata[_MARK] = True
    if cell.outputs:
        told = _("[as submitted: this cell only shows something and is not run at grading]")
        cell.outputs.insert(0, NotebookNode(output_type="stream", name="stdout",
                                            text=f"{told}\n"))


def is_as_submitted(cell: NotebookNode) -> bool:
    """Whether grading has marked this cell so; of a submission all metadata are taken away."""
    return cell.metadata.get(_MARK) is True
