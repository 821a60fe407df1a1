"""Loading what a kernel needs and making it, both in the sandbox and without."""

import contextlib
import importlib
import pkgutil
import socket
import sys
from collections.abc import Iterable, Mapping
from typing import Any

# What a kernel loads at its start, a notebook at its top, and IPython for an error, a figure or a
# `!command`. `matplotlib_inline` is not among them: when it is loaded it looks for the shell.
LIBRARIES = ("numpy", "matplotlib.pyplot", "matplotlib.backends.backend_agg", "h5py",
             "PIL.Image", "ipywidgets", "grading.kernel.app", "ipykernel.debugger",
             "tornado.platform.asyncio", "faulthandler", "unittest", "stack_data", "executing",
             "pure_eval", "pygments.styles.default", "pygments.formatters.terminal256", "pexpect",
             "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.magics.execution",
             "IPython.core.magics.namespace", "IPython.core.oinspect", "IPython.core.payloadpage",
             "IPython.core.pylabtools", "IPython.extensions.storemagic")


def load_libraries() -> None:
    """Load what notebooks import and what a kernel needs."""
    for name in LIBRARIES:
        importlib.import_module(name)
    _load_whole("answercheck")
    _rehearse()


def load_packages(names: Iterable[str], search: Iterable[str]) -> None:
    """Load packages of a course; one that fails to load will do so in the notebook, and say why.

    Parameters
    ----------
    search : folders to be looked in for them
    """
    sys.path.extend(folder for folder in search if folder not in sys.path)
    for name in names:
        with contextlib.suppress(Exception):
            _load_whole(name)


def _load_whole(name: str) -> None:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(getattr(package, "__path__", ()), f"{name}."):
        importlib.import_module(module.name)


def _rehearse() -> None:
    """Draw a figure and format an error, so that their caches are filled before kernels fork."""
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


def application(request: Mapping[str, Any], link: socket.socket) -> Any:
    """Make the requested kernel, in a process without traces of the preparation."""
    import numpy as np

    from grading.kernel.app import ARGUMENTS, KernelApp

    app = KernelApp.instance(link=link)
    app.initialize([*ARGUMENTS, *request["arguments"]])
    # The kernel has random numbers of its own, and finds none of our modules.
    for name in [name for name in sys.modules if name.split(".")[0] == "grading"]:
        del sys.modules[name]
    sys.argv = ["ipykernel_launcher"]
    np.random.seed()
    return app


def search_working_folder() -> None:
    """Let modules in the working folder be imported, as IPython does; call it last.

    So no file of the submission is imported while the process still talks to the grader.
    """
    first = next((index for index, path in enumerate(sys.path) if path.endswith("-packages")), 0)
    sys.path.insert(first, "")
