"""A kernel that is asked through a descriptor: it answers like any other, and may say anything."""

import psutil
import pytest

from grading.kernel.link import MAX_LINE, LinkError
from tests.grading.kernel.conftest import Linked, cell, running

PATIENCE_S = 5
# The descriptor of the link, as a submission could find it.
FOUND = "import os\nlink = get_ipython().kernel.session._link.fileno()\n"


@pytest.fixture
def ask(tmp_path):
    """Have one kernel run code, as often as it is called; what the kernel said to it."""
    kernel = Linked(tmp_path, PATIENCE_S)
    yield kernel.heard
    kernel.close()


def test_it_answers_one_question_after_the_other(ask):
    assert ask(cell("a = 6")) == []
    (kind, content), = ask(cell("7 * a"))
    assert (kind, content["data"], content["execution_count"]) == (
        "execute_result", {"text/plain": "42"}, 2)


def test_long_questions_and_long_answers_arrive_whole(ask):
    text = "é\n" * 200_000
    (_, content), = ask(cell(f"text = {text!r}\ndisplay({{'text/plain': text}}, raw=True)"))
    assert content["data"]["text/plain"] == text


@pytest.mark.parametrize(("code", "told"), [
    ("import os; os._exit(0)", "died"),
    ("import os; os.kill(os.getpid(), 9)", "died"),
    ("while True: pass", f"longer than {PATIENCE_S} s"),
    ("1 / 0", "ZeroDivisionError: division by zero"),
    ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    ("class Odd(Exception):\n    __str__ = None\nraise Odd", "^Odd$"),
    (f"{FOUND}os.write(link, b'[1, 2')\nos._exit(0)", "died"),
    (f"{FOUND}os.write(link, b'no json\\n')", "cannot be read"),
    (f"{FOUND}os.write(link, b'7\\n')", "cannot be read"),
    (f"{FOUND}os.write(link, b'[{{}}, {{}}]\\n')", "cannot be read"),
    (f"{FOUND}os.write(link, b'[\"a\", []]\\n')", "cannot be read"),
    (f"{FOUND}os.write(link, b'[' * 100_000 + b'\\n')", "cannot be read"),
    (f"{FOUND}while True: os.write(link, b'x' * 65536)", "too much"),
    (f"{FOUND}line = b'[\"a\", {{\"b\": \"' + b'x' * 60_000 + b'\"}}]\\n'\n"
     "while True: os.write(link, line)", "too much"),
    (f"{FOUND}os.close(link)", "died"),
    ("raise ValueError('\\ud800')", "cannot be told"),
    (f"{FOUND}os.write(link, b'[\"failed\", {{\"why\": \"' + b'x' * 9999 + b'\"}}]\\n')",
     "^x{300}$"),
], ids=["exit", "kill", "hang", "raise", "interrupt", "unspeakable", "half", "text", "number",
        "kinds", "content", "deep", "line", "flood", "close", "no text", "long"])
def test_what_is_not_ordinary_is_an_error_that_tells_what(ask, code, told):
    with pytest.raises(LinkError, match=told):
        ask(code)


def test_a_line_that_is_too_long_is_not_read(ask):
    with pytest.raises(LinkError, match="too much"):
        ask(f"get_ipython().kernel.session.say('x', {{'text': 'a' * {MAX_LINE}}})")


def test_a_fork_that_says_something_is_heard_as_a_fork(ask):
    heard = ask("import os, sys\nif os.fork() == 0:\n    print('a child', flush=True)\n"
                "    os._exit(0)\nos.wait()")
    assert heard == [("fork", {})]


def test_nothing_that_it_started_is_left(tmp_path):
    kernel = Linked(tmp_path)
    kernel.run("import os, signal, time\n"
               "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
               "for _ in range(3):\n"
               "    if os.fork() == 0:\n"
               "        os.setsid()\n"
               "        time.sleep(600)")
    first = psutil.Process(kernel.link.world.pid)
    processes = [first, *first.children(recursive=True)]
    assert len(processes) == 5
    kernel.close()
    assert not running(processes)


def test_a_submissions_files_are_there(tmp_path):
    (tmp_path / "beside.txt").write_text("here")
    kernel = Linked(tmp_path)
    assert kernel.run("print(open('beside.txt').read())") == "here\n"
    kernel.close()


def test_two_kernels_of_one_parent_know_nothing_of_each_other(tmp_path):
    for _ in range(2):
        kernel = Linked(tmp_path)
        assert kernel.run("import numpy\nprint(hasattr(numpy, 'mark'))\nnumpy.mark = 1") == (
            "False\n")
        kernel.close()
