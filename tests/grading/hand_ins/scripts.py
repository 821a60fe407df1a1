"""An honest notebook as a script, by nbconvert and in the form that Jupytext writes."""

import json

import nbformat
from nbconvert.exporters import PythonExporter

from tests.grading.hand_ins import honest

KINDS = ("nbconvert", "percent", "percent with marks", "light", "light with marks", "plain")


def script(kind, week, cells=None):
    """The bytes of an exported notebook; by default of one in which everything is answered."""
    notebook = nbformat.v4.new_notebook(cells=cells or honest.honest(week).cells)
    if kind == "nbconvert":
        return PythonExporter().from_notebook_node(notebook)[0].encode()
    if kind == "plain":
        return "\n\n\n".join(cell.source for cell in notebook.cells
                             if cell.cell_type == "code").encode()
    name = kind.split(" ")[0]
    head = ("# ---\n# jupyter:\n#   jupytext:\n#     text_representation:\n"
            f"#       format_name: {name}\n# ---\n\n")
    write = _percent if name == "percent" else _light
    return (head + "\n\n".join(write(cell, " with marks" in kind)
                               for cell in notebook.cells)).encode()


def _percent(cell, with_marks):
    kind = "" if cell.cell_type == "code" else " [markdown]"
    return f"# %%{kind}{_said(cell, with_marks)}\n{_lines(cell)}"


def _light(cell, with_marks):
    """A cell is marked only if the mark says something, or if it would not be known without."""
    kind, said = "" if cell.cell_type == "code" else " [markdown]", _said(cell, with_marks)
    if said or (cell.cell_type == "code" and ("\n\n" in cell.source or cell.source[0] == "#")):
        return f"# +{kind}{said}\n{_lines(cell)}\n# -"
    return _lines(cell)


def _said(cell, with_marks):
    marks = cell.metadata.get("nbgrader")
    return f" nbgrader={json.dumps(marks)}" if marks and with_marks else ""


def _lines(cell):
    return cell.source if cell.cell_type == "code" else "\n".join(
        f"# {line}".rstrip() for line in cell.source.split("\n"))
