"""The network that names digits: it learns what can be learned, and nothing else."""

import numpy as np
import pytest

from helpers.data import load_digits
from helpers.digit_network import name_digits, small_images, train_digits


def test_four_pixels_become_their_mean():
    image = np.zeros((1, 4, 4), dtype=np.uint8)
    image[0, :2, 2:] = [[255, 0], [0, 255]]
    assert small_images(image).ravel().tolist() == [0, 0.5, 0, 0]


def test_images_become_columns():
    assert small_images(np.zeros((5, 28, 28), dtype=np.uint8)).shape == (196, 5)


def test_real_digits_are_named_far_better_than_by_guessing():
    digits = load_digits()
    network = train_digits(small_images(digits.train_images), digits.train_digits, 50)
    named = name_digits(network, small_images(digits.test_images))
    assert (named == digits.test_digits).mean() > 0.85


def test_from_labels_without_meaning_nothing_is_learned_for_the_test():
    digits = load_digits()
    shuffled = np.random.default_rng(0).permutation(digits.train_digits)
    network = train_digits(small_images(digits.train_images), shuffled, 50)
    named = name_digits(network, small_images(digits.test_images))
    assert (named == digits.test_digits).mean() < 0.25


@pytest.mark.parametrize("n_hidden", [1, 7])
def test_a_seed_makes_a_network_and_sizes_are_as_asked(n_hidden):
    X, digits = np.random.default_rng(1).random((6, 30)), np.arange(30) % 10
    kept = X.copy()
    one, same, other = (train_digits(X, digits, n_hidden, n_steps=5, seed=s) for s in (0, 0, 1))
    assert one.hidden.shape == (n_hidden, 7)
    assert one.output.shape == (10, n_hidden + 1)
    assert (one.hidden == same.hidden).all()
    assert (one.hidden != other.hidden).any()
    assert np.array_equal(X, kept)


def test_one_step_goes_down_the_slope_that_a_nudge_finds(monkeypatch):
    monkeypatch.setattr("helpers.digit_network.RATE", 1.0)
    X, digits = np.full((2, 1), 0.5), np.array([3])  # one example, so a batch is 50 times it
    start, moved = (train_digits(X, digits, 3, n_steps=n) for n in (0, 1))

    def cost(hidden, output):
        a = np.append(np.maximum(hidden @ [0.5, 0.5, 1.0], 0), 1.0)
        scores = output @ a
        return np.log(np.exp(scores).sum()) - scores[3]

    layers = [layer.astype(float) for layer in start]
    for layer, after in zip(layers, moved, strict=True):
        for index in np.ndindex(layer.shape):
            kept, heights = layer[index], []
            for nudge in (1e-5, -1e-5):
                layer[index] = kept + nudge
                heights.append(cost(*layers))
            layer[index] = kept
            slope = (heights[0] - heights[1]) / 2e-5
            assert kept - after[index] == pytest.approx(slope, abs=1e-5)
