"""Cells put back: whatever became of them, the work of the student is what is run."""

import random

import pytest
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell

from grading.course.definition import Definition
from grading.hand_ins.reading import NOTES, parse
from grading.hand_ins.restore import Restoration, RestoreCells
from tests.course.plain_course import by_hand, cell_of_tests, marked, solution
from tests.grading.hand_ins import honest

N_MIXED = 110  # notebooks with several changes at once; more of them are slow
WEEK1 = honest.WEEKS[0]


def lost_after(changes, seed, week):
    """What is lost of an honest notebook that was changed so, and how it was changed."""
    chance = random.Random(seed)
    notebook = honest.honest(week)
    for change in changes:
        if honest.answers_left(notebook.cells, week):
            change(notebook.cells, chance, week)
    read = parse(honest.written(notebook, chance))
    return honest.lost(week, Restoration(read.cells, honest.definition(week)).cells)


@pytest.mark.parametrize("week", honest.WEEKS)
@pytest.mark.parametrize("change", honest.CHANGES)
def test_a_change_that_keeps_the_work_loses_nothing(change, week):
    assert lost_after([change], 0, week) == []


@pytest.mark.slow
@pytest.mark.parametrize("week", honest.WEEKS)
@pytest.mark.parametrize("change", honest.CHANGES)
def test_a_change_that_keeps_the_work_loses_nothing_wherever_it_is_made(change, week):
    for seed in range(1, 10):
        assert lost_after([change], seed, week) == []


@pytest.mark.parametrize("week", honest.WEEKS)
def test_all_code_in_one_cell_without_a_mark_is_taken_apart(week):
    notebook = honest.honest(week)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type != "code"]
    notebook.cells.insert(2, new_code_cell("\n\n".join(cell.source for cell in code)))
    cells = Restoration(notebook.cells, honest.definition(week)).cells
    assert honest.lost(week, cells) == []
    ids = [cell.id for cell in cells]
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) <= 64


def mixed(seed):
    chance = random.Random(seed)
    changes = chance.sample(honest.CHANGES, chance.randint(2, 4))
    problems = lost_after(changes, seed, honest.WEEKS[seed % 4])
    return problems and (seed, [change.__name__ for change in changes], problems)


def test_several_changes_at_once_lose_nothing():
    assert [found for seed in range(N_MIXED) if (found := mixed(seed))] == []


@pytest.mark.slow
def test_many_changes_at_once_lose_nothing():
    assert [found for seed in range(N_MIXED, 1500) if (found := mixed(seed))] == []


# A plain course: graded by tests, with hidden ones, and without any helper of ours.

SQUARE = "def square(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
CUBE = SQUARE.replace("square", "cube")
OPEN = "# YOUR CODE HERE\nraise NotImplementedError()"
TESTS = "assert square(2) == 4\n### BEGIN HIDDEN TESTS\nassert square(3) == 9\n### END HIDDEN TESTS"
CELLS = [
    marked(new_code_cell("import math\nTAU = 2 * math.pi"), "setup", locked=True),
    solution("square", SQUARE), cell_of_tests("test_square", TESTS, 2),
    solution("cube", CUBE), cell_of_tests("test_cube", "assert cube(2) == 8", 1),
    solution("free", OPEN), cell_of_tests("test_free", "assert area == 4 * TAU", 1),
    marked(new_markdown_cell("**Why?** Say it in a sentence."), "question", locked=True),
    by_hand("why", new_markdown_cell("YOUR ANSWER HERE"), 3)]
ANSWERS = {"square": "def square(x):\n    return x ** 2", "cube": "def cube(x):\n    return x ** 3",
           "free": "area = 4 * TAU", "why": "Because it grows."}
PLAIN = Definition(
    "ps1", "problems", {cell.metadata.nbgrader.grade_id: from_dict(
        {"cell_type": cell.cell_type, "source": cell.source, "metadata": cell.metadata})
        for cell in CELLS}, {}, b"", hidden_lines={"test_square": [2, 3, 4]},
    template=(("", "# Problems"), *((cell.metadata.nbgrader.grade_id, "") for cell in CELLS)))


