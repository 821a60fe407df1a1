"""The corrected item-total correlation, against values found by hand."""

import numpy as np
import pytest

from grading.pages.report.discrimination import MIN_STUDENTS, discrimination

# Two exercises of ten students, right or wrong: 4 have both, 4 neither, one each only one of them.
# Of such a table the correlation is (ad - bc) / sqrt of the product of its margins:
# (4*4 - 1*1) / sqrt(5*5*5*5) = 0.6.
FIRST = np.array([1, 1, 1, 1, 1, 0, 0, 0, 0, 0])
SECOND = np.array([1, 1, 1, 1, 0, 1, 0, 0, 0, 0])


def test_two_exercises_agree_as_their_table_says():
    found = discrimination(np.column_stack([FIRST, SECOND]))
    assert [one.value for one in found] == pytest.approx([0.6, 0.6])


def test_the_scale_of_points_does_not_matter():
    found = discrimination(np.column_stack([10 * FIRST, 3 * SECOND]))
    assert [one.value for one in found] == pytest.approx([0.6, 0.6])


def test_an_exercise_is_not_compared_with_itself():
    # Of three equal exercises and one that is their opposite, the last agrees with none: -1. With
    # itself in the total it would be compared with 3x + (1 - x) = 1 + 2x: -1 too; and each of the
    # first with 2x + (1 - x) = 1 + x: +1.
    found = discrimination(np.column_stack([FIRST, FIRST, FIRST, 1 - FIRST]))
    assert [one.value for one in found] == pytest.approx([1, 1, 1, -1])
    # One exercise beside noise that has nothing to do with it: 0. With itself it would be positive.
    noise = np.array([1, 1, 0, 0, 1, 1, 0, 0])
    own = np.array([1, 0, 1, 0, 1, 0, 1, 0])
    twice = [np.concatenate([one, one]) for one in (own, noise)]
    assert discrimination(np.column_stack(twice))[0].value == pytest.approx(0)


def test_equal_points_are_not_compared():
    ones = np.ones(10)
    found = discrimination(np.column_stack([FIRST, ones]))
    assert [one.value for one in found] == [None, None]
    assert "elsewhere" in found[0].why
    assert "here" in found[1].why


def test_equal_totals_are_seen_through_rounding():
    others = np.tile([0.1, 0.2, 0.7], (10, 1))
    assert discrimination(np.column_stack([FIRST * 0.3, others]))[0].value is None


@pytest.mark.parametrize("n", [0, 1, MIN_STUDENTS - 1])
def test_few_students_are_too_few(n):
    found = discrimination(np.column_stack([FIRST[:n], SECOND[:n]]))
    assert [one.value for one in found] == [None, None]
    assert str(MIN_STUDENTS) in found[0].why


def test_one_exercise_has_no_other():
    assert discrimination(FIRST[:, None])[0].why == "there is no other exercise"
