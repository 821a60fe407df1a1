"""`python -m book`: build the book into build/book; any error or warning fails."""

import os
import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import main as sphinx

from book.mathjax import MathJaxMissingError, vendor_mathjax
from helpers.plots.play import STILL

COURSE = Path(__file__).parents[1]
BUILD = COURSE / "build"


def build() -> int:
    """Run the chapters that changed and write the pages; 0 if all went well."""
    profile = BUILD / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    shutil.copy(COURSE / "book" / "ipython_kernel_config.py", profile)
    os.environ.update({STILL: "1", "IPYTHONDIR": str(profile.parent)})
    # Two chapters run at a time; more threads would only stand in each other's way.
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    try:
        vendor_mathjax(BUILD / "npm", BUILD / "static")
    except MathJaxMissingError as error:
        print(error, file=sys.stderr)
        return 1
    status = sphinx(["--quiet", "--fail-on-warning", "--keep-going", "--jobs=2",
                     f"--conf-dir={COURSE / 'book'}", f"--doctree-dir={BUILD / 'doctrees'}",
                     str(COURSE), str(BUILD / "book")])
    if status != 0:
        # Sphinx warns of a page only when it reads it: the next build has to read all of them.
        shutil.rmtree(BUILD / "doctrees", ignore_errors=True)
        return status
    print(f"The book is built; open {BUILD / 'book' / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(build())
