"""Comparing an answer with the reference: what is found, and how it is reported."""

import numpy as np
import pytest

from answercheck import wording
from answercheck.cases import Recipe
from answercheck.compare import SINGLE_TOLERANCE, compare
from answercheck.serialize import Other, pack, unpack
from answercheck.verdict import Mark

RIGHT, SHAPE, WRONG = Mark.RIGHT, Mark.SHAPE, Mark.WRONG
ROW = np.array([[1.0, -2.0, 3.0]])


def the_part(expected, answer, tolerance=1e-5, name="dw"):
    (part,) = compare(expected, answer, (name,), tolerance)
    return part


@pytest.mark.parametrize(("expected", "answer"), [
    (0.5, 0.5), (1.0, 1), (1, 1.0), (True, 1), (1.0, True), (False, 0), (0.5, np.array(0.5)),
    (np.array(0.5), 0.5), (ROW, ROW.astype(np.float32)),
    (np.array([[0, 1]]), np.array([[0.0, 1.0]])),
    (np.array([[0, 1]]), np.array([[False, True]])), ([0.5, 0.25], (0.5, 0.25)),
    ([0.5, 0.25], np.array([0.5, 0.25])), ([], []), ([], np.zeros(0)), ((4, 5), [4, 5]),
    (np.zeros((0, 3)), np.zeros((0, 3))), ("relu", "relu"), (None, None), (np.inf, np.inf),
    (0.1 + 0.2, 0.3), (np.pi * ROW, (np.pi * ROW).astype(np.float32)),
    (0.0, 1e-16), (np.array([1.0, 0.0]), np.array([1.0, 1e-7])),
])
def test_what_means_the_same_is_right(expected, answer):
    assert the_part(expected, answer).mark is RIGHT


@pytest.mark.parametrize(("expected", "answer", "reported"), [
    (0.5, np.array([[0.5]]),
     "dw has the right values in the shape (1, 1); it should be a single number"),
    (0.5, [0.5], "(1,)"), (ROW, ROW.T, "(3, 1)"), (ROW, [1.0, -2.0, 3.0], "(3,)"),
    (ROW, ROW.ravel(), "(3,); it should have the shape (1, 3)"),
    (np.array([[0.5]]), 0.5, "is the right number; it should have the shape (1, 1)"),
    ([0.5, 0.25], np.array([[0.5, 0.25]]), "(1, 2)"),
])
def test_right_values_in_a_wrong_shape_are_distinguished(expected, answer, reported):
    part = the_part(expected, answer)
    assert part.mark is SHAPE
    assert reported in wording.sentence(part.finding)


@pytest.mark.parametrize(("expected", "answer", "reported"), [
    (ROW, 7 * ROW, "dw is 7 times too large (the shape (1, 3) is right)"),
    (ROW, ROW / 7, "is 7 times too small"), (0.5, 3.5, "dw is 7 times too large"),
    (ROW, -ROW, "has the opposite sign"), (-0.5, 0.5, "has the opposite sign"),
    (ROW, -2 * ROW, "is 2 times too large and has the opposite sign"),
    (ROW, 0 * ROW, "is 0 (the shape"),
    (ROW, ROW + 1, "has wrong values (the shape (1, 3) is right)"),
    (ROW, ROW[:, ::-1], "has wrong values"), (np.zeros(2), np.ones(2), "has wrong values"),
    (ROW, 1.0001 * ROW, "is nearly right"), (ROW, -1.0001 * ROW, "has the opposite sign"),
    (ROW, np.array([[1.0, np.nan, 3.0]]), "contains nan"), (0.5, np.nan, "dw is nan"),
    (ROW, np.array([[1.0, -np.inf, 3.0]]), "contains inf"), (np.inf, -np.inf, "dw is inf"),
    (np.array([np.inf, 1.0]), np.array([np.inf, 2.0]), "contains inf"),
    (np.nan, np.nan, "dw is nan"), (1e-300, 1e300, "dw has the wrong value"),
    (ROW, np.zeros((3, 2)), "dw has the shape (3, 2); it should have the shape (1, 3)"),
    (ROW, 1.0, "dw is a single number; it should have the shape (1, 3)"),
    (0.5, ROW, "dw has the shape (1, 3); it should be a single number"),
    ([0.5, 0.25], [0.5], "dw has 1 entry; it should have 2"), ([0.5], [], "dw has 0 entries"),
    (ROW, None, "dw is None; it should be an array of shape (1, 3)"),
    (0.5, "0.5", "dw is a string; it should be a number"),
    (0.5, Other("Cheat"), "an object of type Cheat, not a plain number"),
    (0.5, {"dw": 0.5}, "dw is a dictionary"), (ROW, [[1.0, -2.0, 3.0]], "dw is a list of 1"),
    (0.5, Recipe("power", {}), "dw is a function; it should be a number"),
    ("relu", "tanh", "dw is a string"), ("relu", 1.0, "should be a string"),
    (None, 0.0, "a number"),
    (4, 5, "dw is 1.25 times too large"),
])
def test_what_is_wrong_is_wrong_and_explained(expected, answer, reported):
    part = the_part(expected, answer)
    assert part.mark is WRONG
    assert reported in wording.sentence(part.finding)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("share", "mark"), [(0.99, RIGHT), (1.01, WRONG)])
