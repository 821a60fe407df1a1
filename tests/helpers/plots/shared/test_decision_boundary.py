"""Decision boundaries: the plane is coloured by the answers that are given."""

import numpy as np
import pytest

from helpers import plots


def right_half(P):
    return P[:1] > 0


POINTS = np.array([[-2.0, -1.0, 1.0, 3.0], [1.0, -1.0, 0.5, 2.0]])


LABELS = np.array([[0, 1, 1, 1]], dtype=np.uint8)


def test_the_plane_is_coloured_by_the_answers():
    ax = plots.decision_boundary(right_half, POINTS, LABELS, n_grid=50)
    (image,) = ax.images
    left, right, _, _ = image.get_extent()
    middle_of_column = np.linspace(left, right, 50)
    np.testing.assert_array_equal(image.get_array()[7], middle_of_column > 0)


def test_the_title_counts_the_right_answers():
    ax = plots.decision_boundary(right_half, POINTS, LABELS, title="half")
    assert ax.get_title() == "half: 75% right"


def test_probabilities_and_truth_values_draw_the_same_border():
    by_answer = plots.decision_boundary(right_half, POINTS, LABELS).images[0].get_array()
    by_probability = plots.decision_boundary(
        lambda P: 1 / (1 + np.exp(-P[:1])), POINTS, LABELS).images[0].get_array()
    np.testing.assert_array_equal(by_answer, by_probability)


def test_points_of_each_kind_are_drawn_in_their_own_colour():
    ax = plots.decision_boundary(right_half, POINTS, LABELS)
    drawn = {line.get_label(): len(line.get_xdata()) for line in ax.lines}
    assert drawn == {"y = 0": 1, "y = 1": 3}


@pytest.mark.parametrize("same", [0, 1])
def test_a_network_that_always_says_the_same_has_no_border(same):
    ax = plots.decision_boundary(lambda P: np.full((1, P.shape[1]), same), POINTS, LABELS)
    ax.figure.canvas.draw()
    assert not any(path.vertices.size for c in ax.collections for path in c.get_paths())


def test_a_border_asks_for_few_enough_points_to_be_redrawn_at_each_move_of_a_slider():
    asked = []

    def answer(P):
        asked.append(P.shape[1])
        return right_half(P)

    plots.decision_boundary(answer, POINTS, LABELS)
    assert sum(asked) < 50_000


@pytest.mark.parametrize("n", [1, 3, 8])
def test_there_is_a_panel_for_each_network_and_no_empty_one(n):
    axes = plots.boundaries({f"{i}": (right_half, POINTS, LABELS) for i in range(n)})
    assert [ax.get_title() for ax in axes] == [f"{i}: 75% right" for i in range(n)]
    assert len(axes[0].figure.axes) == n
