"""The figures of the chapters on logistic regression: what they show is what was computed."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import Rectangle

from helpers import plots

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def frame(ax):
    """Centre of the only frame that is drawn, as (x, y)."""
    (patch,) = [one for one in ax.patches if isinstance(one, Rectangle)]
    return patch.get_x() + patch.get_width() / 2, patch.get_y() + patch.get_height() / 2


def line_named(ax, word):
    return next(line for line in ax.lines if word in str(line.get_label()))


def dots(ax):
    """The heights of the single points that are drawn, in order."""
    return [line.get_ydata()[0] for line in ax.lines if len(line.get_xdata()) == 1]


def test_the_same_pixel_is_framed_in_the_image_and_in_its_column():
    image = np.arange(12).reshape(3, 4) / 11
    picture, column = plots.image_as_column(image, 6)
    assert frame(picture) == (2, 1)  # 6 = 1 · 4 + 2: row 1, place 2
    assert frame(column) == (0, 6)
    assert column.images[0].get_array()[6, 0] == picture.images[0].get_array()[1, 2]


def test_pixels_are_numbered_row_by_row():
    picture, _ = plots.image_as_column(np.eye(3), 0)
    numbers = {text.get_text(): text.xy for text in picture.texts}
    assert numbers == {str(3 * row + place): (place, row)
                       for row in range(3) for place in range(3)}


def test_likelihood_is_highest_and_cost_lowest_at_the_share_of_ones():
    Y = np.array([[1, 1, 1, 0]])
    likelihood, cost = plots.likelihood_and_cost(Y, 0.5)
    for ax, best in ((likelihood, np.argmax), (cost, np.argmin)):
        a, value = ax.lines[0].get_data()
        assert a[best(value)] == pytest.approx(0.75)
        assert ax.lines[1].get_xdata()[0] == 0.75


def test_the_marks_stand_at_the_likelihood_and_the_cost_of_what_is_said():
    likelihood, cost = plots.likelihood_and_cost(np.array([[1, 1, 1, 0]]), 0.5)
    assert likelihood.lines[2].get_data() == ([0.5], [1 / 16])  # four coins
    assert cost.lines[2].get_data()[1] == pytest.approx([np.log(2)])


def test_both_losses_of_a_yes_are_marked_at_the_score():
    losses, slopes = plots.losses_over_score(-np.log(3))  # a = 1/4
    assert dots(losses) == pytest.approx([np.log(4), 0.5 * 0.75**2])
    assert dots(slopes) == pytest.approx([-0.75, -(0.75**2) / 4])


def test_the_slopes_drawn_are_those_of_the_losses_drawn():
    losses, slopes = plots.losses_over_score(0.0)
    for name in ("cross-entropy", "squared error"):
        z, loss = line_named(losses, name).get_data()
        drawn = line_named(slopes, name).get_ydata()
        assert np.gradient(loss, z)[1:-1] == pytest.approx(drawn[1:-1], abs=1e-3)


def test_a_descent_halves_the_weight_when_rate_times_bend_is_a_half():
    bowl = (lambda w: w**2, lambda w: 2 * w)
    steep = (lambda w: 2 * w**2, lambda w: 4 * w)
    shallow, deep = plots.descents({"bowl": bowl, "steep": steep}, 4.0, 0.25, 3)
    assert list(line_named(shallow, "path").get_xdata()) == [4, 2, 1, 0.5]
    assert list(line_named(deep, "path").get_xdata()) == [4, 0, 0, 0]
    assert line_named(shallow, "end").get_data() == ([0.5], [0.25])


def test_what_jumps_out_of_reach_does_not_change_the_view():
    bowl = (lambda w: w**2, lambda w: 2 * w)
    calm, wild = (plots.descents({"bowl": bowl}, 2.0, rate, 20)[0] for rate in (0.1, 3.0))
    assert wild.get_xlim() == calm.get_xlim() == (-3, 6)
    assert wild.get_ylim() == calm.get_ylim()


def test_a_descent_in_two_weights_goes_down_each_axis_at_its_own_pace():
    ax = plots.descent_path(lambda w: (w @ w) / 2, lambda w: np.array([1.0, 2.0]) * w,
                            (4.0, 4.0), 0.5, 2)
    x, y = line_named(ax, "path").get_data()
    assert (x.tolist(), y.tolist()) == ([4, 2, 1], [4, 0, 0])
    assert line_named(ax, "end").get_data() == ([1.0], [0.0])
    assert "cost 0.5 after 2 steps" in ax.get_title()


def test_every_example_votes_with_its_input_times_its_mistake():
    answers, ballot = plots.votes([2.0, -1.0, 4.0], [1, 0, 0], 0.0, 0.0)  # every answer is 1/2
    assert [bar.get_height() for bar in ballot.patches] == [-1.0, -0.5, 2.0]
    assert ballot.lines[1].get_ydata()[0] == pytest.approx(0.5 / 3)
    assert "db = 0.167" in answers.get_title()


def test_the_line_from_a_label_to_its_answer_is_the_mistake():
    answers, _ = plots.votes([-np.log(3), np.log(3)], [1, 1], 1.0, 0.0)  # answers 1/4 and 3/4
    lengths = [np.ptp(line[:, 1]) for line in answers.collections[0].get_segments()]
    assert lengths == pytest.approx([0.75, 0.25])


def numbers_drawn(ax):
    return [text.get_text() for text in ax.texts if text.get_text().isdigit()]


def test_a_column_and_a_row_are_stretched_into_a_table():
    ax = plots.broadcasting((2, 1), (1, 3))
    assert ax.get_title().endswith("gives (2, 3)")
    assert numbers_drawn(ax) == ["10", "10", "10", "20", "20", "20",  # the column, used 3 times
                                 "1", "2", "3", "1", "2", "3",
                                 "11", "12", "13", "21", "22", "23"]


def test_numbers_that_are_used_again_are_pale():
    ax = plots.broadcasting((2, 1), (1, 3))
    pale = [text for text, cell in zip(numbers_drawn(ax), ax.patches, strict=True)
            if cell.get_alpha() < 0.3]
    assert pale == ["10", "10", "20", "20", "1", "2", "3"]


def test_shapes_that_do_not_fit_have_no_sum():
    ax = plots.broadcasting((2, 3), (2,))
    assert "do not fit" in ax.get_title()
    assert len(numbers_drawn(ax)) == 6 + 2


def test_one_number_is_added_to_every_cell():
    assert numbers_drawn(plots.broadcasting((2,), ()))[-2:] == ["11", "21"]
