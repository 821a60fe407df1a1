"""Which mistake is named: what explains everything, one before two, and nothing by halves."""

from dataclasses import replace

import numpy as np
import pytest

from answercheck import wording
from answercheck.calls import call_all
from answercheck.diagnosis import explain, features
from answercheck.fingerprint import ANY, Feature
from answercheck.judge import judge
from answercheck.mistakes import Catalogue, Mistake, catalogue
from answercheck.references import ReferenceCall, ReferenceCase, ReferenceExercise
from answercheck.registry import SCORERS
from answercheck.verdict import Diagnosis

DW, DB, COST = ((0, 0, "dw"), (0, 0, "db"), (1, 0, "cost"))
ASKED = {DW, DB, COST}
NAMES = ("one", "two", "three")


def known(*mistakes, names=NAMES):
    return catalogue([Diagnosis(name, f"{name}!") for name in names],
                     [Mistake((of,) if isinstance(of, int) else of, features)
                      for of, features in mistakes])


def numbers(**features):
    places = {"dw": DW, "db": DB, "cost": COST}
    return {places[name]: Feature("()", (float(value),)) for name, value in features.items()}


def test_the_mistake_with_equal_answers_is_named():
    mistakes = known((0, numbers(dw=1)), (1, numbers(dw=2)))
    assert explain(mistakes.mistakes, numbers(dw=2), ASKED, 1e-5) == (1,)
    assert mistakes.diagnosed((1,)) == (Diagnosis("two", "two!"),)


def test_an_answer_that_no_mistake_leads_to_stays_unnamed():
    assert explain(known((0, numbers(dw=1))).mistakes, numbers(dw=1.5), ASKED, 1e-5) == ()


def test_a_mistake_that_explains_only_a_part_is_not_named():
    assert explain(known((0, numbers(dw=1))).mistakes, numbers(dw=1, db=7), ASKED, 1e-5) == ()


def test_a_mistake_that_would_also_show_elsewhere_is_not_named():
    assert explain(known((0, numbers(dw=1, cost=3))).mistakes, numbers(dw=1), ASKED, 1e-5) == ()


def test_two_mistakes_with_leaves_of_their_own_are_named_together():
    mistakes = known((0, numbers(dw=1)), (1, numbers(db=2)), (2, numbers(cost=5)))
    assert explain(mistakes.mistakes, numbers(dw=1, cost=5), ASKED, 1e-5) == (0, 2)
    assert explain(mistakes.mistakes, numbers(dw=1, db=2, cost=5), ASKED, 1e-5) == ()


def test_two_mistakes_that_act_on_one_number_are_found_as_the_pair_that_was_stored():
    mistakes = known((0, numbers(dw=2)), (1, numbers(dw=-1)), ((0, 1), numbers(dw=-2)))
    assert explain(mistakes.mistakes, numbers(dw=-2), ASKED, 1e-5) == (0, 1)


def test_one_mistake_is_named_before_two_and_the_first_before_a_later_one():
    mistakes = known((0, numbers(dw=1)), (1, numbers(db=2)), (2, numbers(dw=1, db=2)))
    assert explain(mistakes.mistakes, numbers(dw=1, db=2), ASKED, 1e-5) == (2,)
    assert explain(known((1, numbers(dw=1)), (0, numbers(dw=1))).mistakes, numbers(dw=1), ASKED,
                   1e-5) == (1,)


def test_what_an_answer_holds_besides_neither_helps_nor_hinders():
    besides = {(0, 0, "more"): Feature("()", (9.0,))}
    mistakes = known((0, numbers(dw=1)))
    assert explain(mistakes.mistakes, {**numbers(dw=1), **besides}, ASKED, 1e-5) == (0,)
    assert explain(mistakes.mistakes, besides, ASKED, 1e-5) == ()


