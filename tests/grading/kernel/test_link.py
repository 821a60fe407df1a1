"""Asking a kernel: it answers, and may say anything."""

import json
import os
import subprocess
import sys

import pytest

from grading.kernel import link
from grading.kernel.link import DeadKernelError, GarbledError, KernelError, SlowKernelError
from grading.sandbox.limits import MAX_LINE
from tests.grading.kernels import Kernel, running

# How a submission could find the link, and say that its cell is done.
FOUND = ("import json, os\nsession = get_ipython().kernel.session\nsession.flush()\n"
         "link = session._link.fileno()\n")
FORGED = (f"{FOUND}line = json.dumps([session._request, 'done', {{}}])\n"
          "os.write(link, line.encode() + b'\\n')\n")


def test_it_answers_one_question_after_the_other(kernel):
    assert kernel.heard("a = 6") == []
    (kind, content), = kernel.heard("7 * a")
    assert (kind, content["data"], content["execution_count"]) == (
        "execute_result", {"text/plain": "42"}, 2)


def test_long_questions_and_long_answers_arrive_whole(kernel):
    text = "é\n" * 100_000
    (_, content), = kernel.heard(f"text = {text!r}\ndisplay({{'text/plain': text}}, raw=True)")
    assert content["data"]["text/plain"] == text


@pytest.mark.parametrize(("code", "error"), [
    ("import os; os._exit(0)", DeadKernelError),
    ("import os; os.kill(os.getpid(), 9)", DeadKernelError),
    (f"{FOUND}os.close(link)", DeadKernelError),
    (f"{FOUND}os.write(link, b'[1, 2')\nos._exit(0)", DeadKernelError),
    (f"{FOUND}os.write(link, b'[1, 2')", GarbledError),
    (f"{FOUND}os.write(link, b'no json\\n')", GarbledError),
    (f"{FOUND}os.write(link, b'7\\n')", GarbledError),
    (f"{FOUND}os.write(link, b'[1, {{}}, {{}}]\\n')", GarbledError),
    (f"{FOUND}os.write(link, b'[\"a\", \"b\", []]\\n')", GarbledError),
    (f"{FOUND}os.write(link, b'[' * 100_000 + b'\\n')", GarbledError),
    (f"{FOUND}while True: os.write(link, b'x' * 65536)", GarbledError),
    (f"{FOUND}for _ in range({MAX_LINE} // 2**16 + 4): os.write(link, b'[],' * 2**14 * 2)",
     GarbledError),
], ids=["exit", "kill", "close", "half and exit", "half", "text", "number", "kinds", "content",
        "deep", "line", "brackets"])
def test_what_is_not_ordinary_raises_an_error_of_its_kind(kernel, code, error):
    with pytest.raises(error) as raised:
        kernel.heard(code, patience_s=3)
    assert raised.value.has_begun


@pytest.mark.parametrize("code", [
    "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(600)",
    f"{FOUND}line = b'[\"a\", \"b\", {{\"c\": \"' + b'x' * 60_000 + b'\"}}]\\n'\n"
    "while True: os.write(link, line)"], ids=["stubborn", "flood"])
def test_what_cannot_be_interrupted_or_floods_the_link_is_too_slow(kernel, code):
    with pytest.raises(SlowKernelError) as raised:
        kernel.heard(code, patience_s=1)
    assert raised.value.has_begun


@pytest.fixture
def one_busy_processor(kernel):
    """Leave the kernel one processor, on which other processes compute."""
    for one in kernel.processes():
        one.cpu_affinity([0])
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True,
                               preexec_fn=lambda: os.sched_setaffinity(0, [0])) for _ in range(3)]
    yield
    for one in others:
        one.kill()
        one.wait()


def test_what_waits_for_a_busy_machine_is_not_too_slow(kernel, one_busy_processor, monkeypatch):
    monkeypatch.setattr(link, "WALL_FACTOR", 100)
    compute = ("import time\nuntil = time.process_time() + 0.3\n"
               "while time.process_time() < until: pass")
    assert kernel.heard(f"{compute}\nprint('well')", patience_s=0.6)[0][1]["text"] == "well\n"
    with pytest.raises(SlowKernelError):
        kernel.heard("while True: pass", patience_s=0.6)


