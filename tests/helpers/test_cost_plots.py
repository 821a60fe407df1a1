"""The figures of the cost: its price list, its surfaces, its fall in training, its time."""

import time

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from helpers import plots
from helpers.plots.cost_surfaces import surfaces, valleys
from helpers.plots.predictions import surest_mistakes_first
from helpers.plots.style import GREEN, RED

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def cost(A, Y):
    return float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))


def line_named(ax, word):
    return next(line for line in ax.lines if word in str(line.get_label())).get_data()


def test_the_price_of_a_yes_is_minus_log_a():
    a, price = line_named(plots.price_of_confidence(cost), "y = 1")
    assert price == pytest.approx(-np.log(a))


def test_the_price_of_a_no_is_the_mirror_image():
    ax = plots.price_of_confidence(cost)
    assert line_named(ax, "y = 0")[1] == pytest.approx(line_named(ax, "y = 1")[1][::-1])


FOUR_VALLEYS = (np.array([[5, 0.5, 0.5, 0.1, 0, 0, 0, 0], [0, 0, 0, 0, 5, 0.5, 0.5, 0.1]]),
                np.array([[0, 1, 1, 0, 0, 1, 1, 0]]))


def test_squared_error_has_four_valleys_where_cross_entropy_has_one():
    squared, entropy = plots.cost_surfaces(*FOUR_VALLEYS)
    assert squared.get_title() == "Squared error: 4 valleys"
    assert entropy.get_title() == "Cross-entropy: 1 valley"
    assert len(squared.lines[0].get_xdata()) == 4
    assert len(entropy.lines[0].get_xdata()) == 1


def test_gradient_descent_on_the_squared_error_ends_in_all_four_valleys():
    """The valleys are no accident of the grid: descent from four corners ends in four places."""
    X, Y = FOUR_VALLEYS
    ends = set()
    for start in ([-1, -1], [-1, 5], [5, -1], [5, 5]):
        w = np.array(start, dtype=float).reshape(2, 1)
        for _ in range(20_000):
            A = 1 / (1 + np.exp(-(w.T @ X)))
            w = w - 2.0 * X @ ((A - Y) * A * (1 - A)).T / Y.size
        ends.add(tuple(np.round(w.ravel(), 1)))
    assert len(ends) == 4


def test_a_surface_holds_the_cost_of_the_neuron_with_these_weights():
    X, Y = np.array([[1.0, 2.0, -1.0], [0.5, -1.0, 3.0]]), np.array([[1, 0, 1]])
    w = np.array([-1.0, 0.5, 2.0])
    squared, entropy = surfaces(X, Y, w)
    A = 1 / (1 + np.exp(-(np.array([[2.0, -1.0]]) @ X)))  # first weight 2, second weight −1
    assert entropy[0, 2] == pytest.approx(cost(A, Y))
    assert squared[0, 2] == pytest.approx(np.mean((A - Y) ** 2) / 2)


def test_a_valley_is_lower_than_its_eight_neighbours_and_never_on_the_edge():
    cost = np.ones((5, 6))
    cost[1, 1], cost[3, 4], cost[0, 5] = 0.5, 0.2, 0.0
    assert valleys(cost).tolist() == [[1, 1], [3, 4]]


def test_a_learning_curve_places_its_costs_at_every_hundredth_iteration():
    ax = plots.learning_curves([0.7, 0.5, 0.4])
    assert ax.lines[0].get_xdata().tolist() == [0, 100, 200]
    assert ax.lines[0].get_ydata().tolist() == [0.7, 0.5, 0.4]


def test_learning_curves_of_several_rates_are_named():
    ax = plots.learning_curves({0.1: [0.7, 0.5], 0.5: [0.7, 0.3, 0.2]}, every=10)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["rate 0.1", "rate 0.5"]
    assert ax.lines[1].get_xdata().tolist() == [0, 10, 20]


def test_the_slower_function_is_drawn_above_the_faster():
    ax = plots.timing_comparison({"slow": lambda w, b, X, Y: time.sleep(0.01),
                                  "fast": lambda w, b, X, Y: None}, sizes=(2, 4), n_x=3)
    assert line_named(ax, "slow")[1].min() >= 0.01
    assert line_named(ax, "fast")[1].max() < 0.005
    assert line_named(ax, "slow")[0].tolist() == [2, 4]


def test_timed_functions_get_arrays_of_the_shapes_of_the_course():
    shapes = []

    def note(w, b, X, Y):
        shapes.append((w.shape, np.shape(b), X.shape, Y.shape))

    plots.timing_comparison({"only": note}, sizes=(7,), n_x=3)
    assert set(shapes) == {((3, 1), (), (3, 7), (1, 7))}


def test_an_image_grid_shows_every_image_with_its_title():
    images = np.arange(3 * 4 * 5).reshape(3, 4, 5)
    axes = plots.image_grid(images, ["a", "b", "c"], n_columns=2)
    assert [ax.get_title() for ax in axes] == ["a", "b", "c"]
    for ax, image in zip(axes, images, strict=True):
        assert np.array_equal(ax.images[0].get_array(), image)


@pytest.mark.parametrize(("shape", "titles"), [((4, 5), None), ((0, 4, 5), None),
                                               ((2, 4, 5), ["one"])])
def test_an_image_grid_refuses_what_it_cannot_lay_out(shape, titles):
    with pytest.raises(ValueError, match="images"):
        plots.image_grid(np.zeros(shape), titles)


A = np.array([[0.9, 0.2, 0.99, 0.6, 0.4]])
Y = np.array([[1, 1, 0, 0, 0]])


def test_the_surest_mistake_comes_first_and_the_surest_right_answer_last():
    assert surest_mistakes_first(A, Y).tolist() == [2, 1, 3, 4, 0]


def test_predictions_show_mistakes_in_red_and_right_answers_in_green():
    axes = plots.predictions(np.zeros((5, 2, 2)), A, Y, n_images=4)
    assert [ax.get_title() for ax in axes] == [
        "says odd\n99.0 %", "says even\n80.0 %", "says odd\n60.0 %", "says even\n60.0 %"]
    assert [to_hex(ax.title.get_color()).upper() for ax in axes] == [RED, RED, RED, GREEN]
    assert axes[0].figure.get_suptitle().startswith("3 of 5 wrong")
