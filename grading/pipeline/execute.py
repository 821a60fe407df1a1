"""Running a submission's notebook and collecting its answers; nothing is judged here.

In a graded cell the kernel is not asked to run `check(f)` but to call f on the hidden inputs and
to publish what comes back. A cell that kills the kernel or will not stop costs itself alone: the
kernel is started anew and the other cells run again without it.
"""

import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_async, run_sync
from nbclient.client import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import Execute
from traitlets import Bool, Dict, Integer, default

from answercheck import wording
from answercheck.verdict import MAX_LINE, Finding, finding
from grading.course.definition import CHECK, definition_for
from grading.errors import CourseError
from grading.kernel import provisioner, unsafe
from grading.kernel.client import PromptClient, wary_context
from grading.kernel.limits import Limits
from grading.kernel.link import Link, linked_kernel
from grading.pipeline.asking import answer_in, request
from grading.pipeline.in_one_go import PATIENCE_S, mentioned, run_steps
from grading.pipeline.reading import UNREADABLE, cleaned
from grading.pipeline.steps import steps_of
from grading.pipeline.streams import joined
from grading.pipeline.trials import Names, idle, mark_as_submitted, unchanged

RESTARTS = 12  # how often a notebook may kill its kernel before the rest is left ungraded
GRACE_S = 2  # for an interrupted kernel to answer again
SKIPPED = "skipped"  # where the later stages find the indices of the cells that were not run


@dataclass(frozen=True)
class Answer:
    """What a graded cell gave: records of calls, or why they are missing."""

    records: Any = None
    missing: Finding | None = None


