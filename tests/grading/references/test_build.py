"""`course build`: the reference files are made from the sources alone, and equal every time."""

import shutil
from dataclasses import replace
from functools import cache

import nbformat
import numpy as np
import pytest

from answercheck.mistakes import catalogue
from answercheck.references import References, StaleReferenceError, read_references
from grading.course.folders import CourseFolders
from grading.errors import CourseError
from grading.references import build, solutions
from grading.references.digest import made_from
from grading.references.exercises import assignments, exercises
from tests.this_course import FOLDERS

WEEK1 = "week1_derivatives"
EACH_WEEK = pytest.mark.parametrize("assignment", [
    WEEK1, *(pytest.param(one, marks=pytest.mark.slow)
             for one in assignments(FOLDERS) if one != WEEK1)])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """What `course build` makes of week 1, and the course that it is in: made once."""
    root = tmp_path_factory.mktemp("built")
    shutil.copytree(FOLDERS.source, root / "source")
    shutil.copytree(FOLDERS.exercises, root / "exercises")
    folders = CourseFolders(root)
    return [one.references for one in build.build(folders, [WEEK1])], folders


@pytest.fixture
def folders(built, tmp_path):
    """A copy of the course in which week 1 is built, to be changed."""
    shutil.copytree(built[1].root, tmp_path / "copy")
    return CourseFolders(tmp_path / "copy")


@pytest.fixture
def without_mistakes(monkeypatch):
    """No known mistakes are run, which is what takes most of the time."""
    monkeypatch.setattr(build, "catalogues", lambda wanted, run: [catalogue(
        [], [], made_from(one.folders, one.assignment, one.exercise)) for one in wanted])


@pytest.fixture
def source(folders):
    """Call it to change a cell of the week's notebook, which the solutions are taken from."""
    exercises(folders, WEEK1)  # read while its edits fit the solutions

    def change(name, old, new):
        path = folders.source_notebook(WEEK1)
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == name:
                assert cell.source.count(old) == 1
                cell.source = cell.source.replace(old, new)
        nbformat.write(notebook, path)
        solutions.cells.cache_clear()
    return change


def compute(folders, week, seed):
    """The visible cases of a week, and hidden ones drawn from a seed, with their answers."""
    files = [build.ReferenceFile(folders, week, folders.root, *which, None)
             for which in ((False, build.VISIBLE_SEED), (True, seed))]
    return [References(week, file.seed, np.__version__,
                       {one.name: made for (_, one), made in build.computed(
                           [(file, exercises(folders, week))])}) for file in files]


def calls(references, part):
    """The inputs, or the outputs, of every call by exercise and case."""
    return {(name, case.label, number): getattr(call, part) if part == "returned"
            else (call.args, call.kwargs)
            for name, exercise in references.exercises.items() for case in exercise.cases
            for number, call in enumerate(case.calls)}


def equal(one, other):
    """Whether two values agree to the last digit."""
    if isinstance(one, dict | list | tuple):
        keys = one if isinstance(one, dict) else range(len(one))
        return len(one) == len(other) and all(equal(one[key], other[key]) for key in keys)
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=True)
    if hasattr(one, "parameters"):
        return one.formula == other.formula and equal(dict(one.parameters), dict(other.parameters))
    return one == other


@cache
def computed(assignment):
    """The references of an assignment for two seeds, the first one twice."""
    return tuple(compute(FOLDERS, assignment, seed) for seed in (1, 1, 2))


@EACH_WEEK
@pytest.mark.parametrize("part", ["args", "returned"])
def test_building_twice_gives_equal_numbers(assignment, part):
    first, again, _ = computed(assignment)
    for one, other in zip(first, again, strict=True):
        assert equal(calls(one, part), calls(other, part))


