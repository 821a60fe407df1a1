"""`python -m book`: build the book; any error or warning fails."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from answercheck.translation import ENGLISH, LANGUAGE_VARIABLE
from book.languages import NAMES, folder_of
from book.mathjax import vendor_mathjax
from book.npm import PackageMissingError
from book.translated_source import make_source
from book.translation import compile_sentences
from helpers.plots.play import FIGURES, FRAMES

COURSE = Path(__file__).parents[1]
BUILD = COURSE / "build"
# Environment variables by which conf.py learns what is asked for.
RUN = "BOOK_RUN"  # which chapters to run
REPOSITORY = "BOOK_REPOSITORY"  # where readers can start a chapter from; "" for no launch buttons
JUPYTERLITE = "BOOK_JUPYTERLITE"  # where what `make lite` builds is served; "" if it is not


def build(into: Path = BUILD / "book", run: str = "notebooks/*/*", repository: str = "",
          jupyterlite: str = "", languages: Iterable[str] = NAMES) -> int:
    """Run the chapters that changed and write the pages, in each language.

    Parameters
    ----------
    into : the folder for the pages; those in other languages than English have folders in it
    run : a pattern such as "notebooks/start/*"; chapters that do not match are shown without
        outputs
    repository : the course's address on GitHub or GitLab, for launch buttons on chapters' pages;
        without one there are none
    jupyterlite : the address at which the edition for the browser is served; together with
        `repository`, chapters get a button for it as well
    languages : which to build, of `NAMES`

    Returns
    -------
    int
        An exit status, 0 if all went well.
    """
    profile = BUILD / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    shutil.copy(COURSE / "book" / "ipython_kernel_config.py", profile)
    os.environ.update({FIGURES: FRAMES, "IPYTHONDIR": str(profile.parent), RUN: run,
                       REPOSITORY: repository, JUPYTERLITE: jupyterlite})
    # Two chapters run at a time; more threads would only stand in each other's way.
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    try:
        vendor_mathjax(BUILD / "npm", BUILD / "static")
    except PackageMissingError as error:
        print(error, file=sys.stderr)
        return 1
    # Each fault is told at once, so the other language is built in spite of it.
    statuses = [_build(into, language) for language in languages]
    status = next(filter(None, statuses), 0)  # below 0 if a signal ended Sphinx
    if status == 0:
        print(f"The book is built; open {into / 'index.html'}")
    return status


def _build(into: Path, language: str) -> int:
    """Write the pages in one language; return an exit status."""
    source = COURSE
    if language != ENGLISH:
        source = BUILD / "source" / language
        make_source(language, source)
        compile_sentences(language)
    doctrees = (BUILD / "doctrees" if into == BUILD / "book" else into / ".doctrees") / language
    # Sphinx keeps what it has registered, so each language has a process of its own.
    status = subprocess.run(
        [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going", "--jobs=2",
         f"--conf-dir={COURSE / 'book'}", f"--doctree-dir={doctrees}", str(source),
         str(into / folder_of(language))],
        env={**os.environ, LANGUAGE_VARIABLE: language}, check=False).returncode
    if status != 0:
        # Sphinx warns of a page only when it reads it: the next build has to read all of them.
        shutil.rmtree(doctrees, ignore_errors=True)
    return status


def main() -> int:
    """Build as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m book", description=__doc__)
    parser.add_argument("--into", type=Path, default=BUILD / "book", metavar="FOLDER",
                        help="where the pages are written (default: build/book)")
    parser.add_argument("--run", default="notebooks/*/*", metavar="PATTERN",
                        help="run only the chapters that match, such as 'notebooks/start/*'")
    parser.add_argument("--repository", default="", metavar="ADDRESS",
                        help="such as https://github.com/OWNER/NAME: chapters get buttons that "
                             "start them on Binder (default: no buttons)")
    parser.add_argument("--jupyterlite", default="", metavar="ADDRESS",
                        help="where the folder that `make lite` builds is served: another button "
                             "starts chapters there (with --repository)")
    parser.add_argument("--language", choices=NAMES, action="append",
                        help="build the book in this language alone (default: in all)")
    asked = parser.parse_args()
    if asked.jupyterlite and not asked.repository:
        parser.error("--jupyterlite needs --repository too, by which the theme makes all buttons")
    return build(asked.into.resolve(), asked.run, asked.repository, asked.jupyterlite,
                 asked.language or NAMES)


if __name__ == "__main__":
    sys.exit(main())
