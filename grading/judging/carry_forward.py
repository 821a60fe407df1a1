"""Carrying forward: a mistake in one exercise does not cost the points of those that build on it.

What failed is tried once more, in a kernel of its own that ends there, with right answers in place
of the earlier ones that are wrong. Such a kernel holds solutions, but none that the exercise being
tried does not build on, and never its own. A submission may read them there; so nothing that it
says there is kept but its answers, and of these nothing is told that could hold what it read
(`carried`).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jupyter_client.manager import KernelManager
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, from_dict
from nbgrader import utils

from answercheck.verdict import MAX_LINE, Finding, Verdict, one_line
from grading.course.assignment import definition_for
from grading.course.definition import Definition
from grading.course.graded_cells import CHECK, is_graded_code
from grading.course.languages import in_its_language
from grading.execution import requests
from grading.execution.execute import SKIPPED, SPENT_S, ExecuteSubmission
from grading.judging.carried import carried
from grading.judging.dependencies import Dependencies
from grading.judging.judge import judged, verdict_in, verdict_output


class CarryForward(ExecuteSubmission):
    """Try exercises again that failed, perhaps, because of earlier ones; the better score counts.

    If it is the same, that verdict stands which tells more of the student's own mistake. It has the
    settings of `ExecuteSubmission`. All that is run anew may spend what the first run has left of
    `notebook_timeout_s`.
    """

    @in_its_language
    def preprocess(self, nb: NotebookNode, resources: ResourcesDict,
                   km: KernelManager | None = None) -> tuple[NotebookNode, ResourcesDict]:
        """Replace the verdicts of `JudgeAnswers` that turn out better, or tell more."""
        self.definition = definition_for(self, nb, resources)
        checks = {_exercise(cell): cell for cell in nb.cells if self._is_check(cell)}
        failed = [name for name, cell in checks.items() if not _verdict(cell).passed]
        if not failed:
            return nb, resources
        self._begin(nb, resources)
        self.dependencies = Dependencies(self.definition.uses, failed,
                                         _answered(nb, self.definition))
        self.tried: dict[str, Verdict] = {}
        self.own_lines = _lines(nb)
        self.is_idle_known = True  # of the first run
        self.spent_s = resources.get(SPENT_S, 0.0)
        # What ended a kernel would do so again; a check, though, has other functions now.
        skipped = {index for index in resources.get(SKIPPED, ())
                   if not self._is_check(nb.cells[index])}
        n_waiting = 0
        # Once, as a rule; again if two need different ones of the right answers.
        while self.dependencies.waiting and len(self.dependencies.waiting) != n_waiting:
            n_waiting = len(self.dependencies.waiting)
            self.answers.clear()
            self._run(self._as_far_as_needed(nb), skipped)
        for name, verdict in self.tried.items():
            cell = checks[name]
            before = _verdict(cell)
            if verdict.score > before.score or _tells_more(verdict, before):
                # What was said where no solution was is said again.
                verdict = replace(verdict, patterns=(*before.older, *verdict.patterns))
                cell.outputs = [verdict_output(verdict, float(cell.metadata.nbgrader.points),
                                               cell.execution_count)]
        return nb, resources

    def _is_check(self, cell: NotebookNode) -> bool:
        return is_graded_code(cell) and not self.definition.is_tests(cell)

    def _as_far_as_needed(self, nb: NotebookNode) -> NotebookNode:
        """A copy of the notebook, without outputs, up to the last check that is waited for."""
        last = max(index for index, cell in enumerate(nb.cells)
                   if self._is_check(cell) and _exercise(cell) in self.dependencies.waiting)
        return from_dict({**nb, "cells": [{**cell, "outputs": []} for cell in nb.cells[:last + 1]]})

    def _run_cells(self, nb: NotebookNode, skipped: set[int]) -> set[int] | None:
        self.put_in: set[str] = set()  # the kernel is new
        return super()._run_cells(nb, skipped)

    def _is_answered(self, cell: NotebookNode) -> bool:
        return False  # where a check was answered there is perhaps something to put in

    def _show(self, cell: NotebookNode, request: requests.Request) -> Mapping[str, Any]:
        """Run a cell; of what it shows here nothing is kept."""
        self._asked(request, self._cell_timeout_s)
        return {}

    def _run_cell(self, cell: NotebookNode) -> None:
        """Run a cell; at a check ask what waits for it, then put in what others wait for."""
        if not self._is_check(cell):
            super()._run_cell(cell)
            return
        name = _exercise(cell)
        if self.dependencies.may_be_asked(name, self.put_in):
            causes = self.dependencies.causes(name)
            for cause in causes:
                self._put_in(cause)
            super()._run_cell(cell)
            self._judge(name, cell, causes)
        if self.dependencies.is_wanted(name, self.put_in):
            self._put_in(name)

    def _judge(self, name: str, cell: NotebookNode, causes: tuple[str, ...]) -> None:
        answer = self.answers[cell.metadata.nbgrader.grade_id]
        verdict = judged(name, self.definition, answer, self.log)
        self.dependencies.decide(name, verdict.passed)
        self.tried[name] = carried(verdict, causes, self.definition.exercises[name],
                                   self.own_lines)

    def _give_up(self, cell: NotebookNode, why: Finding) -> None:
        if self._is_check(cell):
            self.dependencies.decide(_exercise(cell), is_right=False)

    def _put_in(self, name: str) -> None:
        """Put the right answer in the place of the student's, unless it is there."""
        if name not in self.put_in:
            self.put_in.add(name)
            self._asked(requests.replace(self.definition, name), self._cell_timeout_s)


def _tells_more(tried: Verdict, first: Verdict) -> bool:
    """Whether the later of two verdicts with equal scores tells what the first one does not.

    Of exceptions the first tells more: what was raised in the later kernel has no message.
    """
    if tried.score < first.score or not tried.cases or _found(tried) == _found(first):
        return False
    return bool(tried.mistakes) or not any(case.problem for case in tried.cases)


def _found(verdict: Verdict) -> tuple[list[str], list[tuple[str, str]]]:
    """The known mistakes, and the codes of the findings of all cases with their parts."""
    return ([one.name for one in verdict.mistakes],
            [(part, found.code) for case in verdict.cases for part, found in case.findings()])


def _lines(nb: NotebookNode) -> set[str]:
    """The lines of code that came with the submission, as an exception quotes them."""
    return {one_line(line.strip(), MAX_LINE) for cell in nb.cells
            if cell.cell_type == "code" and ("nbgrader" not in cell.metadata
                                             or utils.is_solution(cell))
            for line in cell.source.splitlines()}


def _exercise(check: NotebookNode) -> str:
    return check.metadata.nbgrader.grade_id.removesuffix(CHECK)


def _verdict(check: NotebookNode) -> Verdict:
    found = verdict_in(check.outputs[0])
    assert found is not None  # `JudgeAnswers` has put it there
    return found


def _answered(nb: NotebookNode, definition: Definition) -> set[str]:
    """The exercises whose solution cells are no longer as they were released."""
    written = {cell.metadata.nbgrader.grade_id: cell.source for cell in nb.cells
               if cell.cell_type == "code" and utils.is_solution(cell)}
    return {name for name, source in written.items() if name in definition.solutions
            and source.strip() != definition.cells[name].source.strip()}
