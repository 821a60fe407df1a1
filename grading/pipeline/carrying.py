"""Carrying forward: a mistake in one exercise does not cost the points of those that build on it.

What failed is tried once more, in a kernel of its own that ends there, with right answers in place
of the earlier ones that are wrong. Such a kernel holds solutions, but none that the exercise being
tried does not build on, and never its own. A submission may read them there; so nothing that it
says there is kept but its answers, and of these nothing but how many are right.
"""

import time

from jupyter_client.manager import KernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, from_dict
from nbgrader import utils

from answercheck.cell_names import may_await
from answercheck.verdict import CaseVerdict, Finding, Verdict
from grading.course.definition import CHECK, Definition, definition_for
from grading.errors import CourseError
from grading.pipeline.asking import replacement, rerun
from grading.pipeline.blame import Blame
from grading.pipeline.execute import SKIPPED, ExecuteSubmission, first_line
from grading.pipeline.judging import judged, verdict_in, verdict_output


class CarryForward(ExecuteSubmission):
    """Try exercises again that failed, perhaps, because of earlier ones; the better score counts.

    It has the settings of `ExecuteSubmission`. All that is run anew has `notebook_timeout_s`.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict,
                   km: KernelManager | None = None) -> tuple[NotebookNode, ResourcesDict]:
        """Replace the verdicts of `JudgeAnswers` that turn out better."""
        checks = {_exercise(cell): cell for cell in nb.cells if _is_check(cell)}
        failed = [name for name, cell in checks.items() if not _verdict(cell).passed]
        if not failed:
            return nb, resources
        self.definition = definition_for(self, resources)
        self.blame = Blame(self.definition.uses, failed, _answered(nb, self.definition))
        self.tried: dict[str, Verdict] = {}
        self.in_one_go = True
        deadline = time.monotonic() + self.notebook_timeout_s
        # What ended a kernel would do so again; a check, though, has other functions now.
        skipped = {index for index in resources.get(SKIPPED, ()) if not _is_check(nb.cells[index])}
        n_waiting = 0
        # Once, as a rule; again if two need different ones of the right answers.
        while self.blame.waiting and len(self.blame.waiting) != n_waiting:
            n_waiting = len(self.blame.waiting)
            again = self._as_far_as_needed(nb)
            self._begin(again, resources, km)
            self.deadline = deadline
            if self.unsafe or not self._ran_linked(again, skipped):
                self._run(again, skipped, deadline)
        for name, verdict in self.tried.items():
            cell = checks[name]
            if verdict.score > _verdict(cell).score:
                cell.outputs = [verdict_output(verdict, float(cell.metadata.nbgrader.points),
                                               cell.execution_count)]
        return nb, resources

    def _ran_linked(self, nb: NotebookNode, skipped: set[int]) -> bool:
        """Run as much as is wanted; False if that was not possible without Jupyter's messages."""
        if any(may_await(cell.source) for cell in nb.cells if cell.cell_type == "code"):
            return False
        try:
            with self._linked_kernel():
                self._run_cells(nb, skipped)
        except CourseError:
            raise  # the system refuses a part of the sandbox
        except Exception as error:
            self.log.info("carried forward by messages: %s", first_line(error))
            return False
        return True

    def _as_far_as_needed(self, nb: NotebookNode) -> NotebookNode:
        """A copy of the notebook, without outputs, up to the last check that is waited for."""
        last = max(index for index, cell in enumerate(nb.cells)
                   if _is_check(cell) and _exercise(cell) in self.blame.waiting)
        return from_dict({**nb, "cells": [{**cell, "outputs": []} for cell in nb.cells[:last + 1]]})

    def _run_cells(self, nb: NotebookNode, skipped: set[int]) -> int | None:
        self.put_in: set[str] = set()  # the kernel is new
        self.not_yet: list[str] = []
        return super()._run_cells(nb, skipped)

    def _is_answered(self, cell: NotebookNode) -> bool:
        return False  # where a check was answered there is perhaps something to put in

    def _run_cell(self, cell: NotebookNode, index: int) -> None:
        """Run a cell; at a check ask what waits for it, then put in what others wait for.

        What stands between two such checks is run in one go. In the first kernel it was run cell by
        cell, and of what it shows here nothing is kept.
        """
        if not utils.is_grade(cell):
            if self.in_one_go and not may_await(cell.source):
                self.not_yet.append(cell.source)
            else:
                self._catch_up(cell, index)
                super()._run_cell(cell, index)
            return
        name = _exercise(cell)
        if self.blame.may_be_asked(name, self.put_in):
            self._catch_up(cell, index)
            causes = self.blame.causes(name)
            for cause in causes:
                self._put_in(cause, cell, index)
            super()._run_cell(cell, index)
            self._judge(name, cell, causes)
        if self.blame.is_wanted(name, self.put_in):
            self._catch_up(cell, index)
            self._put_in(name, cell, index)

    def _catch_up(self, cell: NotebookNode, index: int) -> None:
        """Run what has not been run yet."""
        sources, self.not_yet = self.not_yet, []
        if sources:
            try:
                self._run_instead(rerun(sources), cell, index)
            except (CellTimeoutError, DeadKernelError):
                self.in_one_go = False
                raise

    def _judge(self, name: str, cell: NotebookNode, causes: tuple[str, ...]) -> None:
        answer = self.answers[cell.metadata.nbgrader.grade_id]
        verdict = judged(name, self.definition, answer)
        self.blame.decide(name, verdict.passed)
        self.tried[name] = carried(verdict, causes)

    def _give_up(self, cell: NotebookNode, why: Finding) -> None:
        if utils.is_grade(cell):
            self.blame.decide(_exercise(cell), is_right=False)

    def _put_in(self, name: str, cell: NotebookNode, index: int) -> None:
        """Put the right answer in the place of the student's, unless it is there."""
        if name not in self.put_in:
            self.put_in.add(name)
            self._run_instead(replacement(self.definition, name), cell, index)


def carried(verdict: Verdict, causes: tuple[str, ...]) -> Verdict:
    """The verdict without a word that the submission could have chosen.

    What is left are labels of cases, scores, and the names and sentences of known mistakes.
    """
    cases = tuple(CaseVerdict(case.label, case.score) for case in verdict.cases)
    return Verdict(verdict.exercise, cases, mistakes=verdict.mistakes, because_of=causes)


def _is_check(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and utils.is_grade(cell)


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
