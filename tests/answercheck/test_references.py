"""Reference files: what is written comes back, and a file that cannot be read says what to do."""

from dataclasses import replace

import h5py
import numpy as np
import pytest

from answercheck.cases import Recipe
from answercheck.fingerprint import Feature
from answercheck.mistakes import Mistake, catalogue
from answercheck.references import (
    FORMAT,
    ReferenceCall,
    ReferenceCase,
    ReferenceExercise,
    References,
    StaleReferenceError,
    read_exercise,
    read_names,
    read_references,
    write_references,
)
from answercheck.variables import right_variables
from answercheck.verdict import Diagnosis


def references(*values, name="propagate"):
    calls = tuple(ReferenceCall((value,), {"rate": value}, value) for value in values)
    exercise = ReferenceExercise(name, ("dw", "db"), 1e-8,
                                 (ReferenceCase("m = 1, ganzzahlig ×", calls),), "He normal")
    return References("week1", 7, "2.4.6", {name: exercise})


def test_right_variables_come_back_with_those_of_arguments_and_answers(tmp_path):
    variables = right_variables([[{"Z": [np.ones((2, 3)), np.zeros(2)], "m": [3]}]])
    case = ReferenceCase("one", (ReferenceCall(
        ({"W1": 1.0, "deep": {"b1": 2.0}}, 5), {"cache": ({"A1": 3.0},)}, (4.0, {"A2": 5.0})),))
    described = ReferenceExercise("f", ("AL", "cache"), 1e-5, (case,), variables=variables)
    write_references(tmp_path / "week9.h5", References("week9", 1, "2.4.6", {"f": described}))
    read = read_exercise(tmp_path / "week9.h5", "f")
    assert alike(read.variables.values, variables.values)
    assert alike(read.variables.of(0, 0)["Z"], [np.ones((2, 3)), np.zeros(2)])
    assert set(read.variable_names) == {
        "Z", "m", "W1", "deep", "b1", "A1", "AL", "cache", "A2"}
    assert read.right_values(0, 0)["A2"] == [5.0]
    bare = references(np.ones(1)).exercises["propagate"]
    assert (bare.variable_names, bare.variables.of(0, 0)) == ([], {})


def returned(path):
    (exercise,) = read_references(path).exercises.values()
    return exercise.cases[0].calls[0].returned


def alike(one, other):
    if isinstance(one, np.ndarray):
        return (type(other) is np.ndarray and one.dtype == other.dtype
                and one.shape == other.shape and np.array_equal(one, other, equal_nan=True))
    if isinstance(one, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, Recipe):
        return one.formula == other.formula and alike(dict(one.parameters), other.parameters)
    return type(one) is type(other) and repr(one) == repr(other)


@pytest.mark.parametrize("value", [
    None, True, False, 0, -(2**40), 0.1, float("nan"), float("inf"), "", "relu", "σ(z)\n",
    np.zeros((2, 3)), np.arange(4, dtype=np.uint8), np.array([[True, False]]), np.array(3),
    np.array(2.5), np.array(True), np.zeros(0), np.zeros((0, 3), np.float32),
    np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.arange(10)[::-2], np.array([np.nan, -0.0]),
    [], (), {}, [1, 2.5, "a", None], (np.ones(2), [np.zeros(1), ()]), list(range(12)),
    {"dw": np.ones((3, 1)), "db": 0.5, "a": {"b": {}}}, {str(n): n for n in (10, 9, 2, 1)},
    Recipe("squares", {"weights": np.ones(2)}), [Recipe("power", {"scale": 1.0, "exponent": 2})],
], ids=repr)
def test_a_value_comes_back_from_the_file_as_it_was(value, tmp_path):
    write_references(tmp_path / "w.h5", references(value))
    (exercise,) = read_references(tmp_path / "w.h5").exercises.values()
    call = exercise.cases[0].calls[0]
    assert alike(call.args, (value,))
    assert alike(call.kwargs, {"rate": value})
    assert alike(call.returned, value)


def test_a_numpy_scalar_comes_back_as_pythons_own(tmp_path):
    write_references(tmp_path / "w.h5", references(np.float32(0.5)))
    assert type(returned(tmp_path / "w.h5")) is float


def test_what_is_said_of_exercises_and_cases_comes_back_in_order(tmp_path):
    names = ["zeta", "alpha", "f10", "f9", "mu"]
    cases = tuple(ReferenceCase(f"case {n}", tuple(
        ReferenceCall((n, k), {}, n + k) for k in range(3))) for n in range(11))
    written = References("week9", 2**31, "2.4.6", {name: ReferenceExercise(
        name, ("A", "cache"), 0.25, cases, "values") for name in names})
    write_references(tmp_path / "w.h5", written)
    read = read_references(tmp_path / "w.h5")
    assert list(read.exercises) == names
    assert read == written


