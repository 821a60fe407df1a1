"""Putting a submission's cells back: ours as we gave them, the student's as they are.

nbgrader's own stage for this stops the class at a copied cell or a missing neighbour, and leaves
tags such as `skip-execution` in force. Here every cell loses all metadata. Those that are known, by
their grade_id or else by what they hold, get ours back; those that are missing are added where they
stood. Nothing of ours ever takes the place of what a student wrote somewhere else.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from answercheck import wording
from answercheck.verdict import Finding, finding
from grading.course.assignment import definition_for
from grading.course.definition import Definition
from grading.course.graded_cells import is_graded_code
from grading.course.kernels import refuse_other_language
from grading.course.languages import language_in, set_language
from grading.errors import CourseError
from grading.hand_ins.cells import code_cell, text_cell
from grading.hand_ins.reading import ASKED, NOTES, PLACED, UNREADABLE, unreadable
from grading.hand_ins.recognize import (
    defines,
    definitions,
    holds,
    is_answered,
    lines,
    may_answer,
    surplus,
    texts_of_ours,
    unfenced,
    without,
)
from grading.words import in_language
from grading.words import translate as _

STUB = "NotImplementedError"  # what nbgrader writes in the place of a solution raises it
INTAKE = "intake"  # where this stage finds in its resources what `intake` has to say


class RestoreCells(NbGraderPreprocessor):
    """Give every known cell its own metadata back and every missing one its place."""

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Restore the cells; the notebook's metadata say what was done, as findings."""
        definition = definition_for(self, nb, resources)
        if definition.translations:
            set_language(nb, definition.language)
        with in_language(language_in(nb.metadata)):
            return self._restored(nb, definition, resources), resources

    def _restored(self, nb: NotebookNode, definition: Definition,
                  resources: ResourcesDict) -> NotebookNode:
        asked = nb.metadata.pop(ASKED, None)
        nb.metadata.pop(PLACED, None)
        if not definition.kernel:  # so the submission says it, as in plain nbgrader
            refuse_other_language(asked, definition.notebook)
        _refuse_another_assignments(nb, definition)
        if UNREADABLE in nb.metadata:  # it was not known yet in which language to say so
            nb.cells = unreadable(Finding.from_data(nb.metadata[UNREADABLE])).cells
        restoration = Restoration(nb.cells, definition)
        nb.cells = restoration.cells
        notes = list(resources.get(INTAKE, ()))
        if UNREADABLE not in nb.metadata:
            notes += restoration.notes()
        nb.metadata[NOTES] = [note.data() for note in notes]
        for note in notes:
            self.log.info("%s: %s", definition.notebook, wording.note(note))
        return nb


def _refuse_another_assignments(nb: NotebookNode, definition: Definition) -> None:
    """Where nbgrader knows of no cell, a submission with cells of nbgrader's is something else.

    Raises
    ------
    CourseError
        If it is; there is nothing to be graded, and somebody has to look at it.
    """
    if not definition.cells and any("grade_id" in cell.metadata.get("nbgrader", {})
                                    for cell in nb.cells):
        raise CourseError(f"{definition.notebook} has graded cells, and the notebook of the "
                          "assignment has none: it is perhaps of another assignment")


def n_answered(notebook: NotebookNode, definition: Definition) -> int:
    """How many of an assignment's answers a notebook as it was read holds."""
    return len(Restoration(notebook.cells, definition.of_hand_in(notebook)).answered())


