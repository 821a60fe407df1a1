"""Which seconds a submission has spent: those in which it computes or sleeps."""

import os
import subprocess
import sys

import pytest

from grading.sandbox.usage import Usage, usage

COMPUTE = "import time\nwhile time.process_time() < 0.3: pass\n"


@pytest.mark.parametrize(("computed_s", "waited_s", "spent_s"), [
    (10, 0, 10), (0, 0, 10), (2, 7, 3), (2, 9, 2), (5, 100, 5), (0, 100, 0), (30, 0, 10),
], ids=["computing", "sleeping", "on a busy machine", "only waiting else", "many that wait",
        "never begun", "on many processors"])
def test_of_ten_seconds_those_count_that_are_not_the_machines(computed_s, waited_s, spent_s):
    before = Usage(100, 50)
    assert Usage(100 + computed_s, 50 + waited_s).spent_s(before, 10) == spent_s


@pytest.mark.parametrize("program", [
    f"{COMPUTE}input()",
    f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {COMPUTE!r}])\ninput()",
    "import os, sys\nif os.fork() == 0:\n"
    f"    exec({COMPUTE!r})\n    print('done', flush=True)\n    sys.stdin.read()\n"
    "else: os.wait()",
], ids=["itself", "a child that has ended", "a child"])
def test_the_time_of_a_process_and_of_all_that_it_starts_counts(program):
    with subprocess.Popen([sys.executable, "-c", f"{program}".replace(
            "input()", "print('done', flush=True); input()")], text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == "done\n"
        assert usage(process.pid).computed_s >= 0.25
        process.stdin.close()


def test_of_a_process_that_is_gone_nothing_is_known():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    assert usage(pid) == Usage()
