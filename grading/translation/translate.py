"""What `course translate` does: bring the catalogues of a language up to date."""

from dataclasses import dataclass
from pathlib import Path

from grading.course.course import Course
from grading.translation.catalogues import messages, refuse_unknown, updated, write
from grading.translation.checks import fuzzy, missing
from grading.translation.texts import catalogue_path, wanted


@dataclass(frozen=True)
class State:
    """A catalogue after an update, and how many texts it has."""

    path: Path
    written: bool
    n_texts: int
    n_missing: int
    n_fuzzy: int
    n_obsolete: int


def translate(course: Course, language: str) -> list[State]:
    """Write the catalogues of a language anew with the texts that there are now."""
    refuse_unknown(language)
    found = []
    for name, texts in wanted(course).items():
        path = catalogue_path(course, language, name)
        catalogue = updated(path, language, texts())
        found.append(State(path, write(path, catalogue), len(messages(catalogue)),
                           len(missing(catalogue)), len(fuzzy(catalogue)),
                           len(catalogue.obsolete)))
    return found
