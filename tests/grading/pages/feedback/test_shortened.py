"""A feedback page is no longer than anybody reads."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading.pages.feedback.shortened import MAX_CELL, MAX_PAGE, Shorten


def shortened(*cells):
    nb, _ = Shorten().preprocess(new_notebook(cells=list(cells)), {})
    return [cell.source for cell in nb.cells]


def test_an_ordinary_notebook_stays_as_it_is():
    assert shortened(new_code_cell("x = 1"), new_markdown_cell("text")) == ["x = 1", "text"]


def test_of_a_long_cell_the_beginning_is_shown_and_how_much_is_missing():
    code, text = shortened(new_code_cell("x" * 500_000), new_markdown_cell("y" * 500_000))
    for source, mark in ((code, "# "), (text, "")):
        assert source[MAX_CELL:] == (
            f"\n{mark}… and 480,000 more characters, which were handed in and graded")


def test_many_long_cells_together_are_bounded():
    sources = shortened(*[new_code_cell("x" * MAX_CELL) for _ in range(50)])
    assert sum(source.count("x" * 100) for source in sources) == MAX_PAGE // 100
