"""Figures in Chinese: every character has a glyph, and English figures are as they were."""

import logging

import numpy as np
import pytest
from babel.messages.pofile import read_po
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from answercheck.translation import LANGUAGE_VARIABLE
from helpers.plots.style import CHINESE_FONT, choose_fonts, new_axes
from tests.this_course import COURSE

CATALOGUES = sorted(COURSE.glob("locale/zh_CN/**/*.po"))
LABELS = ["学习率 α = 0.1，损失“下降”：−5 ≤ x", r"梯度 $dW^{[1]}$ 的形状是 (3, 2)，−5 × 熵",
          "第 1 层\n$n^{[1]}$ = 4", r"$\alpha = -0.1$ 时，$\hat y$ ≈ 1"]


def figure_with(title):
    """A figure with this title, and with negative numbers at its axes."""
    axes = new_axes(title=title)
    axes.plot([-1, 2])
    return axes.figure


def pixels(figure):
    figure.canvas.draw()
    return np.array(figure.canvas.buffer_rgba())


@pytest.fixture
def in_chinese(monkeypatch):
    """A kernel whose language is Chinese."""
    monkeypatch.setenv(LANGUAGE_VARIABLE, "zh_CN")
    yield
    monkeypatch.undo()
    choose_fonts()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("label", LABELS)
def test_a_chinese_label_has_all_its_glyphs_beside_formulas_too(in_chinese, caplog, label):
    with caplog.at_level(logging.WARNING, logger="matplotlib"):
        pixels(figure_with(label))
    assert caplog.messages == []


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_nothing_is_said_of_fonts_in_an_english_figure(caplog, weight):
    figure = figure_with("Training")
    figure.axes[0].text(0, 0, "right", weight=weight)
    with caplog.at_level(logging.WARNING, logger="matplotlib"):
        pixels(figure)
    assert caplog.messages == []


@pytest.mark.filterwarnings("error")
def test_a_chinese_label_has_all_its_glyphs_in_an_english_figure():
    pixels(figure_with(LABELS[0]))


def test_an_english_figure_is_as_it_would_be_without_the_chinese_font():
    figure = figure_with(r"Training: $W^{[1]}$ is −0.5, α = 0.1 – ŷ ≤ 2")
    ours = pixels(figure)
    for text in figure.findobj(Text):
        text.set_fontfamily("sans-serif")
    assert np.array_equal(ours, pixels(figure))


def characters(font):
    return set(map(chr, FT2Font(findfont(FontProperties(family=[font]))).get_charmap()))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(COURSE)))
def test_every_character_of_a_catalogue_is_in_the_fonts_of_figures(path):
    known = characters(CHINESE_FONT) | characters("sans-serif") | {"\n"}
    with path.open("rb") as file:
        translations = "".join(
            text for message in read_po(file)
            for text in ([message.string] if isinstance(message.string, str) else message.string))
    assert set(translations) - known == set(), "make font"
