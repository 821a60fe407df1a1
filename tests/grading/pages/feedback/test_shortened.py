"""A feedback page is no longer than anybody reads."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grading.pages.feedback.shortened import (
    MAX_CELL,
    MAX_OUTPUTS,
    MAX_PAGE,
    MAX_PICTURES,
    Shorten,
)


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


def outputs(*given):
    nb, _ = Shorten().preprocess(
        new_notebook(cells=[new_code_cell("x", outputs=[one]) for one in given]), {})
    return [one for cell in nb.cells for one in cell.outputs]


def test_ordinary_outputs_stay_as_they_are():
    given = [new_output("stream", text="12\n"), new_output("display_data", {"text/plain": "7"}),
             new_output("error", ename="E", evalue="e", traceback=["line"]),
             new_output("display_data", {"image/png": "iVBO", "text/plain": "<Figure>"})]
    assert outputs(*given) == given


def test_long_outputs_of_every_kind_are_bounded_together():
    long = "λ" * MAX_OUTPUTS
    found = outputs(new_output("stream", text=long[:-10]),
                    new_output("display_data", {"text/plain": long}),
                    new_output("error", ename="E", evalue="e", traceback=[long]),
                    *[new_output("stream", text=long) for _ in range(50)])
    assert str(found).count("λ") == MAX_OUTPUTS
    assert found[1].data["text/plain"].endswith(f"… and {MAX_OUTPUTS - 10:,} more characters")


def test_pictures_are_kept_as_long_as_they_fit():
    half = "A" * (MAX_PICTURES // 2)
    found = outputs(*[new_output("display_data", {"image/png": half, "text/plain": "a figure"})
                      for _ in range(4)])
    assert ["image/png" in one.data for one in found] == [True, True, False, False]
    assert [one.data["text/plain"] for one in found] == ["a figure"] * 4