class Restoration:
    """The cells of one submission, restored.

    Parameters
    ----------
    handed_in : the cells as `reading` gives them; each of them belongs to this from now on
    definition : of the notebook

    Attributes
    ----------
    cells : in order, each cell of the definition among them once
    """

    def __init__(self, handed_in: Iterable[NotebookNode], definition: Definition) -> None:
        self.definition, self.known = definition, definition.cells
        self.released = {grade_id: definition.released(grade_id) for grade_id in self.known}
        self.texts = definition.texts  # in whatever language
        self.stubs: dict[str, list[str]] = {}
        for text in (text for grade_id in self._solutions() for text in self.texts[grade_id]):
            for name, block in definitions(text).items():
                self.stubs.setdefault(name, []).extend(block)
        self.ours = {line.strip() for grade_id in self._solutions()
                     for text in self.texts[grade_id] for line in lines(text)}
        self.place: dict[str, NotebookNode] = {}
        self.by_content: list[str] = []
        self.with_surplus: list[str] = []
        self.moved: list[str] = []
        self.added: list[str] = []
        self.elsewhere: list[str] = []
        self.cells: list[NotebookNode] = []
        self.n_surplus = 0
        self.split: dict[str, list[str]] = {}
        self.written: dict[str, list[NotebookNode]] = {}  # the cells that define each name
        bearing: dict[str, list[NotebookNode]] = {}
        for cell in handed_in:
            grade_id = cell.metadata.pop("nbgrader", {}).get("grade_id")
            cell.metadata = NotebookNode()
            if cell.cell_type == "code":
                cell.execution_count = None
            self.cells.append(cell)
            if isinstance(grade_id, str) and grade_id in self.known:
                bearing.setdefault(grade_id, []).append(cell)
        given_out = {tuple(lines(source)) for source in definition.plain_texts}
        self.given_out = {id(cell): cell for cell in self.cells
                          if tuple(self._lines(cell)) in given_out}
        self._take_texts_for_code({
            id(cell) for grade_id, cells in bearing.items() for cell in cells
            if self.known[grade_id].cell_type != "code"})
        # Locked ones first: answers are looked for before the tests.
        self.order = sorted(self.known, key=self._is_locked, reverse=True)
        for grade_id in self.order:
            if grade_id in bearing:
                self._set(grade_id, self._best(grade_id, bearing[grade_id]))
        self._place_by_content()
        self._drop_stubs_of_what_is_defined_elsewhere()
        self._add_missing()
        self._put_tests_behind_answers()

    def answered(self) -> set[str]:
        """The grade_ids of the solution cells that hold an answer."""
        return {grade_id for grade_id in self._solutions()
                if self._is_answered(self.place[grade_id], grade_id)}

    def notes(self) -> list[Finding]:
        """What was done, for the student and the instructor."""
        found = {"recognized": self.by_content, "surplus_kept": self.with_surplus,
                 "moved": self.moved, "put_back": self.added, "defined_elsewhere": self.elsewhere}
        return [finding(code, names=list(dict.fromkeys(names)))
                for code, names in found.items() if names]

    def _take_texts_for_code(self, written: set[int]) -> None:
        """Make an answer code again that was made a text by mistake, if there is no other.

        written : the ids of the cells that a person wrote for a person
        """
        for name in self.stubs:
            texts = [cell for cell in self.cells if cell.cell_type != "code"
                     and f"def {name}(" in cell.source and id(cell) not in written]
            if texts and not any(self._defines(cell, name) for cell in self.cells):
                at = _index(self.cells, texts[-1])
                self.cells[at].pop("attachments", None)
                self.cells[at].update(code_cell(unfenced(texts[-1].source), texts[-1].id, {}))

    def _solutions(self) -> Iterator[str]:
        return (grade_id for grade_id, cell in self.known.items()
                if cell.metadata.nbgrader.solution)

    def _is_locked(self, grade_id: str) -> bool:
        return bool(self.known[grade_id].metadata.nbgrader.locked)

    def _set(self, grade_id: str, cell: NotebookNode) -> None:
        """Give a cell of the submission the place of one of ours."""
        at = _index(self.cells, cell)
        self.place[grade_id] = ours = _restored(self.known[grade_id], cell)
        self.cells[at] = ours
        if self._is_locked(grade_id):
            self._keep_surplus(grade_id, cell, at)

    def _keep_surplus(self, grade_id: str, cell: NotebookNode, at: int) -> None:
        ours = self.place[grade_id]
        if lines(cell.source) in map(lines, self.texts[grade_id]):
            return
        is_code = ours.cell_type == "code"
        parts = surplus(cell.source, self.released[grade_id], is_code, is_graded_code(ours))
        new_cell = code_cell if is_code else text_cell
        for where, source in zip((at, at + 1 + bool(parts[0])), parts, strict=True):
            if source:
                self.n_surplus += 1
                self.cells.insert(where, new_cell(source, f"surplus-{self.n_surplus}", {}))
        if any(parts):
            self.with_surplus.append(grade_id)

    def _free(self) -> list[NotebookNode]:
        """The cells that have no place, without those that we gave out and nobody changed."""
        placed = set(map(id, self.place.values()))
        return [cell for cell in self.cells if id(cell) not in placed
                and id(cell) not in self.given_out and cell.source.strip()]

    def _lines(self, cell: NotebookNode) -> list[str]:
        """The lines of a cell, which may be long, so it is split once."""
        if cell.source not in self.split:
            self.split[cell.source] = lines(cell.source)
        return self.split[cell.source]

    def _best(self, grade_id: str, cells: list[NotebookNode]) -> NotebookNode:
        """Of several cells the one that counts: if there is one, the last that is answered."""
        tested_at = self._tested_at(grade_id)

        def fit(cell: NotebookNode) -> tuple[bool, ...]:
            return (self._fits(grade_id, cell), _index(self.cells, cell) < tested_at)

        return max(reversed(cells), key=fit)

    def _fits(self, grade_id: str, cell: NotebookNode) -> bool:
        """Whether a cell holds what this one should: our text, or an answer."""
        if self._is_locked(grade_id):
            return any(holds(cell.source, text) for text in self.texts[grade_id])
        names = definitions(self.released[grade_id]) if cell.cell_type == "code" else {}
        return (any(self._defines(cell, name) for name in names) if names
                else self._is_answered(cell, grade_id))

    def _is_answered(self, cell: NotebookNode, grade_id: str) -> bool:
        """Whether a cell is not as one was released, in whatever language."""
        return is_answered(cell.source, "\n".join(self.texts[grade_id]))

    def _defines(self, cell: NotebookNode, name: str) -> bool:
        """Whether a cell defines a name otherwise than by our stub."""
        return (cell.cell_type == "code" and name in cell.source
                and defines(without(cell.source, name, self.stubs.get(name, ())), name))

    def _tested_at(self, grade_id: str) -> int:
        """Where the first test behind a solution cell stands; behind all if that is not known."""
        after = list(self.known)[list(self.known).index(grade_id) + 1:]
        tests = [one for one in after if one in self.place and is_graded_code(self.place[one])]
        return _index(self.cells, self.place[tests[0]]) if tests else len(self.cells)

    def _place_by_content(self) -> None:
        for grade_id in self.order:
            if grade_id in self.place:
                continue
            like = [cell for cell in self._free()
                    if cell.cell_type == self.known[grade_id].cell_type]
            if self._is_locked(grade_id) or self._names(grade_id):
                fitting = [cell for cell in like if self._fits(grade_id, cell)]
            else:
                fitting = self._between_neighbours(grade_id)
            ours = [lines(text) for text in self.texts[grade_id]]
            fitting = fitting or [cell for cell in like if self._lines(cell) in ours]
            if fitting:
                self._set(grade_id, self._best(grade_id, fitting))
                self.by_content.append(grade_id)
        for grade_id in self._solutions():
            self._take_the_answer_beside(grade_id)

    def _names(self, grade_id: str) -> Iterable[str]:
        """What a solution cell of ours defines."""
        return (definitions(self.released[grade_id])
                if self.known[grade_id].cell_type == "code" else ())

    def _take_the_answer_beside(self, grade_id: str) -> None:
        """Where a written answer was left open, take the text that stands beside it."""
        cell = self.place.get(grade_id)
        if (cell is None or cell.cell_type != "markdown"
                or self._is_answered(cell, grade_id)):
            return
        ours = texts_of_ours(self.definition)
        beside = [one for one in self._between_neighbours(grade_id)
                  if one.cell_type == "markdown" and may_answer(one, ours)]
        if beside:
            at = _index(self.cells, cell)
            del self.cells[at], self.place[grade_id]
            self._set(grade_id, beside[0])
            self.by_content.append(grade_id)

    def _between_neighbours(self, grade_id: str) -> list[NotebookNode]:
        """The free cells that stand where this one stood, of its kind if there are such.

        One that defines what another cell should define is that one's.
        """
        order = list(self.definition.template) or [(name, "") for name in self.known]
        here = next((at for at, (name, _) in enumerate(order) if name == grade_id), None)
        if here is None:
            return []
        before = next((at for at in (self._find(*one) for one in reversed(order[:here]))
                       if at >= 0), -1)
        after = next((at for at in (self._find(*one) for one in order[here + 1:])
                      if at > before), len(self.cells))
        if before < 0 and after == len(self.cells):
            return []  # nothing of ours is there by which it could be known
        free = set(map(id, self._free()))
        between = [cell for cell in self.cells[before + 1:after] if id(cell) in free
                   and not any(self._defines(cell, name) for name in self.stubs)]
        kind = self.known[grade_id].cell_type
        return [cell for cell in between if cell.cell_type == kind] or between

    def _find(self, grade_id: str, source: str) -> int:
        """Where a cell of the assignment stands in the submission; -1 if it is not there."""
        if grade_id:
            cell = self.place.get(grade_id)
            return -1 if cell is None else _index(self.cells, cell)
        ours = lines(source)
        return next((at for at, cell in enumerate(self.cells) if self._lines(cell) == ours), -1)

    def _drop_stubs_of_what_is_defined_elsewhere(self) -> None:
        """No stub of ours may run behind a student's function and take its name."""
        answers = self._answers()
        self.written = {name: found for name in self.stubs if (
            found := [cell for cell in answers if self._defines(cell, name)])}
        for cell in answers:
            is_placed = any(cell is one for one in self.place.values())
            source = self._without_stubs(cell.source, is_placed)
            if source != cell.source:
                cell.source = source
                if not source.strip() and not is_placed:
                    at = _index(self.cells, cell)
                    del self.cells[at]

    def _answers(self) -> list[NotebookNode]:
        """The code cells that a student could write in."""
        locked = {id(cell) for grade_id, cell in self.place.items() if self._is_locked(grade_id)}
        return [cell for cell in self.cells if cell.cell_type == "code" and id(cell) not in locked
                and id(cell) not in self.given_out]

    def _without_stubs(self, source: str, is_placed: bool) -> str:
        """The text of a cell without our stubs of what a student defines in another one."""
        is_open = {line.strip() for line in lines(source)} <= self.ours
        for name in self.written:
            # A function that we gave out whole, beside one to be written, is no stub.
            if not is_open and not any(STUB in line for line in self.stubs[name]):
                continue
            told = (_("# {name}: the cell that defines it counts").format(name=name)
                    if is_placed else "")
            shorter = without(source, name, self.stubs[name], told)
            if shorter != source and is_placed:
                self.elsewhere.append(name)
            source = shorter
        return source

    def _add_missing(self) -> None:
        """Put each missing cell behind the one it followed in the assignment.

        One of ours that others build on is taken there too, if it has come to stand behind them.
        """
        for grade_id, cell in self._late():
            at = _index(self.cells, cell)
            del self.cells[at]
            self.moved.append(grade_id)
        before: NotebookNode | None = None
        for number, (grade_id, original) in enumerate(self.known.items()):
            if grade_id not in self.place or grade_id in self.moved:
                if grade_id not in self.place:
                    source = original.source if self._is_locked(grade_id) else (
                        self._without_stubs(original.source, is_placed=True))
                    self.place[grade_id] = _as_given(original, source, f"added-{number}")
                    self.added.append(grade_id)
                at = 0 if before is None else _index(self.cells, before) + 1
                self.cells.insert(at, self.place[grade_id])
            before = self.place[grade_id]

    def _late(self) -> list[tuple[str, NotebookNode]]:
        """Our locked code that is not graded and stands behind cells that came after it."""
        late, first = [], len(self.cells)
        for grade_id in reversed(self.known):
            cell = self.place.get(grade_id)
            if cell is None:
                continue
            at = _index(self.cells, cell)
            if (self._is_locked(grade_id) and cell.cell_type == "code"
                    and not is_graded_code(cell) and at > first):
                late.append((grade_id, cell))
            else:
                first = min(first, at)
        return late

    def _put_tests_behind_answers(self) -> None:
        """No test may stand before all the places in which what it tests was written."""
        names: list[str] = []
        unnamed: list[NotebookNode] = []
        last: NotebookNode | None = None  # moved before, to keep their order
        answered = self.answered()
        for grade_id in self.known:
            cell = self.place[grade_id]
            defined = [name for name in self._names(grade_id) if name in self.written]
            names += defined
            if not defined and grade_id in answered and cell.cell_type == "code":
                unnamed.append(cell)
            if not is_graded_code(cell):
                continue
            at = _index(self.cells, cell)
            needed = max([self._defined_at(name, at) for name in names]
                         + [_index(self.cells, one) for one in unnamed], default=-1)
            if needed > at:
                behind = needed if last is None else max(needed, _index(self.cells, last))
                self.cells.insert(behind + 1, cell)
                del self.cells[at]
                self.moved.append(grade_id)
                last = cell

    def _defined_at(self, name: str, tested_at: int) -> int:
        """Where a name is defined before its test; if it is not, where it is defined last."""
        places = [_index(self.cells, cell) for cell in self.written[name]]
        before = [at for at in places if at < tested_at]
        return before[-1] if before else places[-1]


def _index(cells: list[NotebookNode], cell: NotebookNode) -> int:
    return next(at for at, one in enumerate(cells) if one is cell)


def _restored(original: NotebookNode, handed_in: NotebookNode) -> NotebookNode:
    """Our cell, with the student's text and pictures where these are the student's to write."""
    if original.metadata.nbgrader.locked:
        return _as_given(original, original.source, handed_in.id)
    cell = _as_given(original, handed_in.source, handed_in.id)
    if cell.cell_type == "markdown" and "attachments" in handed_in:
        cell.attachments = handed_in.attachments
    return cell


def _as_given(original: NotebookNode, source: str, cell_id: str) -> NotebookNode:
    new_cell: Callable[[str, str, Any], NotebookNode] = (
        code_cell if original.cell_type == "code" else text_cell)
    return new_cell(source, cell_id, original.metadata)