def test_what_waits_for_a_busy_machine_too_long_is_ended_by_the_clock_on_the_wall(
        kernel, one_busy_processor, monkeypatch):
    monkeypatch.setattr(link, "WALL_FACTOR", 1.5)
    with pytest.raises(SlowKernelError):
        kernel.heard("while True: pass", patience_s=1)
    assert kernel.linked.spent_s < 1  # so it was not ended for what it spent itself


def test_a_kernel_counts_the_seconds_that_its_requests_have_spent(kernel):
    kernel.run("import time; time.sleep(0.3)")
    assert kernel.linked.spent_s >= 0.25
    kernel.run("until = time.process_time() + 0.3\nwhile time.process_time() < until: pass")
    assert kernel.linked.spent_s >= 0.5


@pytest.mark.parametrize(("code", "goes_on"), [
    ("while True: pass", True),
    ("import asyncio\nawait asyncio.sleep(600)", True),
    ("while True: print('x' * 1000, flush=True)", True),
    ("while True: display('x' * 1000)", True),
    ("import time\nwhile True:\n    try: time.sleep(600)\n    except BaseException: pass", False),
])
def test_a_slow_cell_is_interrupted_and_the_kernel_goes_on_if_it_obeys(kernel, code, goes_on):
    with pytest.raises(SlowKernelError) as raised:
        kernel.heard(code, patience_s=1)
    assert raised.value.has_begun
    assert raised.value.is_alive == goes_on
    if goes_on:
        assert kernel.run("print('still here')") == "still here\n"


@pytest.mark.parametrize("then", ["os._exit(0)", "while True: pass"])
def test_a_cell_that_falsely_reports_its_end_is_detected(kernel, then):
    assert kernel.heard(f"{FORGED}import time\ntime.sleep(0.2)\n{then}") == []
    with pytest.raises(KernelError) as raised:
        kernel.heard("1 + 1", patience_s=2)
    assert not raised.value.has_begun


def test_messages_to_another_request_are_ignored(kernel):
    late = ("import asyncio\nasync def late():\n    await asyncio.sleep(0.1)\n    print('late')\n"
            "task = asyncio.ensure_future(late())")
    assert kernel.heard(late) == []
    assert kernel.run("await task\nprint('now')") == "now\n"


def test_an_answer_that_is_too_long_is_reported_and_the_kernel_goes_on(kernel):
    kernel.run("app = get_ipython().kernel.parent\n"
               "answering = type(app)._answer.__globals__['answering']\n"
               f"answering.answer = lambda *asked: 'x' * {MAX_LINE}")
    done = kernel.linked.ask({"check": json.dumps("f"), "inputs": "{}"}, lambda *_: None, 60)
    assert "more than the grader reads" in done["failed"]
    assert kernel.run("print('still here')") == "still here\n"


def test_what_a_fork_prints_and_shows_is_its_cells(kernel):
    said = kernel.run("import os\nprint('first')\nif os.fork() == 0:\n    print('a child')\n"
                      "    display(1)\n    os._exit(0)\nos.wait()\nprint('last')")
    assert said == "first\na child\ntext/plainlast\n"


def test_nothing_that_it_started_is_left(tmp_path):
    kernel = Kernel(tmp_path)
    kernel.run("import os, signal, time\n"
               "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
               "for _ in range(3):\n"
               "    if os.fork() == 0:\n"
               "        os.setsid()\n"
               "        time.sleep(600)")
    processes = kernel.processes()
    assert len(processes) == 5
    kernel.close()
    assert not running(processes)


def test_a_submissions_files_are_there(tmp_path):
    (tmp_path / "beside.txt").write_text("here")
    kernel = Kernel(tmp_path)
    assert kernel.run("print(open('beside.txt').read())") == "here\n"
    kernel.close()


def test_two_kernels_of_one_zygote_know_nothing_of_each_other(tmp_path):
    for _ in range(2):
        kernel = Kernel(tmp_path)
        assert kernel.run("import numpy\nprint(hasattr(numpy, 'mark'))\nnumpy.mark = 1") == (
            "False\n")
        kernel.close()
