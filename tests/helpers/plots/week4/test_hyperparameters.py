"""Settings and their accuracies, each in its own place."""

import numpy as np

from helpers import plots
from tests.helpers.plots.drawn import texts


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
    assert [text.split(": ")[1] for text in legend] == ["mean 89.0 %", "mean 94.0 %", "90.0 %"]


def test_each_setting_of_a_sweep_stands_in_its_own_place():
    results = [{"depth": d, "width": w, "rate": r, "accuracy": (10 * d + w) / 100 + r / 1000}
               for d in (1, 2) for w in (5, 6, 7) for r in (0.1, 0.2)]
    axes = plots.sweep(results[::-1])
    assert [ax.get_title() for ax in axes] == ["learning rate 0.1", "learning rate 0.2"]
    for ax, r in zip(axes, (0.1, 0.2), strict=True):
        np.testing.assert_allclose(
            ax.images[0].get_array(),
            [[10 * d + w + r / 10 for w in (5, 6, 7)] for d in (1, 2)])


def test_a_setting_that_was_not_tried_is_left_empty():
    results = [{"depth": 1, "width": 5, "rate": 0.1, "accuracy": 0.8},
               {"depth": 2, "width": 9, "rate": 0.1, "accuracy": 0.9}]
    (ax,) = plots.sweep(results)
    assert sorted(texts(ax)) == ["80.0", "90.0"]
