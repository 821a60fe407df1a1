"""A note on each exercise's page: here it is read, in JupyterLab it is written."""

import re

from docutils import nodes

from answercheck.translation import ENGLISH, current_language
from answercheck.translation import translate as _

FIELD = re.compile(r"(\{\w+\})")


def _add_note(app, doctree):
    page, language = app.env.docname, current_language()
    if not page.startswith("release/"):
        return
    if language != ENGLISH:
        page = page.replace("release/", f"release/{language}/")
    shown = {"{command}": "make lab", "{notebook}": f"{page}.ipynb"}
    sentences = _("This page is for reading. To write, run {command} and open {notebook}.")
    text = nodes.paragraph("", "", *(
        nodes.literal("", shown[part]) if part in shown else nodes.Text(part)
        for part in FIELD.split(sentences)))
    title = next(doctree.findall(nodes.title))
    title.parent.insert(title.parent.index(title) + 1, nodes.note("", text))


def setup(app):
    """Sphinx calls this."""
    app.connect("doctree-read", _add_note)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
