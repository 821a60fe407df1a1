"""Figures whose main control a reader of the book can move: their frames as files of their own.

A chapter's output holds the frames inside itself; a page must not, for it would load all of them
before they are seen.
"""

import base64
import hashlib
import re
from pathlib import Path

FRAME = re.compile(r"data:image/webp;base64,([A-Za-z0-9+/=]+)")
FOLDER = "_images/frames"


def _move_frames(app, page, template, context, doctree):
    if "figure-frames" not in context.get("body", ""):
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)

    def moved(frame):
        picture = base64.b64decode(frame[1])
        name = f"{hashlib.sha256(picture).hexdigest()[:16]}.webp"
        (folder / name).write_bytes(picture)
        return context["pathto"](f"{FOLDER}/{name}", resource=True)

    context["body"] = FRAME.sub(moved, context["body"])
    app.add_js_file("live_figures.js")


def setup(app):
    """Sphinx calls this."""
    app.connect("html-page-context", _move_frames)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
