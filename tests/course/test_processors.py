"""Points and names hang on no processor: not on the one that judges, nor on the one that built."""

import pytest

from tests.course.processors import KERNELS, kernels, on, one_of_three, setting

PROCESSORS = ("the oldest", "one in between", "the newest")
# Exercises with mistakes whose answers are rounding noise, diverge, are drawn, or meet a threshold.
DELICATE = (
    "week1_derivatives/central_difference", "week1_derivatives/numerical_gradient",
    "week1_derivatives/relative_error", "week1_derivatives/gradient_check",
    "week2_logistic_regression/optimize", "week2_logistic_regression/predict",
    "week3_shallow_network/forward_propagation", "week3_shallow_network/initialize_parameters",
    "week4_deep_network/gradient_check_deep")
# Of these, whose mistakes answer within moments.
QUICK = ("week1_derivatives/central_difference", "week1_derivatives/gradient_check",
         "week4_deep_network/gradient_check_deep")


@pytest.mark.parametrize("exercises", [
    QUICK, pytest.param(DELICATE, marks=[pytest.mark.slow, pytest.mark.nightly])],
    ids=["quick", "delicate"])
def test_delicate_answers_are_judged_and_named_alike_on_another_processor(
        judged, here, exercises):
    for processor in PROCESSORS if exercises == DELICATE else PROCESSORS[:1]:
        assert judged(one_of_three(processor), *exercises) == here(*exercises)


@pytest.mark.parametrize("exercises", [
    QUICK, pytest.param(DELICATE, marks=pytest.mark.slow)], ids=["quick", "delicate"])
def test_each_delicate_mistake_is_named_on_hidden_cases_and_right_answers_are_right(
        here, exercises):
    unnamed = [answer for answer, (_, hidden) in here(*exercises).items()
               if (hidden[0] < 1) is (hidden[1] == [])]
    assert unnamed == []


@pytest.mark.slow
@pytest.mark.parametrize(("builder", "judge"), [
    pytest.param("the newest", "the oldest", marks=pytest.mark.nightly),
    pytest.param("the oldest", "the newest", marks=pytest.mark.nightly),
    pytest.param("one in between", "the oldest", marks=pytest.mark.nightly)])
def test_files_that_another_processor_built_judge_and_name_alike(
        without_files, here, builder, judge):
    on(one_of_three(builder), "build", without_files, *QUICK)
    assert on(one_of_three(judge), "judge", without_files, *QUICK) == here(*QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("kernel", KERNELS)
def test_delicate_answers_are_judged_and_named_alike_by_every_kernel(judged, here, kernel):
    if kernel not in kernels():
        pytest.skip("this machine cannot run it, or runs another kernel under this name")
    assert judged(setting(kernel, ""), *DELICATE) == here(*DELICATE)


@pytest.mark.slow
@pytest.mark.nightly
def test_all_answers_are_judged_and_named_alike_on_another_processor(judged, here):
    assert judged(one_of_three("the oldest")) == here()
