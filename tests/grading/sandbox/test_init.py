"""When a kernel ends, all its processes end, whatever they do against that."""

import os
import signal
import subprocess
import sys
import textwrap

import psutil
import pytest

from grading.sandbox.client import zygote_client
from tests.grading.kernels import running
from tests.patience import PATIENCE_S, until

STUBBORN = "import os, signal, subprocess, threading, time\n" + (
    "for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:\n"
    "    signal.signal(number, signal.SIG_IGN)\n")
WAYS_TO_STAY = {
    "ignoring all signals": "",
    "a child": "subprocess.Popen(['sleep', '600'])",
    "a session of its own": "subprocess.Popen(['sleep', '600'], start_new_session=True)",
    "a daemon": "if os.fork() == 0:\n    os.setsid()\n    if os.fork(): os._exit(0)",
    "stopped": "pid = os.fork()\nos.kill(pid or os.getpid(), signal.SIGSTOP)",
    "being born again and again": "if os.fork() == 0:\n    while True:\n        if os.fork(): "
                                  "os._exit(0)",
    "starting commands": "def storm():\n    while True: subprocess.run(['true'])\n"
                         "threading.Thread(target=storm).start()",
    "waiting for a child that is stopped": "pid = os.fork()\nif pid == 0: os.kill(os.getpid(), "
                                           "signal.SIGSTOP)\nelse: os.waitpid(pid, 0)",
}


@pytest.mark.parametrize("way", WAYS_TO_STAY.values(), ids=WAYS_TO_STAY)
def test_nothing_outlives_it(way, kernel):
    kernel.begin_and_hear(f"{STUBBORN}print('ready', flush=True)\n{way}\n"
                          "while True: time.sleep(600)")
    n_least = 3 if way else 2  # init, the kernel, and what it starts
    processes = until(lambda: (found := kernel.processes()) and len(found) >= n_least and found,
                      "its processes")
    kernel.close()
    assert not running(processes)


@pytest.mark.parametrize(("code", "why"), [
    ("import os; os._exit(3)", "it ended itself, with exit code 3"),
    ("import ctypes; ctypes.string_at(0)", "it was ended by SIGSEGV"),
    ("import os; os.kill(os.getpid(), 9)", "it was ended by SIGKILL"),
    ("import os; os.abort()", "it was ended by SIGABRT"),
])
def test_when_it_ends_by_itself_all_ends_and_the_reason_is_given(code, why, kernel):
    kernel.run("import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True)")
    processes = kernel.processes()
    kernel.begin(code)
    assert kernel.wait_for_end() == why
    assert not running(processes)


def test_its_first_process_is_out_of_its_reach(kernel):
    for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGINT, signal.SIGCHLD):
        kernel.run(f"import os\ntry: os.kill(1, {int(number)})\nexcept OSError: pass")
    assert psutil.Process(kernel.process.pid).status() != "stopped"
    for name in ("mem", "environ", "fd/3", "root", "cwd", "maps"):
        assert "PermissionError" in kernel.run(f"open('/proc/1/{name}')")
    assert kernel.run("import os; print([p for p in os.listdir('/proc') if p.isdigit()])") == (
        "['1', '2']\n")


GRADER = """
    import sys, time
    sys.path.insert(0, {course!r})
    from pathlib import Path
    from tests.grading.kernels import Kernel
    kernel = Kernel(Path({folder!r}))
    kernel.run("import os, signal; signal.signal(15, signal.SIG_IGN); os.fork() or os.setsid()")
    print(kernel.process.pid, flush=True)
    kernel.begin("while True: pass")
    time.sleep(600)
"""


@pytest.fixture
def grader(tmp_path, request):
    """A grader with a kernel that computes, each of them and the zygote as processes."""
    code = textwrap.dedent(GRADER).format(course=str(request.config.rootpath),
                                          folder=str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as one:
        sandbox = psutil.Process(int(one.stdout.readline()))
        zygote = next(child for child in psutil.Process(one.pid).children()
                       if "grading.sandbox.zygote" in child.cmdline())
        yield one, zygote, [sandbox, *sandbox.children(recursive=True)]
        one.kill()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_when_the_grader_dies_its_kernels_and_the_zygote_die(number, grader):
    process, zygote, sandbox = grader
    os.kill(process.pid, number)
    process.wait(PATIENCE_S)
    until(lambda: not running([zygote, *sandbox]), "the end of all")


def test_when_the_zygote_dies_there_is_soon_another(start):
    first = start()
    zygote = zygote_client().process
    zygote.kill()
    zygote.wait(PATIENCE_S)
    assert first.run("print('still here')") == "still here\n"
    assert start().run("print('and another')") == "and another\n"


def test_an_interrupt_reaches_the_cell_and_the_kernel_goes_on(kernel):
    kernel.begin_and_hear("import time\nprint('on', flush=True)\nwhile True: time.sleep(0.01)")
    kernel.interrupt()
    assert kernel.run("print('again')") == "again\n"
