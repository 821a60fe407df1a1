"""Every page that was read has been written, or the build fails.

Pages are written by several processes, and Sphinx forgets the error of one that ends while others
are still to be started: its pages would be missing, or those of an earlier build.
"""

from pathlib import Path

from sphinx.errors import SphinxError


def _check(app, exception):
    if exception is not None:
        return
    lost = [name for name in sorted(app.env.found_docs) if not _is_written(app, name)]
    if lost:
        raise SphinxError(f"not written: {', '.join(lost)}. An error was lost; "
                          "sphinx --jobs=1 shows it")


def _is_written(app, name):
    page, read = Path(app.builder.get_outfilename(name)), Path(app.doctreedir, f"{name}.doctree")
    return page.is_file() and page.stat().st_mtime_ns >= read.stat().st_mtime_ns


def setup(app):
    """Sphinx calls this."""
    app.connect("build-finished", _check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
