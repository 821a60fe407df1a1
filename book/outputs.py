"""Where figures lie between running a chapter and writing its page: outside the pages' folder.

myst-nb puts them beside that folder, which for another language is among the English pages. The
English ones stay where launch buttons look for them.
"""

from pathlib import Path

from answercheck.translation import ENGLISH


def _move(app):
    if app.config.language != ENGLISH:
        app.env.mystnb_config = app.env.mystnb_config.copy(
            output_folder=str(Path(app.doctreedir) / "outputs"))


def setup(app):
    """Sphinx calls this."""
    app.connect("builder-inited", _move, priority=501)  # myst-nb's own: 500
    return {"parallel_read_safe": True, "parallel_write_safe": True}
