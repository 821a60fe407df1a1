"""Formulas of matrices, drawn to scale."""


from helpers import plots
from tests.helpers.plots.drawn import texts


def test_matrices_are_drawn_to_scale_and_named():
    ax = plots.matrix_shapes([("W1", (4, 2)), "·", ("X", (2, 6))], [("b1", (4, 1))])
    assert [(p.get_height(), p.get_width()) for p in ax.patches] == [(4, 2), (2, 6), (4, 1)]
    assert {"W1", "X", "b1", "·", "(4, 2)", "(2, 6)", "(4, 1)"} == set(texts(ax))


def test_sides_that_must_agree_have_one_colour():
    ax = plots.matrix_shapes([("W1", (4, 2)), "·", ("X", (2, 6))])
    rows_of_w, columns_of_w, rows_of_x, columns_of_x = (line.get_color() for line in ax.lines)
    assert columns_of_w == rows_of_x
    assert len({rows_of_w, columns_of_w, columns_of_x}) == 3
