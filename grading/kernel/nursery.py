"""The warm parent: a process that has loaded what every notebook imports, and forks kernels.

Run by `warm.py` as `python -m grading.kernel.nursery FD`, where FD is a socket. Each message on it
is a request with the end of another socket, on which the new kernel's world is announced. It ends
when the socket is closed. It holds no answer: its environment is bare and it reads no course file
but `helpers`.
"""

import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from grading.kernel import guardian, linux, rooms
from grading.kernel.limits import Limits

MAX_REQUEST = 2**16
# What a kernel loads at its start or a notebook at its top. `matplotlib_inline` is not among them:
# it looks for the shell when it is loaded.
LIBRARIES = ("numpy", "matplotlib.pyplot", "matplotlib.backends.backend_agg", "h5py", "PIL.Image",
             "ipywidgets", "ipykernel.kernelapp", "ipykernel.debugger",
             "IPython.core.magics", "IPython.core.payloadpage")


def main(fd: int) -> NoReturn:
    """Load the libraries, then fork a kernel for each request."""
    requests = socket.socket(fileno=fd)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's affair
    linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)  # the worlds' first processes are ours to bury
    signal.signal(signal.SIGCHLD, lambda number, frame: _bury())
    _load()
    while True:
        message, fds, _, _ = socket.recv_fds(requests, MAX_REQUEST, 1)
        if not message:
            os._exit(0)
        if os.fork() == 0:
            _begin(json.loads(message), socket.socket(fileno=fds[0]))
        os.close(fds[0])


def _load() -> None:
    import gc

    for name in LIBRARIES:
        importlib.import_module(name)
    import helpers

    for module in pkgutil.walk_packages(helpers.__path__, "helpers."):
        importlib.import_module(module.name)
    gc.collect()
    gc.freeze()  # so that a collection in a child does not copy the pages of all this


def _bury() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _begin(request: dict[str, Any], control: socket.socket) -> NoReturn:
    """In a fork: enter a new world, put its first process into it, and leave."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        control = _keep_only(control)
        files = plain_files(Path(request["folder"])) if request["folder"] else {}
        rooms.separate()
        first = os.fork()
        if first == 0:
            _first_process(request, files, control)
        socket.send_fds(control, [json.dumps({"pid": first}).encode()], [os.pidfd_open(first)])
    except BaseException as error:
        _tell(control, error)
    os._exit(0)


def _first_process(request: dict[str, Any], files: dict[str, bytes],
                   control: socket.socket) -> NoReturn:
    try:
        limits = Limits.of(request["limits"])
        rooms.furnish(request["read"], files, limits)
        kernel = os.fork()
        if kernel == 0:
            _kernel(request, limits, control)
        linux.drop_capabilities()
        guardian.watch(kernel, control, limits)
    except BaseException as error:
        _tell(control, error)
    os._exit(1)


def _kernel(request: dict[str, Any], limits: Limits, control: socket.socket) -> NoReturn:
    try:
        os.environ.clear()
        os.environ.update(request["environment"])
        connection = Path(rooms.SCRATCH, "connection.json")
        rooms.shut(limits)
        os.chdir(rooms.WORK)
        connection.write_text(json.dumps(request["connection"]))
        _forget_ourselves()
        from ipykernel.kernelapp import IPKernelApp

        app = IPKernelApp.instance()
        app.initialize(["-f", str(connection), *request["arguments"]])
        control.send(b'{"ready": true}')
        control.close()
    except BaseException as error:
        _tell(control, error)
        os._exit(1)
    app.start()
    os._exit(0)


def _forget_ourselves() -> None:
    """The kernel starts like one that was never here, and with random numbers of its own."""
    import numpy as np

    for name in [name for name in sys.modules if name.split(".")[0] == "grading"]:
        del sys.modules[name]
    sys.argv = ["ipykernel_launcher"]
    np.random.seed()


def _keep_only(control: socket.socket) -> socket.socket:
    """Close every descriptor but this one and the three that lead nowhere."""
    os.dup2(control.fileno(), 3)
    control.detach()
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))
    return socket.socket(fileno=3)


def _tell(control: socket.socket, error: BaseException) -> None:
    control.send(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())


def plain_files(folder: Path) -> dict[str, bytes]:
    """The files handed in beside the notebook, by relative name; no links and no notebooks."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent) / name
            if path.is_symlink() or not path.is_file() or path.suffix == ".ipynb":
                continue
            try:
                found[str(path.relative_to(folder))] = path.read_bytes()
            except OSError:
                continue  # unreadable for us, so for the submission
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]))
