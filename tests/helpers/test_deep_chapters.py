"""The figures of the reading on deep networks: what is drawn is what the arguments say."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from helpers import plots
from helpers.plots.candidate_products import fitting_products
from helpers.plots.style import BLUE

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def overlapping(ax):
    """Pairs of texts that lie upon one another."""
    ax.figure.draw_without_rendering()
    boxes = [(text.get_text(), text.get_window_extent()) for text in ax.texts if text.get_text()]
    return [(one, other) for i, (one, box) in enumerate(boxes) for other, before in boxes[:i]
            if box.overlaps(before)]


# --- The diagram --------------------------------------------------------------------------------

def test_all_weights_that_lead_into_a_neuron_are_lit_and_no_others():
    ax = plots.deep_diagram([3, 4, 2, 1], layer=2, neuron=1)
    lines = [line for line in ax.lines if line.get_marker() != "o"]
    assert len(lines) == 3 * 4 + 4 * 2 + 2 * 1
    lit = [line for line in lines if line.get_linewidth() > 1]
    assert [list(map(float, line.get_xdata())) for line in lit] == [[1.0, 2.0]] * 4
    assert {float(line.get_ydata()[1]) for line in lit} == {0.5}  # the upper of two neurons


def test_the_diagram_names_every_neuron_and_the_shape():
    ax = plots.deep_diagram([3, 4, 2], layer=1, neuron=4)
    texts = {text.get_text() for text in ax.texts}
    assert {"$a^{[0]}_{3}$", "$a^{[1]}_{4}$", "$a^{[2]}_{2}$"} <= texts
    assert "(4, 3)" in ax.get_title()
    assert overlapping(ax) == []


# --- The chain of blocks ------------------------------------------------------------------------

def test_every_number_of_a_chain_stands_at_its_own_arrow():
    ax = plots.scalar_blocks([0.5, -1.0], [1.0, 2.0, 3.0], [0.1, 0.2, 0.3], [7.0, 8.0])
    placed = {text.get_gid(): (text.get_text().split("\n")[1], text.get_position()[0])
              for text in ax.texts if text.get_gid()}
    assert [placed[f"a{k}"][0] for k in range(3)] == ["1.000", "2.000", "3.000"]
    assert [placed[f"da{k}"][0] for k in range(3)] == ["0.100", "0.200", "0.300"]
    assert [placed[f"dw{k}"][0] for k in (1, 2)] == ["7.000", "8.000"]
    order = [placed[name][1] for name in ("a0", "dw1", "a1", "dw2", "a2")]
    assert order == sorted(order)
    assert overlapping(ax) == []


# --- Products that fit --------------------------------------------------------------------------

@pytest.mark.parametrize(("n", "n_prev", "m"), [(3, 4, 6), (3, 3, 6), (2, 2, 2), (5, 1, 1)])
def test_the_products_that_are_said_to_fit_are_those_that_numpy_can_form(n, n_prev, m):
    ax = plots.candidate_products(("dW", (n, n_prev)), ("dZ", (n, m)), ("A", (n_prev, m)))
    said = {text.get_text() for text in ax.texts
            if to_hex(text.get_color()) == BLUE.lower() and "·" in text.get_text()
            and "(" not in text.get_text()}
    arrays = {"dZ": np.zeros((n, m)), "A": np.zeros((n_prev, m))}
    formed = set()
    for name, _, _ in fitting_products(("dZ", (n, m)), ("A", (n_prev, m))):
        left, right = (arrays[part.removesuffix("ᵀ")].T if part.endswith("ᵀ") else arrays[part]
                       for part in name.split(" · "))
        if left.shape[1] == right.shape[0] and (left @ right).shape == (n, n_prev):
            formed.add(name)
    assert said == formed
    assert "dZ · Aᵀ" in said
    assert ax.get_title().endswith(f"{len(said)} of 8 fit")


# --- Signal and gradient ------------------------------------------------------------------------

def test_signal_and_gradient_are_drawn_over_their_layers():
    ax = plots.signal_and_gradient([1.0, 0.1, 0.01], [0.001, 0.1, 1.0], title="spread")
    drawn = {line.get_label().split(",")[0]: line.get_data() for line in ax.lines[1:]}
    assert [list(map(float, values)) for values in drawn["signal"]] == [[0, 1, 2], [1, 0.1, 0.01]]
    assert list(map(float, drawn["gradient"][1])) == [0.001, 0.1, 1.0]
    assert (ax.get_yscale(), ax.get_title()) == ("log", "spread")


def test_lines_that_are_flat_look_flat():
    low, high = plots.signal_and_gradient([1.0, 0.98], [1.01, 1.0]).get_ylim()
    assert low <= 0.1
    assert high >= 10


# --- The luck of the best -----------------------------------------------------------------------

def test_every_repetition_of_the_game_is_in_its_histogram():
    rng = np.random.default_rng(0)
    won = rng.binomial(200, 0.9, (500, 20)).max(axis=1) / 200
    again = rng.binomial(200, 0.9, 500) / 200
    ax = plots.best_of_many(won, again, true=0.9)
    heights = [[bar.get_height() for bar in bars] for bars in ax.containers]
    assert [sum(bars) for bars in heights] == [500, 500]
    # No empty bin inside: a bin holds as many possible accuracies as its neighbour.
    filled = np.nonzero(heights[0])[0]
    assert np.count_nonzero(np.diff(filled) > 1) <= 2  # rare accuracies at the ends


def test_the_means_stand_in_the_legend():
    ax = plots.best_of_many([0.93, 0.95], [0.88, 0.90], true=0.9)
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert [text.split(": ")[1].split(" ")[0] for text in legend] == ["89.0", "94.0", "90.0"]


# --- Figures of a report ------------------------------------------------------------------------

def test_a_cut_axis_and_an_honest_one_show_the_same_values():
    cut, honest = plots.bars_from({"a": 3.0, "b": 4.0}, {"a": 0.1, "b": 0.2}, 2.5, "error")
    for ax in (cut, honest):
        assert [bar.get_height() for bar in ax.patches] == [3.0, 4.0]
        assert ax.get_ylabel() == "error"
    assert cut.get_ylim()[0] == 2.5
    assert honest.get_ylim()[0] == 0
    ends = [list(map(float, line.get_ydata())) for line in honest.lines]
    np.testing.assert_allclose(ends, [[2.8, 3.2], [3.6, 4.4]])


def test_each_model_is_drawn_over_the_whole_span():
    x, y = np.array([-1.0, 0.0, 1.0]), np.array([1.0, 0.0, 1.0])
    ax = plots.fits(x, y, {"square": np.square, "line": lambda x: 2 * x}, span=(-2, 3))
    points, square, line = ax.lines
    assert points.get_linestyle() == "None"
    assert (square.get_xdata()[0], square.get_xdata()[-1]) == (-2, 3)
    np.testing.assert_allclose(square.get_ydata(), np.square(square.get_xdata()))
    np.testing.assert_allclose(line.get_ydata(), 2 * line.get_xdata())
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "training points", "square", "line"]
