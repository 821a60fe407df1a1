"""Fingerprints: those of equal answers fit, those of answers that differ anywhere do not."""

import numpy as np
import pytest

from answercheck.fingerprint import (
    ANY,
    MAX_FEATURES,
    MISSING,
    Feature,
    differences,
    fingerprint,
    raised,
)
from answercheck.serialize import Other

RNG = np.random.default_rng(0)
LARGE = RNG.normal(size=(20, 30))


def fit(one, other, tolerance=1e-5):
    first, second = fingerprint(one, ("y",)), fingerprint(other, ("y",))
    return first.keys() == second.keys() and all(
        feature.fits(second[path], tolerance) for path, feature in first.items())


@pytest.mark.parametrize(("one", "other"), [
    (2.0, 2), (True, 1.0), ([1.0, 2.0], np.array([1.0, 2.0])), ((1, 2), [1, 2]),
    (LARGE, LARGE * (1 + 1e-9)), (LARGE, (LARGE * 3) / 3), (LARGE, LARGE.astype(np.float32)),
    (np.nan, np.nan), (np.array([np.inf, 1]), np.array([np.inf, 1])), (None, None), ({}, {}),
    ({"a": [np.ones(2), None]}, {"a": (np.ones(2), None)}), ("relu", "relu")])
def test_what_means_the_same_fits(one, other):
    assert fit(one, other)


def one_entry_changed(place, by=0.1):
    changed = LARGE.copy()
    changed.flat[place] += by
    return changed


@pytest.mark.parametrize(("one", "other"), [
    (2.0, 2.1), (2.0, [2.0]), (np.ones(3), np.ones((1, 3))), (1.0, None), ("relu", "tanh"),
    (np.nan, 1.0), (np.array([np.nan, 1.0]), np.array([1.0, np.nan])), (LARGE, -LARGE),
    (LARGE, LARGE[::-1]), (LARGE, LARGE[:, ::-1]), ({"a": 1.0}, {"b": 1.0}), (Other("A"), None),
    (LARGE, np.where(LARGE[3, 4] == LARGE, np.nan, LARGE)), ([1.0, None], [1.0]),
    *((LARGE, one_entry_changed(place)) for place in (0, 17, 250, 599))])
def test_what_differs_anywhere_does_not_fit(one, other):
    assert not fit(one, other)
    assert not fit(other, one)


def test_the_parts_of_a_tuple_have_the_names_of_the_exercise():
    assert set(fingerprint(({"dw": 1.0}, 2.0), ("grads", "cost"))) == {"grads.dw", "cost"}
    assert set(fingerprint({"dw": 1.0}, ("grads", "cost"))) == {".dw"}


def test_differences_are_what_is_wrong_missing_or_besides():
    right = fingerprint({"a": 1.0, "b": 2.0, "c": np.ones(2)}, ("y",))
    given = fingerprint({"a": 1.0, "b": 3.0, "d": None}, ("y",))
    found = differences(right, given, 1e-5)
    assert set(found) == {".b", ".c", ".d"}
    assert found[".c"] == MISSING


def message(make):
    try:
        make()
    except ValueError as error:
        return "ValueError", str(error)
    raise AssertionError("nothing was raised")


def test_the_same_wrong_product_is_known_in_the_words_of_dot_and_of_matmul():
    a, b = np.ones((3, 1)), np.ones((3, 4))
    assert raised(*message(lambda: a @ b)) == raised(*message(lambda: np.dot(a, b)))
    assert raised(*message(lambda: a @ b)) != raised(*message(lambda: np.ones((3, 2)) @ b))


def test_exceptions_of_other_words_are_distinguished():
    assert raised("KeyError", "'W3'") != raised("KeyError", "'W4'")
    assert raised("KeyError", "x") != raised("NameError", "x")


def test_the_digits_of_a_number_that_a_message_quotes_tell_nothing_and_whole_numbers_do():
    assert raised("ValueError", "0.3 < 1") == raised("ValueError", "0.30000000000000004 < 1")
    assert raised("ValueError", "-2e-17 < 0") == raised("ValueError", "3.1e-17 < 0")
    assert raised("IndexError", "index 3 is out") != raised("IndexError", "index 4 is out")


def test_a_leaf_that_comes_out_now_so_now_so_fits_anything():
    assert Feature(ANY).fits(Feature("(3,)", (1.0, 2.0, 3.0)), 1e-5)


def test_the_room_of_a_drawn_number_counts_and_not_the_tolerance():
    drawn = Feature("()", (1.0,), (0.5,))
    assert drawn.fits(Feature("()", (1.4,)), 1e-5)
    assert not drawn.fits(Feature("()", (1.6,)), 1e-5)
    assert drawn.likelihood(Feature("()", (1.0,))) > drawn.likelihood(Feature("()", (1.4,)))


def test_an_answer_cannot_have_leaves_without_end():
    assert len(fingerprint({str(n): 1.0 for n in range(9999)}, ("y",))) == MAX_FEATURES
