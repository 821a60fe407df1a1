"""The catalogue of an exercise: what mistakes and pairs of them answer, drawn ones with room."""

from dataclasses import replace

import numpy as np
import pytest

from answercheck.calls import call_all
from answercheck.judge import judge
from answercheck.mistakes import catalogue
from grading.references.catalogue import (
    MAX_PAIRED,
    Wanted,
    catalogues,
    kept,
    same_catalogue,
)
from grading.references.description import KnownMistake
from grading.references.digest import made_from
from grading.references.exercises import exercises
from grading.references.inherited import inherits_from
from grading.references.judge_code import hidden, scorers
from grading.references.solutions import cells, namespace
from tests.this_course import FOLDERS

WEEK, NAME = "week2_logistic_regression", "compute_cost"
SUMMED = KnownMistake("summed", (("np.mean(losses)", "np.sum(losses)"),), "You sum.")
TURNED = KnownMistake("turned", (("losses = -(", "losses = ("),), "The sign.")
TWICE = KnownMistake("turned back", (("float(", "-float("),), "A minus.")


def exercise_with(*mistakes):
    found = next(one for one in exercises(FOLDERS, WEEK) if one.name == NAME)
    return replace(found, mistakes=mistakes)


def known_mistakes(week, exercise, reference):
    """The catalogue of an exercise on hidden cases."""
    return catalogues([Wanted(FOLDERS, week, exercise, reference, True)])[0]


def named(exercise, code):
    bare = hidden(FOLDERS, WEEK).exercises[NAME]
    known = replace(bare, mistakes=known_mistakes(WEEK, exercise, bare))
    function = namespace(FOLDERS, WEEK, {NAME: code})[NAME]
    verdict = judge(known, [call_all(function, [(call.args, call.kwargs) for call in case.calls])
                            for case in known.cases], scorers(FOLDERS))
    return [one.name for one in verdict.mistakes]


COST = """
def compute_cost(A, Y):
    return {factor} * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)){divided}
"""


@pytest.mark.parametrize(("factor", "divided", "names"), [
    ("-1", "", ["summed"]), ("1", " / Y.shape[1]", ["turned"]), ("1", "", ["summed", "turned"]),
    ("-2", "", []), ("-1", " / Y.shape[1]", [])])
def test_two_mistakes_on_one_number_are_both_named(factor, divided, names):
    exercise = exercise_with(SUMMED, TURNED)
    assert named(exercise, COST.format(factor=factor, divided=divided)) == names


def test_two_mistakes_that_cancel_are_no_mistake():
    bare = hidden(FOLDERS, WEEK).exercises[NAME]
    known = known_mistakes(WEEK, exercise_with(TURNED, TWICE), bare)
    assert [one.of for one in known.mistakes] == [(0,), (1,)]


@pytest.mark.parametrize(("n_before", "names"), [
    (MAX_PAIRED - 2, ["summed", "turned"]), (MAX_PAIRED - 1, [])])
def test_only_the_first_mistakes_of_a_long_list_are_tried_two_at_once(n_before, names):
    others = [KnownMistake(f"shifted by {n}", (("losses = ", f"losses = {n} + "),), "A number.")
              for n in range(1, n_before + 1)]
    exercise = exercise_with(*others, SUMMED, TURNED)
    assert named(exercise, COST.format(factor="1", divided="")) == names


def test_a_digest_changes_with_the_sentence_the_edit_and_the_solution():
    digests = {made_from(FOLDERS, WEEK, exercise_with(*mistakes)) for mistakes in (
        (SUMMED,), (TURNED,), (SUMMED, TURNED), (replace(SUMMED, sentence="You add."),))}
    assert len(digests) == 4


@pytest.mark.parametrize("seed", range(5))
def test_a_drawn_mistake_is_known_from_any_generator(seed):
    week = "week3_shallow_network"
    code = cells(FOLDERS, week)["initialize_parameters"].replace(
        "np.random.randn", f"np.random.default_rng({seed}).standard_normal").replace(
        "(n_h, n_x) * 0.01", "((n_h, n_x))").replace("(n_y, n_h) * 0.01", "((n_y, n_h))")
    code = code.replace(f"W2 = np.random.default_rng({seed})",
                        f"W2 = np.random.default_rng({seed + 100})")
    known = hidden(FOLDERS, week).exercises["initialize_parameters"]
    function = namespace(FOLDERS, week, {"initialize_parameters": code})["initialize_parameters"]
    assert abs(function(50, 60, 2)["W1"].std() - 1) < 0.1
    np.random.seed(seed)
    verdict = judge(known, [call_all(function, [(call.args, call.kwargs) for call in case.calls])
                            for case in known.cases], scorers(FOLDERS))
    assert [one.name for one in verdict.mistakes] == ["not made small"]


