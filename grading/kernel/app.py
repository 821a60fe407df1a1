"""The kernel that submissions run in: ipykernel without what nobody asks for here."""

from typing import Any

from ipykernel import zmqshell
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.compilerop import CachingCompiler
from traitlets import Type

from grading.kernel.streams import CutDisplays, CutStream


class ZMQInteractiveShell(zmqshell.ZMQInteractiveShell):
    """ipykernel's shell, with our displays; libraries know a notebook by this name."""

    display_pub_class = Type(CutDisplays)


class Kernel(IPythonKernel):
    """ipykernel's own kernel gives cells names for a debugger, and hashes their text in Python."""

    compiler_class: Any = Type(CachingCompiler)
    shell_class = Type(ZMQInteractiveShell)


class KernelApp(IPKernelApp):
    """ipykernel's application, with our kernel and streams."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(kernel_class=Kernel, **settings,
                         outstream_class=f"{CutStream.__module__}.{CutStream.__name__}")
