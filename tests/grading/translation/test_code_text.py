"""The texts of code cells, and the cells with translations in their places."""

import ast

import nbformat
import pytest

from grading.translation.code_text import n_columns, units_of_code
from grading.translation.read_strings import lookup_keys
from grading.translation.units import translated
from tests.grading.translation.test_markdown_text import NOTEBOOKS

CELL = '''\
from helpers import plots  # what it draws with


def price(a):
    """Price of a, in nats.

    a : number
        strictly between 0 and 1

    >>> price(1)
    0.0
    """
    # The logarithm
    # is the natural one.
    return {"price": -np.log(a)}["price"]  # (1, m)


### BEGIN SOLUTION
plots.curve(price, name="price", title="Price", label=f"{price(1):.2f} nats at 1")
print("price:", f"{price(0.5)}", "a long sentence, "
      f"with {price(0.25):.3f} nats")
assert price(1) == 0, "certainty is free"
data = {"all zeros": 0, "right": 1}["all zeros"]
'''


def test_comments_docstrings_and_strings_that_are_shown_are_texts():
    units = units_of_code(CELL, lookup_keys([CELL]))
    assert [(unit.kind, unit.text) for unit in units] == [
        ("comment", "what it draws with"),
        ("docstring", "Price of a, in nats."),
        ("docstring", "a : number\n    strictly between 0 and 1"),
        ("comment", "The logarithm is the natural one."),
        ("string", "Price"),
        ("string", "{price(1):.2f} nats at 1"),
        ("string", "price:"),
        ("string", "a long sentence, with {price(0.25):.3f} nats"),
        ("string", "certainty is free"),
        ("string", "all zeros"), ("string", "all zeros")]


def test_words_in_lists_are_texts_and_what_the_code_may_look_up_is_not():
    cells = ['curves = {"forward": f, f"{n} hidden": g, "W1": 0, "all zeros": 1}\n'
             'words = ["odd" if y else "even", "deep", "flat", "forward", "n_h", "axis=1"]',
             'curves["forward"], curves["4 hidden"]\nrun("deep", kind="random")\n'
             'title = f"{n} layers"\nif kind == "flat": print("steep")']
    keys = lookup_keys(cells)
    assert [unit.text for cell in cells for unit in units_of_code(cell, keys)] == [
        "all zeros", "odd", "even", "{n} layers", "steep"]


def test_a_translation_leaves_the_code_as_it_was():
    said = {"The logarithm is the natural one.": "自然对数。" * 12,
            "certainty is free": '"确定"不花钱',
            "a : number\n    strictly between 0 and 1": "a：数\n    严格介于 0 和 1 之间",
            "a long sentence, with {price(0.25):.3f} nats":
                "一个很长的句子，说的是代价为 {price(0.25):.3f} 奈特，" * 3}
    new = translated(CELL, units_of_code(CELL), said.get)
    assert '    a：数\n        严格介于 0 和 1 之间\n' in new
    assert code(new) == code(CELL)
    assert max(map(n_columns, new.splitlines())) <= 100
    values = [node.value for node in ast.walk(ast.parse(new)) if isinstance(node, ast.Constant)]
    assert '"确定"不花钱' in values
    comments = [line.strip("# ") for line in new.splitlines() if line.startswith("    #")]
    assert "".join(comments) == "自然对数。" * 12


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_written_back_is_the_same_code(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            units = units_of_code(cell.source)
            assert translated(cell.source, units, lambda text: None) == cell.source
            new = translated(cell.source, units, lambda text: text)
            if units:
                assert ast.dump(ast.parse(new)) == ast.dump(ast.parse(cell.source))


@pytest.mark.parametrize("cell", ["%matplotlib inline", "print('not closed", "x = (", ""])
def test_what_is_no_python_has_no_texts(cell):
    assert units_of_code(cell) == []


def code(source: str) -> str:
    """The code of a cell without its strings and comments."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
        if isinstance(node, ast.JoinedStr):
            node.values = [part for part in node.values if isinstance(part, ast.FormattedValue)][:1]
    return ast.dump(tree)
