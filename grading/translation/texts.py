"""What of a course is translated, and in which catalogue each text stands."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from babel.messages import Catalog

from grading.course.assignment import read_notebook
from grading.course.course import Course
from grading.handout.settings import Handout
from grading.references.exercises import parsed
from grading.translation.catalogues import FOLDER, template
from grading.translation.notebook import Text, texts_of_notebook

EXERCISES = "exercises"  # the domain of the sentences on known mistakes


def catalogue_path(course: Course, language: str, name: str) -> Path:
    """Where a catalogue lies, by its name, such as "source/ps1"."""
    return course.folders.root / FOLDER / language / f"{name}.po"


def wanted(course: Course) -> dict[str, Callable[[], Catalog]]:
    """What gives the texts of each catalogue of a course, by the catalogue's name."""
    found: dict[str, Callable[[], Catalog]] = {}
    root = course.folders.root
    for folder in Handout(config=course.config).places:
        for path in sorted((root / folder).rglob("*.ipynb")):
            if not any(part.startswith(".") for part in path.relative_to(root).parts):
                name = path.relative_to(root).with_suffix("").as_posix()
                found[name] = partial(_of_notebooks, [path])
    for assignment in course.folders.assignments():
        found[source_catalogue(assignment)] = partial(
            _of_notebooks, course.folders.source_notebooks(assignment))
    if list(course.folders.exercises.glob("*/*.toml")):
        found[EXERCISES] = partial(_of_exercises, course.folders.exercises)
    return found


def source_catalogue(assignment: str) -> str:
    """The name of an assignment's catalogue."""
    return f"source/{assignment}"


def _of_notebooks(paths: list[Path]) -> Catalog:
    return template(text for path in paths for text in texts_of_notebook(read_notebook(path)))


def _of_exercises(folder: Path) -> Catalog:
    return template(_sentences(folder))


def _sentences(folder: Path) -> Iterator[Text]:
    for path in sorted(folder.glob("*/*.toml")):
        place = f"{path.parent.name}/{path.stem}"
        for mistake in parsed(path, f"{path.parent.name}/{path.name}").get("mistakes", []):
            yield Text(mistake["sentence"], f"{place}: {mistake['name']}")
