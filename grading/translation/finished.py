"""Catalogues as something that is given out needs them: whole, and right."""

from babel.messages import Catalog

from grading.course.course import Course
from grading.errors import CourseError
from grading.translation.catalogues import catalogue_path, messages, refuse_unknown, updated
from grading.translation.checks import fuzzy, missing, wrong
from grading.translation.texts import wanted


def finished_catalogue(course: Course, language: str, name: str) -> Catalog:
    """A catalogue with a translation of every text that there is now.

    Raises
    ------
    CourseError
        If a translation is missing, is of an earlier text or has other formulas, or there is no
        such language; it names the file and how many there are.
    """
    refuse_unknown(language)
    path = catalogue_path(course.folders.root, language, name)
    catalogue = updated(path, language, wanted(course)[name]())
    found = messages(catalogue)
    counts = {"missing": len(missing(found)), "fuzzy": len(fuzzy(found)),
              "unlike the original": len({message.id for message, _ in wrong(found)})}
    problems = [f"{n} {what}" for what, n in counts.items() if n]
    if problems:
        raise CourseError(
            f"{course.folders.name(path)}: of its translations {', '.join(problems)}; "
            f"'course translate {language}' brings the file up to date, "
            f"'course translate {language} --check' says what is wrong")
    return catalogue
