"""Running a submission's notebook and collecting its answers; nothing is judged here.

In a graded cell the kernel is not asked to run `check(f)` but to call f on the hidden inputs and
to say what comes back. A cell that kills the kernel or will not stop costs itself alone: the
kernel is started anew and the other cells run again without it.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jupyter_client.manager import KernelManager
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from traitlets import Bool, Bunch, Dict, Integer, List, TraitError, Unicode, validate

from answercheck import wording
from answercheck.verdict import MAX_LINE, Finding, finding
from grading.course.assignment import definition_for
from grading.course.definition import Definition
from grading.course.graded_cells import CHECK, is_graded_code
from grading.course.languages import in_its_language, language_in
from grading.execution import cell_ends, requests
from grading.execution.example_cells import idle, mark_as_submitted, unchanged
from grading.execution.outputs import Outputs
from grading.hand_ins.reading import ASKED, UNREADABLE
from grading.kernel.link import (
    DeadKernelError,
    GarbledError,
    KernelError,
    LinkedKernel,
    SlowKernelError,
    linked_kernel,
)
from grading.sandbox.course_files import course_files
from grading.sandbox.limits import Limits

RESTARTS = 12  # how often a notebook may kill its kernel before the rest is left ungraded
PATIENCE_S = 10  # for the question which names the cells mention
SPENT_S = "spent_s"  # where they find how much of the notebook's time is spent
SKIPPED = "skipped"  # where the later stages find the indices of the cells that were not run
ENDED = "ended"  # and of those that did not run to their end the findings, by index


@dataclass(frozen=True)
class Answer:
    """What a graded cell gave, or why that is missing.

    records : of the calls of a check
    done : how a cell of tests ended, see `grading.kernel.app`
    """

    records: Any = None
    missing: Finding | None = None
    done: Mapping[str, Any] = field(default_factory=dict)


class ExecuteSubmission(Execute):
    """Run the notebook; put the answers into `resources["answers"]` by grade_id.

    Of nbgrader's `Execute` it has the settings; `timeout` and `extra_arguments` are those that mean
    something here. What counts against `timeout` and `notebook_timeout_s` are the seconds in which
    the submission's processes compute or sleep, but not those in which they wait for a processor
    because the machine is busy; on the clock on the wall a cell ends after three times as much.
    """

    notebook_timeout_s = Integer(300, help=(
        "How many seconds the cells of a notebook may spend together; counted as those of a cell, "
        "c.ExecuteSubmission.timeout: not the time in which they wait for a processor since the "
        "machine is busy, up to three times as much.")).tag(config=True)
    cell_output_max = Integer(2**20, help="Characters of output kept of a cell.").tag(config=True)
    notebook_output_max = Integer(
        2**23, help="Characters of output kept of a notebook.").tag(config=True)
    limits: Any = Dict(per_key_traits={name: Integer() for name in Limits().as_data()}, help=(
        "What a kernel may use; those that are not named keep their defaults, "
        f"{Limits().as_data()}.")).tag(config=True)
    worker_memory_mb = Integer(2048, help=(
        "Memory of each process that grades or makes pages, outside of the sandbox; at more it is "
        "killed, and what it was at is told. Dask limits its workers itself.")).tag(config=True)
    course_packages = List(Unicode(), help=(
        "Packages of the course that its notebooks import, by name: folders in its root, or "
        "installed. A kernel may read these, and they are loaded before it starts."
    )).tag(config=True)
    unsafe = Bool(False, help=(
        "Grade although this system lacks a part of the sandbox; 'course doctor' says which."
    )).tag(config=True)

    @validate("limits")
    def _only_known_limits(self, proposal: Bunch) -> dict[str, int]:
        known = Limits().as_data()
        if unknown := ", ".join(sorted(set(proposal["value"]) - set(known))):
            raise TraitError(f"c.ExecuteSubmission.limits: there is no {unknown}; there are "
                             f"{', '.join(known)}")
        return proposal["value"]

    @in_its_language
    def preprocess(self, nb: NotebookNode, resources: ResourcesDict,
                   km: KernelManager | None = None) -> tuple[NotebookNode, ResourcesDict]:
        """Run what is to be run, until it has spent `notebook_timeout_s`."""
        nb.metadata.pop(ASKED, None)  # plain nbgrader has read what was restored once more
        self._begin(nb, resources)
        resources["answers"], resources["seconds"] = self.answers, self.seconds
        resources[ENDED] = self.ended
        if UNREADABLE in nb.metadata:
            self._no_answers(nb, Finding.from_data(nb.metadata[UNREADABLE]))
            return nb, resources
        resources[SKIPPED] = skipped = unchanged(nb, self.definition.illustrations)
        self.as_submitted = set(skipped)
        self.handed_in = {index: cell.get("outputs", []) for index, cell in enumerate(nb.cells)}
        self.is_idle_known = False
        for index, cell in enumerate(nb.cells):
            if cell.cell_type == "code" and index not in skipped:
                cell.outputs = []
        self._run(nb, skipped)
        resources[SPENT_S] = self.spent_s
        for why in self.ended.values():
            if why.code in wording.STOPPED:
                self.log.info("%s: %s", self.definition.notebook, wording.note(why))
        for index in self.as_submitted:
            mark_as_submitted(nb.cells[index])
        self._no_answers(nb, finding("kernels_ended", times=1 + RESTARTS) if self.has_ended_all
                         else finding("not_reached", limit_s=self.notebook_timeout_s))
        return nb, resources

    def _begin(self, nb: NotebookNode, resources: ResourcesDict) -> None:
        """Be ready for a notebook, with no answers yet."""
        self.all_limits = Limits(**self.limits).as_data()
        self.folder = resources.get("metadata", {}).get("path") or ""
        self.definition: Definition = definition_for(self, nb, resources)
        self.language = language_in(nb.metadata)
        self.exercises = self.definition.exercises
        required = [module.split(".")[0] for exercise in self.exercises.values()
                    for module in exercise.requires]
        self.course = course_files(self.definition.root,
                                   dict.fromkeys([*self.course_packages, *required]),
                                   self.definition.secret)
        self.answers: dict[str, Answer] = {}
        self.ended: dict[int, Finding] = {}
        self.has_died = self.has_ended_all = False
        self.spent_s = 0.0
        self.seconds: dict[str, float] = defaultdict(float)

    def _run(self, nb: NotebookNode, skipped: set[int]) -> None:
        """Run the cells while there is time; those that end a kernel are added to the skipped."""
        for _ in range(1 + RESTARTS):
            with self._new_kernel() as self.kernel:
                fatal = self._run_cells(nb, skipped)
            if fatal is None:
                return
            skipped |= fatal
        self.has_ended_all = True

    @contextmanager
    def _new_kernel(self) -> Iterator[LinkedKernel]:
        """A kernel in the sandbox, as long as this lasts; it ends with all it has started."""
        context = self._started()
        try:
            kernel = context.__enter__()
        except RuntimeError as error:
            # The machine's fault, perhaps a passing one.
            self.log.warning("the kernel did not start, once more: %r", error)
            context = self._started()
            kernel = context.__enter__()
        began = time.perf_counter()
        try:
            yield kernel
        finally:
            self.seconds["cells"] += time.perf_counter() - began
            self.spent_s += kernel.spent_s
            context.__exit__(None, None, None)

    def _started(self) -> Any:
        return linked_kernel(self.all_limits, self.folder, self.extra_arguments, self.seconds,
                             self.unsafe, self.course, self.language)

    def _run_cells(self, nb: NotebookNode, skipped: set[int]) -> set[int] | None:
        """Run the cells in order.

        Returns
        -------
        set of int or None
            None if the kernel has survived them. Else the cells without which it is to be tried
            again.
        """
        self.outputs = Outputs(self.cell_output_max, self.notebook_output_max)
        if not self._is_known_what_is_idle(nb, skipped):
            return set()
        before: int | None = None
        for index, cell in enumerate(nb.cells):
            if cell.cell_type != "code" or index in skipped or self._is_answered(cell):
                continue
            if self.spent_s + self.kernel.spent_s > self.notebook_timeout_s:
                self._note_not_reached(nb.cells, index)
                return None
            self.done: dict[str, Any] = {}
            try:
                self._run_cell(cell)
                self._note_error(index, cell)
            except KernelError as error:
                if isinstance(error, DeadKernelError) and not self.has_died:
                    self.has_died = True
                    return set()  # once, for it may have been another's fault
                why = self._finding(error)
                if not error.has_begun and before is not None:
                    self.ended[before] = cell_ends.stopped(nb.cells[before].source, why)
                    return {before}  # it was not done, although that was said
                self._give_up(cell, why)
                if isinstance(error, SlowKernelError) and error.is_alive:
                    self.ended[index] = cell_ends.stopped(cell.source, why, error.done)
                else:
                    self.ended[index] = cell_ends.stopped(cell.source, why)
                    return {index}
            before = index
        return None

    def _is_known_what_is_idle(self, nb: NotebookNode, skipped: set[int]) -> bool:
        """Skip the unchanged example cells and illustrations that no other cell needs.

        It is asked once; False if the kernel did not survive the question.
        """
        if self.is_idle_known:
            return True
        self.is_idle_known = True
        try:
            found = idle(nb, self.definition.illustrations, self.definition.examples,
                         self._mentioned)
        except KernelError as error:
            self.log.info("it is not known which names the cells mention: %s", error)
            return isinstance(error, SlowKernelError) and error.is_alive
        for index in self.as_submitted - found:  # illustrations that are needed
            nb.cells[index].outputs = []
        for index in found:
            nb.cells[index].outputs = self.handed_in[index]
        skipped -= self.as_submitted
        skipped |= found
        self.as_submitted = found
        return True

    def _mentioned(self, sources: list[str]) -> Any:
        """The names that cells mention, as the kernel says; a list, if it is honest."""
        told = self._asked(requests.mention(sources), PATIENCE_S)
        return told[0] if len(told) == 1 else None

    def _asked(self, request: requests.Request, timeout_s: float | None) -> list[Any]:
        """What a kernel answers; whatever else it says is dropped."""
        answers: list[Any] = []

        def hear(kind: str, content: dict[str, Any]) -> None:
            if kind == "answer" and len(answers) < 2:
                answers.append(content.get("answer"))

        self.done = self.kernel.ask(request, hear, timeout_s)
        return answers

    def _is_answered(self, cell: NotebookNode) -> bool:
        """Whether it need not run anew in a new kernel; later cells may need what tests define."""
        return (is_graded_code(cell) and not self.definition.is_tests(cell)
                and cell.metadata.nbgrader.grade_id in self.answers)

    def _run_cell(self, cell: NotebookNode) -> None:
        if not is_graded_code(cell):
            if cell.source.strip():
                self._show(cell, requests.run(cell.source))
            return
        grade_id = cell.metadata.nbgrader.grade_id
        if self.definition.is_tests(cell):
            self.answers[grade_id] = Answer(done=self._show(cell, requests.test(cell.source)))
        else:
            self.answers[grade_id] = self._answer(grade_id)

    def _show(self, cell: NotebookNode, request: requests.Request) -> Mapping[str, Any]:
        """Run a cell and keep what it shows; how it ended."""
        self.outputs.begin(cell)
        try:
            self.done = self.kernel.ask(request, self.outputs.hear, self._cell_timeout_s)
        finally:
            self.outputs.end(self.done)
        return self.done

    def _answer(self, grade_id: str) -> Answer:
        """Ask for the answer to a check."""
        name = grade_id.removesuffix(CHECK)
        exercise = self.exercises.get(name)
        if exercise is None:
            return Answer(missing=finding("no_references", grade_id=grade_id))
        found = self._asked(requests.check(exercise), self._cell_timeout_s)
        if len(found) > 1:
            return Answer(missing=finding("given_twice"))
        if not found:
            why = self.done.get("failed")
            return Answer(missing=finding("check_failed", message=str(why)[:MAX_LINE]) if why
                          else finding("not_given"))
        answer, = found
        if not isinstance(answer, dict) or answer.get("exercise") != name:
            return Answer(missing=finding("given_something_else"))
        return Answer(records=answer.get("records"))

    @property
    def _cell_timeout_s(self) -> float | None:
        return self.timeout if self.timeout and self.timeout > 0 else None

    def _note_error(self, index: int, cell: NotebookNode) -> None:
        """Note how a cell ended that was run, if not as it should."""
        why = None if is_graded_code(cell) else cell_ends.raised(cell.source, self.done)
        if why:
            self.ended[index] = why
        else:
            self.ended.pop(index, None)

    def _note_not_reached(self, cells: list[NotebookNode], index: int) -> None:
        """Note that time ran out before the cell at an index, unless a check will say so."""
        if not any(is_graded_code(cell) and cell.metadata.nbgrader.grade_id not in self.answers
                   for cell in cells[index:]):
            self.ended[index] = cell_ends.stopped(
                cells[index].source, finding("not_reached", limit_s=self.notebook_timeout_s))

    def _finding(self, error: KernelError) -> Finding:
        if isinstance(error, SlowKernelError):
            return finding("timed_out", limit_s=self.timeout)
        if isinstance(error, GarbledError):
            return finding("output_unreadable")
        assert isinstance(error, DeadKernelError)
        return finding("kernel_died", detail=error.why or "")

    def _give_up(self, cell: NotebookNode, why: Finding) -> None:
        if is_graded_code(cell):
            self.answers[cell.metadata.nbgrader.grade_id] = Answer(missing=why)
        else:
            cell.outputs.append(NotebookNode(output_type="stream", name="stdout",
                                             text=f"[{wording.reason(why)}]\n"))

    def _no_answers(self, nb: NotebookNode, why: Finding) -> None:
        for cell in nb.cells:
            if is_graded_code(cell):
                self.answers.setdefault(cell.metadata.nbgrader.grade_id, Answer(missing=why))
