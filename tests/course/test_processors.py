"""Points and names hang on no processor: not on the one that judges, nor on the one that built."""

import shutil

import pytest

from grading.course.folders import CourseFolders
from grading.references.exercises import assignments, exercises
from tests.course.processors import KERNELS, kernels, on, one_of_three, setting
from tests.this_course import COURSE, FOLDERS

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


@pytest.fixture(scope="module")
def committed(tmp_path_factory):
    """A copy of the course with the committed reference files."""
    root = tmp_path_factory.mktemp("committed")
    for folder in (FOLDERS.source, FOLDERS.exercises, FOLDERS.references, COURSE / "helpers"):
        shutil.copytree(folder, root / folder.name)
    return root


@pytest.fixture
def without_files(tmp_path):
    """A copy of the course without reference files."""
    shutil.copytree(FOLDERS.source, tmp_path / "source", ignore=shutil.ignore_patterns("*.h5"))
    shutil.copytree(FOLDERS.exercises, tmp_path / "exercises")
    return tmp_path


@pytest.fixture(scope="module")
def here(committed):
    """Return the verdicts on this machine as it is, of delicate exercises or of all."""
    found = {}

    def judged(*exercises):
        if exercises not in found:
            found[exercises] = on({}, "judge", committed, *exercises)
        return found[exercises]
    return judged


@pytest.mark.parametrize("processor", [
    "the oldest", *(pytest.param(one, marks=pytest.mark.slow) for one in PROCESSORS[1:])])
def test_delicate_answers_are_judged_and_named_alike_on_another_processor(
        committed, here, processor):
    assert on(one_of_three(processor), "judge", committed, *DELICATE) == here(*DELICATE)


def test_each_delicate_mistake_is_named_on_hidden_cases_and_right_answers_are_right(here):
    unnamed = [answer for answer, (_, hidden) in here(*DELICATE).items()
               if (hidden[0] < 1) is (hidden[1] == [])]
    assert unnamed == []


@pytest.mark.slow
@pytest.mark.parametrize(("builder", "judge"), [
    ("the oldest", "the newest"), ("the newest", "the oldest"), ("one in between", "the oldest")])
def test_files_that_another_processor_built_judge_and_name_alike(
        without_files, here, builder, judge):
    on(one_of_three(builder), "build", without_files, *QUICK)
    assert on(one_of_three(judge), "judge", without_files, *QUICK) == here(*QUICK)


def all_of(week):
    return [f"{week}/{one.name}" for one in exercises(FOLDERS, week)]


def rebuilt(processor, folder, committed, week):
    """Names of the week's files that a build on such a processor changes."""
    shutil.copytree(committed, folder, dirs_exist_ok=True)
    on(one_of_three(processor), "build", folder, *all_of(week))
    before, after = (
        [one.visible_file(week).read_bytes(), one.hidden_file(week).read_bytes()]
        for one in map(CourseFolders, (committed, folder)))
    return [kind for kind, old, new in zip(("visible", "hidden"), before, after, strict=True)
            if old != new]


@pytest.mark.slow
@pytest.mark.parametrize("week", assignments(FOLDERS))
@pytest.mark.parametrize("processor", PROCESSORS)
def test_a_build_of_any_week_on_another_processor_changes_no_committed_file(
        tmp_path, committed, processor, week):
    assert rebuilt(processor, tmp_path, committed, week) == []


@pytest.mark.slow
@pytest.mark.parametrize("kernel", KERNELS)
def test_delicate_answers_are_judged_and_named_alike_by_every_kernel(committed, here, kernel):
    if kernel not in kernels():
        pytest.skip("this machine cannot run it, or runs another kernel under this name")
    assert on(setting(kernel, ""), "judge", committed, *DELICATE) == here(*DELICATE)


@pytest.mark.slow
@pytest.mark.parametrize("processor", PROCESSORS)
def test_all_answers_are_judged_and_named_alike_on_another_processor(committed, here, processor):
    assert on(one_of_three(processor), "judge", committed) == here()


@pytest.mark.slow
@pytest.mark.parametrize("week", assignments(FOLDERS))
def test_all_files_that_another_processor_built_judge_and_name_alike(without_files, here, week):
    names = all_of(week)
    on(one_of_three("the oldest"), "build", without_files, *names)
    assert on(one_of_three("the newest"), "judge", without_files, *names) == here(*names)
