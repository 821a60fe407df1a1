"""The notebooks of a course in another language, as they are given out."""

from collections.abc import Iterable, Iterator
from functools import partial

import nbformat
from nbformat import NotebookNode

from grading.course.course import Course
from grading.course.folders import release_place
from grading.course.languages import read_notebook
from grading.handout.links import resolved, with_links_to
from grading.handout.settings import Handout
from grading.translation.anchors import LINK, move_anchors
from grading.translation.catalogues import catalogue_path, read, translations
from grading.translation.finished import finished_catalogue
from grading.translation.notebook import translated_notebook
from grading.translation.texts import english_notebooks


def moved_to_language(course: Course, language: str) -> dict[str, str]:
    """Where folders lie in a language, by where links in the English notebooks expect them.

    Assignments lie in `release/LANGUAGE/WEEK`, what is read in `LANGUAGE/FOLDER`.
    """
    return {
        **{release_place(course.directory, one): release_place(course.directory, one, language)
           for one in course.folders.assignments()},
        **{name: f"{language}/{name}" for name in Handout(config=course.config).places}}


def translated_notebooks(course: Course, paths: Iterable[str], language: str) -> dict[str, bytes]:
    """Translate notebooks; their links lead to the others in the language, and to their headings.

    Parameters
    ----------
    paths : where links in English expect the notebooks, from the course's root

    Raises
    ------
    CourseError
        If a translation is missing, fuzzy or wrong.
    """
    english = english_notebooks(course)
    paths = list(paths)
    catalogues = {name: finished_catalogue(course, language, name)
                  for name in dict.fromkeys(english[path].catalogue for path in paths)}
    originals = {path: read_notebook(english[path].path) for path in paths}
    for target in {one for path in paths for one in _targets(path, originals[path])}:
        if target in english and target not in originals:
            name = english[target].catalogue
            originals[target] = read_notebook(english[target].path)
            catalogues.setdefault(name, read(
                catalogue_path(course.folders.root, language, name), language))
    translated = {path: translated_notebook(notebook, language,
                                            translations(catalogues[english[path].catalogue]))
                  for path, notebook in originals.items()}
    move_anchors(originals, translated)
    moved = partial(with_links_to, moved=moved_to_language(course, language))
    return {path: moved(nbformat.writes(translated[path]).encode(), path) for path in paths}


def _targets(path: str, notebook: NotebookNode) -> Iterator[str]:
    """The notebooks to whose headings links in the notebook at a path lead."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from (resolved(link["path"], path) for link in LINK.finditer(cell.source))
