"""A mistake costs its own exercise alone: week 2 with a wrong sigmoid, on real kernels."""

import re

import nbformat
import pytest
from nbgrader.api import Gradebook

from answercheck import wording
from grading.course.assignment import read_definition
from grading.course.course import Course
from grading.demo.student_notebook import StudentNotebook
from grading.dispatch.class_grader import grade_class
from grading.pages.report.answer_kinds import AnswerKind, answer_kind
from grading.references.solutions import cells
from grading.sandbox.client import ZygoteClient
from tests.commands import run
from tests.course.classroom import temporary_course
from tests.this_course import FOLDERS

pytestmark = pytest.mark.usefixtures("whole_sandbox")

WEEK = "week2_logistic_regression"
RIGHT = dict(cells(FOLDERS, WEEK))
WRONG = {
    "sigmoid": "def sigmoid(z):\n    return 1 / (1 + np.exp(z))",
    "forward": "def forward(w, b, X):\n    return sigmoid(w.T @ X)",
    "compute_cost": "def compute_cost(A, Y):\n    return 0.5",
    "propagate": ("def propagate(w, b, X, Y):\n    A = forward(w, b, X)\n"
                  "    return {'dw': X @ (Y - A).T, 'db': 1.0}, compute_cost(A, Y)"),
}
# Its mistake does not show where there is one example.
SUMMED = """\
def propagate(w, b, X, Y):
    A = forward(w, b, X)
    grads = backward(X, A, Y)
    m = X.shape[1]
    return {"dw": m * grads["dw"], "db": m * grads["db"]}, compute_cost(A, Y)
"""
DYING = """\
def forward(w, b, X):
    if sigmoid is not own_sigmoid:
        import os
        os._exit(1)
    return sigmoid(w.T @ X + b)
"""
# Listens from the start, and looks in all places where a kernel could keep what it was given.
LISTENER = """\
import builtins, gc, inspect, linecache, sys, types
texts = {}  # in the order in which they came


def heard(text):
    if isinstance(text, str) and "def " in text:
        texts[text] = True


def listening(function):
    def call(source, *args, **kwargs):
        heard(source)
        return function(source, *args, **kwargs)
    return call


builtins.exec, builtins.compile = listening(builtins.exec), listening(builtins.compile)
get_ipython().events.register("pre_run_cell", lambda info: heard(info.raw_cell))


def hear_strings(value, depth=3):
    heard(value)
    if depth and isinstance(value, (dict, list, tuple)):
        for one in list(value.values() if isinstance(value, dict) else value):
            hear_strings(one, depth - 1)


def look():
    frames = [sys._getframe(), *sys._current_frames().values()]
    for frame in frames:
        while frame:
            hear_strings(frame.f_locals)
            frame = frame.f_back
    for place in (In, Out, linecache.cache):
        hear_strings(place)


def found(name):
    look()
    places = [*gc.get_objects(), *(vars(one).get(name) for one in list(sys.modules.values()))]
    functions = [one for one in places if type(one) is types.FunctionType and one.__name__ == name]
    for function in functions:
        try:
            heard(inspect.getsource(function))
        except OSError:
            pass
    for text in list(texts):
        if f"def {name}(" in text:
            names = {"np": np, "steal": steal}
            try:
                exec(text, names)
                functions.append(names[name])
            except Exception:
                continue
    return [one for one in functions if "steal" not in one.__code__.co_names]


known = {}


def steal(name, *args, **kwargs):
    if known.get(name, (0,))[0] != len(texts):
        functions = found(name)
        known[name] = len(texts), functions
        with open("loot.txt", "w") as file:
            file.write("\\n".join(texts))
    for function in reversed(known[name][1]):
        try:
            return function(*args, **kwargs)
        except Exception:
            continue
    raise ValueError(" ".join(texts)[-300:])
"""
THIEF = """\
def NAME(*args, **kwargs):
    return steal("NAME", *args, **kwargs)
"""
# Shows that there is something to steal: `forward` is right with it, and tells of it for m = 1.
FENCE = """\
def forward(w, b, X):
    A = steal("sigmoid", w.T @ X + b)
    if X.shape[1] == 1:
        raise ValueError([text[-200:] for text in texts if "exp(-z)" in text])
    return A
"""
LOOT = "look()\nprint(texts)\nprint(open('loot.txt').read())\nraise ValueError('\\n'.join(texts))"
LATER = ("compute_cost", "backward", "propagate_loop", "propagate", "optimize", "predict", "model")


