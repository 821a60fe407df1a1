"""`check`, as a student meets it."""

import contextlib
import os
import signal
import time

import h5py
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from jupyter_client.manager import start_new_kernel
from traitlets.config import Config

from answercheck import Checker, CheckFailed, checker, registry
from answercheck.references import (
    ReferenceCall,
    ReferenceCase,
    ReferenceExercise,
    References,
    write_language,
    write_references,
)
from answercheck.scoring import Scorer
from answercheck.translation import set_assignment_language
from tests.patience import PATIENCE_S


def exercise(name, function):
    return ReferenceExercise(name, ("y",), 1e-5, tuple(
        ReferenceCase(label, (ReferenceCall((z,), {}, function(z)),))
        for label, z in (("a number", 2.0), ("an array", np.array([-1.0, 3.0])))))


@pytest.fixture
def check(tmp_path, monkeypatch):
    """The check of an assignment with two exercises: square and half."""
    exercises = {"square": exercise("square", lambda z: z**2),
                 "half": exercise("half", lambda z: z / 2)}
    write_references(tmp_path / "tiny.h5", References("tiny", 0, np.__version__, exercises))
    monkeypatch.chdir(tmp_path)
    yield Checker("tiny")
    checker._names.cache_clear()
    checker._exercise.cache_clear()


def test_a_right_answer_is_shown_and_raises_nothing(check, capsys):
    def square(z):
        return z * z

    check(square)
    assert capsys.readouterr().out == "✓ square: 2 of 2 cases\n"


@pytest.mark.parametrize(("answer", "reported"), [
    (lambda z: 7 * z**2, "✗ square: 0 of 2 cases\n  y is 7 times too large"),
    (lambda z: abs(z) * z,
     "✗ square: 1 of 2 cases\n  y has wrong values (the shape (2,) is right) — an array"),
    (lambda z: z @ z, "in your line `"), (lambda z: print(z), "did you print the answer"),
    (lambda: 1, "TypeError"), (lambda z: np.ravel(z**2), "it should be a single number")])
def test_a_wrong_answer_is_explained_and_raises_one_line(check, answer, reported, capsys):
    answer.__name__ = "square"
    with pytest.raises(CheckFailed, match=r"^square: [01] of 2 cases, see above$"):
        check(answer)
    assert reported in capsys.readouterr().out


