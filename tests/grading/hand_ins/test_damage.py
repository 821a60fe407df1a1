"""Damage that keeps little or nothing of the work: everybody gets a notebook, and nothing fails."""

import copy
import io
import json
import random

import nbformat
import pytest
from nbformat import from_dict

from grading.hand_ins.files import pack_files, read_files, with_notes
from grading.hand_ins.intake import put_all_in_place
from grading.hand_ins.reading import parse, read
from grading.hand_ins.restore import RestoreCells
from tests.grading.hand_ins import honest
from tests.grading.hand_ins.test_intake import zipped

WEEK = honest.WEEKS[0]
NAME = "derivatives.ipynb"
N_EACH = 30  # of each kind of damage, besides those that are slow
ODD = [None, True, -1, 1e308, float("nan"), "", "\ud800", "\0", "x" * 70_000, [], [[]], {},
       {"": {}}, ["a", None], {"grade_id": {}}, "<script>", "../../x", "setup", "sigmoid"]


def text():
    notebook = honest.honest(WEEK)
    notebook.cells = notebook.cells[:30]
    return json.dumps(notebook)


def cut(chance):
    whole = text().encode()
    return whole[:chance.randrange(len(whole))]


def bits_flipped(chance):
    damaged = bytearray(text().encode())
    for _ in range(chance.choice([1, 10, 1000])):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def a_block_overwritten(chance):
    damaged = bytearray(text().encode())
    at, size = chance.randrange(len(damaged)), chance.choice([1, 512, 4096])
    damaged[at:at + size] = chance.choice(
        [bytes(size), chance.randbytes(size), b"", b"\n<<<<<<< a"])
    return bytes(damaged)


def in_a_wrong_encoding(chance):
    wrong = text().encode(chance.choice(["utf-7", "utf-16-be", "utf-32-le", "cp037", "utf-8"]))
    return chance.choice([b"", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf"]) + wrong[chance.randrange(3):]


def values_of_a_wrong_type(chance):
    data = json.loads(text())
    for _ in range(chance.choice([1, 5, 50])):
        at = data
        while isinstance(at, dict | list) and at:
            key = chance.choice(list(at) if isinstance(at, dict) else range(len(at)))
            if chance.random() < 0.3 or not isinstance(at[key], dict | list):
                at[key] = copy.deepcopy(chance.choice(ODD))
                break
            at = at[key]
    return json.dumps(data).encode()


def marks_exchanged(chance):
    """Every cell bears the mark of another, or one that is none."""
    data = json.loads(text())
    marks = [cell["metadata"] for cell in data["cells"]]
    chance.shuffle(marks)
    for cell, metadata in zip(data["cells"], marks, strict=True):
        odd = copy.deepcopy(chance.choice(ODD))
        cell["metadata"] = chance.choice([metadata, {"nbgrader": odd},
                                          {"nbgrader": {"grade_id": odd}}])
        cell["cell_type"] = chance.choice(["code", "markdown", "raw", "code", 5])
    return json.dumps(data).encode()


def lines_shuffled(chance):
    data = json.loads(text())
    for cell in data["cells"]:
        rows = cell["source"].split("\n")
        chance.shuffle(rows)
        cell["source"] = chance.choice(["\n", "\r", "\x0b", "\0", "\u2028"]).join(rows)
    return json.dumps(data).encode()


def code_that_is_none(chance):
    """What takes long or ends a process when it is read as Python, searched or compared."""
    data = json.loads(text())
    n = 20_000
    for cell in chance.sample(data["cells"], 5):
        cell["source"] = chance.choice([
            "(" * n, "-" * n + "1", "check(" * n, "def forward_difference" * n, "\n" * n,
            "def forward_difference(f, a, h=0.001):\n" * 1000, "check(forward_difference)\n" * 1900,
            "from a import " * n, "forward_difference:" * n, " " * n + "=", "a" * n])
    return json.dumps(data).encode()


def deeply_nested(chance):
    depth = chance.choice([500, 900, 5_000, 100_000])
    inside = chance.choice(["[", '{"cells":', '{"cells": [', '{"a": [{"b":'])
    return chance.choice([b"", text().encode()]) + (inside * depth).encode()


def joined_notebooks(chance):
    parts = [cut(chance), text().encode(), b"{}", b"\0" * 99, b"null", b'{"cells": 5}']
    return b"".join(chance.sample(parts, 3))


KINDS = [cut, bits_flipped, a_block_overwritten, in_a_wrong_encoding, values_of_a_wrong_type,
         marks_exchanged, lines_shuffled, code_that_is_none, deeply_nested, joined_notebooks]


def check(kind, seed):
    content = kind(random.Random(seed))
    notebook, _ = RestoreCells()(read(io.BytesIO(content)),
                                 {"definition": honest.definition(WEEK)})
    known = honest.definition(WEEK).cells
    found = {}
    for cell in notebook.cells:
        if honest.grade_id(cell):
            assert honest.grade_id(cell) not in found
            found[honest.grade_id(cell)] = cell
    assert set(found) == set(known)
    assert {name: cell.source for name, cell in found.items() if honest.mark(cell, "locked")} == {
        name: cell.source for name, cell in known.items() if honest.mark(cell, "locked")}
    again = json.dumps(notebook).encode()
    return notebook, again


@pytest.mark.parametrize("kind", KINDS)
def test_every_damaged_file_becomes_a_notebook_with_all_our_cells(kind):
    for seed in range(N_EACH):
        notebook, content = check(kind, seed)
        if seed % 10 == 0:  # it takes longer than all the rest
            nbformat.validate(from_dict(json.loads(content)))
            assert len(parse(content).cells) == len(notebook.cells)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_many_damaged_files_become_notebooks_with_all_our_cells(kind):
    for seed in range(N_EACH, 300):
        notebook, content = check(kind, seed)
        nbformat.validate(from_dict(json.loads(content)))
        assert len(parse(content).cells) == len(notebook.cells)


def test_whatever_lies_in_a_folder_there_is_something_to_grade(tmp_path):
    for seed in range(15):
        chance = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        for name in chance.sample([NAME, "derivatives (1).ipynb", "x.zip", "a.json", "b.txt",
                                   "derivatives.ipynb.txt"], 3):
            content = chance.choice(KINDS)(chance)
            if name == "x.zip":
                content = zipped({NAME: content, "b.txt": b""})
                content = content[:chance.choice([len(content), len(content) // 2])]
            (folder / name).write_bytes(content)
        placed = put_all_in_place(folder, [NAME], lambda name: honest.definition(WEEK))
        files = with_notes(read_files(folder, NAME),
                           {path.name: notes for path, notes in placed.items()})
        assert NAME in files
        assert pack_files(files)
        assert put_all_in_place(folder, [NAME], lambda name: honest.definition(WEEK)) == placed
