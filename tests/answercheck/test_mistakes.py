"""Which mistake is named: what explains everything, one before two, and nothing by halves."""

from answercheck.mistakes import Catalogue, Mistake, catalogue, explain
from answercheck.traits import ANY, Trait
from answercheck.verdict import Diagnosis

DW, DB, COST = ((0, 0, "dw"), (0, 0, "db"), (1, 0, "cost"))
ASKED = {DW, DB, COST}
NAMES = ("one", "two", "three")


def known(*mistakes, names=NAMES):
    return catalogue([Diagnosis(name, f"{name}!") for name in names],
                     [Mistake((of,) if isinstance(of, int) else of, leaves)
                      for of, leaves in mistakes])


def numbers(**leaves):
    places = {"dw": DW, "db": DB, "cost": COST}
    return {places[name]: Trait("()", (float(value),)) for name, value in leaves.items()}


def test_the_mistake_with_equal_answers_is_named():
    mistakes = known((0, numbers(dw=1)), (1, numbers(dw=2)))
    assert explain(mistakes, numbers(dw=2), ASKED, 1e-5) == (1,)
    assert mistakes.sentences((1,)) == (Diagnosis("two", "two!"),)


def test_an_answer_that_no_mistake_leads_to_stays_unnamed():
    assert explain(known((0, numbers(dw=1))), numbers(dw=1.5), ASKED, 1e-5) == ()


def test_a_mistake_that_explains_only_a_part_is_not_named():
    assert explain(known((0, numbers(dw=1))), numbers(dw=1, db=7), ASKED, 1e-5) == ()


def test_a_mistake_that_would_also_show_elsewhere_is_not_named():
    assert explain(known((0, numbers(dw=1, cost=3))), numbers(dw=1), ASKED, 1e-5) == ()


def test_two_mistakes_with_leaves_of_their_own_are_named_together():
    mistakes = known((0, numbers(dw=1)), (1, numbers(db=2)), (2, numbers(cost=5)))
    assert explain(mistakes, numbers(dw=1, cost=5), ASKED, 1e-5) == (0, 2)
    assert explain(mistakes, numbers(dw=1, db=2, cost=5), ASKED, 1e-5) == ()


def test_two_mistakes_that_act_on_one_number_are_found_as_the_pair_that_was_stored():
    mistakes = known((0, numbers(dw=2)), (1, numbers(dw=-1)), ((0, 1), numbers(dw=-2)))
    assert explain(mistakes, numbers(dw=-2), ASKED, 1e-5) == (0, 1)


def test_one_mistake_is_named_before_two_and_the_first_before_a_later_one():
    mistakes = known((0, numbers(dw=1)), (1, numbers(db=2)), (2, numbers(dw=1, db=2)))
    assert explain(mistakes, numbers(dw=1, db=2), ASKED, 1e-5) == (2,)
    assert explain(known((1, numbers(dw=1)), (0, numbers(dw=1))), numbers(dw=1), ASKED,
                   1e-5) == (1,)


def test_what_an_answer_holds_besides_neither_helps_nor_hinders():
    besides = {(0, 0, "more"): Trait("()", (9.0,))}
    mistakes = known((0, numbers(dw=1)))
    assert explain(mistakes, {**numbers(dw=1), **besides}, ASKED, 1e-5) == (0,)
    assert explain(mistakes, besides, ASKED, 1e-5) == ()


def test_of_drawn_answers_the_nearest_is_named():
    def drawn(middle):
        return {DW: Trait("()", (middle,), (1.0,)), DB: Trait(ANY)}
    mistakes = known((0, drawn(0.0)), (1, drawn(0.5)))
    for given, of in ((0.1, (0,)), (0.4, (1,)), (2, ())):
        assert explain(mistakes, numbers(dw=given, db=3), ASKED, 1e-5, drawn=True) == of


def test_a_room_for_rounding_does_not_put_a_later_mistake_before_the_first():
    mistakes = known((0, numbers(dw=1)), (1, {DW: Trait("()", (1.0,), (1e-9,))}))
    assert explain(mistakes, numbers(dw=1), ASKED, 1e-5) == (0,)


def test_a_right_answer_has_no_mistake():
    assert explain(known((0, {}), (1, numbers(dw=1))), {}, ASKED, 1e-5) == ()


def test_without_a_catalogue_nothing_is_named():
    assert explain(Catalogue(), numbers(dw=1), ASKED, 1e-5) == ()
    assert Catalogue().told == ()


def test_a_catalogue_comes_back_as_it_was():
    leaves = {DW: Trait("(2,)", (0.1, float("inf"))), COST: Trait("()", (3.0,), (0.5,)),
              (2, 1, "!raised"): Trait("KeyError: 'σ'")}
    read = known((0, leaves), ((0, 2), numbers(db=4)))
    assert [one.of for one in read.mistakes] == [(0,), (0, 2)]
    assert read.mistakes[0].leaves == leaves
    assert [one.name for one in read.told] == list(NAMES)
