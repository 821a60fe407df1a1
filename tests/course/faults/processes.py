"""Graders as processes, and the processes that they start."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil

from grading.course.course import Course
from grading.dispatch.class_grader import grade_class
from grading.sandbox.client import zygote_client
from tests import commands
from tests.commands import FORKED
from tests.course.faults.small import WEEK, recorded
from tests.patience import PATIENCE_S, until

PROGRAMS = Path(sys.executable).parent
ZYGOTE = "grading.sandbox.zygote"
DOCTOR = "grading.sandbox.doctor"


def start(root, *options, **settings):
    """`course grade` as a person starts it, the leader of a process group as in a terminal."""
    environment = {**os.environ, **settings,
                   "PATH": os.pathsep.join([str(PROGRAMS), os.environ["PATH"]])}
    # Where the tests run in the background, SIGINT is ignored, and programs inherit that.
    return subprocess.Popen(["env", "--default-signal=INT", PROGRAMS / "course", "grade", WEEK,
                             *options], cwd=root, text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, env=environment, process_group=0)


def run(root, *options, **settings):
    """`course grade` to its end: the exit status, and what it says."""
    return end_of(start(root, *options, **settings))


def end_of(process):
    """The exit status of a command, and what it said."""
    said = process.communicate(timeout=PATIENCE_S)
    return process.returncode, "".join(said)


def fork_grader(root, force=False):
    """Start a grader in a process of its own, which has everything imported already."""
    process = FORKED.Process(target=_grade, args=(root, force, zygote_client().requests))
    process.start()
    return process


def grade_in_fork(root, force=False):
    """Grade to the end in a process of its own; its exit status."""
    grader = fork_grader(root, force)
    grader.join(PATIENCE_S)
    return grader.exitcode


def grade(root, force=False):
    """Grade to the end; who was recorded."""
    before = recorded(root)
    assert grade_in_fork(root, force) == 0
    after = recorded(root)
    for student in before:
        after.remove(student)
    return after


def autograde(root, *options):
    """Grade with plain nbgrader."""
    done = commands.run(root, "nbgrader", "autograde", WEEK, *options)
    assert done.returncode == 0, done.stderr


def _grade(root, force, requests):
    zygote_client(requests)
    os.chdir(root)
    course = Course(root)
    with contextlib.suppress(KeyboardInterrupt):
        for _ in grade_class(course, WEEK, course.students(WEEK), force):
            pass


def until_at_work(pid, n_workers=1):
    """Wait until so many workers of a grader have kernels; all processes below it, by pid."""
    return until(lambda: (found := below(pid)) and len(workers_at_work(found)) >= n_workers
                 and found, "a worker at work", every_s=0.05)


def until_at_work_or_ended(grader):
    """Wait until a worker of a grader holds a kernel: the workers that do; [] if it has ended."""
    found = until(lambda: grader.poll() is not None or workers_at_work(below(grader.pid)),
                  "work or an end", every_s=0.05)
    return [] if found is True else found


def below(pid):
    """The processes that this one has started, directly or not: command and parent by process."""
    found = {}
    with contextlib.suppress(psutil.Error):
        for one in psutil.Process(pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                found[one] = (" ".join(one.cmdline()), one.ppid())
    return found


def workers_at_work(found):
    """Those of these processes that hold a kernel; the doctor's probes are no work."""
    return [one for one, (command, _) in found.items()
            if ZYGOTE not in command and DOCTOR not in command and sandboxes_of(one.pid)]


def sandboxes_of(pid):
    """The first processes of the sandboxes that a process holds, by its descriptors."""
    found = set()
    with contextlib.suppress(OSError):  # it has just ended
        for path in Path(f"/proc/{pid}/fdinfo").iterdir():
            with contextlib.suppress(OSError):
                fields = dict(line.split(":", 1) for line in path.read_text().splitlines())
                found.add(int(fields.get("Pid", -1)))
    return {pid for pid in found if pid > 0}


def until_gone(processes):
    """Wait until these have ended; to reap them is the system's affair."""
    until(lambda: not any(map(is_running, processes)), f"the end of {list(processes)}", 0.02)


def is_running(process):
    """Whether a process has not ended, be it reaped or not."""
    with contextlib.suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def kill(process):
    """End a process without a word; it may have ended."""
    with contextlib.suppress(psutil.Error, ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)
