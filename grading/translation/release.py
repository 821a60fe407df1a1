"""The student version of an assignment in another language, made from its translated source."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from nbgrader.preprocessors import ClearSolutions
from traitlets.config import Config

from answercheck.references import write_language
from grading.course.course import Course, different_files, put_in_place
from grading.course.folders import release_folder, release_place
from grading.errors import CourseError
from grading.translation.translated import translated_notebooks
from grading.words import in_language
from grading.words import translate as _


def release_translated(course: Course, assignment: str, language: str) -> list[Path]:
    """Make the student version of an assignment in a language; its notebooks' paths.

    The gradebook, which knows the assignment in English, is not changed.

    Raises
    ------
    CourseError
        If the assignment has not been released in English as it is now, or a translation is
        missing, fuzzy or wrong.
    """
    sources = course.folders.source_notebooks(assignment)
    place = release_folder(course.directory, assignment, language)
    if changed := course.outdated_release(assignment):
        raise CourseError(f"{release_place(course.directory, assignment)} is not what its source "
                          f"makes now ({', '.join(changed)}), and hand-ins are graded by it; run "
                          f"'course release {assignment}' first")
    with _student_version(course, assignment, language) as new:
        put_in_place(new, place)
    return [place / source.name for source in sources]


def outdated_translation(course: Course, assignment: str, language: str) -> list[str]:
    """Name the files of a released translation that are not what source and catalogue make now.

    Raises
    ------
    CourseError
        If a translation is missing, fuzzy or wrong.
    """
    with _student_version(course, assignment, language) as new:
        return different_files(new, release_folder(course.directory, assignment, language))


@contextmanager
def _student_version(course: Course, assignment: str, language: str) -> Iterator[Path]:
    """Make the student version in a folder for as long as this context."""
    beside = f"{course.directory.source_directory}.{language}"
    with TemporaryDirectory() as folder:
        settings = Config({
            "CourseDirectory": {"source_directory": beside,
                                "db_url": f"sqlite:///{folder}/gradebook.db"},
            "ClearSolutions": _stubs(course, language)})
        try:
            _translate_source(
                course, assignment, language,
                Path(course.directory.format_path(beside, ".", assignment)))
            with course.student_version(assignment, settings) as new:
                yield new
        finally:
            shutil.rmtree(course.folders.root / beside, ignore_errors=True)


def _translate_source(course: Course, assignment: str, language: str, place: Path) -> None:
    """Write an instructor's folder with its notebooks translated."""
    folder = release_place(course.directory, assignment)
    paths = [f"{folder}/{path.name}" for path in course.folders.source_notebooks(assignment)]
    new = translated_notebooks(course, paths, language)
    shutil.copytree(course.folders.assignment(assignment), place)
    for path, content in new.items():
        (place / PurePath(path).name).write_bytes(content)
    visible = place / course.folders.visible_file(assignment).name
    if visible.is_file():
        write_language(visible, language)


def _stubs(course: Course, language: str) -> dict[str, object]:
    """What stands in the place of an answer, as nbgrader's settings say it, in a language."""
    stage = ClearSolutions(config=course.config)
    with in_language(language):
        words = {"YOUR CODE HERE": _("YOUR CODE HERE"), "YOUR ANSWER HERE": _("YOUR ANSWER HERE")}

    def translated(stub: str) -> str:
        for english, translation in words.items():
            stub = stub.replace(english, translation)
        return stub

    return {"code_stub": {name: translated(stub) for name, stub in stage.code_stub.items()},
            "text_stub": translated(stage.text_stub)}
