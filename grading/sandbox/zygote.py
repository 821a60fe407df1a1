"""The zygote: a process that has loaded what notebooks import, and forks kernels.

Run by `client.py` as `python -m grading.sandbox.zygote FD`, where FD is a socket. Each message on
it brings the ends of two others, or names packages of the course that are to be loaded too. A fork
reads from the first what is wanted, and announces there the new sandbox, so what one kernel was
asked is never in the memory that the next begins with; the second is the kernel's link. The zygote
ends when its socket is closed. It holds no answer: its environment is bare and it reads no file of
the course but those packages.
"""

import contextlib
import fcntl
import json
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

from grading.hand_ins.walk import plain_files
from grading.kernel.startup import (
    application,
    load_libraries,
    load_packages,
    search_working_folder,
)
from grading.loading import loading
from grading.sandbox import init, linux, namespaces
from grading.sandbox.limits import MB, Limits

MAX_REQUEST = 2**16


def main(fd: int) -> NoReturn:
    """Load the libraries, then packages as they are named; fork a kernel for each request."""
    requests = socket.socket(fileno=fd)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the grader handles Ctrl-C
    signal.signal(signal.SIGCHLD, lambda number, frame: _reap())
    with loading():
        load_libraries()
    while True:
        message, fds, _, _ = socket.recv_fds(requests, MAX_REQUEST, 2)
        if not message:
            os._exit(0)
        if not fds:
            load_packages(**json.loads(message))
            continue
        with socket.socket(fileno=fds[0]) as control, socket.socket(fileno=fds[1]) as link:
            try:
                _start_sandbox(control, link)
            except OSError as error:
                _report(control, error)


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _start_sandbox(control: socket.socket, link: socket.socket) -> None:
    """Fork the init of a new sandbox, and send its pidfd."""
    uid, gid = os.getuid(), os.getgid()
    first = linux.fork_into(namespaces.all_flags())
    if first == 0:
        _init(control, link, uid, gid)
    held = os.pidfd_open(first)
    try:
        socket.send_fds(control, [json.dumps({"pid": first}).encode()], [held])
    finally:
        os.close(held)


def _init(control: socket.socket, link: socket.socket, uid: int, gid: int) -> NoReturn:
    try:
        begun = time.monotonic()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.umask(0o022)  # the kernel is another user, who has to find its way through our folders
        os.setsid()  # a session has one share of the processors, however many of its processes run
        control, link = _keep_only(control, link)
        request = json.loads(control.recv(MAX_REQUEST))
        limits = Limits.of(request["limits"])
        files = (plain_files(Path(request["folder"]), limits.scratch_mb * MB)
                 if request["folder"] else {})
        namespaces.enter(uid, gid)
        namespaces.set_up_files(request["read"], files, limits)
        kernel = os.fork()
        if kernel == 0:
            _kernel(request, limits, control, link, begun)
        link.close()
        namespaces.become_nobody()  # so that it may read what the kernel's processes hold
        linux.drop_capabilities()
        init.run(kernel, control, limits)
    except BaseException as error:
        _report(control, error)
    os._exit(1)


def _kernel(request: dict[str, Any], limits: Limits, control: socket.socket, link: socket.socket,
            begun: float) -> NoReturn:
    try:
        os.environ.clear()
        os.environ.update(request["environment"])
        namespaces.drop_rights(limits)
        os.chdir(namespaces.WORK)
        shut = time.monotonic()
        app = application(request, link)
        search_working_folder()
        seconds = {"sandbox": shut - begun, "kernel": time.monotonic() - shut}
        control.send(json.dumps({"ready": seconds}).encode())
        control.close()
    except BaseException as error:
        _report(control, error)
        os._exit(1)
    app.start()
    os._exit(0)


def _keep_only(*kept: socket.socket) -> list[socket.socket]:
    """Close every descriptor but these and the standard ones, which lead to /dev/null."""
    os.dup2(1, 2)  # the parent's own leads to a file of the grader
    end = 3 + len(kept)
    copies = [fcntl.fcntl(one.detach(), fcntl.F_DUPFD_CLOEXEC, end) for one in kept]
    for place, copy in enumerate(copies, start=3):
        os.dup2(copy, place, inheritable=False)
    os.closerange(end, os.sysconf("SC_OPEN_MAX"))
    return [socket.socket(fileno=place) for place in range(3, end)]


def _report(control: socket.socket, error: BaseException) -> None:
    with contextlib.suppress(OSError):  # the grader is gone
        control.send(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())


if __name__ == "__main__":
    main(int(sys.argv[1]))
