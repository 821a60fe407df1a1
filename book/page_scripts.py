"""Scripts of the pages that need one: those with figures that move, and the search.

A chapter's output holds the frames of such a figure inside itself. On its page they are files of
their own, or all of them would be loaded before they are seen.
"""

import base64
import hashlib
import re
from pathlib import Path

FRAME = re.compile(r"data:image/webp;base64,([A-Za-z0-9+/=]+)")
FOLDER = "_images/frames"


def _add_scripts(app, page, template, context, doctree):
    if page == "search":
        app.add_js_file("search_summaries.js")
    if "figure-frames" not in context.get("body", ""):
        return
    app.add_js_file("live_figures.js")
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)

    def moved(frame):
        picture = base64.b64decode(frame[1])
        name = f"{hashlib.sha256(picture).hexdigest()[:16]}.webp"
        (folder / name).write_bytes(picture)
        return context["pathto"](f"{FOLDER}/{name}", resource=True)

    context["body"] = FRAME.sub(moved, context["body"])


def setup(app):
    """Sphinx calls this."""
    app.connect("html-page-context", _add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
