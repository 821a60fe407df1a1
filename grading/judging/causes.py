"""What cells that did not run to their end have cost the checks behind them.

A check lacks a name, or finds the function of an earlier cell in the place of a later one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nbformat import NotebookNode

from answercheck import wording
from answercheck.verdict import Finding, Verdict
from grading.course.graded_cells import is_graded_code
from grading.execution import cell_ends
from grading.execution.execute import Answer
from grading.hand_ins.recognize import defines
from grading.judging.tests import known_exception
from grading.words import N_

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
        self._cells = cells
        self._ended = dict(ended)
        self._told: set[int] = set()  # of the ended cells those that a verdict is told of
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
        changed = {"type": kind, "message": kind, "detail": N_("for a reason that is not shown")}
        self._ended[index] = Finding(why.code, values={
            name: changed.get(name, value) for name, value in why.values.items()})

    def told(self, verdict: Verdict, answer: Answer, index: int) -> Verdict:
        """The verdict on the cell at an index, with why a name is missing, or a function is old.

        answer : what the verdict is about
        """
        return self._with_older(self._with_missing(verdict, answer, index), index)

    def untold(self) -> list[Finding]:
        """What is to be said of the cells that were stopped, or ended their kernel, at no cost."""
        return [why for index, why in self._ended.items() if why.code in wording.STOPPED
                and index not in self._told and not is_graded_code(self._cells[index])]

    def _with_missing(self, verdict: Verdict, answer: Answer, index: int) -> Verdict:
        for name in _missing_names(verdict, answer):
            maker = self._maker(name, index)
            if maker is None:
                continue
            cause = self._ended[self._first[maker]]
            self._told |= {maker, self._first[maker]}
            if all(case.problem and case.problem.code == "no_function" for case in verdict.cases):
                return Verdict(verdict.exercise, no_answer=cause)
            found = Finding(cause.code, values={**cause.values, "missing": name})
            return replace(verdict, patterns=(*verdict.patterns, found))
        return verdict

    def _with_older(self, verdict: Verdict, index: int) -> Verdict:
        """The verdict with a finding for each function that a later cell should have replaced."""
        if not verdict.cases:
            return verdict
        found = []
        for name in dict.fromkeys(_WORD.findall(self._cells[index].source)):
            failed = self._not_replaced_by(name, index)
            if failed is not None:
                self._told.add(failed)
                cause = self._ended[failed]
                found.append(Finding(cause.code, values={**cause.values, "older": name}))
        return replace(verdict, patterns=(*found, *verdict.patterns)) if found else verdict

    def _not_replaced_by(self, name: str, before: int) -> int | None:
        """The index of the cell that should have made a function and left an older one in place."""
        for index in reversed(range(before) if name in self._makers else ()):
            cell = self._cells[index]
            if cell.cell_type == "code" and defines(cell.source, name):
                is_old = index in self._ended and cell_ends.left_as_it_was(
                    cell.source, self._ended[index], name)
                return index if is_old else None
        return None

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
