"""An honest notebook of each week, changes that keep all of its work, and what must be left of it.

What a notebook would do is read from its code with `ast`, as Python would run it from top to
bottom; nothing of the code under test is asked.
"""

import ast
import copy
import json
import re
from functools import cache

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from grading.course.definition import Definition
from tests.this_course import FOLDERS

WEEKS = ("week1_derivatives", "week2_logistic_regression", "week3_shallow_network",
         "week4_deep_network")
WRITTEN = "The answer is in my own words: "


def grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def mark(cell, name):
    return bool(cell.metadata.get("nbgrader", {}).get(name))


@cache
def definition(week):
    """What was given out, as the gradebook and the source tell it."""
    released = nbformat.read(FOLDERS.root / "release" / week / _name(week), as_version=4)
    source = nbformat.read(FOLDERS.root / "source" / week / _name(week), as_version=4)
    template = tuple((grade_id(cell), "" if grade_id(cell) else cell.source)
                     for cell in source.cells)
    cells = {grade_id(cell): nbformat.from_dict(
        {"cell_type": cell.cell_type, "source": cell.source,
         "metadata": {"nbgrader": cell.metadata.nbgrader}})
        for cell in released.cells if grade_id(cell)}
    return Definition(week, _name(week).removesuffix(".ipynb"), cells, {}, b"",
                      template=template, kernel="python3")


def _name(week):
    return FOLDERS.source_notebook(week).name


@cache
def _honest(week):
    notebook = nbformat.read(FOLDERS.root / "source" / week / _name(week), as_version=4)
    for number, cell in enumerate(notebook.cells):
        if mark(cell, "solution"):
            cell.source = (WRITTEN + str(number) if cell.cell_type == "markdown" else re.sub(
                r"(?m)^ *### (BEGIN|END) SOLUTION\n?", "", cell.source))
    return notebook


@cache
def _honest_text(week):
    return json.dumps(_honest(week))


def honest(week):
    """A notebook with every answer."""
    return nbformat.from_dict(json.loads(_honest_text(week)))


@cache
def functions(code):
    """The functions that code defines, by name, as trees; None if it is no Python."""
    try:
        ast.parse(_plain(code))
    except SyntaxError:
        return None
    return {node.name: ast.dump(node) for node in ast.parse(_plain(code)).body
            if isinstance(node, ast.FunctionDef)}


def _plain(code):
    """Code without magics, and without blanks at the ends of lines, which a docstring may hold."""
    return re.sub(r"(?m)^[%!].*$|[ \t]+$", "", code)


@cache
def answers(week):
    """The functions that were asked for, each as the honest student wrote it."""
    return {name: tree for cell in _honest(week).cells
            if mark(cell, "solution") and cell.cell_type == "code"
            for name, tree in functions(cell.source).items()}


def lost(week, cells):
    """What a restored notebook lacks of the honest work: nothing, one hopes."""
    known, wanted = definition(week).cells, answers(week)
    problems, defined, setup_ran = [], {}, False
    places = [grade_id(cell) for cell in cells if grade_id(cell)]
    if sorted(places) != sorted(known):
        problems.append(f"cells: {sorted(set(places) ^ set(known))}")
    written = "\n".join(cell.source for cell in cells
                        if mark(cell, "solution") and cell.cell_type == "markdown")
    problems += [f"written: {cell.source}" for cell in _honest(week).cells
                 if mark(cell, "solution") and cell.cell_type == "markdown"
                 and not re.search(re.escape(cell.source) + r"\b", written)]
    for cell in cells:
        if mark(cell, "locked") and cell.source != known[grade_id(cell)].source:
            problems.append(f"changed: {grade_id(cell)}")
        if cell.cell_type != "code":
            continue
        setup_ran = setup_ran or grade_id(cell) == "setup"
        name = grade_id(cell).removesuffix("-check")
        if name != grade_id(cell):
            if defined.get(name) != wanted[name]:
                problems.append(f"{name} is " + ("another" if name in defined else "missing"))
            if not setup_ran:
                problems.append("no setup")
        found = functions(cell.source)
        if found is None and not cell.source.startswith(WRITTEN):
            problems.append(f"syntax: {cell.source[:60]!r}")
        defined.update(found or {})
    return problems


# Changes: each takes the cells, a source of chance and the week, and returns what it did.

