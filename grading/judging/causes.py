"""Why a check lacks a name: an earlier cell, which makes it, did not run to its end."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nbformat import NotebookNode

from answercheck.verdict import Finding, Verdict
from grading.execution.execute import Answer
from grading.judging.tests import known_exception

ANY = "*"  # in place of the names that a cell makes, if it might make any
_DEFINED = re.compile(r"[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)")
_ASSIGNED = re.compile(r"[\w \t,*]*")
_NAMED = re.compile(r"\b(?:as|for)[ \t]+(\w+)")
_WORD = re.compile(r"\w+")


class Causes:
    """What stopped the cells of a notebook that did not run to their end, and what they would make.

    Parameters
    ----------
    cells : of the notebook
    ended : the findings on those cells, by index
    """

    def __init__(self, cells: Sequence[NotebookNode], ended: Mapping[int, Finding]) -> None:
        self._ended = dict(ended)
        self._makers: dict[str, list[int]] = {}
        self._first: dict[int, int] = {}  # the cell for want of which a cell failed; or itself
        for index in sorted(ended):
            lacks = ended[index].values.get("lacks", "")
            cause = self._maker(lacks, index) if lacks else None
            self._first[index] = index if cause is None else self._first[cause]
            for name in made_names(cells[index].source) | {_grade_id(cells[index])}:
                self._makers.setdefault(name, []).append(index)

    def withhold_message(self, index: int) -> None:
        """Quote no message of this cell: hidden tests ran before, and it may say what they hold."""
        if index not in self._ended:
            return
        why = self._ended[index]
        kind = known_exception(why.values.get("type", ""))
        changed = {"type": kind, "message": kind, "detail": "for a reason that is not shown"}
        self._ended[index] = Finding(why.code, values={
            name: changed.get(name, value) for name, value in why.values.items()})

    def told(self, verdict: Verdict, answer: Answer, index: int) -> Verdict:
        """The verdict on the cell at an index, with why the function or a name it uses is missing.

        answer : what the verdict is about
        """
        for name in _missing_names(verdict, answer):
            maker = self._maker(name, index)
            if maker is None:
                continue
            cause = self._ended[self._first[maker]]
            if all(case.problem and case.problem.code == "no_function" for case in verdict.cases):
                return Verdict(verdict.exercise, no_answer=cause)
            found = Finding(cause.code, values={**cause.values, "missing": name})
            return replace(verdict, patterns=(*verdict.patterns, found))
        return verdict

    def _maker(self, name: str, before: int) -> int | None:
        """The index of the last of these cells before another that would have made a name."""
        makers = (*self._makers.get(name, ()), *self._makers.get(ANY, ()))
        return max((index for index in makers if index < before), default=None)


def _missing_names(verdict: Verdict, answer: Answer) -> list[str]:
    """The names for want of which the answer is wrong, the first one first."""
    if verdict.by_tests:
        name = answer.done.get("name")
        return [name] if isinstance(name, str) and name and not verdict.passed else []
    problems = [case.problem for case in verdict.cases if case.problem]
    return list(dict.fromkeys(one.values["name"] for one in problems if one.values.get("name")))


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def made_names(source: str) -> set[str]:
    """Return the names to which a cell gives a value, as far as can be seen line by line.

    A stranger's code is not parsed here: it may be no Python, and take a parser long.

    >>> sorted(made_names("import numpy as np\\ndef f(x):\\n    y = g(z=1)"))
    ['as', 'f', 'np', 'numpy', 'y']
    """
    made: set[str] = set()
    for line in source.split("\n"):
        if found := _DEFINED.match(line):
            made.add(found[1])
        left, equals, right = line.partition("=")
        assigned = left.partition(":")[0]
        if equals and not right.startswith("=") and _ASSIGNED.fullmatch(assigned):
            made.update(_WORD.findall(assigned))
        before, is_import, imported = line.partition("import ")
        if is_import and (not before.strip() or before.lstrip().startswith("from ")):
            # Names in brackets may stand in the next lines.
            made.update(_WORD.findall(imported), ANY if set(imported) & set("*(") else "")
        made.update(_NAMED.findall(line))
    return made
