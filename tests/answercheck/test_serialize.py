"""Plain data: what is packed comes back, and nothing else passes."""

import json
import math
from base64 import b64encode

import numpy as np
import pytest

from answercheck.cases import Recipe
from answercheck.serialize import (
    MAX_AXES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    MAX_SMALL_BYTES,
    MAX_TEXT,
    NotPlainError,
    Other,
    pack,
    pack_small,
    unpack,
)


def through_json(value):
    return unpack(json.loads(json.dumps(pack(value))))


@pytest.mark.parametrize("value", [
    None, True, False, 0, -7, 2**63 - 1, 0.1, -0.0, 1e308, 5e-324, math.inf, -math.inf, "",
    "Grüße, 你好", [], (), {}, [1, [2.5, ("a", None)]], (1, (2, [3])), {"dw": 1.0, "": {"b": []}}])
def test_a_value_comes_back_as_it_was(value):
    back = through_json(value)
    assert back == value
    assert type(back) is type(value)


def test_nan_comes_back_as_nan():
    assert math.isnan(through_json(math.nan))


@pytest.mark.parametrize(("value", "plain"), [
    (np.float64(2.5), 2.5), (np.float16(0.5), 0.5), (np.int8(-3), -3), (np.bool_(True), True),
    (np.str_("relu"), "relu")])
def test_a_numpy_scalar_comes_back_as_pythons_own(value, plain):
    back = through_json(value)
    assert back == plain
    assert type(back) is type(plain)


def test_a_number_in_single_precision_comes_back_as_one():
    back = through_json(np.float32(0.1))
    assert (back.dtype, back.shape, float(back)) == (np.float32, (), float(np.float32(0.1)))


@pytest.mark.parametrize("dtype", ["?", "i1", "i2", "i4", "i8", "u1", "u8", "f2", "f4", "f8",
                                   ">i4", ">f8"])
def test_an_array_comes_back_in_the_native_byte_order_of_its_type(dtype):
    array = np.array([[0, 1, 1], [1, 0, 1]], dtype=dtype)
    back = through_json(array)
    assert back.dtype == np.dtype(dtype).newbyteorder("=")
    assert back.tolist() == array.tolist()


@pytest.mark.parametrize("array", [
    np.array(3.5), np.zeros(0), np.zeros((0, 3)), np.zeros((3, 0)),
    np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.arange(6.0).reshape(2, 3).T,
    np.arange(10)[::-2], np.broadcast_to(np.arange(3.0), (2, 3)), np.array([np.nan, np.inf, -0.0]),
], ids=["0-d", "empty", "no rows", "no columns", "Fortran", "transposed", "strided", "broadcast",
        "nan and inf"])
def test_an_array_comes_back_with_its_shape_and_order(array):
    back = through_json(array)
    assert back.shape == array.shape
    np.testing.assert_array_equal(back, array)


def test_an_array_that_came_back_can_be_written_to():
    back = through_json(np.zeros(3))
    back[0] = 1.0
    assert back.tolist() == [1.0, 0.0, 0.0]


def test_a_recipe_comes_back_and_can_be_called():
    back = through_json(Recipe("squares", {"weights": np.array([1.0, 2.0])}))
    assert back(np.array([3.0, 4.0])) == 1 * 9 + 2 * 16


