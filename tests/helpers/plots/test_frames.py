"""The pictures of a figure at the places of one control."""

import base64
import io
import json

import matplotlib.pyplot as plt
import numpy as np
import pytest
from ipywidgets import Checkbox, FloatSlider, IntSlider, SelectionSlider, interactive
from PIL import Image

from answercheck.translation import in_language
from helpers.plots.frames import BLOCK, MOST_FRAMES, frames_html


def framed(draw, **controls):
    """Return what a page's script reads."""
    widgets = interactive(lambda **values: None, **controls).kwargs_widgets
    before, after = BLOCK.split("{data}")
    return json.loads(frames_html(draw, widgets).removeprefix(before).removesuffix(after))


def pixels(frame):
    return Image.open(io.BytesIO(base64.b64decode(frame.partition(",")[2]))).convert("RGB")


def bar(height, **others):
    _, ax = plt.subplots(figsize=(2, 2))
    ax.bar([0], [height])
    ax.set(ylim=(0, 10), title="a" * int(height))


@pytest.mark.parametrize(("control", "first", "start", "last"), [
    (FloatSlider(value=1.3, min=0, max=9, step=0.1), "0.00", "1.30", "9.00"),
    (IntSlider(value=3, min=-2, max=4), "−2", "3", "4"),
    ((0, 10, 5), "0", "5", "10"),
    (["x", "y", "z"], "x", "x", "z"),
    (SelectionSlider(options=[1, 10, 100], value=10), "1", "10", "100"),
    (Checkbox(value=True), "no", "yes", "yes"),
])
def test_a_control_goes_from_end_to_end_and_stands_where_it_stood(control, first, start, last):
    data = framed(lambda place: plt.figure(figsize=(1, 1)), place=control)
    labels = data["labels"]
    assert (labels[0], labels[data["start"]], labels[-1]) == (first, start, last)
    assert len(labels) == len(set(labels)) == len(data["frames"]) <= MOST_FRAMES + 2


def test_each_frame_shows_the_figure_at_its_place_and_all_are_as_large_as_the_first():
    data = framed(bar, height=IntSlider(value=4, min=0, max=8, step=4))
    pictures = [pixels(frame) for frame in data["frames"]]
    assert len({picture.size for picture in pictures}) == 1
    arrays = [np.asarray(picture) for picture in pictures]
    blue = [np.sum((one[..., 0] < 60) & (one[..., 2] > 120)) for one in arrays]
    assert blue == sorted(blue)
    assert blue[-1] > blue[0]


def test_the_first_control_with_two_ends_moves_and_the_others_are_named():
    drawn = []

    def draw(kind, height, width):
        drawn.append((kind, width))
        bar(height)

    data = framed(draw, kind=["p", "q"], height=(0, 2), width=FloatSlider(description="how wide"))
    assert (data["name"], data["note"]) == (
        "height", "In JupyterLab you can also move kind and how wide.")
    assert set(drawn) == {("p", 0.0)}


def test_what_a_page_says_of_a_figure_is_in_the_current_language():
    with in_language("zh_CN"):
        data = framed(lambda grey, size: bar(size), size=(0, 2), grey=False)
        assert data["note"] == "在 JupyterLab 中还可以调节 grey。"
        assert framed(lambda grey: bar(1), grey=False)["labels"] == ["否", "是"]


def test_figures_are_closed_and_nothing_is_shown(capsys):
    def draw(height):
        print("said")
        bar(height)

    framed(draw, height=(0, 3))
    assert plt.get_fignums() == []
    assert "said" not in capsys.readouterr().out


def test_two_figures_are_not_one_to_play_with():
    with pytest.raises(ValueError, match="made 2"):
        framed(lambda place: (plt.figure(), plt.figure()), place=(0, 1))
    plt.close("all")
