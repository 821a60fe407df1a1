"""Formulas in the summary of a folded answer, which Markdown leaves alone, being inside HTML."""

import re

from docutils import nodes

SUMMARY = re.compile(r"<summary>.*?</summary>", re.S)
FORMULA = re.compile(r"\$([^$]+)\$")


def mark_formulas(html: str) -> str:
    """Mark each $formula$ in a summary as Sphinx marks formulas for MathJax."""
    return SUMMARY.sub(lambda summary: FORMULA.sub(
        r'<span class="math notranslate nohighlight">\\(\1\\)</span>', summary[0]), html)


def _visit(app, doctree):
    for raw in list(doctree.findall(nodes.raw)):
        marked = mark_formulas(raw.astext())
        if marked != raw.astext():
            raw.replace_self(nodes.raw("", marked, format="html"))


def setup(app):
    """Sphinx calls this."""
    app.connect("doctree-read", _visit)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