class Pleasing(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class Array(np.ndarray):
    pass


@pytest.mark.parametrize(("value", "type_name"), [
    (np.zeros((1, 1)).view(np.matrix), "numpy.matrix"),
    (np.ma.array([1.0]), "numpy.ma.MaskedArray"),
    (np.array([None]), "array of object"), (np.array([1j]), "array of complex128"),
    (np.array(["a"]), "array of <U1"), (1j, "complex"), (Pleasing(1.0), "Pleasing"),
    (np.zeros(2).view(Array), "Array"), ((n for n in ()), "generator"), ({1}, "set"),
    (len, "builtin_function_or_method"), (b"x", "bytes")])
def test_what_is_not_plain_comes_back_as_the_name_of_its_type(value, type_name):
    back = through_json(value)
    assert type(back) is Other
    assert back.type_name.endswith(type_name)


def test_a_key_that_is_no_string_comes_back_as_its_text():
    assert through_json({1: "a", (2, 3): "b"}) == {"1": "a", "(2, 3)": "b"}


def test_a_long_string_is_cut():
    assert through_json("x" * (MAX_TEXT + 1)) == "x" * MAX_TEXT


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("value", [
    [0] * (MAX_NODES - 1), np.zeros(MAX_BYTES, dtype="u1"), nested(MAX_DEPTH),
    np.zeros((1,) * MAX_AXES)], ids=["nodes", "bytes", "depth", "axes"])
def test_a_value_just_within_the_bounds_passes(value):
    np.testing.assert_array_equal(unpack(pack(value)), value)


ITSELF: list = []
ITSELF.append(ITSELF)


@pytest.mark.parametrize("value", [
    [0] * MAX_NODES, np.zeros(MAX_BYTES + 1, dtype="u1"), [np.zeros(MAX_BYTES // 8 + 1)] * 2,
    "x" * (MAX_BYTES + 1), nested(MAX_DEPTH + 1), ITSELF, np.zeros((1,) * (MAX_AXES + 1)),
    np.zeros((0, MAX_BYTES + 1)),
], ids=["nodes", "bytes", "bytes in sum", "text", "depth", "itself", "axes", "a huge empty one"])
def test_a_value_beyond_the_bounds_is_refused(value):
    with pytest.raises(NotPlainError):
        pack(value)


def array_tree(dtype="<f8", shape=(1,), data=b"\0" * 8):
    return {"kind": "array", "dtype": dtype, "shape": list(shape),
            "data": b64encode(data).decode() if isinstance(data, bytes) else data}


def deep_tree(depth):
    tree = {"kind": "none"}
    for _ in range(depth):
        tree = {"kind": "list", "items": [tree]}
    return tree


@pytest.mark.parametrize("tree", [
    None, 1, "none", [], [{"kind": "none"}], {}, {"kind": None}, {"kind": ["int"]},
    {"kind": "function"}, {"kind": "int"}, {"kind": "int", "value": "1"},
    {"kind": "int", "value": 10**400}, {"kind": "int", "value": 1.5}, {"kind": "int", "value": []},
    {"kind": "bool", "value": 1}, {"kind": "float", "value": 1.0},
    {"kind": "float", "value": "much"}, {"kind": "float", "value": 10**400},
    {"kind": "str", "value": 5}, {"kind": "str", "value": deep_tree(200)},
    {"kind": "list"}, {"kind": "list", "items": 5}, {"kind": "list", "items": "ab"},
    {"kind": "tuple", "items": {"a": 1}}, {"kind": "dict", "entries": {"a": 1}},
    {"kind": "dict", "entries": [["a"]]}, {"kind": "dict", "entries": [["a", 1]]},
    {"kind": "dict", "entries": [[["a"], {"kind": "none"}]]}, {"kind": "dict", "entries": None},
    {"kind": "other"}, {"kind": "other", "type": {}},
    {"kind": "recipe", "formula": "os.system", "parameters": pack({})},
    {"kind": "recipe", "formula": [], "parameters": pack({})},
    {"kind": "recipe", "formula": "power"},
    deep_tree(MAX_DEPTH + 1), deep_tree(5_000),
    {"kind": "list", "items": [{"kind": "none"}] * MAX_NODES},
    *(array_tree(dtype) for dtype in (
        "O", "|O", "object", "<f8,<f8", "(2,)f8", "(2,3", ",", "", "c16", "<c8", "g", "<M8[s]",
        "S8", "<U2", "|V8", "<f9", "<f16", "<f8" * 1000, None, 8, {"a": 1})),
    *(array_tree(shape=shape) for shape in (
        [-1], [2], [0], [1, -1], [2**62], [10**40], [0, 2**62], [1] * (MAX_AXES + 1), ["1"], [1.0],
        [True], [None], [[1]])),
    {**array_tree(), "shape": 1}, {**array_tree(), "shape": "1"}, {**array_tree(), "shape": None},
    array_tree(data="not base64!!"), array_tree(data="AAAAAAAAAAA"), array_tree(data=""),
    array_tree(data="é" * 12), array_tree(data=None), array_tree(data=b"\0" * 7),
    array_tree("|u1", [MAX_BYTES + 1], b"\0" * (MAX_BYTES + 1)),
    {key: value for key, value in array_tree().items() if key != "data"},
    {key: value for key, value in array_tree().items() if key != "dtype"},
])
def test_a_tree_that_pack_did_not_make_is_refused(tree):
    with pytest.raises(NotPlainError):
        unpack(tree)


def test_many_arrays_together_may_not_exceed_the_bytes_of_one():
    tree = {"kind": "list", "items": [array_tree("|u1", [MAX_BYTES // 2], b"\0" * (MAX_BYTES // 2))
                                      for _ in range(3)]}
    with pytest.raises(NotPlainError, match="too large"):
        unpack(tree)


def test_the_keys_of_a_dictionary_count_as_its_values_do():
    remembered = {bytes([n]) * MAX_TEXT: n for n in range(200)}  # as a student's own cache
    assert len(json.dumps(pack(remembered))) > MAX_SMALL_BYTES
    assert pack_small({"remembered": remembered, "m": 3}).keys() <= {"m"}