def test_an_entry_may_differ_by_the_tolerance_of_itself_and_a_tenth_of_the_largest(
        sign, share, mark):
    expected = np.array([10.0, 2.0])
    answer = expected + np.array([0.0, sign * share * 1e-3 * (2.0 + 0.1 * 10.0)])
    assert the_part(expected, answer, tolerance=1e-3).mark is mark


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("expected", "answer"), [
    (1e308, -1e308), (1e-300, 1e300), (np.array([1e-300, 0.0]), np.full(2, 1e300)), (1.0, np.inf)])
def test_an_answer_however_huge_raises_no_warning(expected, answer):
    assert the_part(expected, answer).mark is WRONG


def marks(parts):
    return {part.name: part.mark for part in parts}


GRADS = {"dw": np.array([[1.0], [2.0]]), "db": 0.5}


@pytest.mark.parametrize(("answer", "found"), [
    (GRADS, {"dw": RIGHT, "db": RIGHT}), ({**GRADS, "dz": None}, {"dw": RIGHT, "db": RIGHT}),
    ({**GRADS, "db": np.array([[0.5]])}, {"dw": RIGHT, "db": SHAPE}),
    ({**GRADS, "dw": -GRADS["dw"]}, {"dw": WRONG, "db": RIGHT}),
    ({"dw": GRADS["dw"]}, {"dw": RIGHT, "db": WRONG}), ({}, {"dw": WRONG, "db": WRONG}),
    (list(GRADS.values()), {"dw": WRONG, "db": WRONG}), (None, {"dw": WRONG, "db": WRONG}),
])
def test_each_key_of_a_dictionary_is_a_part(answer, found):
    assert marks(compare(GRADS, answer, ("grads",), 1e-5)) == found


def test_a_missing_key_is_named_with_those_that_are_there():
    _, db = compare(GRADS, {"dw": GRADS["dw"], "dB": 0.5}, ("grads",), 1e-5)
    assert wording.sentence(db.finding) == 'grads has no key "db"; it has dw, dB'


def test_a_list_for_a_dictionary_is_reported_the_keys():
    part, _ = compare(GRADS, [1], ("grads",), 1e-5)
    assert wording.sentence(part.finding) == (
        "grads is a list of 1; it should be a dictionary with the keys dw, db")


@pytest.mark.parametrize(("answer", "found"), [
    ((GRADS, 0.7), {"dw": RIGHT, "db": RIGHT, "cost": RIGHT}),
    ([GRADS, 0.7], {"dw": RIGHT, "db": RIGHT, "cost": RIGHT}),
    ((GRADS, [0.7]), {"dw": RIGHT, "db": RIGHT, "cost": SHAPE}),
    ((0.7, GRADS), {"dw": WRONG, "db": WRONG, "cost": WRONG}),
    ((GRADS, 0.7, 0.7), {"grads": WRONG, "cost": WRONG}), (GRADS, {"grads": WRONG, "cost": WRONG}),
    (None, {"grads": WRONG, "cost": WRONG}), ("ab", {"grads": WRONG, "cost": WRONG}),
])
def test_each_item_of_a_returned_tuple_is_a_part_or_more(answer, found):
    assert marks(compare((GRADS, 0.7), answer, ("grads", "cost"), 1e-5)) == found


CACHE = ((np.ones((2, 3)), np.eye(2), np.zeros((2, 1))), np.full((2, 3), 0.5))


@pytest.mark.parametrize(("change", "mark", "reported"), [
    (lambda inner, Z: (inner, Z), RIGHT, ""), (lambda inner, Z: [list(inner), Z], RIGHT, ""),
    (lambda inner, Z: ((*inner[:2], np.zeros(2)), Z), SHAPE, "cache[0][2] has the right values"),
    (lambda inner, Z: (inner, -Z), WRONG, "cache[1] has the opposite sign"),
    (lambda inner, Z: (inner[:2], Z), WRONG, "cache[0] is a tuple of 2; it should be a tuple of 3"),
    (lambda inner, Z: Z, WRONG, "cache is an array of shape (2, 3); it should be a tuple of 2"),
    (lambda inner, Z: ((-inner[0], inner[1], np.zeros(2)), Z), WRONG, "cache[0][0]"),
])
def test_a_cache_of_arrays_is_one_part_that_its_worst_item_speaks_for(change, mark, reported):
    parts = compare((1.0, CACHE), (1.0, change(*CACHE)), ("Z", "cache"), 1e-5)
    assert [part.name for part in parts] == ["Z", "cache"]
    assert parts[1].mark is mark
    found = parts[1].finding
    assert (reported in wording.sentence(found)) if reported else found is None


