"""Anchors of headings, which change when a heading is translated: links to them follow."""

import re
from collections.abc import Callable, Iterator, Mapping

from nbformat import NotebookNode

from grading.handout.links import resolved

HEADING = re.compile(r"^#{1,6} +(?P<text>.+?) *$", re.MULTILINE)
LINK = re.compile(r"\]\((?P<path>[^()\s#]*)#(?P<anchor>[^()\s]+)\)")


def jupyterlab_anchor(heading: str) -> str:
    """The anchor of a heading in JupyterLab.

    >>> jupyterlab_anchor("激活函数 (ReLU)")
    '激活函数-(ReLU)'
    """
    return heading.replace(" ", "-")


def move_anchors(originals: Mapping[str, NotebookNode],
                 translations: Mapping[str, NotebookNode],
                 anchor: Callable[[str], str] = jupyterlab_anchor) -> None:
    """Change links to headings in translated notebooks to the translated headings' anchors.

    Parameters
    ----------
    originals, translations : notebooks by their paths with slashes, such as "notebooks/terms.ipynb"
        Links lead from one to another by these paths; a link elsewhere stays as it is.
    anchor : gives the anchor of a heading where the notebooks are read
    """
    moved = {path: dict(zip(map(jupyterlab_anchor, _headings(originals[path])),
                            map(anchor, _headings(translation)), strict=True))
             for path, translation in translations.items()}

    for path, translation in translations.items():
        def new_link(link: re.Match[str], itself: str = path) -> str:
            anchors = moved.get(resolved(link["path"], itself) if link["path"] else itself, {})
            return f"]({link['path']}#{anchors.get(link['anchor'], link['anchor'])})"

        for cell in translation.cells:
            if cell.cell_type == "markdown":
                cell.source = LINK.sub(new_link, cell.source)


def _headings(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from (heading["text"] for heading in HEADING.finditer(cell.source))