class ExecuteSubmission(Execute):
    """Run the notebook; put the answers into `resources["answers"]` by grade_id."""

    notebook_timeout_s = Integer(300, help="How long a whole notebook may run.").tag(config=True)
    cell_output_max = Integer(2**20, help="Characters of output kept of a cell.").tag(config=True)
    notebook_output_max = Integer(
        2**23, help="Characters of output kept of a notebook.").tag(config=True)
    limits: Any = Dict(per_key_traits={name: Integer() for name in Limits().as_data()}, help=(
        "What a kernel may use; those that are not named keep their defaults, "
        f"{Limits().as_data()}.")).tag(config=True)
    unsafe = Bool(False, help=(
        "Grade although this system lacks a part of the sandbox; 'course doctor' says which."
    )).tag(config=True)

    @default("shutdown_kernel")
    def _shutdown_kernel(self) -> str:
        return "immediate"  # nobody waits for what a student's code does at its exit

    @default("extra_arguments")
    def _extra_arguments(self) -> list[str]:
        # IPython's own `exit` ends the kernel after its cell; Python's ends the cell alone. Nor is
        # there need of the pause after each cell that keeps slow frontends in order. What is
        # written past Python's streams is nobody's output, and would pile up in the kernel.
        return ["--IPKernelApp.exec_lines=from sys import exit, exit as quit",
                "--IPKernelApp.capture_fd_output=False",
                "--Kernel._execute_sleep=0"]

    @default("record_timing")
    def _record_timing(self) -> bool:
        return False

    def create_kernel_manager(self) -> KernelManager:
        """A manager whose kernel starts behind the wall, whatever kernel the notebook names."""
        self.kernel_name = "python3"
        manager = super().create_kernel_manager()
        manager.kernel_spec.metadata["kernel_provisioner"] = {
            "provisioner_name": unsafe.NAME if self.unsafe else provisioner.NAME,
            "config": {"limits": self.all_limits}}
        if not self.unsafe:  # else others might reach its sockets
            manager.session.key = b""  # a signature of which the kernel has the key tells nothing
        manager.client_factory = PromptClient
        manager.context = wary_context()
        return manager

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict,
                   km: KernelManager | None = None) -> tuple[NotebookNode, ResourcesDict]:
        """Run what is to be run, at most `notebook_timeout_s` long."""
        definition = definition_for(self, resources)
        self._begin(nb, resources, km)
        resources["answers"], resources["seconds"] = self.answers, self.seconds
        if UNREADABLE in nb.metadata:
            self._no_answers(nb, Finding.from_data(nb.metadata[UNREADABLE]))
            return nb, resources
        resources[SKIPPED] = skipped = unchanged(nb, definition.illustrations)
        self.as_submitted = set(skipped)
        self.handed_in = {index: cell.get("outputs", []) for index, cell in enumerate(nb.cells)}
        for index, cell in enumerate(nb.cells):
            if cell.cell_type == "code" and index not in skipped:
                cell.outputs = []
        if self.unsafe or not self._ran_in_one_go(nb, skipped, definition.trials):
            self._run(nb, skipped, time.monotonic() + self.notebook_timeout_s)
        for index, cell in enumerate(nb.cells):
            if index in self.as_submitted:
                mark_as_submitted(cell)
            if cell.cell_type == "code" and not utils.is_grade(cell):
                # Once more: a later cell may have changed what an earlier one shows, and the
                # count is what the kernel said.
                cell.outputs = cleaned(cell.outputs)
                count = cell.execution_count
                cell.execution_count = count if isinstance(count, int) else None
        self._no_answers(nb, finding("not_reached", limit_s=self.notebook_timeout_s))
        return nb, resources

    def _begin(self, nb: NotebookNode, resources: ResourcesDict,
               km: KernelManager | None) -> None:
        """Be ready for a notebook, with no answers yet."""
        # As ExecutePreprocessor does: the client is made anew for each notebook.
        NotebookClient.__init__(self, nb, km)
        self._check_assign_resources(resources)
        self.interrupt_on_timeout = False  # we interrupt, then look whether the kernel obeys
        try:
            self.all_limits = Limits(**self.limits).as_data()
        except TypeError as error:
            raise CourseError(f"c.ExecuteSubmission.limits: {error}; there are "
                              f"{', '.join(Limits().as_data())}") from None
        self.exercises = definition_for(self, resources).exercises
        self.n_output_before = self.n_output = 0
        self.link: Link | None = None
        self.answers: dict[str, Answer] = {}
        self.seconds: dict[str, float] = defaultdict(float)

    def _ran_in_one_go(self, nb: NotebookNode, skipped: set[int],
                       trials: Mapping[str, Names]) -> bool:
        """Run everything with one question; False if it has to be run cell by cell after all.

        The unchanged trial cells of ours that no other cell needs are added to the skipped.
        """
        try:
            with self._linked_kernel() as link:
                for index in idle(nb, skipped, trials, partial(mentioned, link)):
                    nb.cells[index].outputs = self.handed_in[index]
                    self.as_submitted.add(index)
                    skipped.add(index)
                steps = steps_of(nb, skipped, self.exercises)
                run_steps(link, steps, self.exercises,
                          min(self.cell_output_max, self.notebook_output_max))
        except CourseError:
            raise  # the system refuses a part of the sandbox
        except Exception as error:
            self.log.info("cell by cell: %s", first_line(error))
            return False
        for step in steps:
            cell = nb.cells[step.index]
            if step.exercise is None:
                cell.outputs, cell.execution_count = joined(cleaned(step.outputs)), step.count
            else:
                grade_id = cell.metadata.nbgrader.grade_id
                self.answers.setdefault(grade_id, Answer(records=step.records))
        return True

    @contextmanager
    def _linked_kernel(self) -> Iterator[Link]:
        """A kernel behind the wall that is asked without Jupyter's messages, as `self.link`."""
        patience_s = min(self.timeout or PATIENCE_S, PATIENCE_S)
        folder = self.resources.get("metadata", {}).get("path") or ""
        with linked_kernel(self.all_limits, folder, self.extra_arguments, patience_s,
                           self.seconds) as self.link, self._timed():
            try:
                yield self.link
            finally:
                self.link = None

    @contextmanager
    def _timed(self) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds["cells"] += time.perf_counter() - began

    @contextmanager
    def _new_kernel(self) -> Iterator[None]:
        """A kernel behind the wall, as long as this lasts; it ends with all it has started."""
        self.km = None  # one that was not made to its end would start without the wall
        with self.setup_kernel():
            self._refuse_without_wall()
            for name, spent in self._provisioner().seconds.items():
                self.seconds[name] += spent
            with self._timed():
                yield

    def _run(self, nb: NotebookNode, skipped: set[int], deadline: float) -> None:
        """Run the cells until the deadline; those that end a kernel are added to the skipped."""
        self.deadline = deadline
        failed_starts = 0
        for _ in range(1 + RESTARTS):
            try:
                with self._new_kernel():
                    fatal = self._run_cells(nb, skipped)
            except CourseError:
                raise  # the system refuses a part of the sandbox
            except Exception as error:
                # No cell has run yet: the machine's fault, perhaps a passing one.
                failed_starts += 1
                if failed_starts > 1:
                    raise
                self.log.warning("the kernel did not start, once more: %r", error)
                continue
            if fatal is None:
                break
            skipped.add(fatal)

    def _refuse_without_wall(self) -> None:
        """Before anything runs: a kernel that was started in another way is not used."""
        started = self._provisioner()
        if not isinstance(started, provisioner.SandboxProvisioner | unsafe.UnsafeProvisioner):
            raise CourseError(f"the kernel was started by {type(started).__name__}, "
                              "without the sandbox; nothing was run in it")

    def _provisioner(self) -> Any:
        return getattr(self.km, "provisioner", None)

    def _run_cells(self, nb: NotebookNode, skipped: set[int]) -> int | None:
        """Run the cells in order; the index of one that the kernel did not survive, else None."""
        self.reset_execution_trackers()
        for index, cell in enumerate(nb.cells):
            if cell.cell_type != "code" or index in skipped or self._is_answered(cell):
                continue
            if time.monotonic() > self.deadline:
                return None
            try:
                self._run_cell(cell, index)
            except CellTimeoutError:
                self._give_up(cell, finding("timed_out", limit_s=self.timeout))
                if not self._kernel_obeys():
                    return index
            except DeadKernelError:
                why = getattr(self._provisioner(), "why", "")
                self._give_up(cell, finding("kernel_died", detail=why))
                return index
            except Exception as error:
                if self.link is not None:
                    raise  # all is run by messages instead, and these will tell whose fault it is
                # Messages come from a kernel that a student may have made send anything.
                self.log.warning("cell %d sent what cannot be read: %r", index, error)
                self._give_up(cell, finding("output_unreadable"))
                return index
        return None

    def _is_answered(self, cell: NotebookNode) -> bool:
        return utils.is_grade(cell) and cell.metadata.nbgrader.grade_id in self.answers

    def _run_cell(self, cell: NotebookNode, index: int) -> None:
        self.n_output_before += self.n_output
        self.n_output = 0
        if not utils.is_grade(cell):
            self.execute_cell(cell, index)
            cell.outputs = joined(cleaned(cell.outputs))
            return
        grade_id = cell.metadata.nbgrader.grade_id
        exercise = self.exercises.get(grade_id.removesuffix(CHECK))
        if exercise is None:
            self.answers[grade_id] = Answer(missing=finding("no_references", grade_id=grade_id))
            return
        asking = self._asked(partial(request, exercise), cell, index)
        if not self.published and not asking.outputs:
            # After a flood of outputs the kernel may have had no room for the answer.
            asking = self._asked(partial(request, exercise), cell, index)
        if len(self.published) == 1:
            self.answers[grade_id] = Answer(records=self.published[0])
        else:
            self.answers[grade_id] = Answer(missing=_why_nothing(asking, self.published))

    def _asked(self, wish: Callable[[str], str], cell: NotebookNode, index: int) -> NotebookNode:
        """Ask for answers, under a token that nobody has seen; the cell as it then is."""
        self.token = secrets.token_hex(16)
        self.published: list[Any] = []
        return self._run_instead(wish(self.token), cell, index)

    def _run_instead(self, code: str, cell: NotebookNode, index: int) -> NotebookNode:
        """Run this in the place of a cell that stays as it is; the cell as it then would be."""
        other = cell.copy()
        other.source = code
        if self.link is not None:
            self.link.ask(code, lambda kind, content: self._keep_answer(content))
            return other
        try:
            self.execute_cell(other, index, store_history=False)
        finally:
            self.nb.cells[index] = cell
        return other

    def _update_display_id(self, display_id: str, msg: dict[str, Any]) -> None:
        # Cleaning has moved outputs about; an update of one that is gone changes nothing.
        with suppress(IndexError, KeyError):
            super()._update_display_id(display_id, msg)

    def output(self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None,
               cell_index: int) -> NotebookNode | None:
        """Take an output: an answer to us is kept aside, anything else as long as there is room."""
        if self._keep_answer(msg["content"]):
            return None
        room = min(self.cell_output_max - self.n_output,
                   self.notebook_output_max - self.n_output_before - self.n_output)
        content = msg["content"]
        self.n_output += len(str(content))
        if msg["msg_type"] == "stream":  # the beginning is shown
            content["text"] = str(content.get("text", ""))[:max(0, room)]
        elif len(str(content)) > room:
            return None
        return super().output(outs, msg, display_id, cell_index)

    def _keep_answer(self, content: Mapping[str, Any]) -> bool:
        """Whether something that was shown is an answer to us; it is kept if it has our token."""
        told = answer_in(content)
        if isinstance(told, dict) and told.get("token") == getattr(self, "token", None):
            self.published.append(told.get("records"))
        return told is not None

    def _kernel_obeys(self) -> bool:
        """Interrupt the kernel, and see whether it answers within the grace time."""
        assert self.km is not None
        assert self.kc is not None
        try:
            _wait(self.km.interrupt_kernel())
            asked = self.kc.kernel_info()
            patience = time.monotonic() + GRACE_S
            while time.monotonic() < patience:
                reply = _wait(self.kc.get_shell_msg(timeout=GRACE_S))
                if reply["parent_header"].get("msg_id") == asked:
                    return True
        except Exception as error:
            self.log.debug("the kernel does not answer: %r", error)
        return False

    def _give_up(self, cell: NotebookNode, why: Finding) -> None:
        if utils.is_grade(cell):
            self.answers[cell.metadata.nbgrader.grade_id] = Answer(missing=why)
        else:
            note = NotebookNode(output_type="stream", name="stdout",
                                text=f"[{wording.reason(why)}]\n")
            cell.outputs = [*joined(cleaned(cell.outputs)), note]

    def _no_answers(self, nb: NotebookNode, why: Finding) -> None:
        for cell in nb.cells:
            if cell.cell_type == "code" and utils.is_grade(cell):
                self.answers.setdefault(cell.metadata.nbgrader.grade_id, Answer(missing=why))


def first_line(error: Exception) -> str:
    """What an error says, for the log."""
    return str(error).strip().partition("\n")[0] or repr(error)


async def _awaited(result: Any) -> Any:
    return await ensure_async(result)


_wait = run_sync(_awaited)


def _why_nothing(cell: NotebookNode, published: list[Any]) -> Finding:
    if published:
        return finding("given_twice")
    errors = [one for one in cell.outputs if one.output_type == "error"]
    if errors:
        return finding("check_failed", type=str(errors[-1].ename),
                       message=str(errors[-1].evalue)[:MAX_LINE])
    return finding("not_given")
