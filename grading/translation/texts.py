"""What of a course is translated, and in which catalogue each text stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from babel.messages import Catalog

from grading.course.assignment import read_notebook
from grading.course.course import Course
from grading.course.folders import release_place
from grading.handout.settings import Handout
from grading.references.exercises import parsed
from grading.translation.catalogues import FOLDER, template
from grading.translation.notebook import Text, texts_of_notebook

EXERCISES = "exercises"  # the domain of the sentences on known mistakes


def catalogue_path(course: Course, language: str, name: str) -> Path:
    """Where a catalogue lies, by its name, such as "source/ps1"."""
    return course.folders.root / FOLDER / language / f"{name}.po"


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
    found = {name: partial(_of_notebooks, of_one) for name, of_one in paths.items()}
    if list(course.folders.exercises.glob("*/*.toml")):
        return {**found, EXERCISES: partial(_of_exercises, course.folders.exercises)}
    return {**found}


def _of_notebooks(paths: list[Path]) -> Catalog:
    return template(text for path in paths for text in texts_of_notebook(read_notebook(path)))


def _of_exercises(folder: Path) -> Catalog:
    return template(_sentences(folder))


def _sentences(folder: Path) -> Iterator[Text]:
    for path in sorted(folder.glob("*/*.toml")):
        place = f"{path.parent.name}/{path.stem}"
        for mistake in parsed(path, f"{path.parent.name}/{path.name}").get("mistakes", []):
            yield Text(mistake["sentence"], f"{place}: {mistake['name']}")
