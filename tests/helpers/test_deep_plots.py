"""The figures of the deep network: what is drawn is what the arrays say."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyBboxPatch

from helpers import plots
from helpers.plots.accuracy_comparison import bootstrap_interval
from helpers.plots.folds import folding_network
from helpers.plots.style import GREY, RED

mpl.use("Agg")

FITTING = {"W1": (4, 9), "b1": (4, 1), "W2": (3, 4), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1)}


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def forward(X, parameters):
    """ReLU in every layer but the last, a sigmoid there; written here anew."""
    A, caches = X, []
    L = len(parameters) // 2
    for k in range(1, L + 1):
        W, b = parameters[f"W{k}"], parameters[f"b{k}"]
        Z = W @ A + b
        caches.append(((A, W, b), Z))
        A = np.maximum(Z, 0) if k < L else 1 / (1 + np.exp(-Z))
    return A, caches


def network(rng, dims, spread=1.0):
    return {f"{name}{k}": value for k in range(1, len(dims)) for name, value in (
        ("W", spread * rng.normal(size=(dims[k], dims[k - 1]))), ("b", np.zeros((dims[k], 1))))}


def written(ax):
    return [text.get_text() for text in ax.texts]


def red_boxes(ax):
    return {patch.get_gid() for patch in ax.patches if to_hex(patch.get_facecolor()) == RED.lower()}


# --- Shapes -------------------------------------------------------------------------------------

def test_every_matrix_stands_there_with_its_shape():
    texts = written(plots.layer_shapes(FITTING, n_examples=50))
    for name, shape in {**FITTING, "Z1": (4, 50), "A0": (9, 50), "A2": (3, 50)}.items():
        assert name in texts
        assert str(shape) in texts


def test_shapes_that_fit_are_not_red():
    assert red_boxes(plots.layer_shapes(FITTING)) == set()


@pytest.mark.parametrize(("name", "shape"), [
    ("W2", (3, 5)), ("W2", (4, 3)), ("b1", (1, 4)), ("b3", (3, 1)), ("b2", (3,))])
def test_a_shape_that_does_not_fit_is_red(name, shape):
    assert f"box {name}" in red_boxes(plots.layer_shapes({**FITTING, name: shape}))


# --- Folds --------------------------------------------------------------------------------------

@pytest.mark.parametrize("depth", [1, 2, 3, 5])
def test_every_layer_doubles_the_teeth(depth):
    x = np.linspace(0, 1, 4001)[None, :]
    AL, _ = forward(x, folding_network(depth))
    rises = np.count_nonzero((AL[0, :-1] < 0.5) & (AL[0, 1:] >= 0.5))
    assert rises == 2 ** (depth - 1)


def test_a_folding_network_has_two_neurons_in_each_hidden_layer():
    assert {k: v.shape for k, v in folding_network(3).items() if k[0] == "W"} == {
        "W1": (2, 1), "W2": (2, 2), "W3": (2, 2), "W4": (1, 2)}


def test_the_folds_are_drawn_with_the_students_forward_pass():
    axes = plots.folds(lambda X, parameters: (0.25 * np.ones((1, X.shape[1])), []), depths=(1, 2))
    assert [set(ax.lines[0].get_ydata()) for ax in axes] == [{0.25}, {0.25}]


# --- The signal ---------------------------------------------------------------------------------

def test_the_signal_is_the_root_mean_square_of_each_layers_input():
    X = np.array([[3.0, -4.0]])
    parameters = {"W1": np.array([[2.0]]), "b1": np.zeros((1, 1)),
                  "W2": np.array([[1.0]]), "b2": np.zeros((1, 1))}
    ax = plots.signal_by_layer({"mine": forward(X, parameters)[1]})
    assert ax.lines[0].get_ydata().tolist() == pytest.approx([12.5**0.5, 18**0.5])
    assert ax.get_yscale() == "log"


def test_small_weights_lose_the_signal_by_a_steady_factor():
    rng = np.random.default_rng(0)
    dims = [200] * 6 + [1]
    X = rng.normal(size=(200, 50))
    drawn = plots.signal_by_layer({"0.01": forward(X, network(rng, dims, 0.01))[1],
                                   "He": forward(X, network(rng, dims, 0.1))[1]})
    small, he = (np.asarray(line.get_ydata()) for line in drawn.lines)
    # 0.01 · √(200 / 2) = 0.1; the first step has no ReLU behind it, hence from layer 1 on.
    np.testing.assert_allclose(small[2:] / small[1:-1], 0.1, rtol=0.2)
    np.testing.assert_allclose(he[2:] / he[1:-1], 1, rtol=0.2)


# --- Gates and caches ---------------------------------------------------------------------------

def test_what_the_gates_stop_is_drawn_as_zero():
    Z = np.array([[-1.0, 2.0, 3.0]])
    dA = np.array([[5.0, -6.0, 7.0]])
    axes = plots.gates(Z, dA, dA * (Z > 0))
    assert axes[2].images[0].get_array().tolist() == [[0, -6, 7]]
    low, high = axes[2].images[0].get_clim()
    assert low == -high  # so that 0 is the white in the middle


def gradients(caches):
    grads = {}
    for k, ((A_prev, W, b), _) in enumerate(caches, start=1):
        grads |= {f"dA{k - 1}": A_prev, f"dW{k}": W, f"db{k}": b}
    return grads


@pytest.mark.parametrize("dims", [[5, 1], [7, 4, 1], [8, 6, 4, 2]])
def test_each_cache_is_written_with_its_four_shapes(dims):
    _, caches = forward(np.ones((dims[0], 3)), network(np.random.default_rng(0), dims))
    ax = plots.cache_flow(caches, gradients(caches))
    boxes = {text.get_gid(): text.get_text() for text in ax.texts if text.get_gid()}
    for k in range(1, len(dims)):
        assert boxes[f"cache {k}"].split("\n") == [
            f"A{k - 1} {(dims[k - 1], 3)}", f"W{k} {(dims[k], dims[k - 1])}",
            f"b{k} {(dims[k], 1)}", f"Z{k} {(dims[k], 3)}"]
        assert f"passes dA{k}" in boxes


def test_without_gradients_the_backward_blocks_are_empty():
    _, caches = forward(np.ones((3, 2)), network(np.random.default_rng(0), [3, 2, 1]))
    ax = plots.cache_flow(caches)
    assert written(ax).count("?") == 2
    assert not any("dA" in text for text in written(ax))
    blocks = [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]
    assert sum(to_hex(patch.get_edgecolor()) == GREY.lower() for patch in blocks) == 2


@pytest.mark.parametrize("with_gradients", [True, False])
def test_no_two_texts_of_the_flow_overlap(with_gradients):
    _, caches = forward(np.ones((784, 500)),
                        network(np.random.default_rng(0), [784, 20, 7, 1], 0.01))
    ax = plots.cache_flow(caches, gradients(caches) if with_gradients else None)
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts if text.get_text()]
    assert not any(one.overlaps(other) for i, one in enumerate(boxes) for other in boxes[:i])


# --- Accuracy -----------------------------------------------------------------------------------

def test_the_interval_of_one_accuracy_is_that_of_the_normal_approximation():
    right = np.arange(1000) < 900
    low, high = bootstrap_interval(right)
    half = 1.96 * np.sqrt(0.9 * 0.1 / 1000)
    assert (low, high) == pytest.approx((0.9 - half, 0.9 + half), abs=0.003)


def test_the_paired_interval_counts_only_where_the_two_differ():
    one = np.arange(1000) < 900
    other = one.copy()
    other[:30], other[990:] = False, True  # 30 lost, 10 won: 2 points ahead
    low, high = bootstrap_interval(one, other)
    half = 1.96 * np.sqrt((40 / 1000 - 0.02**2) / 1000)  # of scores that are -1, 0 or 1
    assert (low, high) == pytest.approx((0.02 - half, 0.02 + half), abs=0.002)


def test_a_network_is_not_ahead_of_itself():
    right = np.arange(100) % 3 > 0
    assert bootstrap_interval(right, right) == (0, 0)


def test_accuracies_and_differences_stand_in_the_figure():
    right = {"one": np.arange(200) < 160, "two": np.arange(200) < 170}
    own, ahead = plots.accuracy_comparison(right)
    assert [text.split(" ")[0] for text in written(own)] == ["80.0", "85.0"]
    assert [text.split(" ")[0] for text in written(ahead)] == ["+5.0"]


# --- The sweep ----------------------------------------------------------------------------------

def test_each_setting_of_a_sweep_stands_in_its_own_place():
    results = [{"depth": d, "width": w, "rate": r, "accuracy": (10 * d + w) / 100 + r / 1000}
               for d in (1, 2) for w in (5, 6, 7) for r in (0.1, 0.2)]
    axes = plots.sweep(results[::-1])
    assert [ax.get_title() for ax in axes] == ["rate 0.1", "rate 0.2"]
    for ax, r in zip(axes, (0.1, 0.2), strict=True):
        np.testing.assert_allclose(
            ax.images[0].get_array(),
            [[10 * d + w + r / 10 for w in (5, 6, 7)] for d in (1, 2)])


def test_a_setting_that_was_not_tried_is_left_empty():
    results = [{"depth": 1, "width": 5, "rate": 0.1, "accuracy": 0.8},
               {"depth": 2, "width": 9, "rate": 0.1, "accuracy": 0.9}]
    (ax,) = plots.sweep(results)
    assert sorted(written(ax)) == ["80.0", "90.0"]