@pytest.fixture(scope="module")
def noisy():
    """The catalogue of an exercise one of whose mistakes answers with rounding noise."""
    week, name = "week4_deep_network", "gradient_check_deep"
    exercise = next(one for one in exercises(FOLDERS, week) if one.name == name)
    some = tuple(one for one in exercise.mistakes
                 if one.name in ("step of the example", "not divided by the norms"))
    bare = hidden(FOLDERS, week).exercises[name]
    return known_mistakes(week, replace(exercise, mistakes=some), bare)


def test_what_is_rounding_noise_has_room_and_what_is_not_has_none(noisy):
    cases = hidden(FOLDERS, "week4_deep_network").exercises["gradient_check_deep"].cases
    rooms = {reported.name: [(cases[place].label, feature.slack)
                             for (place, _, _), feature in one.features.items()]
             for reported, one in zip(noisy.diagnoses, noisy.mistakes, strict=False)}
    # At the bend of ReLU the error is large, and with the usual step there is noise in any answer.
    assert all(slack for label, slack in rooms["step of the example"] if "bend" not in label)
    assert not any(slack for label, slack in rooms["not divided by the norms"]
                   if "usual nudge" not in label)


def moved(known, share):
    """The catalogue with every number of its mistakes a little larger."""
    return catalogue(list(known.diagnoses), [
        replace(one, features={at: replace(feature, numbers=tuple(
            number * (1 + share) for number in feature.numbers))
            for at, feature in one.features.items()}) for one in known.mistakes], known.made_from)


def test_catalogues_are_the_same_up_to_last_digits_and_no_further(noisy):
    assert same_catalogue(noisy, moved(noisy, 1e-9), 1e-5)
    assert not same_catalogue(noisy, moved(noisy, 1e-3), 1e-5)
    assert not same_catalogue(noisy, replace_reported(noisy), 1e-5)


def replace_reported(known):
    return catalogue([replace(one, sentence="Look again.") for one in known.diagnoses],
                     list(known.mistakes), known.made_from)


def test_numbers_that_are_repeated_up_to_last_digits_stay_as_they_are(noisy):
    assert kept(noisy, moved(noisy, 1e-9), 1e-5) is noisy
    other = moved(noisy, 1e-3)
    assert kept(noisy, other, 1e-5) is other


def test_of_other_sources_with_the_same_numbers_only_the_digest_is_new(noisy):
    again = catalogue(list(noisy.diagnoses), list(moved(noisy, 1e-9).mistakes), "other sources")
    found = kept(noisy, again, 1e-5)
    assert found.made_from == "other sources"
    assert np.array_equal(found.numbers, noisy.numbers, equal_nan=True)


PROPAGATE = """
def propagate(w, b, X, Y):
    A = 1 / (1 + np.exp(-np.dot(w.T, X))) + b
    cost = compute_cost(A, Y)
    return backward(X, A, Y), cost
"""


def test_who_writes_a_function_out_makes_its_mistakes():
    bare = hidden(FOLDERS, WEEK).exercises["propagate"]
    exercise = next(one for one in exercises(FOLDERS, WEEK) if one.name == "propagate")
    own = replace(exercise, mistakes=(exercise.mistakes[0],))
    known = replace(bare, mistakes=known_mistakes(WEEK, own, bare))
    function = namespace(FOLDERS, WEEK, {"propagate": PROPAGATE})["propagate"]
    verdict = judge(known, [call_all(function, [(call.args, call.kwargs) for call in case.calls])
                            for case in known.cases], scorers(FOLDERS))
    assert [one.name for one in verdict.mistakes] == ["forward: bias after the sigmoid"]
    assert known.mistakes.diagnoses[0].name == exercise.mistakes[0].name


@pytest.mark.parametrize(("week", "name", "inherits"), [
    (WEEK, "propagate", ["forward", "compute_cost", "backward"]), (WEEK, "compute_cost", []),
    ("week3_shallow_network", "nn_model", [])])  # which is judged by what it reaches
def test_an_exercise_inherits_from_those_that_it_calls(week, name, inherits):
    exercise = next(one for one in exercises(FOLDERS, week) if one.name == name)
    assert [one.name for one in inherits_from(FOLDERS, week, exercise)] == inherits


def test_nothing_is_inherited_where_answers_are_classes():
    known = hidden(FOLDERS, WEEK).exercises["predict"].mistakes
    assert not any(one.name.startswith("forward:") for one in known.diagnoses)
