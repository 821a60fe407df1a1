"""The votes of the examples, and their mean."""

import numpy as np
import pytest

from helpers import plots


def test_every_example_votes_with_its_input_times_its_mistake():
    answers, ballot = plots.votes([2.0, -1.0, 4.0], [1, 0, 0], 0.0, 0.0)  # every answer is 1/2
    assert [bar.get_height() for bar in ballot.patches] == [-1.0, -0.5, 2.0]
    assert ballot.lines[1].get_ydata()[0] == pytest.approx(0.5 / 3)
    assert "db = 0.167" in answers.get_title()


def test_the_line_from_a_label_to_its_answer_is_the_mistake():
    answers, _ = plots.votes([-np.log(3), np.log(3)], [1, 1], 1.0, 0.0)  # answers 1/4 and 3/4
    lengths = [np.ptp(line[:, 1]) for line in answers.collections[0].get_segments()]
    assert lengths == pytest.approx([0.75, 0.25])
