"""What is handed out to be read besides the assignments, in another language."""

from pathlib import PurePosixPath

import nbformat

from grading.course.assignment import read_notebook
from grading.course.course import Course
from grading.handout.links import with_links_to
from grading.translation.catalogues import translations
from grading.translation.finished import finished_catalogue
from grading.translation.notebook import translated_notebook
from grading.translation.release import moved_to_language


def translated_chapter(course: Course, path: str, language: str) -> bytes:
    """A notebook, by its path from the course's root, in a language; its links lead where it goes.

    Raises
    ------
    CourseError
        If a translation is missing, fuzzy or wrong.
    """
    catalogue = finished_catalogue(course, language, str(PurePosixPath(path).with_suffix("")))
    notebook = translated_notebook(read_notebook(course.folders.root / path), language,
                                   translations(catalogue))
    return with_links_to(nbformat.writes(notebook).encode(), path,
                         moved_to_language(course, language))