def plain(*order, **sources):
    """Cells in this order as a student hands them in; `own` ones bear no mark."""
    cells = []
    for name in order or PLAIN.cells:
        bare, _, own = name.partition(":")
        original = PLAIN.cells[bare] if bare else None
        source = sources.get(bare, ANSWERS.get(bare) or (original.source if original else ""))
        if bare == "test_square":
            source = sources.get(bare, "assert square(2) == 4")
        kind = original.cell_type if original else "code"
        cells.append(from_dict({
            "cell_type": kind, "id": "x", "source": {"stub": original and original.source}.get(
                own, source),
            "metadata": {"nbgrader": {"grade_id": bare}} if own != "own" else {}}))
    return cells


def run(cells):
    """The names after the code has run as far as it can, and the tests that passed."""
    names, passed = {}, []
    for cell in cells:
        grade_id = honest.grade_id(cell)
        if cell.cell_type == "code":
            try:
                exec(cell.source, names)
            except Exception:
                continue
            passed += [grade_id] * grade_id.startswith("test")
    return names, passed


ALL = ["test_square", "test_cube", "test_free"]
IDS = list(PLAIN.cells)


@pytest.mark.parametrize("cells", [
    plain(), plain(*(f"{name}:own" for name in IDS)), plain("square", "cube", "free", "why"),
    plain("square:own", "cube:own", "setup", "free:own", "question", "why"),
    plain("setup", "square:own", "square:stub", "test_square", "cube", "free", "question", "why"),
    plain("setup", "square", "square:stub", "test_square", "cube", "free", "question", "why"),
    plain("setup", "square:stub", "test_square", "square:own", "cube", "free", "question", "why"),
    plain("setup", "test_square", "test_cube", "test_free", "square", "cube", "free", "why"),
    plain("setup", "square", "cube", "test_free", "question", "why",
          test_free=f"{ANSWERS['free']}\n\nassert area == 4 * TAU"),
    plain("setup", "test_square", "cube", "free", "question", "why",
          test_square=f"assert square(2) == 4\n\n{ANSWERS['square']}"),
    plain("setup", "test_square", "cube", "free", "question", "why",
          test_square=ANSWERS["square"]),
    plain("setup", "cube", "free", "question", "why",
          setup=f"import math\nTAU = 2 * math.pi\n{ANSWERS['square']}"),
    plain("setup", "free", "question", "why", free="\n\n".join(
        [ANSWERS["free"], ANSWERS["cube"], ANSWERS["square"]])),
    plain("setup:own", "square:own", "test_square:own", "cube:own", "test_cube:own", "free:own",
          "test_free:own", "question:own", "why:own"),
    plain("setup", "square", "cube", "free", "question", "why:stub", "why:own"),
    plain("setup", "square", "cube", "free", "question",
          question="**Why?** Say it in a sentence.\n\nBecause it grows."),
])
def test_in_a_plain_course_the_work_counts_wherever_it_stands(cells):
    restored = Restoration(cells, PLAIN)
    assert sorted(map(honest.grade_id, restored.cells)) == sorted(
        [*IDS, *[""] * (len(restored.cells) - len(IDS))])
    assert run(restored.cells)[1] == ALL
    why, = (cell.source for cell in restored.cells if honest.grade_id(cell) == "why")
    assert why == ANSWERS["why"]


@pytest.mark.parametrize("stub", [
    SQUARE, SQUARE.replace("    ", "\t"), SQUARE.replace("    # YOUR CODE HERE\n", ""),
    SQUARE.replace("\n", "  \n\n"), SQUARE + "\n\n\n# a thought", SQUARE.replace("x", "number")])
@pytest.mark.parametrize("answer", [
    ANSWERS["square"], "square = lambda x: x ** 2", "%%time\n" + ANSWERS["square"],
    "if True:\n    def square(x):\n        return x * x",
    "from operator import mul\ndef square(x):\n    return mul(x, x)"])
def test_no_open_stub_takes_the_name_of_a_function_written_elsewhere(stub, answer):
    for cells in (plain("square", "test_square", square=stub),
                  plain("square", "test_square", square=f"{answer}\n\n{stub}"),
                  plain("square", "test_square", square=f"{stub}\n\n{answer}")):
        cells.insert(0, new_code_cell(answer))
        restored = Restoration(cells, PLAIN).cells
        for cell in restored:
            cell.source = cell.source.removeprefix("%%time")
        assert "test_square" in run(restored)[1]