def test_nbgraders_validate_which_shows_the_error_alone_is_explained(check, monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    with pytest.raises(CheckFailed) as failed:
        check(half_wrong)
    assert str(failed.value) + "\n" == capsys.readouterr().out
    assert "y is 4 times too large" in str(failed.value)


half = lambda z: z * 0.5  # noqa: E731 - a style of answer that has to be recognised


def half_wrong(z):
    return 2 * z


half_wrong.__name__ = "half"


class Square:
    def __call__(self, z):
        return z**2


square = Square()


@pytest.mark.parametrize(("function", "name"), [(half, "half"), (square, "square")])
def test_a_function_is_known_by_the_name_it_is_bound_to(check, function, name, capsys):
    check(function)
    assert capsys.readouterr().out.startswith(f"✓ {name}:")


def test_a_function_bound_to_no_name_is_known_by_its_own(check, capsys):
    check([vars(np)["square"]][0])
    assert "square: 2 of 2" in capsys.readouterr().out


@pytest.mark.parametrize(("function", "reported"), [
    (lambda z: z, r"no exercise of this week is called '<lambda>'; there are square, half"),
    (len, r"is called 'len'; there are square, half"),
    (np.zeros((50, 50)), r"check takes a function, .*; this is of type ndarray$"),
    ("half", r"of type str"), (None, r"of type NoneType")])
def test_what_is_no_answer_of_this_week_is_reported_in_one_line(check, function, reported):
    with pytest.raises(CheckFailed, match=reported) as failed:
        check(function)
    assert "\n" not in str(failed.value)


def square_of(z):
    return z**2


def test_without_the_file_of_the_notebook_it_says_where_to_put_it(check, tmp_path):
    reported = rf"^week9\.h5 is missing; put the file .* into {tmp_path} \(.*course build.*$"
    with pytest.raises(CheckFailed, match=reported) as failed:
        Checker("week9")(square_of)
    assert "\n" not in str(failed.value)


def test_a_file_of_another_assignment_is_reported(check, tmp_path):
    (tmp_path / "tiny.h5").rename(tmp_path / "week9.h5")
    with pytest.raises(CheckFailed, match=r"^week9\.h5 holds the cases of tiny; put the file"):
        Checker("week9")(square_of)


@pytest.mark.parametrize("content", [b"", b"<html>not found</html>"])
def test_a_damaged_file_is_reported(check, tmp_path, content):
    (tmp_path / "week9.h5").write_bytes(content)
    with pytest.raises(CheckFailed, match=r"^week9\.h5 cannot be read \(.*\); put the file"):
        Checker("week9")(square_of)


def test_the_file_is_found_from_wherever_the_notebook_has_gone_to(check, tmp_path, capsys):
    (tmp_path / "deeper").mkdir()
    os.chdir(tmp_path / "deeper")
    check(vars(np)["square"])
    assert "square: 2 of 2" in capsys.readouterr().out


def test_the_visible_inputs_are_the_same_for_the_next_check(check, capsys):
    def square(z):
        result = z**2
        with contextlib.suppress(TypeError):
            z *= 0
        return result

    for _ in range(2):
        with pytest.raises(CheckFailed):
            check(square)
        assert "y has" not in (reported := capsys.readouterr().out)
        assert "argument 1 is changed by your function" in reported


@pytest.fixture
def notebook(check):
    """A real IPython shell, as a notebook's kernel has it, after the cell that makes `check`."""
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    shell.run_cell("import numpy as np\nfrom answercheck import Checker\ncheck = Checker('tiny')")
    yield shell
    InteractiveShell.clear_instance()


@pytest.mark.parametrize(("code", "passed"), [("z * z", True), ("z", False)])
def test_in_a_notebook_the_verdict_is_a_page_and_a_text(notebook, code, passed):
    with capture_output() as shown:
        result = notebook.run_cell(f"def square(z):\n    return {code}\ncheck(square)")
    (output,) = shown.outputs
    assert set(output.data) == {"text/html", "text/plain"}
    assert (output.data["text/plain"] == "✓ square: 2 of 2 cases") is passed
    assert "square:" in output.data["text/html"]
    assert isinstance(result.error_in_exec, type(None) if passed else CheckFailed)


def test_in_a_notebook_a_failed_check_shows_its_line_and_no_traceback(notebook):
    with capture_output() as shown:
        notebook.run_cell("half = lambda z: 2 * z\ncheck(half)")
    assert shown.stdout.strip() == "half: 0 of 2 cases, see above"


def test_in_a_notebook_the_students_own_line_is_reported(notebook):
    with capture_output() as shown:
        notebook.run_cell("def half(z):\n    y = 1\n    return y / nothing\ncheck(half)")
    assert "NameError in your line `return y / nothing`" in shown.outputs[0].data["text/plain"]


RIGHT_SQUARE = "def square(z):\n    return z * z"
SYNTAX = "def square(z):\n    return (z * 2"


def checked(notebook, *sources):
    """What the last of these cells prints and raises, when all are run in turn."""
    for source in sources:
        with capture_output() as shown:
            result = notebook.run_cell(source)
    return shown.stdout, result


@pytest.mark.parametrize(("again", "error"), [
    (SYNTAX, "SyntaxError: incomplete input (line 2)"),
    ("  " + SYNTAX.replace("\n", "\n  "), "SyntaxError: incomplete input (line 2)"),
    ("def square(z):\nreturn 2 * z", "IndentationError"),
    ("nothing\n" + RIGHT_SQUARE, "NameError: name 'nothing' is not defined"),
    ("square = np.vectorise(lambda z: z)", "AttributeError"),
    ("raise KeyboardInterrupt\n" + RIGHT_SQUARE, "KeyboardInterrupt")])
def test_after_a_run_of_its_cell_that_failed_the_old_function_is_not_judged(
        notebook, again, error):
    out, result = checked(notebook, RIGHT_SQUARE, again, "check(square)")
    assert isinstance(result.error_in_exec, CheckFailed)
    assert out.startswith("square was not checked: the cell that defines it ended with an error")
    assert error in out
    assert len(out.strip().splitlines()) == 1


@pytest.mark.parametrize("cells", [
    (RIGHT_SQUARE, SYNTAX, RIGHT_SQUARE, "check(square)"),
    (RIGHT_SQUARE, SYNTAX, RIGHT_SQUARE + "\ncheck(square)"),
    ("def square(z):\n    return 1", RIGHT_SQUARE + "\n1 / 0", "check(square)"),
    (RIGHT_SQUARE, SYNTAX.replace("square", "half"), "check(square)"),
    (RIGHT_SQUARE, "square(2) / nothing", "check(square)"),
    (RIGHT_SQUARE, "square == nothing", "check(square)")])
def test_a_function_that_is_as_its_cell_says_is_judged(notebook, cells):
    _, result = checked(notebook, *cells)
    assert result.success


def test_an_interrupt_ends_the_check_in_one_line(notebook):
    endless = ("import signal\ndef square(z):\n    while True:\n"
               "        signal.raise_signal(signal.SIGINT)")
    out, result = checked(notebook, endless, "check(square)")
    assert isinstance(result.error_in_exec, CheckFailed)
    assert out.strip() == ("square: interrupted while it ran the case “a number”, in your line "
                           "`signal.raise_signal(signal.SIGINT)`")


def test_an_interrupt_while_it_judges_ends_the_check_in_one_line_too(notebook, monkeypatch):
    def measure(call, answer, exercise):
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setitem(registry.SCORERS, "values", Scorer(measure))
    out, result = checked(notebook, "def square(z):\n    return z + 1", "check(square)")
    assert isinstance(result.error_in_exec, CheckFailed)
    assert out.strip() == "square: interrupted"


def test_the_stop_button_of_a_notebook_ends_an_endless_check_in_one_line(check, tmp_path):
    manager, client = start_new_kernel(cwd=str(tmp_path))
    try:
        client.execute("from pathlib import Path\nfrom answercheck import Checker\n"
                       "check = Checker('tiny')\ndef square(z):\n    Path('begun').touch()\n"
                       "    while True:\n        pass")
        asked = client.execute("check(square)")
        while not (tmp_path / "begun").exists():
            assert manager.is_alive()
            time.sleep(0.05)
        manager.interrupt_kernel()
        while (message := client.get_iopub_msg(timeout=PATIENCE_S))["msg_type"] != "error":
            pass
        assert message["parent_header"]["msg_id"] == asked
        assert message["content"]["ename"] == "CheckFailed"
        line, = message["content"]["traceback"]
        assert line.startswith("square: interrupted while it ran the case “a number”")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_a_case_that_failed_is_shown_as_a_line_to_paste_with_what_came_back(check, capsys):
    def square(z):
        return abs(z) * z

    with pytest.raises(CheckFailed):
        check(square)
    assert capsys.readouterr().out.endswith(
        "  Case “an array”, to try by hand:\n"
        "    square(z=np.array([-1.0, 3.0]))\n"
        "    returned `array([-1., 9.])`\n"
        "    expected `array([1., 9.])`\n"
        "    `y[0]` is -1; it should be 1\n")


def test_of_a_case_that_raised_the_line_to_paste_is_shown_alone(check, capsys):
    with pytest.raises(CheckFailed):
        check(raises)
    assert capsys.readouterr().out.endswith("to try by hand:\n    half(z=np.array([-1.0, 3.0]))\n")


def test_of_a_case_whose_answer_is_right_the_answer_is_not_shown(check, capsys):
    with pytest.raises(CheckFailed):
        check(changes)
    assert capsys.readouterr().out.endswith("to try by hand:\n    half(z=np.array([-1.0, 3.0]))\n")


def changes(z):
    result = z / 2
    if isinstance(z, np.ndarray):
        z[:] = 0
    return result


changes.__name__ = "half"


def raises(z):
    return z.tolist()[5] if isinstance(z, np.ndarray) else z / 2


raises.__name__ = "half"


def test_a_function_that_is_not_answered_has_no_case_to_try(check, capsys):
    with pytest.raises(CheckFailed):
        check(not_answered)
    assert "to try by hand" not in capsys.readouterr().out


def not_answered(z):
    raise NotImplementedError


not_answered.__name__ = "half"


def test_in_a_notebook_the_page_shows_the_line_to_paste(notebook):
    with capture_output() as shown:
        notebook.run_cell("def half(z):\n    return z\ncheck(half)")
    assert ">half(z=2.0)</pre>" in shown.outputs[0].data["text/html"]


def test_the_arguments_of_a_visible_case_come_by_the_names_of_the_functions_parameters(check):
    given = check.arguments(square_by_name, "an array")
    assert list(given) == ["numbers"]
    assert given["numbers"].tolist() == [-1.0, 3.0]
    given["numbers"] *= 0  # a copy
    assert check.arguments(square_by_name, "an array")["numbers"].tolist() == [-1.0, 3.0]


def square_by_name(numbers):
    return numbers**2


square_by_name.__name__ = "square"


@pytest.mark.parametrize(("label", "number", "reported"), [
    ("the array", 1, "square has no case “the array”; there are “a number”, “an array”"),
    ("an array", 2, "square has no case “an array” with a call 2; there are")])
def test_a_case_that_does_not_exist_is_reported_with_those_that_do(check, label, number, reported):
    with pytest.raises(CheckFailed, match=f"^{reported}"):
        check.arguments(square_by_name, label, number)


def test_arguments_that_a_function_does_not_take_are_reported(check):
    def square():
        return 1

    with pytest.raises(CheckFailed, match=r"^square does not take the arguments of this case"):
        check.arguments(square, "an array")


WRONG_SQUARE = "def square(z):\n    return 7 * z**2"


@pytest.fixture
def in_chinese(check, tmp_path):
    """The check of the same exercises, whose file says that the assignment is in Chinese."""
    write_language(tmp_path / "tiny.h5", "zh_CN")
    yield Checker("tiny")
    set_assignment_language(None)


def test_the_language_of_the_assignment_is_that_of_the_check(in_chinese, capsys):
    with pytest.raises(CheckFailed, match=r"^square：2 个用例中通过 0 个，详见上文$"):
        in_chinese(seven_squares)
    assert "y 太大，是正确值的 7 倍" in capsys.readouterr().out
    with pytest.raises(CheckFailed, match=r"^本周没有名为 'abs' 的练习，只有 square、half$"):
        in_chinese(abs)


def seven_squares(z):
    return 7 * z**2


seven_squares.__name__ = "square"


def test_a_case_is_found_by_its_name_in_either_language(in_chinese):
    assert in_chinese.arguments(square_by_name, "a number") == {"numbers": 2.0}
    assert in_chinese.arguments(square_by_name, "一个数") == {"numbers": 2.0}


def test_the_next_assignment_may_be_in_english_again(in_chinese, tmp_path, capsys):
    write_references(tmp_path / "other.h5", References("other", 0, np.__version__, {
        "square": exercise("square", lambda z: z**2)}))
    Checker("other")(square_by_name)
    assert capsys.readouterr().out == "✓ square: 2 of 2 cases\n"


def test_what_a_file_says_of_its_language_is_no_more_than_a_name(check, tmp_path, capsys):
    for strange in ("../..", "tlh", 7, np.ones(3)):
        with h5py.File(tmp_path / "tiny.h5", "a") as file:
            file.attrs["language"] = strange
        Checker("tiny")(square_by_name)
        assert capsys.readouterr().out == "✓ square: 2 of 2 cases\n"


@pytest.mark.parametrize(("folder", "environment", "said"), [
    ("zh_CN/tiny", {}, "✗ square：2 个用例中通过 0 个"),
    ("zh_CN/tiny", {"COURSE_LANGUAGE": "en"}, "✗ square: 0 of 2 cases"),
    ("tiny", {"COURSE_LANGUAGE": "zh_CN"}, "✗ square：2 个用例中通过 0 个"),
    ("tiny", {}, "✗ square: 0 of 2 cases")])
def test_the_check_of_a_kernel_speaks_the_language_of_its_folder(
        check, tmp_path, folder, environment, said):
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "tiny.h5").rename(tmp_path / folder / "tiny.h5")
    manager, client = start_new_kernel(cwd=str(tmp_path / folder),
                                       env={**os.environ, **environment})
    try:
        shown = []
        client.execute_interactive(
            f"import os\nfrom answercheck import Checker\ncheck = Checker('tiny')\n"
            f"os.chdir('/')\n{WRONG_SQUARE}\ncheck(square)", timeout=PATIENCE_S,
            output_hook=lambda message: shown.append(message["content"]))
        page = next(content["data"]["text/plain"] for content in shown if "data" in content)
        assert page.startswith(said)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
