"""The figures of the shallow network: what is drawn is what the functions say."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import plots

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def right_half(P):
    return P[:1] > 0


POINTS = np.array([[-2.0, -1.0, 1.0, 3.0], [1.0, -1.0, 0.5, 2.0]])
LABELS = np.array([[0, 1, 1, 1]], dtype=np.uint8)


def test_the_plane_is_coloured_by_the_answers():
    ax = plots.decision_boundary(right_half, POINTS, LABELS, n_grid=50)
    (image,) = ax.images
    left, right, _, _ = image.get_extent()
    middle_of_column = np.linspace(left, right, 50)
    np.testing.assert_array_equal(image.get_array()[7], middle_of_column > 0)


def test_the_title_counts_the_right_answers():
    ax = plots.decision_boundary(right_half, POINTS, LABELS, title="half")
    assert ax.get_title() == "half: 75% right"


def test_probabilities_and_truth_values_draw_the_same_border():
    by_answer = plots.decision_boundary(right_half, POINTS, LABELS).images[0].get_array()
    by_probability = plots.decision_boundary(
        lambda P: 1 / (1 + np.exp(-P[:1])), POINTS, LABELS).images[0].get_array()
    np.testing.assert_array_equal(by_answer, by_probability)


def test_points_of_each_kind_are_drawn_in_their_own_colour():
    ax = plots.decision_boundary(right_half, POINTS, LABELS)
    drawn = {line.get_label(): len(line.get_xdata()) for line in ax.lines}
    assert drawn == {"y = 0": 1, "y = 1": 3}


@pytest.mark.parametrize("same", [0, 1])
def test_a_network_that_always_says_the_same_has_no_border(same):
    ax = plots.decision_boundary(lambda P: np.full((1, P.shape[1]), same), POINTS, LABELS)
    ax.figure.canvas.draw()
    assert not any(path.vertices.size for c in ax.collections for path in c.get_paths())


def test_a_border_asks_for_few_enough_points_to_be_redrawn_at_each_move_of_a_slider():
    asked = []

    def answer(P):
        asked.append(P.shape[1])
        return right_half(P)

    plots.decision_boundary(answer, POINTS, LABELS)
    assert sum(asked) < 50_000


@pytest.mark.parametrize("n", [1, 3, 8])
def test_there_is_a_panel_for_each_network_and_no_empty_one(n):
    axes = plots.boundaries({f"{i}": (right_half, POINTS, LABELS) for i in range(n)})
    assert [ax.get_title() for ax in axes] == [f"{i}: 75% right" for i in range(n)]
    assert len(axes[0].figure.axes) == n


def test_activations_stand_above_their_slopes():
    axes = plots.activations({"tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
                              "line": (lambda z: z, np.ones_like)})
    assert axes.shape == (2, 2)
    z, a = axes[0, 0].lines[0].get_data()
    assert a == pytest.approx(np.tanh(z))
    z, slope = axes[1, 0].lines[0].get_data()
    assert slope == pytest.approx(np.cosh(z) ** -2)
    assert texts(axes[1, 1]) == ["largest slope 1"]


def test_a_slope_that_leaps_is_drawn_with_a_gap():
    axes = plots.activations({"ReLU": (lambda z: np.maximum(0, z), lambda z: (z > 0) * 1.0)})
    z, slope = axes[1, 0].lines[0].get_data()
    assert np.isnan(slope).sum() == 1
    assert abs(z[np.isnan(slope)][0]) < 0.05


def test_the_diagram_has_a_circle_for_each_unit_and_a_line_for_each_weight():
    ax = plots.network_diagram(2, 4, 3)
    circles = [line for line in ax.lines if line.get_marker() == "o"]
    assert len(circles) == 9
    assert len(ax.lines) - len(circles) == 2 * 4 + 4 * 3
    assert any("(4, 2)" in text for text in texts(ax))


def test_lines_of_the_diagram_are_as_thick_as_their_weights():
    parameters = {"W1": np.array([[1.0, -2.0]]), "W2": np.array([[5.0]])}
    ax = plots.network_diagram(2, 1, 1, parameters)
    first, second, last = (line for line in ax.lines if line.get_marker() != "o")
    assert second.get_linewidth() == pytest.approx(2 * first.get_linewidth())
    assert first.get_color() != second.get_color()
    assert last.get_linewidth() == pytest.approx(second.get_linewidth())


def test_matrices_are_drawn_to_scale_and_named():
    ax = plots.matrix_shapes([("W1", (4, 2)), "·", ("X", (2, 6))], [("b1", (4, 1))])
    assert [(p.get_height(), p.get_width()) for p in ax.patches] == [(4, 2), (2, 6), (4, 1)]
    assert {"W1", "X", "b1", "·", "(4, 2)", "(2, 6)", "(4, 1)"} == set(texts(ax))


def test_sides_that_must_agree_have_one_colour():
    ax = plots.matrix_shapes([("W1", (4, 2)), "·", ("X", (2, 6))])
    rows_of_w, columns_of_w, rows_of_x, columns_of_x = (line.get_color() for line in ax.lines)
    assert columns_of_w == rows_of_x
    assert len({rows_of_w, columns_of_w, columns_of_x}) == 3


def test_hidden_units_are_drawn_as_the_cache_has_them():
    def forward(X, parameters):
        A1 = np.tanh(parameters["W1"] @ X)
        A2 = np.full((1, X.shape[1]), 0.25)
        return A2, {"A1": A1}

    axes = plots.hidden_units(forward, {"W1": np.array([[1.0, 0.0], [0.0, 1.0]])})
    assert [ax.get_title() for ax in axes] == ["hidden unit 1", "hidden unit 2", "output"]
    first, second = (np.asarray(ax.images[0].get_array()) for ax in axes[:2])
    assert np.ptp(first, axis=0) == pytest.approx(np.zeros(90))  # it looks at x₁ alone
    assert second == pytest.approx(first.T)
    assert np.unique(np.asarray(axes[2].images[0].get_array())).tolist() == [0.25]


def test_each_unit_has_a_path_from_where_it_started_to_where_it_ended():
    path = [{"W1": np.array([[t, 0.0], [0.0, -t]])} for t in (1.0, 2.0, 5.0)]
    (ax,) = plots.weights_move({"run": path})
    ways = [line for line in ax.lines if len(line.get_xdata()) == 3]
    assert [list(map(float, line.get_xdata())) for line in ways] == [[1, 2, 5], [0, 0, 0]]
    assert list(map(float, ways[1].get_ydata())) == [-1, -2, -5]
    assert ax.get_title() == "run"


def test_units_on_one_path_can_be_told_by_their_thickness():
    (ax,) = plots.weights_move({"equal": [{"W1": np.ones((3, 2)) * t} for t in (1.0, 2.0, 3.0)]})
    ways = [line.get_linewidth() for line in ax.lines
            if len(line.get_xdata()) == 3 and line.get_linestyle() == "-"]
    assert len(set(ways)) == 3


def test_the_cost_between_two_places_is_that_of_the_mixture():
    ax = plots.cost_between(lambda p: (p["w"].item() - 1) ** 2, {"w": np.array([0.0])},
                            {"w": np.array([2.0])}, names=("left", "right"))
    t, cost = ax.lines[0].get_data()
    assert cost == pytest.approx((2 * t - 1) ** 2)
    assert texts(ax) == ["left: 1.000", "right: 1.000"]


def test_the_best_rate_of_one_step_is_marked():
    ax = plots.step_lengths(lambda rate: (rate - 2.5) ** 2, largest=10)
    assert "best: 2.5" in texts(ax)


def test_a_line_for_each_start_and_one_for_the_coin():
    ax = plots.start_costs([0.1, 1.0], {0: [0.7, 2.0], 1: [0.69, 3.0]})
    assert ax.lines[0].get_ydata().tolist() == [0.7, 2.0]
    assert ax.lines[-1].get_ydata()[0] == pytest.approx(np.log(2))
