"""The kernel that submissions run in: ipykernel's, but with a single socket, the link.

Shell, streams and displays are ipykernel's; only the transport differs. A request is ten digits,
then as many bytes of JSON:

    {"id": str, "cell": source}                     run a cell
    {"id": str, "test": source}                     run a cell of tests
    {"id": str, "check": name, "inputs": packed}    call a function on these inputs
    {"id": str, "mention": [source, ...]}           which names do these cells mention?
    {"id": str, "replace": name, "code": source}    put another function in the place of one

What the kernel says meanwhile comes back in lines, see `session.py`: of a cell first "busy", then
whatever is shown; of the others an "answer", if they want one; and at last "done". Of a cell that
failed "done" has the "line", the "name" if that was not defined, and "kept", the functions that it
mentions and left as they were; of a cell of tests the "value" of its last expression as text.
"""

import ast
import asyncio
import json
import re
import signal
import socket
import sys
import threading
import warnings
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, cast

import comm
from ipykernel import zmqshell
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.compilerop import CachingCompiler
from IPython.core.inputtransformer2 import TransformerManager
from traitlets import Type
from traitlets.config.loader import Config, DeferredConfigList

from answercheck.calls import missing_name
from grading.kernel import answering
from grading.kernel.cell_names import may_await
from grading.kernel.session import Flusher, LinkSession
from grading.kernel.streams import CutStream

# IPython's own `exit` ends the kernel after its cell; Python's ends the cell alone. What is written
# past Python's streams is not shown, and would pile up in the kernel. The history would be a
# database in the scratch folder and a thread; `In` and `%history` stay.
ARGUMENTS = ("--IPKernelApp.exec_lines=from sys import exit, exit as quit",
             "--IPKernelApp.capture_fd_output=False", "--HistoryManager.enabled=False")
MAX_WHY = 300

_USUAL = vars(TransformerManager())
_WORD = re.compile(r"\w+")
_SETTING = re.compile(r"--(\w+)\.(\w+)=(.*)", re.DOTALL)
# What looks like the prompt of an interpreter, and goes. It can be Python as well.
_PROMPT = re.compile(r"^\s*(?:>>>|\.\.\.|In \[)", re.MULTILINE)


class ZMQInteractiveShell(zmqshell.ZMQInteractiveShell):
    """ipykernel's shell; libraries recognise a notebook by this class name."""

    def should_run_async(self, raw_cell: str, *, transformed_cell: str | None = None,
                         preprocessing_exc_tuple: Any = None) -> bool:
        """Whether a cell awaits something; compile it only if it contains the keywords."""
        return may_await(transformed_cell or "") and super().should_run_async(
            raw_cell, transformed_cell=transformed_cell,
            preprocessing_exc_tuple=preprocessing_exc_tuple)

    def transform_cell(self, raw_cell: str) -> str:
        """Return the cell as Python.

        IPython tokenizes each cell twice, in Python, to find syntax of its own. Code that Python
        can parse has none; only the first word of a single line may still be a magic.
        """
        plain = (len(raw_cell.splitlines()) > 1 and not raw_cell[0].isspace()
                 and not self.input_transformers_post
                 and vars(self.input_transformer_manager) == _USUAL and is_python(raw_cell))
        if not plain:
            return super().transform_cell(raw_cell)
        return raw_cell if raw_cell.endswith("\n") else f"{raw_cell}\n"


