"""Figures to play with, live and as pictures."""

import pytest
from ipywidgets import IntSlider

from helpers.plots import play
from helpers.plots.play import FIGURES, STILL


@pytest.mark.parametrize("environment", [{}, {FIGURES: STILL}])
def test_the_first_figure_is_drawn_with_the_controls_first_values(monkeypatch, environment):
    monkeypatch.delenv(FIGURES, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    drawn = []
    play(lambda a, b, c, d=3: drawn.append((a, b, c, d)), a=(0, 10), b=["x", "y"],
         c=IntSlider(value=7, min=1, max=9), d=(0, 10))
    assert drawn == [(5, "x", 7, 3)]