@EACH_WEEK
def test_another_seed_draws_every_hidden_exercise_anew_and_leaves_the_visible_ones(assignment):
    (visible, hidden), _, (other_visible, other_hidden) = computed(assignment)
    assert equal(calls(visible, "args"), calls(other_visible, "args"))
    assert (hidden.seed, other_hidden.seed) == (1, 2)
    for name, exercise in hidden.exercises.items():
        if exercise.scoring.endswith(" normal"):
            continue  # the sizes asked for are fixed, what is drawn is the student's
        one, other = ({key: value for key, value in calls(each, "args").items() if key[0] == name}
                      for each in (hidden, other_hidden))
        assert one.keys() == other.keys()
        assert not equal(one, other), name


@EACH_WEEK
def test_no_hidden_case_can_be_answered_from_the_visible_ones_alone(assignment):
    visible, hidden = computed(assignment)[0]
    shown = {(name, repr(inputs)) for (name, _, _), inputs in calls(visible, "args").items()}
    fresh = {(name, label) for (name, label, _), inputs in calls(hidden, "args").items()
             if (name, repr(inputs)) not in shown}
    assert fresh == {(name, label) for name, label, _ in calls(hidden, "args")}


@EACH_WEEK
def test_every_exercise_has_at_least_five_hidden_cases_with_labels_of_their_own(assignment):
    _, hidden = computed(assignment)[0]
    for exercise in hidden.exercises.values():
        labels = [case.label for case in exercise.cases]
        assert len(labels) >= 5
        assert len(set(labels)) == len(labels)


@pytest.mark.slow
@EACH_WEEK
def test_what_is_written_is_what_was_computed(folders, without_mistakes, assignment):
    written = build.build(folders, [assignment], 1)
    assert [one.path for one in written] == [
        folders.visible_file(assignment), folders.references / f"{assignment}.h5",
        folders.private_references / f"{assignment}.h5"]
    for one in written:
        read = read_references(one.path)
        assert equal(calls(read, "args"), calls(one.references, "args"))
        assert equal(calls(read, "returned"), calls(one.references, "returned"))
        assert (read.numpy, read.assignment) == (np.__version__, assignment)
    assert equal(calls(written[2].references, "args"), calls(computed(assignment)[0][1], "args"))
    assert build.stale(folders, assignment) == []


def test_a_seed_draws_cases_that_only_this_instructor_has_and_grading_uses(
        folders, without_mistakes):
    committed = folders.hidden_file(WEEK1)
    before = committed.read_bytes()
    build.build(folders, [WEEK1], 77)
    private = folders.hidden_file(WEEK1)
    assert private.relative_to(folders.root).parts[0] == ".course"
    assert read_references(private).seed == 77
    assert committed.read_bytes() == before
    assert [one.references.seed for one in build.build(folders, [WEEK1])] == [
        build.VISIBLE_SEED, build.DEFAULT_SEED, 77]


def test_what_is_unchanged_is_left_alone(folders, monkeypatch):
    monkeypatch.setattr(build, "computed", lambda files, run: [
        pytest.fail("made anew") for _, some in files for _ in some])
    assert [one.made for one in build.build(folders, [WEEK1])] == [(), ()]


def test_all_made_anew_changes_no_file(folders, monkeypatch, built):
    known = {one.is_hidden: one.references.exercises for one in build.build(folders, [WEEK1])}
    monkeypatch.setattr(build, "catalogues", lambda wanted, run: [
        known[one.for_grader][one.exercise.name].mistakes for one in wanted])
    files = [folders.visible_file(WEEK1), folders.hidden_file(WEEK1)]
    before = [path.read_bytes() for path in files]
    made = build.build(folders, [WEEK1], force=True)
    assert [len(one.made) for one in made] == [len(exercises(folders, WEEK1))] * 2
    assert [path.read_bytes() for path in files] == before


def test_only_what_a_change_touches_is_made_anew(folders, source, without_mistakes):
    source("shared_forward", "return", "answer = None\n    return")
    assert [one.made for one in build.build(folders, [WEEK1])] == [
        ("shared_forward", "shared_backward")] * 2


def test_the_seed_of_the_present_file_is_kept(folders, without_mistakes):
    build.build(folders, [WEEK1], 77)
    hidden = folders.hidden_file(WEEK1)
    assert build.build(folders, [WEEK1])[2].references.seed == 77
    hidden.write_text("damaged")
    assert build.build(folders, [WEEK1], 78)[2].references.seed == 78