@lru_cache(maxsize=1)
def is_python(cell: str) -> bool:
    """Whether Python can parse the cell, and no line of it looks like a prompt."""
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
        # third of the memory that a fork of the zygote takes for itself at its start.
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
    """ipykernel's application, with a link in place of its sockets."""

    def __init__(self, link: socket.socket, **settings: Any) -> None:
        super().__init__(kernel_class=Kernel, **settings,
                         outstream_class=f"{CutStream.__module__}.{CutStream.__name__}")
        self._link = link
        self.session = LinkSession(link, parent=self)
        self.iopub_thread = Flusher(self.session)

    def parse_command_line(self, argv: Any = None) -> None:
        """Read settings such as --Class.trait=value, without making a parser."""
        settings = [_SETTING.fullmatch(argument) for argument in argv or ()]
        config = Config()
        for found in settings:
            if found is None:
                super().parse_command_line(argv)
                return
            config[found[1]][found[2]] = DeferredConfigList([found[3]])
        self.update_config(config)

    def load_config_file(self, *args: Any, **settings: Any) -> None:
        """Do nothing: there are no configuration files in the sandbox."""

    def configure_tornado_logger(self) -> None:
        """Do nothing: the log is not read."""

    def init_heartbeat(self) -> None:
        """Do nothing: the grader watches the kernel's process instead."""

    def init_connection_file(self) -> None:
        """Do nothing: there is no connection file."""

    def init_sockets(self) -> None:
        """Do nothing: there are no sockets but the link."""

    def write_connection_file(self, **settings: Any) -> None:
        """Do nothing: there is no connection file."""

    def log_connection_info(self) -> None:
        """Do nothing: there is no connection file."""

    def init_io(self) -> None:
        """Make the streams, which are flushed even if a cell replaces them."""
        super().init_io()
        self.session.streams = [sys.stdout, sys.stderr]

    def init_kernel(self) -> None:
        """Make the kernel."""
        main = SimpleNamespace(parent_thread=threading.current_thread())
        self.kernel = kernel = Kernel.instance(
            parent=self, session=self.session, iopub_thread=self.iopub_thread, log=self.log,
            profile_dir=self.profile_dir, user_ns=self.user_ns, shell_channel_thread=main)
        self.displayhook.get_execution_count = lambda: kernel.execution_count

    def start(self) -> None:
        """Answer requests until the link is closed."""
        # Not `asyncio.run`, which takes the signal for itself that interrupts cells.
        loop = asyncio.SelectorEventLoop()
        asyncio.set_event_loop(loop)
        loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        loop, shell = asyncio.get_running_loop(), cast(Any, self.shell)
        # By this a cell that awaits something is interrupted, also while the loop sleeps.
        self.kernel.io_loop = SimpleNamespace(add_callback=loop.call_soon_threadsafe,
                                              call_later=loop.call_later)
        asked = asyncio.Event()
        loop.add_reader(self._link, asked.set)
        with shell.builtin_trap:
            while await asked.wait():  # tasks of earlier cells go on meanwhile
                asked.clear()
                length = self._receive(10)
                if not length:
                    return
                await self._handle(json.loads(self._receive(int(length))))

    def _receive(self, n_bytes: int) -> bytes:
        received = bytearray()
        while len(received) < n_bytes:
            more = self._link.recv(n_bytes - len(received))
            if not more:
                return b""
            received += more
        return bytes(received)

    async def _handle(self, request: dict[str, Any]) -> None:
        session: LinkSession = self.session
        session.begin(request["id"])
        parent = {"header": {"msg_id": request["id"]}}
        self.kernel.set_parent([], parent)
        for stream in session.streams:  # also if others stand in their place for a while
            stream.set_parent(parent)
        if "cell" in request or "test" in request:
            session.say("busy", {"execution_count": self.kernel.execution_count})
        signal.signal(signal.SIGINT, session.interrupt)
        try:
            session.is_interruptible = True
            done = await self._answer(request)
            session.is_interruptible = False
        except BaseException as error:
            session.is_interruptible = False
            done = {"failed": _described(error)}
        session.flush_streams()
        session.say("done", done)
        session.flush()

    async def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Handle a request; return the content of its last line."""
        notebook: dict[str, Any] = cast(Any, self.shell).user_ns
        if "cell" in request:
            return await self._run(request["cell"])
        if "test" in request:
            return await self._test(request["test"])
        if "replace" in request:
            answering.put_in(notebook, request["replace"], request["code"])
        elif "mention" in request:
            self._say_answer(answering.mentioned(request["mention"]))
        else:
            name = request["check"]
            function = notebook.get(name)
            self._say_answer(answering.answer(name, function, request["inputs"]))
        return {}

    def _say_answer(self, answer: Any) -> None:
        self.session.say("answer", {"answer": answer})

    async def _test(self, source: str) -> dict[str, Any]:
        """Run a cell of tests: its error and line, else the value that it ends with, as text.

        The value is taken from the shell and not from what was displayed, which any code may do.
        """
        shell = cast(Any, self.shell)
        shell.ast_node_interactivity = "last_expr"
        done = await self._run(source)
        result = shell.last_execution_result
        if done or result is None or result.result is None:
            return done
        value = shell.display_formatter.format(result.result)[0].get("text/plain")
        return {"value": value[:MAX_WHY]} if isinstance(value, str) else {}

    async def _run(self, source: str) -> dict[str, Any]:
        """Run a cell as `IPythonKernel.do_execute` does; its error, which as a rule was shown."""
        kernel, shell = self.kernel, cast(Any, self.shell)
        # Nothing but these, since all else may be large, and would live on while the cell runs.
        before = {name: value for name, value in shell.user_ns.items() if callable(value)}
        shell.last_execution_result = None
        if may_await(source):
            reply = await kernel.do_execute(source, silent=False, store_history=True)
            kind, text = reply.get("ename", ""), reply.get("evalue", "")
            result = shell.last_execution_result
            error = result and (result.error_before_exec or result.error_in_exec)
        else:  # without what takes `do_execute` as long as a short cell
            kernel._forward_input(allow_stdin=False)
            try:
                result = shell.run_cell(source, store_history=True)
            finally:
                kernel._restore_input()
            shell.payload_manager.clear_payload()
            error = result.error_before_exec or result.error_in_exec
            kind, text = (type(error).__name__, str(error)) if error is not None else ("", "")
        if not kind:
            return {}
        if isinstance(error, SyntaxError) and error.msg:
            text = error.msg  # without the name that the kernel gave the cell
        return {"ename": kind, "evalue": text[:MAX_WHY],
                "line": _line_of(error, shell.user_global_ns),
                "name": missing_name(error)[:MAX_WHY],
                "kept": [name for name in dict.fromkeys(_WORD.findall(source)) if name in before
                         and shell.user_ns.get(name) is before[name]][:MAX_WHY],
                "traceback": [line[:MAX_WHY] for line in (shell._last_traceback or [])[:MAX_WHY]]}


def _line_of(error: BaseException | None, names: dict[str, Any]) -> int:
    """The line of the cell on which an error arose; 0 if it is not known."""
    place = error.__traceback__ if error else None
    while place and place.tb_frame.f_globals is not names:
        place = place.tb_next
    if place:
        return place.tb_lineno
    return (error.lineno or 0) if isinstance(error, SyntaxError) else 0


def _described(error: BaseException) -> str:
    why = type(error).__name__
    try:
        return f"{why}: {error}"[:MAX_WHY]
    except Exception:  # making its text may run the submission's code
        return why[:MAX_WHY]