def answers_left(cells, week):
    """Where the answers stand that nothing else is joined to but other answers."""
    wanted = answers(week)
    return [at for at, cell in enumerate(cells) if cell.cell_type == "code"
            and (found := functions(cell.source)) and set(found) <= set(wanted)
            and all(tree == wanted[name] for name, tree in found.items())]


def _written(cells):
    return [at for at, cell in enumerate(cells) if cell.source.startswith(WRITTEN)
            and mark(cell, "solution")]


def _locked(cells):
    """Where the locked cells are to which nothing was joined."""
    return [at for at, cell in enumerate(cells) if mark(cell, "locked")
            and "def " not in cell.source]


def _stub(week, name):
    return definition(week).cells[name].source


def no_metadata(cells, chance, week):
    for cell in cells:
        cell.metadata.clear()


def some_metadata_gone(cells, chance, week):
    for cell in chance.sample(cells, len(cells) // 2):
        cell.metadata.clear()


def no_ids(cells, chance, week):
    for cell in cells:
        cell.pop("id", None)


def doubled_ids(cells, chance, week):
    for cell in cells:
        cell["id"] = chance.choice(["a", "b"])


def tags(cells, chance, week):
    for cell in cells:
        cell.metadata["tags"] = ["skip-execution"]


def mark_of_an_answer_doubled(cells, chance, week):
    """The metadata of one cell are copied to a cell of the student's own."""
    at = chance.choice(_locked(cells) + answers_left(cells, week))
    own = new_code_cell("note = 'mine'", metadata=copy.deepcopy(cells[at].metadata))
    cells.insert(chance.randrange(1, len(cells)), own)


def answer_moved(cells, chance, week):
    cell = cells.pop(chance.choice(answers_left(cells, week)))
    cells.insert(chance.randrange(len(cells)), cell)


def answer_retyped_elsewhere(cells, chance, week):
    at = chance.choice(answers_left(cells, week))
    own = new_code_cell(cells[at].source)
    if chance.random() < 0.5:
        del cells[at]
    elif grade_id(cells[at]) in definition(week).cells:
        cells[at].source = _stub(week, grade_id(cells[at]))
    else:
        return
    cells.insert(chance.randrange(len(cells) + 1), own)


def all_answers_in_one_cell(cells, chance, week):
    places = answers_left(cells, week)
    whole = "\n\n\n".join(cells[at].source for at in places)
    for at in reversed(places):
        if chance.random() < 0.5 or not grade_id(cells[at]):
            del cells[at]
        else:
            cells[at].source = _stub(week, grade_id(cells[at]))
    cells.insert(chance.choice([3, len(cells) // 2, len(cells)]), new_code_cell(whole))


def setup_moved(cells, chance, week):
    at = next((at for at, cell in enumerate(cells) if grade_id(cell) == "setup"), None)
    if at is not None:
        cells.insert(chance.randrange(len(cells)), cells.pop(at))


def check_moved(cells, chance, week):
    places = [at for at in _locked(cells) if grade_id(cells[at]) != "setup"]
    if places:
        cell = cells.pop(chance.choice(places))
        cells.insert(chance.randrange(1, len(cells)), cell)


def locked_deleted(cells, chance, week):
    places = _locked(cells)
    for at in sorted(chance.sample(places, min(3, len(places))), reverse=True):
        del cells[at]


def joined_into_a_locked_cell(cells, chance, week):
    """As editors do that ignore locks: above or below, and one of the two marks stays."""
    at = chance.choice(answers_left(cells, week))
    near = [i for i in _locked(cells) if cells[i].cell_type == "code"]
    if not near:
        return
    other = min(near, key=lambda i: (abs(i - at), chance.random()))
    first, second = min(at, other), max(at, other)
    joined = copy.deepcopy(cells[chance.choice([other, at])])
    joined.source = cells[first].source + "\n\n" + cells[second].source
    cells[first] = joined
    del cells[second]


def two_answers_joined(cells, chance, week):
    places = answers_left(cells, week)
    if len(places) > 1:
        number = chance.randrange(len(places) - 1)
        first, second = places[number:number + 2]
        cells[first].source += "\n\n\n" + cells[second].source
        del cells[second]


def split_with_both_marks(cells, chance, week):
    at = chance.choice(answers_left(cells, week))
    rest = copy.deepcopy(cells[at])
    helper = copy.deepcopy(cells[at])
    helper.source, rest.source = "TINY = 1e-12", "LARGE = 1e12"
    cells[at:at + 1] = chance.choice([[helper, cells[at]], [cells[at], rest],
                                      [helper, cells[at], rest]])


def stub_copied(cells, chance, week):
    """An untouched copy of the cell, with or without its mark, above or below the answer."""
    marked = [at for at in answers_left(cells, week) if grade_id(cells[at])]
    if not marked:
        return
    at = chance.choice(marked)
    stub = copy.deepcopy(cells[at])
    stub.source = _stub(week, grade_id(stub))
    if chance.random() < 0.5:
        stub.metadata.clear()
    cells.insert(at + chance.choice([0, 1]), stub)


def answer_copied(cells, chance, week):
    at = chance.choice(answers_left(cells, week))
    cells.insert(at, copy.deepcopy(cells[at]))


def check_copied(cells, chance, week):
    places = _locked(cells)
    if places:
        at = chance.choice(places)
        cells.insert(at, copy.deepcopy(cells[at]))


def import_in_a_locked_cell(cells, chance, week):
    places = [at for at in _locked(cells) if cells[at].cell_type == "code"]
    for at in chance.sample(places, min(2, len(places))):
        rows = cells[at].source.split("\n")
        own = chance.choice(["import math", "import itertools\nfrom math import tau", "# mine"])
        rows.insert(chance.choice([0, 1, len(rows)]), own)
        cells[at].source = "\n".join(rows)


def scratch_cells(cells, chance, week):
    for _ in range(3):
        own = chance.choice([new_code_cell("print('hello')"), new_markdown_cell("A note."),
                             new_code_cell("def helper(x):\n    return x"), new_code_cell("")])
        if own.cell_type == "markdown":  # not in the place of an answer
            cells.insert(1, own)
        else:
            cells.insert(chance.randrange(1, len(cells)), own)


def blanks_at_the_ends(cells, chance, week):
    for cell in cells:
        if cell.cell_type == "code":
            cell.source = "\n" + "\n".join(row + " " for row in cell.source.split("\n")) + "\n\n"


def written_answer_retyped(cells, chance, week):
    for at in _written(cells):
        kind = chance.choice(["code", "raw", "own"])
        if kind == "own":
            cells[at] = new_markdown_cell(cells[at].source)
        else:
            cells[at].cell_type = kind


def answer_made_a_text(cells, chance, week):
    cell = cells[chance.choice(answers_left(cells, week))]
    cell.cell_type = chance.choice(["markdown", "raw"])
    if cell.cell_type == "markdown" and chance.random() < 0.5:
        cell.source = f"My answer:\n\n```python\n{cell.source}\n```"
    if chance.random() < 0.5:
        cell.metadata.clear()


def written_answer_given_below(cells, chance, week):
    for at in reversed(_written(cells)):
        cells.insert(at + 1, new_markdown_cell(cells[at].source))
        cells[at].source = _stub(week, grade_id(cells[at]))


CHANGES = [
    no_metadata, some_metadata_gone, no_ids, doubled_ids, tags, mark_of_an_answer_doubled,
    answer_moved, answer_retyped_elsewhere, all_answers_in_one_cell, setup_moved, check_moved,
    locked_deleted, joined_into_a_locked_cell, two_answers_joined, split_with_both_marks,
    stub_copied, answer_copied, check_copied, import_in_a_locked_cell, scratch_cells,
    blanks_at_the_ends, written_answer_retyped, written_answer_given_below,
    answer_made_a_text]


def written(notebook, chance):
    """The bytes of a notebook as one of many programs might have written them."""
    kind = chance.choice(["plain", "utf-8-sig", "utf-16", "utf-32", "crlf", "nulls", "old tail",
                          "second", "v3"])
    text = json.dumps(notebook, ensure_ascii=chance.random() < 0.5)
    if kind == "v3":
        cells = [{**cell, "input": cell["source"], "language": "python"}
                 for cell in json.loads(text)["cells"]]
        text = json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {},
                           "worksheets": [{"cells": cells}]})
    tails = {"nulls": "\0" * chance.randrange(1, 5000),
             "old tail": text[-chance.randrange(1, 500):],
             "second": '\n{"cells": [], "metadata": {}, "nbformat": 4}'}
    if kind == "crlf":
        text = json.dumps(notebook, indent=1)
    text += tails.get(kind, "")
    if kind == "crlf":
        text = text.replace("\n", "\r\n")
    return text.encode(kind if kind.startswith("utf") else "utf-8")