def test_of_drawn_answers_the_nearest_is_named():
    def drawn(middle):
        return {DW: Feature("()", (middle,), (1.0,)), DB: Feature(ANY)}
    mistakes = known((0, drawn(0.0)), (1, drawn(0.5)))
    for given, of in ((0.1, (0,)), (0.4, (1,)), (2, ())):
        assert explain(mistakes.mistakes, numbers(dw=given, db=3), ASKED, 1e-5, drawn=True) == of


def test_a_room_for_rounding_does_not_put_a_later_mistake_before_the_first():
    mistakes = known((0, numbers(dw=1)), (1, {DW: Feature("()", (1.0,), (1e-9,))}))
    assert explain(mistakes.mistakes, numbers(dw=1), ASKED, 1e-5) == (0,)


def test_a_mistake_that_answers_exactly_so_is_named_before_one_whose_room_it_lies_in():
    noise = {DW: Feature("()", (1e-9,), (2e-9,))}
    for of in ((0, 1), (1, 0)):
        mistakes = known((of[0], noise), (of[1], numbers(dw=0)))
        assert explain(mistakes.mistakes, numbers(dw=0), ASKED, 1e-5) == (of[1],)
        assert explain(mistakes.mistakes, numbers(dw=5e-10), ASKED, 1e-5) == (of[0],)


def test_one_mistake_whose_answers_vary_is_named_before_two_that_answer_exactly_so():
    mistakes = known((0, {DW: Feature("()", (1.0,), (3.0,))}), ((1, 2), numbers(dw=2)))
    assert explain(mistakes.mistakes, numbers(dw=2), ASKED, 1e-5) == (0,)


def test_a_right_answer_has_no_mistake():
    assert explain(known((0, {}), (1, numbers(dw=1))).mistakes, {}, ASKED, 1e-5) == ()


def test_without_a_catalogue_nothing_is_named():
    assert explain((), numbers(dw=1), ASKED, 1e-5) == ()
    assert Catalogue().diagnoses == ()


def test_a_catalogue_comes_back_as_it_was():
    features = {DW: Feature("(2,)", (0.1, float("inf"))), COST: Feature("()", (3.0,), (0.5,)),
              (2, 1, "!raised"): Feature("KeyError: 'σ'")}
    read = known((0, features), ((0, 2), numbers(db=4)))
    assert [one.of for one in read.mistakes] == [(0,), (0, 2)]
    assert read.mistakes[0].features == features
    assert [one.name for one in read.diagnoses] == list(NAMES)


# --- From what a function did to the mistake that explains it -----------------------------------

SUMMED = ("You sum over the examples; the cost is their mean, so its gradient is one too. "
          "Divide by m.")


def backward(X, dZ):
    return {"dw": X @ dZ.T / X.shape[1], "db": float(dZ.mean())}


def summed(X, dZ):
    return {"dw": X @ dZ.T, "db": float(dZ.sum())}


def turned(X, dZ):
    return {"dw": -X @ dZ.T / X.shape[1], "db": -float(dZ.mean())}


def overwritten(X, dZ):
    right = backward(X, dZ)
    X[:] = 0
    return right


def not_turned(X, dZ):
    return {"dw": X @ dZ, "db": float(dZ.mean())}


def row(X, dZ):
    return {**backward(X, dZ), "dw": backward(X, dZ)["dw"].T}


def db_forgotten(X, dZ):
    return {**backward(X, dZ), "db": 0.0}


MISTAKES = {"summed": (summed, SUMMED), "sign turned": (turned, "The sign is turned."),
            "X overwritten": (overwritten, "You write into X."),
            "not transposed": (not_turned, "The inner sizes do not fit."),
            "dw as a row": (row, "dw is a row."),
            "db forgotten": (db_forgotten, "db is not computed.")}


def records(function, exercise):
    return [call_all(function, [(call.args, call.kwargs) for call in case.calls])
            for case in exercise.cases]


