"""The sentences in a course's packages, and the compiled catalogues that they load."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo

from grading.course.course import Course
from grading.execution.execute import ExecuteSubmission
from grading.translation.markdown_text import units_of_markdown

METHODS = [("**.py", "python"), ("**.j2", "jinja2"), ("**.html", "jinja2"),
           ("handout/readme.md", f"{__name__}:extract_markdown")]
KEYWORDS = {**DEFAULT_KEYWORDS, "translate": None}
OURS = ("answercheck", "grading")


def packages(course: Course) -> list[str]:
    """The packages of a course that lie in its root; each has a catalogue of its name."""
    names = dict.fromkeys([*OURS, *_own(course)])
    return [name for name in names if (course.folders.root / name).is_dir()]


def sentences(course: Course, package: str) -> Catalog:
    """The sentences of a package, without translations."""
    found = Catalog()
    for name, _line, text, comments, context in extract_from_dir(
            course.folders.root / package, METHODS, keywords=KEYWORDS):
        # A line number would change with every edit of the module.
        found.add(text, locations=[(f"{package}/{name}", 1)], auto_comments=comments,
                  context=context)
    return found


def compiled_path(course: Course, language: str, name: str) -> Path | None:
    """Where the compiled catalogue of this name lies; None if it is not loaded by a package.

    What the exercises say comes to students with the course's own package.
    """
    homes = {name: name for name in packages(course)}
    own = [one for one in _own(course) if one in homes]
    if own:
        homes["exercises"] = own[0]
    if name not in homes:
        return None
    return Path(course.folders.root, homes[name], "locale", language, "LC_MESSAGES", f"{name}.mo")


def compiled(catalogue: Catalog) -> bytes:
    """The content of a compiled catalogue, with all translations but the fuzzy ones."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def extract_markdown(file: IO[bytes], keywords: Any, comment_tags: Any,
                     options: Any) -> Iterator[tuple[int, None, str, list[str]]]:
    """Extract the texts of a Markdown file, as Babel asks for it."""
    for unit in units_of_markdown(file.read().decode()):
        yield 1, None, unit.text, []


def _own(course: Course) -> list[str]:
    return list(ExecuteSubmission(config=course.config).course_packages)
