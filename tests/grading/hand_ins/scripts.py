"""An honest notebook as a script, by nbconvert and in the form that Jupytext writes."""

import json

import nbformat
from nbconvert.exporters import PythonExporter

from tests.grading.hand_ins import honest

KINDS = ("nbconvert", "percent", "percent with marks", "plain")


def script(kind, week, cells=None):
    """The bytes of an exported notebook; by default of one in which everything is answered."""
    notebook = nbformat.v4.new_notebook(cells=cells or honest.honest(week).cells)
    if kind == "nbconvert":
        return PythonExporter().from_notebook_node(notebook)[0].encode()
    if kind == "plain":
        return "\n\n\n".join(cell.source for cell in notebook.cells
                             if cell.cell_type == "code").encode()
    head = '# ---\n# jupyter:\n#   jupytext:\n#     formats: ipynb,py:percent\n# ---\n\n'
    return (head + "\n\n".join(_percent(cell, " with marks" in kind)
                               for cell in notebook.cells)).encode()


def _percent(cell, with_marks):
    marks = cell.metadata.get("nbgrader")
    said = f" nbgrader={json.dumps(marks)}" if marks and with_marks else ""
    if cell.cell_type == "code":
        return f"# %%{said}\n{cell.source}"
    text = "\n".join(f"# {line}".rstrip() for line in cell.source.split("\n"))
    return f"# %% [markdown]{said}\n{text}"