def made():
    rng = np.random.default_rng(0)
    cases = []
    for n, m in ((3, 7), (2, 5), (4, 1)):
        X, dZ = rng.normal(size=(n, m)), rng.normal(size=(1, m))
        cases.append(ReferenceCase(f"m = {m}", (ReferenceCall(
            (X, dZ), {}, backward(X, dZ), {"the number of examples": m}),)))
    bare = ReferenceExercise("backward", ("grads",), 1e-5, tuple(cases))
    return ReferenceExercise("backward", ("grads",), 1e-5, tuple(cases), "values", catalogue(
        [Diagnosis(name, sentence) for name, (_, sentence) in MISTAKES.items()],
        [Mistake((place,), features(bare, records(function, bare), SCORERS["values"]))
         for place, (function, _) in enumerate(MISTAKES.values())]))


EXERCISE = made()


def verdict(function):
    return judge(EXERCISE, records(function, EXERCISE))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_known_mistake_is_named_and_its_sentence_reported(name):
    function, sentence = MISTAKES[name]
    found = verdict(function)
    assert [one.name for one in found.mistakes] == [name]
    assert wording.sentences(found)[0] == sentence
    assert found.data()["mistakes"] == [[name, sentence]]


def by_another_road(X, dZ):
    m = len(dZ[0])
    return {"db": sum(dZ[0, i] for i in range(m)), "extra": None,
            "dw": np.array([[sum(x[i] * dZ[0, i] for i in range(m))] for x in X])}


def with_dot(X, dZ):
    return {"dw": np.dot(X, dZ), "db": float(dZ.sum() / dZ.size)}


def test_the_same_mistake_by_another_road_is_the_same_mistake():
    assert [one.name for one in verdict(by_another_road).mistakes] == ["summed"]
    assert [one.name for one in verdict(with_dot).mistakes] == ["not transposed"]


def test_a_verdict_with_a_name_reads_like_the_example_of_the_house():
    assert wording.text(verdict(summed)) == (
        "✗ backward: 1 of 3 cases\n"
        f"  {SUMMED}\n"
        "  dw, db: each is the right value times the number of examples — m = 7; m = 5\n"
        "  ✗ dw   ✗ db")


def test_two_mistakes_in_parts_of_their_own_are_both_reported():
    found = verdict(lambda X, dZ: {"dw": backward(X, dZ)["dw"].T, "db": 0.0})
    assert [one.name for one in found.mistakes] == ["dw as a row", "db forgotten"]
    assert wording.sentences(found)[:2] == ["dw is a row.", "db is not computed."]


def test_half_of_what_a_mistake_leads_to_does_not_get_its_name():
    found = verdict(lambda X, dZ: {"dw": summed(X, dZ)["dw"], "db": turned(X, dZ)["db"]})
    assert found.mistakes == ()


def test_an_answer_that_is_right_where_the_mistake_is_wrong_does_not_get_its_name():
    found = verdict(lambda X, dZ: summed(X, dZ) if X.shape[1] == 7 else backward(X, dZ))
    assert found.mistakes == ()
    assert found.score == pytest.approx(2 / 3)


@pytest.mark.parametrize("function", [backward, lambda X, dZ: {**backward(X, dZ), "more": X}])
def test_a_right_answer_gets_no_name(function):
    assert verdict(function).passed
    assert verdict(function).mistakes == ()


# --- An answer that raises in some cases --------------------------------------------------------

def raising_for(m, function, error="no such file"):
    def answer(X, dZ):
        if X.shape[1] == m:
            raise OSError(error)
        return function(X, dZ)
    return answer


@pytest.mark.parametrize(("name", "m"), [
    ("summed", 5), ("summed", 1), ("sign turned", 7), ("X overwritten", 5), ("dw as a row", 1)])
def test_a_case_that_raises_does_not_hide_the_mistake_in_the_others(name, m):
    function, sentence = MISTAKES[name]
    found = verdict(raising_for(m, function))
    assert [one.name for one in found.mistakes] == [name]
    said = wording.sentences(found)
    assert said[0] == sentence
    assert any(one.startswith("OSError in your line") for one in said[1:])


