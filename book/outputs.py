"""Where figures lie between running a chapter and writing its page: outside the pages' folder.

myst-nb puts them beside that folder, which for another language is among the English pages.
"""

from pathlib import Path


def _move(app):
    app.env.mystnb_config = app.env.mystnb_config.copy(
        output_folder=str(Path(app.doctreedir) / "outputs"))


def setup(app):
    """Sphinx calls this."""
    app.connect("builder-inited", _move, priority=501)  # myst-nb's own: 500
    return {"parallel_read_safe": True, "parallel_write_safe": True}
