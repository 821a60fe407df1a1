"""An answer that was given beside its own cell is shown to a person; an untouched one is none."""

from dataclasses import replace

import pytest
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum, determine_grade

from answercheck.verdict import finding
from grading.course.assignment import KEY
from grading.course.definition import Definition
from grading.hand_ins.reading import notes_in, unreadable
from grading.hand_ins.restore import INTAKE, RestoreCells
from grading.hand_ins.written_answers import NOTE, NoteAnswersBeside

QUESTION = "## 3. Why is the step neither large nor tiny?\n\nAnswer in two sentences." + (
    "\nThink of what you have seen above, and of what the picture shows at its left end." * 9)
TRY = "step = 0.1\nprint(numerical_gradient(parabola, 1.0, step))"
WRITTEN = "A large step cuts the corner, and a tiny one drowns in rounding."


def known(grade_id, cell, **marks):
    """A cell as the gradebook has it."""
    cell.metadata["nbgrader"] = {"grade_id": grade_id, "schema_version": 3, "grade": False,
                                 "solution": False, "locked": False, "task": False, **marks}
    if cell.metadata["nbgrader"]["grade"]:
        cell.metadata["nbgrader"]["points"] = 4
    cell.metadata["nbgrader"]["checksum"] = compute_checksum(cell)
    return cell


def released():
    """A notebook with a written answer, between a function and one more answer, of code."""
    return [known("gradient", new_code_cell("def numerical_gradient(): ..."), solution=True),
            new_markdown_cell(QUESTION),
            known("why", new_markdown_cell("YOUR ANSWER HERE"), grade=True, solution=True),
            new_code_cell(TRY),
            known("own", new_code_cell("# your code"), grade=True, solution=True),
            new_markdown_cell("The end.")]


DEFINITION = Definition(
    "week", "one", {cell.metadata.nbgrader.grade_id: from_dict(cell) for cell in released()
                    if "nbgrader" in cell.metadata}, {}, b"",
    template=tuple((cell.metadata.nbgrader.grade_id, "") if "nbgrader" in cell.metadata
                   else ("", cell.source) for cell in released()))


def restored(change=lambda cells: None, notebook=None, notes=(), definition=DEFINITION):
    """The notebook after these stages; `notes` are those of the intake."""
    cells = released()
    change(cells)
    notebook = notebook or new_notebook(cells=cells)
    resources = ResourcesDict(nbgrader={})
    resources[KEY], resources[INTAKE] = definition, notes
    for stage in (RestoreCells, NoteAnswersBeside):
        notebook, resources = stage()(notebook, resources)
    return notebook


def graded(change=lambda cells: None, notebook=None):
    """What nbgrader makes of the two answers; None waits for a person."""
    notebook = restored(change, notebook)
    return {cell.metadata.nbgrader.grade_id: (determine_grade(cell)[0], NOTE in cell.source)
            for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")}


UNTOUCHED, NOTED, ANSWERED = (0, False), (None, True), (None, False)


def put(index, cell):
    return lambda cells: cells.insert(index, cell)


def write(index, text):
    def change(cells):
        cells[index].source = text
    return change


def retyped(cells):
    """The written answer's cell was made a cell of code, as an editor does it or by hand."""
    cells[2] = new_code_cell(WRITTEN, metadata=cells[2].metadata)


def replaced(cells):
    cells[2] = new_code_cell(f"# {WRITTEN}")


@pytest.mark.parametrize("change", [
    put(3, new_markdown_cell(WRITTEN)), put(3, new_code_cell(f"# {WRITTEN}")),
    put(4, new_markdown_cell(WRITTEN)), put(2, new_markdown_cell(WRITTEN)),
    put(1, new_markdown_cell(WRITTEN)), write(1, f"{QUESTION}\n\n{WRITTEN}"), replaced,
])
def test_an_answer_in_another_cell_waits_for_a_person(change):
    assert graded(change)["why"] in (NOTED, ANSWERED)


def test_code_to_be_graded_by_hand_may_stand_below_its_cell_too():
    assert graded(put(5, new_code_cell("for x in range(9):\n    print(x ** 2)"))) == {
        "why": UNTOUCHED, "own": NOTED}


@pytest.mark.parametrize("change", [
    lambda cells: None, put(3, new_markdown_cell(" \n")), put(3, new_code_cell(TRY)),
    write(3, TRY.replace("0.1", "0.001")), write(3, f"{TRY}\nstep"),
    write(0, "def numerical_gradient(): return 1"),
    write(1, QUESTION.replace("Answer", "Reply")), put(0, new_markdown_cell(WRITTEN)),
    put(2, new_markdown_cell("YOUR ANSWER HERE"))])
def test_an_untouched_answer_with_nothing_beside_it_is_none(change):
    assert graded(change) == {"why": UNTOUCHED, "own": UNTOUCHED}


@pytest.mark.parametrize("change", [write(2, WRITTEN), retyped, write(2, "")])
def test_an_answer_in_its_cell_needs_no_note(change):
    assert graded(change)["why"] == ANSWERED


def test_in_what_could_not_be_read_there_is_no_answer():
    assert graded(notebook=unreadable(finding("file_empty"))) == {
        "why": UNTOUCHED, "own": UNTOUCHED}


FILES = finding("documents_beside", names=["why.docx", "my_digit.jpg"])


def waiting(notebook):
    """The grade_ids of the answers that wait for a person."""
    return [cell.metadata.nbgrader.grade_id for cell in notebook.cells
            if cell.metadata.get("nbgrader", {}).get("grade") and determine_grade(cell)[0] is None]


def test_an_open_answer_with_a_document_beside_the_notebook_waits_for_a_person():
    notebook = restored(write(2, "Two sentences."), notes=[FILES])
    assert waiting(notebook) == ["why", "own"]
    own = next(cell for cell in notebook.cells if cell.source.startswith("# your code"))
    assert "why.docx, my_digit.jpg" in own.source
    assert notes_in(notebook.metadata) == [FILES]


NO_SOURCE = replace(DEFINITION, template=())


@pytest.mark.parametrize("given", [
    {"notebook": unreadable(finding("file_empty"))},
    {"notebook": unreadable(finding("no_notebook", name="one.ipynb"))},
    {"definition": NO_SOURCE}, {"definition": NO_SOURCE, "change": put(3, new_markdown_cell("."))}])
def test_a_person_is_asked_to_look_at_documents_wherever_it_is_said(given):
    notebook = restored(notes=[FILES], **given)
    assert waiting(notebook) == ["why", "own"]
    assert FILES in notes_in(notebook.metadata)


def test_a_file_that_the_code_names_is_no_document():
    show = put(0, new_code_cell('load_photo("my_digit.jpg")'))
    found, = notes_in(restored(show, notes=[FILES]).metadata)
    assert found.values["names"] == ("why.docx",)
    of_data = finding("documents_beside", names=["photos/my_digit.jpg"])
    notebook = restored(show, notes=[of_data])
    assert (waiting(notebook), notes_in(notebook.metadata)) == ([], [])


def test_where_all_is_answered_nobody_has_to_look_at_documents():
    def answer(cells):
        cells[2].source, cells[4].source = WRITTEN, "x = 1"
    assert notes_in(restored(answer, notes=[FILES]).metadata) == []
