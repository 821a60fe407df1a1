"""Commands that a person gives, each in a process of its own that has its libraries loaded already.

To load nbgrader takes longer than most of what tests have it do, so each command is a fork of one
server, and its kernels come from the zygote of the tests' process. What is to be tested at a
command's own start, or about the signals it is sent, is a matter for `subprocess`.
"""

import multiprocessing
import os
import socket
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from tempfile import TemporaryDirectory

from grading.dispatch.process_pool import LIBRARIES
from grading.sandbox.client import zygote_client
from tests import gradebooks
from tests.patience import PATIENCE_S

LIMIT_S = 2 * PATIENCE_S  # a command may grade a class
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload([
    __name__, gradebooks.__name__, *LIBRARIES, "nbgrader.apps", "typer.rich_utils",
    "grading.dispatch.class_grader", "grading.cli.class_table", "grading.pages.feedback.exporter"])


def run(folder, program, *arguments, **variables):
    """Give a command in a folder, with further environment variables, and wait for its end.

    Returns
    -------
    subprocess.CompletedProcess
        With its exit status, and what it wrote as text.
    """
    with TemporaryDirectory() as written:
        process = FORKED.Process(target=_command, args=(
            folder, (program, *map(str, arguments)), {**os.environ, **variables}, written,
            zygote_client().requests))
        process.start()
        process.join(LIMIT_S)
        if process.exitcode is None:
            process.kill()
        stdout, stderr = (Path(written, name).read_text(encoding="utf-8", errors="replace")
                          for name in ("stdout", "stderr"))
    assert process.exitcode is not None, f"{program} goes on after {LIMIT_S} s: {stdout}{stderr}"
    return subprocess.CompletedProcess([program, *arguments], process.exitcode, stdout, stderr)


def _command(folder, command, environment, written, requests: socket.socket):
    """Be the command: the function is the one that its script on PATH calls."""
    for stream, name in ((1, "stdout"), (2, "stderr")):
        file = os.open(Path(written, name), os.O_WRONLY | os.O_CREAT)
        os.dup2(file, stream)
        os.close(file)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    zygote_client(requests)
    sys.argv = list(command)
    (script,) = entry_points(group="console_scripts", name=command[0])
    sys.exit(script.load()())
