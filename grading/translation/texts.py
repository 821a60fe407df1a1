"""What of a course is translated, and in which catalogue each text stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from babel.messages import Catalog

from answercheck.references import read_labels
from grading.course.course import Course
from grading.course.folders import CourseFolders, release_place
from grading.course.languages import read_notebook
from grading.handout.settings import Handout
from grading.references.exercises import assignments, parsed
from grading.translation.catalogues import template
from grading.translation.notebook import Text, texts_of_notebook
from grading.translation.packages import packages, sentences
from grading.translation.units import is_words

EXERCISES = "exercises"  # the domain of what the exercises say


@dataclass(frozen=True)
class EnglishNotebook:
    """A notebook that is translated, and the name of its catalogue."""

    path: Path
    catalogue: str


def english_notebooks(course: Course) -> dict[str, EnglishNotebook]:
    """The notebooks that are translated, by the paths at which links expect them.

    These are what is handed out to be read, and the instructor's own of the assignments, at the
    places of their student versions.
    """
    found, root = {}, course.folders.root
    for folder in Handout(config=course.config).places:
        for path in sorted((root / folder).rglob("*.ipynb")):
            name = path.relative_to(root)
            if not any(part.startswith(".") for part in name.parts):
                found[name.as_posix()] = EnglishNotebook(path, name.with_suffix("").as_posix())
    for assignment in course.folders.assignments():
        place = release_place(course.directory, assignment)
        for path in course.folders.source_notebooks(assignment):
            found[f"{place}/{path.name}"] = EnglishNotebook(path, f"source/{assignment}")
    return found


def wanted(course: Course) -> dict[str, Callable[[], Catalog]]:
    """What gives the texts of each catalogue of a course, by the catalogue's name."""
    paths: dict[str, list[Path]] = {}
    for notebook in english_notebooks(course).values():
        paths.setdefault(notebook.catalogue, []).append(notebook.path)
    found: dict[str, Callable[[], Catalog]] = {
        name: partial(_of_notebooks, of_one) for name, of_one in paths.items()}
    if list(course.folders.exercises.glob("*/*.toml")):
        found[EXERCISES] = partial(_of_exercises, course.folders)
    for package in packages(course):
        found[package] = partial(sentences, course, package)
    return found


def _of_notebooks(paths: list[Path]) -> Catalog:
    return template(text for path in paths for text in texts_of_notebook(read_notebook(path)))


def _of_exercises(folders: CourseFolders) -> Catalog:
    return template([*_sentences(folders.exercises), *_labels(folders)])


def _sentences(folder: Path) -> Iterator[Text]:
    """What is said on known mistakes."""
    for path in sorted(folder.glob("*/*.toml")):
        place = f"{path.parent.name}/{path.stem}"
        for mistake in parsed(path, f"{path.parent.name}/{path.name}").get("mistakes", []):
            yield Text(mistake["sentence"], f"{place}: {mistake['name']}")


def _labels(folders: CourseFolders) -> Iterator[Text]:
    """What the cases of the exercises are called."""
    for assignment in assignments(folders):
        for path in (folders.visible_file(assignment), folders.references / f"{assignment}.h5"):
            for name, labels in read_labels(path).items() if path.is_file() else ():
                for label in filter(is_words, labels):
                    yield Text(label, f"{assignment}/{name}: case")
