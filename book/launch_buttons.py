"""Launch buttons, on the pages of notebooks alone: the front page is run too, but is none."""

from pathlib import PurePath


def _only_on_notebooks(app, pagename, templatename, context, doctree):
    if doctree is None or PurePath(app.env.doc2path(pagename)).suffix != ".ipynb":
        context["header_buttons"] = [button for button in context["header_buttons"]
                                     if button.get("label") != "launch-buttons"]


def setup(app):
    """Sphinx calls this."""
    app.connect("html-page-context", _only_on_notebooks, priority=502)  # the theme's own: 501
    return {"parallel_read_safe": True, "parallel_write_safe": True}
