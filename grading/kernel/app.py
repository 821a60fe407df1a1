"""The kernel that submissions run in: ipykernel without what nobody asks for here."""

import ast
import logging
import re
import warnings
from functools import lru_cache
from typing import Any

from ipykernel import zmqshell
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.compilerop import CachingCompiler
from IPython.core.inputtransformer2 import TransformerManager
from traitlets import Type
from traitlets.config.loader import Config, DeferredConfigList

from grading.kernel.streams import CutDisplays, CutStream
from helpers.checks.cell_names import may_await

_USUAL = vars(TransformerManager())
_SETTING = re.compile(r"--(\w+)\.(\w+)=(.*)", re.DOTALL)
# What looks like the prompt of an interpreter, and goes. It can be Python as well.
_PROMPT = re.compile(r"^\s*(?:>>>|\.\.\.|In \[)", re.MULTILINE)


class ZMQInteractiveShell(zmqshell.ZMQInteractiveShell):
    """ipykernel's shell, with our displays; libraries know a notebook by this name."""

    display_pub_class = Type(CutDisplays)

    def should_run_async(self, raw_cell: str, *, transformed_cell: str | None = None,
                         preprocessing_exc_tuple: Any = None) -> bool:
        """Whether a cell awaits something; without the words it need not be compiled to know."""
        return may_await(transformed_cell or "") and super().should_run_async(
            raw_cell, transformed_cell=transformed_cell,
            preprocessing_exc_tuple=preprocessing_exc_tuple)

    def transform_cell(self, raw_cell: str) -> str:
        """The cell as Python.

        IPython takes each cell apart twice, in Python, to find what is syntax of its own. Code
        that Python can read has none of it; but of a single line the first word may be a magic.
        """
        plain = (len(raw_cell.splitlines()) > 1 and not raw_cell[0].isspace()
                 and not self.input_transformers_post
                 and vars(self.input_transformer_manager) == _USUAL
                 and is_python(raw_cell))
        if not plain:
            return super().transform_cell(raw_cell)
        return raw_cell if raw_cell.endswith("\n") else f"{raw_cell}\n"


@lru_cache(maxsize=1)
def is_python(cell: str) -> bool:
    """Whether Python can read the cell, and no line of it looks like a prompt."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(cell, "cell", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
    except Exception:
        return False
    return not _PROMPT.search(cell)


class Kernel(IPythonKernel):
    """ipykernel's own kernel, which says nothing that the grader does not hear.

    That one gives cells names for a debugger, and hashes their text in Python; it tells all who
    listen what it was asked, and that it is busy.
    """

    compiler_class: Any = Type(CachingCompiler)
    shell_class = Type(ZMQInteractiveShell)

    def _publish_execute_input(self, *args: Any) -> None:
        """Say nothing: the reply has the number of the cell."""

    def _publish_status(self, status: str, *args: Any, **kwargs: Any) -> None:
        if status != "busy":
            super()._publish_status(status, *args, **kwargs)


class KernelApp(IPKernelApp):
    """ipykernel's application, with our kernel and streams."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(kernel_class=Kernel, **settings,
                         outstream_class=f"{CutStream.__module__}.{CutStream.__name__}")

    def parse_command_line(self, argv: Any = None) -> None:
        """Take settings such as --Class.trait=value, for which no parser need be made."""
        settings = [_SETTING.fullmatch(argument) for argument in argv or ()]
        config = Config()
        for found in settings:
            if found is None:
                super().parse_command_line(argv)
                return
            config[found[1]][found[2]] = DeferredConfigList([found[3]])
        self.update_config(config)

    def init_heartbeat(self) -> None:
        """Have no heart that beats: the grader looks at the kernel's process."""

    def init_kernel(self) -> None:
        """Make the kernel; its notes on every message are not even made."""
        super().init_kernel()
        self.log.setLevel(logging.WARNING)