def test_two_wrong_answers_are_enough_whatever_else_raises():
    cases = tuple(case for one in EXERCISE.cases for case in (one, replace(one, label="again")))
    twice = replace(EXERCISE, cases=cases, mistakes=catalogue([], []))
    known = Mistake((0,), features(twice, records(summed, twice), SCORERS["values"]))
    exercise = replace(twice, mistakes=catalogue([Diagnosis("summed", SUMMED)], [known]))
    function = raising_for(1, raising_for(5, summed))
    assert [one.name for one in judge(exercise, records(function, exercise)).mistakes] == ["summed"]


def test_two_mistakes_beside_a_case_that_raises_are_both_reported():
    found = verdict(raising_for(5, lambda X, dZ: {"dw": backward(X, dZ)["dw"].T, "db": 0.0}))
    assert [one.name for one in found.mistakes] == ["dw as a row", "db forgotten"]


@pytest.mark.parametrize("function", [
    raising_for(7, backward), raising_for(1, not_turned),
    raising_for(5, lambda X, dZ: {"dw": X, "db": 3.0}), raising_for(1, raising_for(5, summed)),
    raising_for(7, raising_for(5, raising_for(1, summed)))])
def test_where_only_the_exception_is_wrong_or_nothing_explains_the_rest_no_name_is_given(function):
    assert verdict(function).mistakes == ()


@pytest.mark.parametrize("function", [
    raising_for(7, summed, "as known"), raising_for(1, raising_for(7, summed, "as known"), "odd")])
def test_of_two_mistakes_that_explain_the_rest_the_one_that_raises_alike_is_named(function):
    bare = replace(EXERCISE, mistakes=catalogue([], []))
    known = [Mistake((place,), features(bare, records(one, bare), SCORERS["values"]))
             for place, one in enumerate((summed, raising_for(7, summed, "as known")))]
    exercise = replace(bare, mistakes=catalogue(
        [Diagnosis(name, name) for name in ("summed", "raises too")], known))
    found = judge(exercise, records(function, exercise))
    assert [one.name for one in found.mistakes] == ["raises too"]


# --- An act is named only if it was seen --------------------------------------------------------

def printed(P):
    print(P["b"] + 1)


def returns_nothing(P):
    P["b"] + 1


def written_into(P):
    P["b"] -= -1
    return P["b"]


def new_item(P):
    P["b"] = P["b"] + 1
    return P["b"]


ACTS = {"printed": printed, "written into": written_into}


@pytest.mark.parametrize(("function", "names"), [
    (printed, ["printed"]), (returns_nothing, []), (written_into, ["written into"]),
    (new_item, [])])
def test_a_mistake_that_names_an_act_is_named_only_if_the_act_was_seen(function, names):
    cases = tuple(ReferenceCase(f"n = {n}", (ReferenceCall(
        ({"b": np.ones(n)},), {}, np.full(n, 2.0)),)) for n in (2, 3))
    bare = ReferenceExercise("f", ("y",), 1e-5, cases)
    exercise = replace(bare, mistakes=catalogue([Diagnosis(one, one) for one in ACTS], [
        Mistake((place,), features(bare, records(one, bare), SCORERS["values"]))
        for place, one in enumerate(ACTS.values())]))
    found = judge(exercise, records(function, exercise))
    assert [one.name for one in found.mistakes] == names


def test_a_mistake_that_returns_nothing_is_named_also_if_something_is_printed_besides():
    bare = ReferenceExercise("f", ("y",), 1e-5, (ReferenceCase("a", (ReferenceCall(
        ({"b": 1.0},), {}, 2.0),)),))
    exercise = replace(bare, mistakes=catalogue([Diagnosis("no return", "No return.")], [
        Mistake((0,), features(bare, records(returns_nothing, bare), SCORERS["values"]))]))
    assert [one.name for one in judge(exercise, records(printed, exercise)).mistakes] == [
        "no return"]