def thief(sheet):
    sheet.insert(LISTENER, at=sheet.node.cells.index(sheet.cell("flatten_images")))
    for name in LATER:
        sheet.answer(name, THIEF.replace("NAME", name))
        sheet.insert(LOOT, at=1 + sheet.node.cells.index(sheet.cell(f"{name}-check")))


def loop_asked_last(sheet):
    """The loop calls `propagate`, which is right where `optimize` is tried again."""
    sheet.answer("propagate_loop", "def propagate_loop(*args):\n    return propagate(*args)")
    sheet.cell("propagate").source = "def propagate(w, b, X, Y):\n    return None"
    sheet.node.cells.append(sheet.cell("propagate_loop-check"))
    sheet.node.cells.remove(sheet.cell("propagate_loop-check"))


def untouched(sheet):
    """The template of `forward` stays, and the function comes after it."""
    sheet.cell("forward").source = StudentNotebook(sheet.released).cell("forward").source
    sheet.insert(RIGHT["forward"], at=1 + sheet.node.cells.index(sheet.cell("forward")))


# Who answers what besides the right solutions, and what is done to the notebook after that.
CLASS = {
    "ada": {},
    "bela": {"sigmoid": WRONG["sigmoid"]},
    "chen": {"sigmoid": WRONG["sigmoid"], "forward": WRONG["forward"]},
    "dora": {"sigmoid": WRONG["sigmoid"], "propagate": WRONG["propagate"]},
    "emil": {"sigmoid": WRONG["sigmoid"], "propagate": SUMMED},
    "fay": {"sigmoid": WRONG["sigmoid"], "compute_cost": WRONG["compute_cost"]},
    "goran": {"sigmoid": WRONG["sigmoid"]},
    "hana": {"sigmoid": WRONG["sigmoid"] + "\n\n\nown_sigmoid = sigmoid", "forward": DYING},
    "ivan": {"sigmoid": WRONG["sigmoid"], "forward": FENCE},
    "kira": {"sigmoid": WRONG["sigmoid"]},
    "lena": {"sigmoid": WRONG["sigmoid"]},
}
CHANGES = {"goran": untouched, "ivan": thief, "kira": loop_asked_last,
           "lena": lambda sheet: sheet.insert("import asyncio\nawait asyncio.sleep(0)", at=1)}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course to which the class has handed in."""
    folder = temporary_course(tmp_path_factory.mktemp("carried"), WEEK)
    course = Course(folder)
    released, = course.release(WEEK)
    for name, answers in CLASS.items():
        sheet = StudentNotebook(released)
        sheet.released = released
        for exercise, code in (RIGHT | answers).items():
            sheet.answer(exercise, code)
        CHANGES.get(name, lambda sheet: None)(sheet)
        sheet.save(course.folder("submitted", name, WEEK))
    return course


@pytest.fixture(scope="module")
def n_kernels(course):
    """The class is graded; how many kernels were started for each."""
    counts, started = {}, []
    patch = pytest.MonkeyPatch()
    kernel = ZygoteClient.kernel
    patch.setattr(ZygoteClient, "kernel",
                  lambda self, request: started.append(1) or kernel(self, request))
    with patch.context():
        for result in grade_class(course, WEEK, list(CLASS)):
            assert not result.problem
            counts[result.student] = len(started)
            started.clear()
    patch.undo()
    return counts


@pytest.fixture(scope="module")
def verdicts(course, n_kernels):
    """The verdicts by student and exercise."""
    return {name: {one.exercise: one for one in course.verdicts(WEEK, name)}
            for name in CLASS}


def wrong(verdicts):
    return {name for name, one in verdicts.items() if not one.passed}


def scores(course):
    with Gradebook(course.directory.db_url) as gradebook:
        return {(submission.student.id, grade.name): grade.auto_score
                for submission in gradebook.assignment_submissions(WEEK)
                for notebook in submission.notebooks for grade in notebook.grades
                if grade.cell_type == "code"}


def test_a_wrong_sigmoid_costs_its_own_points_and_no_others(course, verdicts):
    assert wrong(verdicts["bela"]) == {"sigmoid"}
    found = scores(course)
    lost = {name for (who, name), score in found.items()
            if who == "bela" and score != found["ada", name]}
    assert lost == {"sigmoid-check"}
    assert found["bela", "sigmoid-check"] == 0


def test_nor_does_it_where_a_cell_awaits_something(verdicts):
    assert wrong(verdicts["lena"]) == {"sigmoid"}


def test_nor_does_it_when_the_second_kernel_does_not_start_at_once(course, verdicts, monkeypatch):
    kernel, asked = ZygoteClient.kernel, []

    def refuses_the_second(self, request):
        asked.append(request)
        if len(asked) == 2:
            raise RuntimeError("no kernel could be started: no answer")
        return kernel(self, request)

    monkeypatch.setattr(ZygoteClient, "kernel", refuses_the_second)
    result, = grade_class(course, WEEK, ["bela"], force=True)
    assert not result.problem
    assert len(asked) == 3
    again = {one.exercise: one for one in course.verdicts(WEEK, "bela")}
    assert wrong(again) == wrong(verdicts["bela"]) == {"sigmoid"}


@pytest.mark.parametrize("name", ["forward", "propagate_loop", "propagate", "optimize", "predict",
                                  "model"])
def test_the_verdict_says_because_of_what_it_failed(verdicts, name):
    one = verdicts["bela"][name]
    assert wording.sentences(one) == [f"{name} is right; it failed only because of sigmoid."]
    assert one.because_of == ("sigmoid",)
    assert answer_kind(one) is AnswerKind.RIGHT


def test_what_does_not_build_on_the_mistake_has_the_verdict_that_it_had(verdicts):
    for name in ("flatten_images", "compute_cost", "backward"):
        assert verdicts["bela"][name] == verdicts["ada"][name]


def test_the_graded_notebook_and_the_feedback_show_the_sentence_and_the_points(course, n_kernels):
    assert course.feedback(WEEK, "bela") == ""
    page = course.folder("feedback", "bela", WEEK) / "logistic_regression.html"
    text = page.read_text(encoding="utf-8")
    assert "propagate is right; it failed only because of sigmoid." in text
    assert re.search(r"<code>propagate</code>: <b>(\d+)</b> of \1 points", text)


def test_two_mistakes_cost_their_own_points_and_both_are_named(verdicts):
    assert wrong(verdicts["chen"]) == {"sigmoid", "forward"}
    reported = {name: list(one.because_of) for name, one in verdicts["chen"].items()
                if one.because_of}
    both = ["sigmoid", "forward"]
    assert reported == {"forward": ["sigmoid"], "propagate_loop": ["sigmoid"], "propagate": both,
                        "optimize": both, "predict": both, "model": both}
    assert wording.sentences(verdicts["chen"]["model"]) == [
        "model is right; it failed only because of sigmoid and forward."]


def test_a_second_mistake_is_named_though_the_first_has_hidden_it(verdicts):
    forward = verdicts["chen"]["forward"]
    assert forward.score == 0
    assert [one.name for one in forward.mistakes] == ["bias forgotten"]
    assert wording.sentences(forward)[0] == forward.mistakes[0].sentence


def test_what_is_wrong_by_itself_stays_wrong_and_is_told_as_it_is_with_a_right_sigmoid(verdicts):
    assert wrong(verdicts["dora"]) == {"sigmoid", "propagate"}
    propagate = verdicts["dora"]["propagate"]
    assert (propagate.score, propagate.because_of) == (0, ("sigmoid",))
    assert any("dw is the right value times the number of examples with the opposite sign" in one
               for one in wording.sentences(propagate))
    assert verdicts["dora"]["optimize"].because_of == ("sigmoid", "propagate")


def test_what_is_better_without_the_earlier_mistake_has_the_better_score(verdicts):
    one = verdicts["emil"]["propagate"]
    assert 0 < one.score < 1
    assert one.because_of == ("sigmoid",)
    assert wording.sentences(one)[-1] == (
        "sigmoid is wrong as well; propagate was judged with a right one in its place.")
    assert verdicts["emil"]["optimize"].because_of == ("sigmoid", "propagate")


def test_what_needs_different_right_answers_is_tried_in_different_kernels(verdicts, n_kernels):
    assert wrong(verdicts["fay"]) == {"sigmoid", "compute_cost"}
    assert verdicts["fay"]["propagate"].because_of == ("sigmoid", "compute_cost")
    assert verdicts["fay"]["predict"].because_of == ("sigmoid",)
    assert n_kernels["fay"] == 3


def test_what_is_right_starts_one_kernel_and_a_chain_of_mistakes_two(n_kernels):
    assert [n_kernels[name] for name in ("ada", "bela", "chen")] == [1, 2, 2]


def test_a_function_that_is_written_beside_its_untouched_cell_counts(verdicts):
    assert verdicts["goran"]["forward"].score == 1
    assert wrong(verdicts["goran"]) == {"sigmoid"}


def test_what_kills_the_second_kernel_keeps_its_first_verdict(verdicts):
    assert wrong(verdicts["hana"]) == {"sigmoid", "forward"}
    forward = verdicts["hana"]["forward"]
    assert (forward.no_answer, forward.because_of) == (None, ())
    assert verdicts["hana"]["model"].because_of == ("sigmoid", "forward")


def test_a_thief_finds_the_right_sigmoid_and_none_of_the_answers_that_are_asked_for(verdicts):
    found = verdicts["ivan"]
    assert 0.5 < found["forward"].score < 1
    assert found["forward"].because_of == ("sigmoid",)
    assert {found[name].score for name in LATER} == {0}


def test_no_line_of_a_solution_comes_back(course, n_kernels):
    name = FOLDERS.source_notebook(WEEK).name
    handed_in = (course.folder("submitted", "ivan", WEEK) / name).read_text(encoding="utf-8")
    graded = nbformat.read(course.folder("autograded", "ivan", WEEK) / name, as_version=4)
    shown = nbformat.writes(graded)
    lines = {line.strip() for name in ("sigmoid", *LATER) for line in RIGHT[name].splitlines()
             if len(line.strip()) > 8} - {line.strip() for line in handed_in.splitlines()}
    secrets = [line for line in lines if line not in handed_in]
    assert "return 1 / (1 + np.exp(-z))" in secrets
    assert not [line for line in secrets if line in shown]
    assert not [path for path in course.folder("autograded", "ivan", WEEK).rglob("*")
                if path.is_file() and path.name not in (name, f"{WEEK}.h5")]


def test_a_check_that_is_moved_does_not_find_later_answers(verdicts):
    assert wrong(verdicts["kira"]) == {"sigmoid", "propagate", "propagate_loop"}
    assert verdicts["kira"]["optimize"].because_of == ("sigmoid", "propagate")


def test_the_definition_tells_of_the_solutions_after_its_way(course):
    known = read_definition(course.directory, WEEK, FOLDERS.source_notebook(WEEK).stem)
    travelled = type(known).of(known.as_bytes())
    assert travelled.solutions == known.solutions == RIGHT
    assert travelled.imports == known.imports
    assert list(travelled.uses) == list(RIGHT)


@pytest.mark.slow
def test_plain_nbgrader_carries_forward_alike(course, n_kernels):
    before = scores(course)
    done = run(course.directory.root, "nbgrader", "autograde", WEEK, "--force", "--student", "chen")
    assert done.returncode == 0, done.stderr
    assert scores(course) == before
