"""A note on each exercise's page: here it is read, in JupyterLab it is written."""

from docutils import nodes


def _add_note(app, doctree):
    if not app.env.docname.startswith("release/"):
        return
    text = nodes.paragraph("", "", nodes.Text("This page is for reading. To write, run "),
                           nodes.literal("", "make lab"), nodes.Text(" and open "),
                           nodes.literal("", f"{app.env.docname}.ipynb"), nodes.Text("."))
    title = next(doctree.findall(nodes.title))
    title.parent.insert(title.parent.index(title) + 1, nodes.note("", text))


def setup(app):
    """Sphinx calls this."""
    app.connect("doctree-read", _add_note)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
