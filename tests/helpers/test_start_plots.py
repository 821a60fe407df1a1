"""The figures of the first chapters: what is drawn is what was given, counted by hand."""

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


SIZE, PRICE = np.array([50.0, 100.0]), np.array([400.0, 500.0])


def test_the_title_tells_how_far_the_neuron_is_off():
    ax = plots.price_neuron(SIZE, PRICE, 5.0, 100.0)  # says 350 and 600
    assert ax.get_title() == "w = 5, b = 100: off by 75 thousand on average"


def test_the_neuron_never_names_a_price_below_zero():
    ax = plots.price_neuron(SIZE, PRICE, 5.0, -300.0)
    x, said = ax.lines[0].get_data()
    assert said.min() == 0
    assert said == pytest.approx(np.where(x > 60, 5 * x - 300, 0))


def test_each_home_is_tied_to_what_the_neuron_says_of_it():
    ax = plots.price_neuron(SIZE, PRICE, 5.0, 100.0)
    assert [line.get_ydata().tolist() for line in ax.lines[2:]] == [[400, 350], [500, 600]]


def test_the_thick_line_is_the_sum_of_the_dashed_ones():
    x = np.linspace(0, 4, 5)
    parts = np.stack([2 * x, -np.maximum(0, x - 2)])
    ax = plots.sum_of_neurons(x, parts, (SIZE, PRICE), ("in", "out"))
    assert [line.get_linestyle() for line in ax.lines[:3]] == ["--", "--", "-"]
    assert ax.lines[2].get_ydata().tolist() == [0, 2, 4, 5, 6]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("in", "out")


def test_image_filter_and_answers_are_drawn_as_given():
    image, kernel = np.arange(9.0).reshape(3, 3), np.array([[1.0, -2.0], [0.0, 0.5]])
    response = np.array([[1.0, 2.0], [3.0, -4.0]])
    axes = plots.filter_response(image, kernel, response)
    for ax, values in zip(axes, (image, kernel, response), strict=True):
        assert np.asarray(ax.images[0].get_array()).tolist() == values.tolist()
    assert [text.get_text() for text in axes[1].texts] == ["1", "-2", "0", "0.5"]
    assert axes[2].get_title() == "answers 2 × 2"


def test_white_is_no_answer():
    axes = plots.filter_response(np.zeros((3, 3)), np.ones((2, 2)), np.zeros((2, 2)))
    low, high = axes[2].images[0].get_clim()
    assert low == -high


def test_inputs_stand_above_what_is_remembered():
    above, below = plots.memory_trace(np.array([1.0, 0.0, 2.0]), np.array([1.0, 0.5, 2.25]))
    assert above.lines[0].get_xydata().tolist() == [[1, 1], [2, 0], [3, 2]]
    assert below.lines[0].get_ydata().tolist() == [1, 0.5, 2.25]


def test_a_model_has_a_line_through_its_means_and_a_dot_for_each_run():
    runs = {"small": np.array([[0.2, 0.4], [0.5, 0.7]]),
            "large": np.array([[0.3, 0.3], [0.9, 0.9]])}
    ax = plots.accuracy_over_data([50, 500], runs, guessing=0.1)
    lines = {line.get_label(): line.get_ydata() for line in ax.lines}
    assert lines["small"] == pytest.approx([30, 60])
    assert lines["large"] == pytest.approx([30, 90])
    assert lines["guessing"] == pytest.approx([10, 10])
    assert len(ax.lines) == 2 * (1 + 2) + 1
    assert ax.get_xscale() == "log"


def test_outputs_falling_start_at_their_own_height_and_are_drawn_as_shares_of_it():
    scores = {"double": np.array([4.0, 1.0])}
    left, right = plots.outputs_falling({"double": lambda z: 2 * z}, scores)
    assert left.lines[1].get_xydata().tolist() == [[4, 8]]
    assert right.lines[0].get_ydata().tolist() == [1, 0.25]


def test_a_neuron_that_starts_at_zero_stays_there():
    _, right = plots.outputs_falling({"zero": lambda z: 0 * z}, {"zero": np.array([4.0, 1.0])})
    assert right.lines[0].get_ydata().tolist() == [0, 0]
