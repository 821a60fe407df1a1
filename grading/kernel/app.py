"""The kernel that submissions run in: ipykernel without what nobody asks for here."""

import ast
import re
import warnings
from functools import lru_cache
from typing import Any

import comm
from ipykernel import zmqshell
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.compilerop import CachingCompiler
from IPython.core.inputtransformer2 import TransformerManager
from traitlets import Type
from traitlets.config.loader import Config, DeferredConfigList

from answercheck.cell_names import may_await
from grading.kernel.streams import CutDisplays, CutStream

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
                 and vars(self.input_transformer_manager) == _USUAL and is_python(raw_cell))
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
    """ipykernel's own kernel without its debugger, for which it would hash each cell's text."""

    compiler_class: Any = Type(CachingCompiler)
    shell_class = Type(ZMQInteractiveShell)

    def __init__(self, **settings: Any) -> None:
        # IPythonKernel's own would look at every module, so that its debugger may know them: a
        # third of the memory that a fork of the warm parent takes for itself at its start.
        super(IPythonKernel, self).__init__(**settings)
        shell: Any = self.shell_class.instance(
            parent=self, profile_dir=self.profile_dir, user_module=self.user_module,
            user_ns=self.user_ns, kernel=self, compiler_class=self.compiler_class)
        self.shell = shell
        shell.displayhook.session = shell.display_pub.session = self.session
        shell.displayhook.pub_socket = shell.display_pub.pub_socket = self.iopub_socket
        shell.displayhook.topic = self._topic("execute_result")
        self.comm_manager = comm.get_comm_manager()
        shell.configurables.append(self.comm_manager)
        for message in ("comm_open", "comm_msg", "comm_close"):
            self.shell_handlers[message] = getattr(self.comm_manager, message)


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

    def load_config_file(self, *args: Any, **settings: Any) -> None:
        """Load nobody's settings; there are none in the sandbox."""

    def configure_tornado_logger(self) -> None:
        """Have no log of what nobody reads."""

    def init_heartbeat(self) -> None:
        """Have no heart that beats: the grader looks at the kernel's process."""
