"""The warm parent: a process that has loaded what every notebook imports, and forks kernels.

Run by `warm.py` as `python -m grading.kernel.nursery FD`, where FD is a socket. Each message on it
brings the ends of two others. A fork reads from the first what is wanted, and announces there the
new kernel's world, so what one kernel was asked is never in the memory that the next begins with;
the second is the kernel's link, if it has no sockets of its own. The parent ends when its socket is
closed. It holds no answer: its environment is bare, and it reads no file but those of `helpers` and
`answercheck`.
"""

import contextlib
import fcntl
import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

from grading.kernel import guardian, linux, rooms
from grading.kernel.limits import MB, Limits
from grading.loading import loading

MAX_REQUEST = 2**16
# What a kernel loads at its start, a notebook at its top, and IPython for an error, a figure or a
# `!command`. `matplotlib_inline` is not among them: when it is loaded it looks for the shell.
LIBRARIES = ("numpy", "matplotlib.pyplot", "matplotlib.backends.backend_agg", "h5py",
             "PIL.Image", "ipywidgets", "grading.kernel.linked", "ipykernel.debugger",
             "tornado.platform.asyncio", "faulthandler", "unittest", "stack_data", "executing",
             "pure_eval", "pygments.styles.default", "pygments.formatters.terminal256", "pexpect",
             "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.magics.execution",
             "IPython.core.magics.namespace", "IPython.core.oinspect", "IPython.core.payloadpage",
             "IPython.core.pylabtools", "IPython.extensions.storemagic")
# Its history would be a database in the scratch folder and a thread; `In` and `%history` stay. To
# send without a copy ZeroMQ's binding starts a thread as well.
ARGUMENTS = ("--HistoryManager.enabled=False", f"--Session.copy_threshold={2**30}")


def main(fd: int) -> NoReturn:
    """Load the libraries, then fork a kernel for each request."""
    requests = socket.socket(fileno=fd)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's affair
    signal.signal(signal.SIGCHLD, lambda number, frame: _bury())
    with loading():
        _load()
    while True:
        message, fds, _, _ = socket.recv_fds(requests, 1, 2)
        if not message:
            os._exit(0)
        with socket.socket(fileno=fds[0]) as control, socket.socket(fileno=fds[1]) as link:
            try:
                _make_world(control, link)
            except OSError as error:
                _tell(control, error)


def _load() -> None:
    for name in LIBRARIES:
        importlib.import_module(name)
    for name in ("helpers", "answercheck"):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)
    _rehearse()


def _rehearse() -> None:
    """Have what the first figure needs of fonts and formats, and the first error of files."""
    import inspect
    import io

    from matplotlib.figure import Figure
    from PIL import Image

    Image.preinit()
    figure = Figure()
    figure.add_subplot(title="$a$").plot([0, 1], label="a")
    figure.axes[0].legend()
    figure.savefig(io.BytesIO(), bbox_inches="tight")
    inspect.getmodule(compile("", "<a cell>", "exec"))


def _bury() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _make_world(control: socket.socket, link: socket.socket) -> None:
    """Put the first process into a new world, and tell by what it can be held."""
    uid, gid = os.getuid(), os.getgid()
    first = linux.fork_into(rooms.namespaces())
    if first == 0:
        _first_process(control, link, uid, gid)
    held = os.pidfd_open(first)
    try:
        socket.send_fds(control, [json.dumps({"pid": first}).encode()], [held])
    finally:
        os.close(held)


def _first_process(control: socket.socket, link: socket.socket, uid: int, gid: int) -> NoReturn:
    try:
        begun = time.monotonic()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.setsid()  # for a session the system has one share of the processors, however many run
        control, link = _keep_only(control, link)
        request = json.loads(control.recv(MAX_REQUEST))
        limits = Limits.of(request["limits"])
        files = (plain_files(Path(request["folder"]), limits.scratch_mb * MB)
                 if request["folder"] else {})
        rooms.settle(uid, gid)
        rooms.furnish(request["read"], files, limits)
        kernel = os.fork()
        if kernel == 0:
            _kernel(request, limits, control, link, begun)
        link.close()
        rooms.become_nobody()  # so that it may read what the kernel's processes hold
        linux.drop_capabilities()
        guardian.watch(kernel, control, limits)
    except BaseException as error:
        _tell(control, error)
    os._exit(1)


def _kernel(request: dict[str, Any], limits: Limits, control: socket.socket, link: socket.socket,
            begun: float) -> NoReturn:
    try:
        os.environ.clear()
        os.environ.update(request["environment"])
        rooms.shut(limits)
        os.chdir(rooms.WORK)
        shut = time.monotonic()
        app = _application(request, link)
        _forget_ourselves()
        # Last, so that no file that was handed in is loaded while we still talk to the grader.
        sys.path.insert(_before_packages(), "")
        seconds = {"sandbox": shut - begun, "kernel": time.monotonic() - shut}
        control.send(json.dumps({"ready": seconds}).encode())
        control.close()
    except BaseException as error:
        _tell(control, error)
        os._exit(1)
    app.start()
    os._exit(0)


def _application(request: dict[str, Any], link: socket.socket) -> Any:
    """The kernel that is wanted: reached by the sockets of Jupyter, or by the link."""
    from grading.kernel.app import KernelApp
    from grading.kernel.linked import LinkedApp

    if "connection" in request:
        link.close()
        connection = Path(rooms.SCRATCH, "connection.json")
        connection.write_text(json.dumps(request["connection"]))
        app = KernelApp.instance(connection_file=str(connection))
    else:
        app = LinkedApp.instance(link)
    app.initialize([*ARGUMENTS, *request["arguments"]])
    return app


def _forget_ourselves() -> None:
    """The kernel starts like one that was never here, and with random numbers of its own."""
    import numpy as np

    for name in [name for name in sys.modules if name.split(".")[0] == "grading"]:
        del sys.modules[name]
    sys.argv = ["ipykernel_launcher"]
    np.random.seed()


def _before_packages() -> int:
    """Where IPython puts the working folder among the places of modules, if it may."""
    return next((index for index, path in enumerate(sys.path) if path.endswith("-packages")), 0)


def _keep_only(*kept: socket.socket) -> list[socket.socket]:
    """Close every descriptor but these and the three that lead nowhere."""
    os.dup2(1, 2)  # the parent's own leads to a file of the grader
    end = 3 + len(kept)
    copies = [fcntl.fcntl(one.detach(), fcntl.F_DUPFD_CLOEXEC, end) for one in kept]
    for place, copy in enumerate(copies, start=3):
        os.dup2(copy, place, inheritable=False)
    os.closerange(end, os.sysconf("SC_OPEN_MAX"))
    return [socket.socket(fileno=place) for place in range(3, end)]


def _tell(control: socket.socket, error: BaseException) -> None:
    with contextlib.suppress(OSError):  # nobody is there to be told
        control.send(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())


def plain_files(folder: Path, room: int) -> dict[str, bytes]:
    """The files handed in beside the notebook, by relative name; no links and no notebooks.

    One for which not enough of the `room` in bytes is left is not there.
    """
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent) / name
            if path.is_symlink() or not path.is_file() or path.suffix == ".ipynb":
                continue
            with contextlib.suppress(OSError):  # unreadable for us, so for the submission
                if (size := path.stat().st_size) <= room:
                    found[str(path.relative_to(folder))] = path.read_bytes()
                    room -= size
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]))
