"""Damage to the notebook's format."""

from collections.abc import Callable
from typing import Any

from tests.adversarial.damage.making import by_json


def _format_3(notebook: dict) -> None:
    cells = notebook.pop("cells")
    for cell in cells:
        if cell["cell_type"] == "code":
            cell.update(input=cell.pop("source"), language="python", collapsed=False,
                        prompt_number=None)
            cell.pop("execution_count", None)
    notebook.update(nbformat=3, nbformat_minor=0, worksheets=[{"cells": cells, "metadata": {}}])


def _format_5(notebook: dict) -> None:
    notebook.update(nbformat=5, nbformat_minor=0)


def _format_4_0(notebook: dict) -> None:
    notebook.update(nbformat=4, nbformat_minor=0)
    _no_ids(notebook)


def _no_ids(notebook: dict) -> None:
    for cell in notebook["cells"]:
        cell.pop("id", None)


def _same_ids(notebook: dict) -> None:
    for cell in notebook["cells"]:
        cell["id"] = "same"


def _kernelspec(spec: Any) -> Callable[[dict], None]:
    return lambda notebook: notebook["metadata"].update(kernelspec=spec)


def _no_kernelspec(notebook: dict) -> None:
    notebook["metadata"] = {}


def _odd_fields(notebook: dict) -> None:
    """Leave fields out or write them as other programs do."""
    del notebook["nbformat_minor"], notebook["metadata"]
    for number, cell in enumerate(notebook["cells"]):
        cell["source"] = cell["source"] if number % 2 else "".join(cell["source"])
        if cell["cell_type"] == "code":
            cell["outputs"] = None
            del cell["execution_count"]
    notebook["cells"] += [None, 3, {}, {"cell_type": "heading", "source": ["Results"], "level": 2}]


FORMAT = (
    by_json("format-3", "The notebook is of format 3; full points.", _format_3),
    by_json("format-4.0", "The notebook is of format 4.0; full points.", _format_4_0),
    by_json("format-5", "The notebook says it is of format 5; full points.", _format_5),
    by_json("ids-missing", "The cells have no ids; full points.", _no_ids),
    by_json("ids-doubled", "All cells have the same id; full points.", _same_ids),
    by_json("kernelspec-missing", "There is no kernelspec; full points.", _no_kernelspec),
    by_json("kernelspec-null", "The kernelspec is null; full points.", _kernelspec(None)),
    by_json("kernelspec-unknown", "The kernelspec is one that we lack; full points.", _kernelspec(
        {"name": "my-env", "display_name": "my env", "language": "python"})),
    by_json("kernelspec-r", "The kernelspec is R's, the code is Python; full points.", _kernelspec(
        {"name": "ir", "display_name": "R", "language": "R"})),
    by_json("fields-odd", "Fields are missing or null; full points.", _odd_fields),
)
