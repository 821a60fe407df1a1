"""The texts of a notebook, and the notebook in another language."""

from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass

from nbformat import NotebookNode

from grading.course.languages import set_language
from grading.translation.code_text import units_of_code
from grading.translation.markdown_text import units_of_markdown
from grading.translation.read_strings import lookup_keys
from grading.translation.units import Lookup, Unit, translated


@dataclass(frozen=True)
class Text:
    """A text to be translated, and where it is from."""

    text: str
    place: str


def texts_of_notebook(notebook: NotebookNode) -> Iterator[Text]:
    """The texts of a notebook, in their order; the same text may come several times."""
    keys = _lookup_keys(notebook)
    for cell in notebook.cells:
        for unit in _units(cell, keys):
            yield Text(unit.text, f"cell {cell.id}: {unit.kind}")
        image = _image(cell)
        if image.get("alt"):
            yield Text(image["alt"], f"cell {cell.id}: description of its figure")


def translated_notebook(notebook: NotebookNode, language: str, lookup: Lookup) -> NotebookNode:
    """A notebook with the translations of its texts; what has none stays as it is.

    Cell ids, outputs and nbgrader's metadata stay; the metadata say the language.
    """
    new, keys = deepcopy(notebook), _lookup_keys(notebook)
    for cell in new.cells:
        cell.source = translated(cell.source, _units(cell, keys), lookup)
        image = _image(cell)
        if image.get("alt"):
            image["alt"] = lookup(image["alt"]) or image["alt"]
    set_language(new, language)
    return new


def _lookup_keys(notebook: NotebookNode) -> Collection[str]:
    return lookup_keys(cell.source for cell in notebook.cells if cell.cell_type == "code")


def _units(cell: NotebookNode, keys: Collection[str]) -> list[Unit]:
    if cell.cell_type == "markdown":
        return list(units_of_markdown(cell.source))
    return units_of_code(cell.source, keys) if cell.cell_type == "code" else []


def _image(cell: NotebookNode) -> NotebookNode:
    """What the book is told of the figure of a cell."""
    return cell.metadata.get("mystnb", NotebookNode()).get("image", NotebookNode())
