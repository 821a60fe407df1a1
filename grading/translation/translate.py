"""What `course translate` does: bring the catalogues of a language up to date, or check them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Message

from answercheck.verdict import one_line
from grading.course.course import Course
from grading.handout.make import released
from grading.pages.numbers import plural
from grading.translation.catalogues import (
    as_bytes,
    catalogue_path,
    messages,
    refuse_unknown,
    updated,
    write,
)
from grading.translation.checks import fuzzy, missing, wrong
from grading.translation.packages import compiled, compiled_path, packages
from grading.translation.texts import EXERCISES, wanted

MAX_SHOWN = 60  # characters of a text in a problem's line


@dataclass(frozen=True)
class State:
    """A catalogue after an update, and how many texts it has."""

    path: Path
    n_texts: int
    n_missing: int
    n_fuzzy: int
    n_obsolete: int


def translate(course: Course, language: str) -> Iterator[State]:
    """Write the catalogues of a language anew with the texts that there are now; compile them.

    Raises
    ------
    CourseError
        If there is no such language, or a catalogue or a notebook is damaged.
    """
    refuse_unknown(language)
    for name, texts in wanted(course).items():
        path = catalogue_path(course.folders.root, language, name)
        catalogue = updated(path, language, texts())
        write(path, as_bytes(catalogue))
        loaded = compiled_path(course, language, name)
        if loaded:
            write(loaded, compiled(catalogue))
        yield State(path, len(messages(catalogue)), len(missing(messages(catalogue))),
                    len(fuzzy(messages(catalogue))), len(catalogue.obsolete))


def problems(course: Course, language: str) -> Iterator[str]:
    """Say what is wrong with the catalogues of a language, each in a line.

    All have to be up to date, without obsolete texts, and their translations have to keep formulas
    and the like. Of what is released in the language nothing may lack its translation; of all the
    rest, too, once every assignment is released.

    Raises
    ------
    CourseError
        If there is no such language, or a catalogue or a notebook is damaged.
    """
    refuse_unknown(language)
    is_released = released(course, language)
    command = f"run 'course translate {language}'"
    for name, texts in wanted(course).items():
        path = catalogue_path(course.folders.root, language, name)
        where = course.folders.name(path)
        catalogue = updated(path, language, texts())
        if not path.is_file() or path.read_bytes() != as_bytes(catalogue):
            yield f"{where} is not up to date; {command}"
        if catalogue.obsolete:
            yield (f"{where} has {plural(len(catalogue.obsolete), 'obsolete text')} at its end; "
                   "move what is still of use to the new ones, and delete them")
        loaded = compiled_path(course, language, name)
        if loaded and (not loaded.is_file() or loaded.read_bytes() != compiled(catalogue)):
            yield f"{course.folders.name(loaded)} is not what {where} makes; {command}"
        needed = [one for one in messages(catalogue)
                  if _is_needed(course, name, one, is_released)]
        for what, found in (("no translation", missing(needed)),
                            ("a translation of an earlier text (fuzzy)", fuzzy(needed))):
            if found:
                yield (f"{where}: {plural(len(found), 'text has', 'texts have')} {what}, the first "
                       f"is {_shown(found[0])}")
        for message, difference in wrong(messages(catalogue)):
            yield f"{where}: {_shown(message)}: {difference}"


def _is_needed(course: Course, name: str, message: Message,
               is_released: dict[str, bool]) -> bool:
    """Whether a text is a part of what has been released in a language."""
    weeks = [week for week, is_there in is_released.items() if is_there]
    if len(weeks) == len(is_released):
        return True
    if name == EXERCISES:
        return any(place.startswith(f"{week}/") for place in message.auto_comments
                   for week in weeks)
    return name in [f"source/{week}" for week in weeks] or (
        bool(weeks) and name in packages(course))


def _shown(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return repr(one_line(text, MAX_SHOWN))