VALUES = [None, True, 3, 0.5, "a", np.zeros((2, 2)), np.zeros(0), np.array(1), [], [1.0], (1, 2),
          [None], {}, {"dw": 1.0}, Other("X"), Recipe("power", {}), [np.ones((2, 2))] * 2]


@pytest.mark.parametrize("expected", [one for one in VALUES if not isinstance(one, Other | Recipe)])
def test_every_kind_of_answer_can_be_compared_with_every_kind_of_reference(expected):
    for answer in VALUES:
        for part in compare(expected, unpack(pack(answer)), ("a",), 1e-5):
            assert part.mark is RIGHT or wording.sentence(part.finding)


# --- What can be seen of a wrong array ---------------------------------------------------------

TABLE = np.array([[1.5, 2.0, 3.0], [4.0, 5.0, 6.0]])
SQUARE = np.array([[1.0, 2.0], [3.0, 5.0]])
SUMS = TABLE.sum(axis=1, keepdims=True)  # (2, 1): 6.5 and 15
POWERS = np.array([[1.0, 2.0, 4.0]])


def sentence_of(expected, answer, tolerance=1e-5):
    (part,) = compare(expected, answer, ("dw",), tolerance)
    assert part.mark is not RIGHT
    return wording.sentence(part.finding)


@pytest.mark.parametrize(("expected", "answer", "words"), [
    (TABLE, TABLE.T, "it should have the shape (2, 3): it is transposed"),
    (TABLE, -3 * TABLE.T, ": it is transposed and is 3 times too large and has the opposite sign"),
    (SQUARE, SQUARE.T, "is transposed: rows and columns are exchanged"),
    (SUMS, TABLE, ": its rows are not added up"), (SUMS / 3, TABLE, ": its rows are not averaged"),
    (SUMS, TABLE.sum(axis=0), "the sum was taken along the wrong axis"),
    (SUMS, TABLE.sum(axis=0, keepdims=True), "the sum was taken along the wrong axis"),
    (SUMS, 21.5, "it is the sum of all the entries that it should have"),
    (21.5, TABLE, ": its entries are not added up"),
    (21.5 / 6, TABLE, ": its entries are not averaged"),
    (POWERS, POWERS + POWERS.T, "a row meets a column"),
    (POWERS, POWERS[0], "an array of one dimension is neither a row nor a column"),
])
def test_what_can_be_seen_is_said(expected, answer, words):
    assert words in sentence_of(expected, answer)


@pytest.mark.parametrize(("expected", "answer"), [
    (TABLE, TABLE.T + 1), (SQUARE, SQUARE.T + 1), (SUMS, TABLE + 1), (SUMS, 22.0),
    (21.5, TABLE + 1), (np.array([[0.0, 2.5, 0.0]]), 2.5),  # the largest alone, as np.max gives it
    (np.array([[1.5, 0.0], [0.0, 3.0]]), np.array([1.5, 3.0])), (SUMS, np.full((2, 3), np.nan)),
    (SUMS, np.zeros((0, 3))),
    # Labels and small whole numbers may add up alike by chance.
    (np.array([[0, 1, 0, 1]]), 2), (np.array([[0, 1, 1]]), np.array([1, 1])),
    (np.array([[1.0]]), np.array([[0, 1, 0]])), (3, np.array([1, 2]))])
def test_what_cannot_be_seen_is_not_said(expected, answer):
    sentence = sentence_of(expected, answer)
    assert not any(word in sentence for word in ("transposed", "added", "averaged", "axis", "sum"))


def test_a_factor_is_kept_for_those_who_know_what_it_may_equal():
    for answer, factor in ((7 * POWERS, 7.0), (-POWERS / 2, -0.5), (POWERS + 1, None),
                           (0 * POWERS, 0.0)):
        (part,) = compare(POWERS, answer, ("dw",), 1e-5)
        assert part.factor == factor


def test_an_answer_in_single_precision_has_the_room_that_it_needs_and_no_more():
    exact = np.array([np.pi, np.e, 1 / 3])
    strict = 1e-8
    for answer, mark in ((exact.astype(np.float32), RIGHT), (exact, RIGHT),
                            (exact + 1e-7, WRONG),
                            ((exact * (1 + 3 * SINGLE_TOLERANCE)).astype(np.float32),
                             WRONG)):
        (part,) = compare(exact, answer, ("slope",), strict)
        assert part.mark is mark
    (part,) = compare(np.pi, np.array(np.pi, np.float32), ("slope",), strict)
    assert part.mark is RIGHT
