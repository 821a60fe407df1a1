"""What grading must know of a notebook; it comes from us, never from a submission.

It is read where the gradebook and the source are, and travels as bytes to where grading is done.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import nbformat
from nbformat import NotebookNode

from answercheck.references import ReferenceExercise, read_references
from answercheck.registry import ScorerLike
from grading.course.graded_cells import CHECK, is_graded_code
from grading.course.languages import (
    named_language,
    nearest_language,
    own_passages,
    translated,
)
from grading.execution.example_cells import Names
from grading.hand_ins.reading import UNREADABLE
from grading.references.dependencies import dependencies
from grading.references.scorers import grader_scorers
from grading.words import ENGLISH

ILLUSTRATION = "illustration"  # the tag, in source/, of a cell that only shows something
Template = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Definition:
    """A notebook of an assignment as grading sees it.

    assignment : its name
    notebook : the name of the notebook, without the ending
    cells : the cells that nbgrader keeps, with their metadata, by grade_id and in order
    illustrations : the code of the cells that are tagged as such, with their names; like the
        examples they are run only if something needs them
    references : the file of the hidden cases, as bytes; empty if nothing is graded by answers
    examples : the code of the example cells, with their names
    solutions : the code of the right answers, by exercise and in order; no kernel may have them
        but the one in which exercises are tried once more, see `carry_forward`
    imports : what that code imports
    scoring : the text of the course's scorers for the grader alone
    described : the exercises that the course describes
    hidden_lines : of cells of tests the numbers of the lines that are not released, by grade_id
    kernel : the name of the kernel that the source asks for; empty if it does not say
    template : the whole notebook as it was given out: of each cell the grade_id, or, if it has
        none, the text
    translations : the whole notebook in each other language into which it was released: of each
        cell the grade_id, if it has one, and the text
    language : of the cells and the template
    usual_language : of a hand-in that tells none
    root, secret : the course's own folder, and those of which no kernel may read anything
    """

    assignment: str
    notebook: str
    cells: dict[str, NotebookNode]
    illustrations: dict[str, Names]
    references: bytes
    examples: dict[str, Names] = field(default_factory=dict)
    solutions: dict[str, str] = field(default_factory=dict)
    imports: str = ""
    scoring: str = ""
    described: frozenset[str] = frozenset()
    hidden_lines: dict[str, list[int]] = field(default_factory=dict)
    kernel: str = ""
    template: Template = ()
    translations: Mapping[str, Template] = field(default_factory=dict)
    language: str = ENGLISH
    usual_language: str = ENGLISH
    root: str = ""
    secret: tuple[str, ...] = ()

    @cached_property
    def exercises(self) -> dict[str, ReferenceExercise]:
        """The hidden cases by exercise."""
        return hidden_cases(self.references) if self.references else {}

    @cached_property
    def uses(self) -> dict[str, frozenset[str]]:
        """For each exercise the earlier ones that its right answer uses."""
        return dependencies(self.solutions)

    @property
    def scorers(self) -> Mapping[str, ScorerLike]:
        """How answers are scored, by name."""
        return grader_scorers(self.scoring)

    def is_tests(self, cell: NotebookNode) -> bool:
        """Whether a cell is graded by the tests that it holds, and not by answers."""
        if not is_graded_code(cell):
            return False
        grade_id = cell.metadata.nbgrader.grade_id
        name = grade_id.removesuffix(CHECK)
        return name == grade_id or not (name in self.described or name in self.exercises)

    def released(self, grade_id: str) -> str:
        """The text of a cell as students got it, without hidden tests."""
        hidden = self.hidden_lines.get(grade_id, ())
        return "\n".join(row for number, row in enumerate(
            self.cells[grade_id].source.split("\n"), start=1) if number not in hidden)

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """The texts of a cell as students got it, in all languages, by grade_id."""
        return {grade_id: [self.released(grade_id), *(
            text for template in self.translations.values() for name, text in template
            if name == grade_id)] for grade_id in self.cells}

    @cached_property
    def plain_texts(self) -> list[str]:
        """The texts of the cells that nbgrader does not know, in all languages."""
        return [text for template in (self.template, *self.translations.values())
                for name, text in template if not name]

    def of_hand_in(self, notebook: NotebookNode) -> "Definition":
        """The definition in the language of what was handed in.

        Its metadata name it; where they were lost, it is the language of most of its cells.
        """
        if not self.translations:
            return self
        known = self._in_all_languages
        language = named_language(notebook.metadata)
        if language not in known:
            # What stands for a notebook that cannot be read is ours.
            cells = [] if UNREADABLE in notebook.metadata else notebook.cells
            usual = self.usual_language if self.usual_language in known else ENGLISH
            language = nearest_language(cells, self._passages, usual)
        return self if language == self.language else self._in_language(language)

    @cached_property
    def _in_all_languages(self) -> dict[str, Template]:
        """The whole notebook as it was given out in each language."""
        ours = tuple((name, self.released(name) if name in self.cells else text)
                     for name, text in self.template)
        return {self.language: ours, **self.translations}

    @cached_property
    def _passages(self) -> dict[str, set[str]]:
        return own_passages({language: [text for _, text in template]
                             for language, template in self._in_all_languages.items()})

    def _in_language(self, language: str) -> "Definition":
        if language not in self._translated:
            template = self.translations[language]
            texts = {name: text for name, text in template if name}
            cells = {name: translated(cell, texts[name], self.hidden_lines.get(name, ()))
                     if name in texts else cell for name, cell in self.cells.items()}
            self._translated[language] = replace(
                self, cells=cells, language=language, translations=self._in_all_languages,
                template=tuple((name, "" if name else text) for name, text in template))
        return self._translated[language]

    @cached_property
    def _translated(self) -> dict[str, "Definition"]:
        return {}

    def data(self) -> dict[str, Any]:
        """All but the references, as JSON can write it."""
        return {"assignment": self.assignment, "notebook": self.notebook,
                "cells": self.cells, "illustrations": self.illustrations,
                "examples": self.examples, "solutions": self.solutions,
                "imports": self.imports, "scoring": self.scoring,
                "described": sorted(self.described), "hidden_lines": self.hidden_lines,
                "kernel": self.kernel, "template": self.template,
                "translations": self.translations, "usual_language": self.usual_language,
                "root": self.root, "secret": self.secret}

    @classmethod
    def from_data(cls, data: Mapping[str, Any], references: bytes) -> "Definition":
        """What `data` gave, with the references."""
        cells = {name: nbformat.from_dict(cell) for name, cell in data["cells"].items()}
        return cls(**{**data, "cells": cells,
                      "described": frozenset(data["described"]), "secret": tuple(data["secret"]),
                      "template": tuple(map(tuple, data["template"])),
                      "translations": {language: tuple(map(tuple, template)) for
                                       language, template in data["translations"].items()}},
                   references=references)

    def as_bytes(self) -> bytes:
        """For the way to another process."""
        return json.dumps(self.data()).encode() + b"\n" + self.references

    @classmethod
    @lru_cache(maxsize=2)
    def of(cls, content: bytes) -> "Definition":
        """What `as_bytes` gave."""
        text, _, references = content.partition(b"\n")
        return cls.from_data(json.loads(text), references)


@lru_cache(maxsize=2)
def hidden_cases(references: bytes) -> dict[str, ReferenceExercise]:
    """The exercises in a file of hidden cases."""
    with NamedTemporaryFile(suffix=".h5") as file:
        file.write(references)
        file.flush()
        return read_references(Path(file.name)).exercises