@pytest.mark.parametrize("answer", ["def square(x): return x * x",
                                    "def square(x):\n\n\n    return 4",
                                    "def square(x):\n    # YOUR CODE HERE\n    return 0"])
def test_what_somebody_wrote_into_a_stub_stays(answer):
    restored = Restoration(plain("setup", "square", "square:stub", square=answer), PLAIN)
    assert answer in [cell.source for cell in restored.cells]


def test_what_was_handed_out_and_left_open_is_no_answer():
    restored = Restoration(plain(*(name if name in ALL else f"{name}:stub" for name in IDS)), PLAIN)
    assert restored.answered() == set()
    assert restored.notes() == []
    assert [cell.source for cell in restored.cells] == [
        cell.source for cell in PLAIN.cells.values()]


@pytest.mark.parametrize("source", [
    "import math\nimport cmath\nTAU = 2 * math.pi", "import cmath\nimport math\nTAU = 2 * math.pi",
    "import math\nTAU = 2 * math.pi\n\nimport cmath"])
def test_what_was_added_to_a_locked_cell_runs_beside_it(source):
    restored = Restoration(plain(setup=source), PLAIN)
    assert "cmath" in run(restored.cells)[0]
    assert [note.code for note in restored.notes()] == ["surplus_kept"]


@pytest.mark.parametrize("source", [
    "import math\nTAU = 3", "import math", "", "import math\nTAU = 2 * math.pi\n# TAU = 3",
    "%%time\nimport math\nTAU = 2 * math.pi", "import math\n    # indented\nTAU = 2 * math.pi"])
def test_a_locked_cell_that_was_changed_is_ours_again(source):
    names, _ = run(Restoration(plain("setup", setup=source), PLAIN).cells)
    assert names["TAU"] == pytest.approx(6.283, abs=1e-3)


def test_a_test_that_was_weakened_is_ours_again():
    cells = Restoration(plain(test_cube="def cube(x):\n    return 8\n\nassert cube(2) == 8"),
                        PLAIN).cells
    tests = {honest.grade_id(cell): cell.source for cell in cells}
    assert {name: tests[name] for name in ALL} == {
        name: PLAIN.cells[name].source for name in ALL}


@pytest.mark.parametrize("order", [("square", "square:own"), ("square", "square:stub"),
                                   ("square:stub", "square")])
def test_of_copies_the_answered_one_counts(order):
    restored = Restoration(plain("setup", *order, "test_square"), PLAIN)
    assert "test_square" in run(restored.cells)[1]
    assert "square" in restored.answered()


def test_a_second_function_that_we_gave_out_whole_stays():
    given = "def half(x):\n    return x / 2\n\n\n" + SQUARE
    cells = {"square": from_dict({**PLAIN.cells["square"], "source": given})}
    restored = Restoration(
        [*plain("square", square=given.replace(SQUARE, ANSWERS["square"])),
         new_code_cell("def half(x):\n    return 'scratch'")],
        Definition("ps1", "problems", cells, {}, b""))
    assert "return x / 2" in restored.cells[0].source


def test_the_notes_say_which_cells_were_put_back_and_reach_the_notebook():
    notebook = honest.honest(WEEK1)
    notebook.cells = [cell for cell in notebook.cells
                      if honest.grade_id(cell) != "forward_difference-check"]
    stage = RestoreCells()
    restored, _ = stage(notebook, {"definition": honest.definition(WEEK1)})
    note, = restored.metadata[NOTES]
    assert (note["code"], note["values"]) == ("put_back", {"names": ("forward_difference-check",)})


def test_notes_that_a_student_forged_are_not_kept():
    notebook = honest.honest(WEEK1)
    notebook.metadata[NOTES] = [{"code": "put_back", "about": "", "values": {"names": ["x"]}}]
    restored, _ = RestoreCells()(notebook, {"definition": honest.definition(WEEK1)})
    assert restored.metadata[NOTES] == []
