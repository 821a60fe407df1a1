"""Negative numbers in figures, the colours of the two classes, and panels in rows."""

import pytest
from matplotlib.colors import to_rgb

from helpers import plots
from helpers.plots.style import BLUE, ORANGE, SIGNED, minus_signs, panels_in_rows


@pytest.mark.parametrize(("written", "shown"), [
    ("w = -0.5, b = -3", "w = −0.5, b = −3"),
    ("(-1 to 2e-05)", "(−1 to 2e−05)"),
    ("Cross-entropy after 3 steps", "Cross-entropy after 3 steps"),
    ("ReLU-2, a - b", "ReLU-2, a - b"),
])
def test_negative_numbers_have_minus_signs_and_words_keep_hyphens(written, shown):
    assert minus_signs(written) == shown


def test_a_title_has_minus_signs():
    assert plots.two_paths(-5, 2).get_title() == "dJ/db = 2 (through u) + −3 (directly) = −1"


def test_blue_is_positive_and_orange_negative():
    assert SIGNED(1.0)[:3] == pytest.approx(to_rgb(BLUE))
    assert SIGNED(0.5)[:3] == pytest.approx((1, 1, 1), abs=0.01)
    assert SIGNED(0.0)[:3] == pytest.approx(to_rgb(ORANGE))


@pytest.mark.parametrize(("n", "rows"), [(1, 1), (3, 1), (5, 2), (8, 3)])
def test_panels_are_at_most_three_in_a_row(n, rows):
    axes = panels_in_rows(n, 2.8, 2.7)
    assert len(axes) == len(axes[0].figure.axes) == n
    assert axes[0].get_gridspec().get_geometry() == (rows, min(n, 3))