def test_what_was_just_built_is_not_stale(folders):
    assert build.stale(folders, WEEK1) == []


def test_an_exercise_whose_solution_changed_is_named(folders, source):
    source("cube_derivative", "3 * a**2", "3 * a * a")
    assert build.stale(folders, WEEK1) == ["cube_derivative"]


def test_an_exercise_whose_inputs_come_from_a_changed_solution_is_named_too(folders, source):
    code = solutions.cells(folders, WEEK1)["graph_forward"]
    line = next(line for line in code.splitlines() if line.strip().startswith("return"))
    source("graph_forward", line, "    cache['u'] = cache['u'] + 1\n" + line)
    assert build.stale(folders, WEEK1) == ["graph_backward", "graph_forward"]


def test_an_exercise_whose_mistakes_are_told_otherwise_is_named(folders, described):
    first, *rest = exercises(folders, WEEK1)
    reported = replace(first.mistakes[0], sentence="Look again.")
    described(replace(first, mistakes=(reported, *first.mistakes[1:])), *rest)
    assert build.stale(folders, WEEK1) == [first.name]


def test_every_mistake_is_in_both_files_under_its_name(built):
    for references in built[0]:
        for exercise in exercises(FOLDERS, WEEK1):
            known = references.exercises[exercise.name].mistakes
            assert [one.name for one in known.diagnoses] == [one.name for one in exercise.mistakes]
            assert [one.of for one in known.mistakes if len(one.of) == 1] == [
                (place,) for place in range(len(exercise.mistakes))]


def test_exercises_added_renamed_or_scored_otherwise_are_named(folders, described):
    first, second, *rest = exercises(folders, WEEK1)
    described(replace(first, tolerance=0.5), *rest)
    assert build.stale(folders, WEEK1) == sorted([first.name, second.name])


@pytest.fixture
def described(monkeypatch):
    """Call it to describe the exercises otherwise."""
    return lambda *given: monkeypatch.setattr(build, "exercises", lambda *_: given)


def test_without_a_file_it_says_what_to_do(folders):
    folders.hidden_file(WEEK1).unlink()
    with pytest.raises(StaleReferenceError, match="course build"):
        build.stale(folders, WEEK1)


def test_a_solution_that_changes_its_arguments_is_refused(folders, source):
    code = solutions.cells(folders, WEEK1)["graph_backward"]
    line = next(line for line in code.splitlines() if line.strip().startswith("return"))
    source("graph_backward", line, "    cache['u'] = 0.0\n" + line)
    with pytest.raises(CourseError, match="graph_backward changes its arguments"):
        compute(folders, WEEK1, 1)


def test_a_solution_cell_that_no_longer_defines_its_function_is_named(folders, source):
    source("square_derivative", "def square_derivative(", "def squared(")
    with pytest.raises(CourseError, match="no solution cell defines square_derivative"):
        compute(folders, WEEK1, 1)


def test_an_assignment_without_exercises_is_reported_which_there_are():
    with pytest.raises(CourseError, match=f"'week9' has no exercises.*{WEEK1}"):
        compute(FOLDERS, "week9", 1)


VALUES = [None, "a", 1.0, 2.0, np.ones(2), np.zeros((1, 2)), [1.0], (1.0, None), {"a": 1.0}]


def test_every_kind_of_value_is_close_to_itself_and_to_no_other():
    for i, one in enumerate(VALUES):
        for j, other in enumerate(VALUES):
            assert build.close(one, other) is (i == j)


@pytest.mark.parametrize(("one", "other", "close"), [
    (1.0, 1.0 + 1e-12, True), (1.0, 1.0 + 1e-6, False), (1, 1.0, False), (True, 1, False),
    (np.float64(1), 1.0, True), (np.ones(2), np.ones(2, dtype=np.uint8), False),
    (np.array([np.nan]), np.array([np.nan]), True), (np.ones((1, 1)), 1.0, False)])
def test_values_are_close_up_to_the_last_digits(one, other, close):
    assert build.close(one, other) is close
