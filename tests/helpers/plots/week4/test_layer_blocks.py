"""Layers as blocks: shapes and numbers stand at their own arrows."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyBboxPatch

from helpers import plots
from helpers.plots.style import GREY
from tests.helpers.plots.drawn import overlapping, texts
from tests.helpers.plots.week4.networks import forward, network


def gradients(caches):
    grads = {}
    for k, ((A_prev, W, b), _) in enumerate(caches, start=1):
        grads |= {f"dA{k - 1}": A_prev, f"dW{k}": W, f"db{k}": b}
    return grads


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
    assert texts(ax).count("?") == 2
    assert not any("dA" in text for text in texts(ax))
    blocks = [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]
    assert sum(to_hex(patch.get_edgecolor()) == GREY.lower() for patch in blocks) == 2


@pytest.mark.parametrize("with_gradients", [True, False])
def test_no_two_texts_of_the_flow_overlap(with_gradients):
    _, caches = forward(np.ones((784, 500)),
                        network(np.random.default_rng(0), [784, 20, 7, 1], 0.01))
    ax = plots.cache_flow(caches, gradients(caches) if with_gradients else None)
    assert overlapping(ax) == []