def test_mistakes_and_quantities_come_back(tmp_path):
    known = catalogue([Diagnosis("σ", "Look at “it”.")],
                      [Mistake((0,), {(0, 0, ".dw"): Feature("(2,)", (0.1, -0.0))})], "made from")
    case = ReferenceCase("m = 1", (ReferenceCall((1,), {}, 2, {"the number of examples": 7.0}),))
    written = References("week9", 1, "2.4.6", {"f": ReferenceExercise(
        "f", ("y",), 0.25, (case,), "values", known)})
    write_references(tmp_path / "w.h5", written)
    read = read_references(tmp_path / "w.h5").exercises["f"]
    assert read.cases == (case,)
    assert (read.mistakes.diagnoses, read.mistakes.mistakes) == (known.diagnoses, known.mistakes)
    assert read.mistakes.made_from == "made from"


def test_where_functions_were_evaluated_comes_back_in_order(tmp_path):
    points = {"gradient": [np.zeros((1, 2))], "f": [np.ones((3, 2)), np.ones((1, 1))]}
    case = ReferenceCase("one", (ReferenceCall((), {}, 2, evaluated=points), ReferenceCall(
        (), {}, 3)))
    write_references(tmp_path / "w.h5", References("week9", 1, "2.4.6", {
        "check": ReferenceExercise("check", ("y",), 0.25, (case,))}))
    first, second = read_references(tmp_path / "w.h5").exercises["check"].cases[0].calls
    assert alike(first.evaluated, points)
    assert second.evaluated == {}


def test_what_was_read_can_be_written_again_and_stays_the_same(tmp_path):
    write_references(tmp_path / "one.h5", references({"dw": np.ones(2)}, (1, None)))
    write_references(tmp_path / "two.h5", read_references(tmp_path / "one.h5"))
    assert alike(returned(tmp_path / "two.h5"), {"dw": np.ones(2)})


def text_file(path):
    path.write_text("no hdf5")


def empty_file(path):
    path.write_bytes(b"")


def folder(path):
    path.mkdir()


def cut_off(path):
    write_references(path, references(np.zeros(1000)))
    path.write_bytes(path.read_bytes()[:-500])


def altered(change):
    def make(path):
        write_references(path, references(1.0))
        with h5py.File(path, "r+") as file:
            change(file)
    return make


def other_format(file):
    file.attrs["format"] = FORMAT + 1


def no_format(file):
    del file.attrs["format"]


def no_seed(file):
    del file.attrs["seed"]


def no_kind(file):
    del file["propagate/00/00/returned"].attrs["kind"]


def a_missing_part(file):
    del file["propagate/00/00/returned"]


def a_stray_dataset(file):
    file["stray"] = 1.0


def an_empty_seed(file):
    file.attrs["seed"] = h5py.Empty("i")


@pytest.mark.parametrize("make", [
    lambda path: None, text_file, empty_file, folder, cut_off,
    *map(altered, (other_format, no_format, no_seed, no_kind, a_missing_part, a_stray_dataset,
                   an_empty_seed))])
def test_a_file_that_cannot_be_read_says_what_to_do(make, tmp_path):
    make(tmp_path / "week1.h5")
    with pytest.raises(StaleReferenceError, match=r"week1\.h5 .*course build"):
        read_references(tmp_path / "week1.h5")


@pytest.mark.parametrize("value", [object(), {1, 2}, {1: 2.0}, np.array([None]), [lambda: 1]])
def test_a_write_that_fails_leaves_the_old_file_whole_and_nothing_beside_it(value, tmp_path):
    write_references(tmp_path / "w.h5", references(1.5))
    before = (tmp_path / "w.h5").read_bytes()
    with pytest.raises((TypeError, ValueError)):
        write_references(tmp_path / "w.h5", references(2.5, value))
    assert (tmp_path / "w.h5").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["w.h5"]


def test_a_write_in_place_of_an_older_format_makes_the_file_readable(tmp_path):
    altered(other_format)(tmp_path / "w.h5")
    write_references(tmp_path / "w.h5", replace(references(1.5), seed=8))
    assert read_references(tmp_path / "w.h5").seed == 8


def test_one_exercise_is_read_as_it_is_read_with_all_others(tmp_path):
    both = {**references(1.0, name="forward").exercises, **references(np.ones(2)).exercises}
    write_references(tmp_path / "w.h5", replace(references(), exercises=both))
    assert read_names(tmp_path / "w.h5") == ("week1", ["forward", "propagate"])
    everything = read_references(tmp_path / "w.h5").exercises
    for name in everything:
        one = read_exercise(tmp_path / "w.h5", name)
        assert one.packed_inputs == everything[name].packed_inputs
        assert replace(one, cases=()) == replace(everything[name], cases=())


@pytest.mark.parametrize("read", [read_names, lambda path: read_exercise(path, "propagate")])
@pytest.mark.parametrize("content", [None, b"", b"<html>not found</html>"])
def test_a_file_that_cannot_be_read_is_stale_however_it_is_read(read, content, tmp_path):
    if content is not None:
        (tmp_path / "w.h5").write_bytes(content)
    with pytest.raises(StaleReferenceError, match="course build"):
        read(tmp_path / "w.h5")


def test_an_exercise_that_a_file_lacks_is_reported(tmp_path):
    write_references(tmp_path / "w.h5", references(1.0))
    with pytest.raises(StaleReferenceError, match="course build"):
        read_exercise(tmp_path / "w.h5", "forward")
